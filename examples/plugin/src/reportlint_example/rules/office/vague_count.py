"""该写数字的地方写了“若干”。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document


@rule("note", Example(bad="全年下基层调研⟦若干次⟧。", good="全年下基层调研12次。"))
def vague_count(
    doc: Document, *, counters: Annotated[tuple[str, ...], "跟在“若干”后面就报的量词"] = ("次", "件", "人次", "场")
) -> Iterator[Finding]:
    """该写数字的地方写了“若干”。

    报告里的工作量要能核查。“若干次”看不出做了多少，写不出准数的可以写“约”。
    """
    words = "|".join(sorted(map(re.escape, counters), key=len, reverse=True))
    for match in re.finditer(f"若干(?:{words})", doc.text) if counters else ():
        yield Finding(Span(*match.span()), f"“{match[0]}”没有数目，请写明是多少。")
