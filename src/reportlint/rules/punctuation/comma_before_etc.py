"""“等”前面的顿号。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, find_words, rule

from ._prose import HAN, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

# a list of at least two, each longer than a character: not “等、靠、要”
ETC = re.compile(r"、[^，。；：！？、\n]{2,40}(?P<mark>、)等")
AROUND = 12
LISTED = ("n", "m", "q", "r", "s", "t", "f", "l")


@rule("warning", Example(bad="检查学校、医院、商场⟦、⟧等场所86处。", good="检查学校、医院、商场等场所86处。"))
def comma_before_etc(doc: Document) -> Iterator[Finding]:
    """列举末尾的“等”前面用了顿号。

    并列成分之间用顿号，末尾的并列成分之后用“等”“等等”一类词时，“等”前不用顿号，见 GB/T 15834—2011 附录 B.1.2。
    “等级”“等候”“等量”里的“等”不是列举的“等”，按分词结果排除。
    """
    for match in ETC.finditer(doc.text):
        span = Span(*match.span("mark"))
        if ends_list(doc.text, span) and is_prose(doc, span):
            fix = Fix("删去顿号", (Edit(span, ""),), safe=True)
            yield Finding(span, "列举之后的“等”前面不用顿号，请删去。", fix)


def ends_list(text: str, mark: Span) -> bool:
    """Tell whether the 等 behind a mark is the particle: not part of a word, and not 等车、等人."""
    words = find_words(text[mark.end : mark.end + AROUND], guess=False)
    if words[0].text not in ("等", "等等"):
        return False
    following, third = (*words[1:3], None, None)[:2]
    if following is None or not re.match(f"[{HAN}0-9]", following.text):
        return True
    return following.tag.startswith(LISTED) and (third is None or third.text != "、")
