"""和上年一模一样的数字。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Document, Example, Finding, rule

from . import Pair
from ._places import tell_place

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "note",
    Example(
        bad="""〔上年〕
一、主要工作
全年接待群众来访1372人次。
〔今年〕
一、主要工作
全年接待群众来访⟦1372人次⟧。""",
        good="""〔上年〕
一、主要工作
全年接待群众来访1372人次。
〔今年〕
一、主要工作
全年接待群众来访1260人次。""",
    ),
)
def unchanged_figure(doc: Document) -> Iterator[Finding]:
    """同一项工作的数字和上年分毫不差。

    三位以上的数字两年正好相同，多半是照抄忘了改。面积、人口、编制一类的存量和目标不看。
    """
    if not isinstance(doc, Pair):
        return
    for change in doc.changes:
        if change.unchanged:
            place = tell_place(doc.last, change.last.span)
            yield Finding(change.this.span, f"这个数字与{place}的完全相同，请核对是不是今年的数。")
