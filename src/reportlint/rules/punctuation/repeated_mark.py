"""重复的标点。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._prose import HAN, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

FULL = str.maketrans(",;:?!", "，；：？！")
RUN = re.compile(rf"[，。、；：！？][，。、；：！？,;?!]+|(?<=[{HAN}”》）])[,;:?!][，。、；：！？,;]+")
ROUND_QUOTE = re.compile("[，。、；：][”’]{1,2}[，。、；：]")
TONES = frozenset("！？")
PAUSES = frozenset("，、")
ENDS = frozenset("。！？")
LINE_END = re.compile(r"[ \t\u3000]*(?:[\r\n]|\Z)")


@rule(
    "error",
    Example(bad="完善制度⟦，，⟧堵塞漏洞。", good="完善制度，堵塞漏洞。"),
    Example(bad="把柳湾村建设得更好⟦，。⟧", good="把柳湾村建设得更好。"),
)
def repeated_mark(doc: Document, *, most: Annotated[int, "叹号、问号最多连用几个"] = 3) -> Iterator[Finding]:
    """两个点号连在一起，如“，，”“，。”“。；”，或后引号内外各有一个。

    一处停顿只用一个点号，多半是修改时没有删净；引文末尾的点号用在引号里面还是外面，见 GB/T 15834—2011 附录 B.2.1。
    叹号、问号可以叠用，最多三个，见第 4.2.3.3、4.3.3.3 条。
    """
    for match in RUN.finditer(doc.text):
        span, marks = Span(*match.span()), match[0].translate(FULL)
        if set(marks) <= TONES:
            repeated, kept, sure = len(marks) > most, marks[:most], True
        else:
            repeated = not is_ellipsis(marks)
            kept, sure = choose(marks, at_end=bool(LINE_END.match(doc.text, span.end)))
        if repeated and is_prose(doc, span):
            fix = Fix(f"只留“{kept}”", (Edit(span, kept),), safe=sure)
            yield Finding(span, f"标点“{match[0]}”重复，请只留“{kept}”。", fix)
    for match in ROUND_QUOTE.finditer(doc.text):
        span = Span(*match.span())
        if is_prose(doc, span):
            yield Finding(span, f"后引号里外都有点号（{match[0]}），请只留一个。")


def is_ellipsis(marks: str) -> bool:
    """Tell whether full stops stand for an ellipsis, which is the affair of ellipsis-dash."""
    return len(marks) > 2 and set(marks) == {"。"}


def choose(marks: str, *, at_end: bool) -> tuple[str, bool]:
    """Return the mark of a run that stays, and whether no other could."""
    if len(set(marks)) == 1:
        return marks[0], True
    if at_end and marks[-1] in ENDS and set(marks[:-1]) <= PAUSES:
        return marks[-1], True
    return marks[0], False
