"""变化大得不像真的数字。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Document, Example, Finding, rule

from . import Pair
from ._places import tell_place

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "warning",
    Example(
        bad="""〔上年〕
一、主要工作
全年清理河道垃圾260吨。
〔今年〕
一、主要工作
全年清理河道垃圾⟦2600吨⟧。""",
        good="""〔上年〕
一、主要工作
全年清理河道垃圾260吨。
〔今年〕
一、主要工作
全年清理河道垃圾310吨。""",
    ),
)
def implausible_change(doc: Document, *, factor: Annotated[float, "超过多少倍才报"] = 5.0) -> Iterator[Finding]:
    """同一项工作的数字一年里变了好几倍。

    多半是小数点、单位或多抄少抄了一个零。原来就很小的数、百分数和写明了增减原因的不看。
    """
    if not isinstance(doc, Pair):
        return
    for change in doc.changes:
        if change.is_implausible(factor):
            now = f"今年是它的{change.factor:.1f}倍" if change.grown else f"今年只有它的{1 / change.factor:.0%}"
            before = f"{tell_place(doc.last, change.last.span)}写的是{change.last.span.of(doc.last.text)}"
            message = f"{before}，{now}，请核对数字和单位。"
            yield Finding(change.this.span, message)
