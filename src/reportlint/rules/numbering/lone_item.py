"""只有一条的列表。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

WIDEST_VIEW = 400  # characters behind the item in which a second one may hide


@rule(
    "note",
    Example(
        bad="一、主要工作\n⟦（一）⟧抓学习。全年集中学习12次。\n二、下一步打算\n继续抓好学习。",
        good="一、主要工作\n全年集中学习12次。\n二、下一步打算\n继续抓好学习。",
    ),
)
def lone_item(doc: Document) -> Iterator[Finding]:
    """一级序号只有“一”，没有“二”。

    只有一条就不必编号；也可能是后面的条目漏了，或没有编号。一直写到文末的可能是节选，不算。
    """
    lone = [markers[0] for markers in series.plain_lists(doc) if len(markers) == 1 and markers[0].ordinal == 1]
    ends = {one.span.start: one.span.end for one in series.units(doc)}
    # 一是 … 一是 … in one sentence is a turn of phrase
    turns = Counter((marker.style, doc.lines.place(marker.span.start)[0]) for marker in lone)
    for marker in lone:
        end = ends[marker.span.start]
        goes_on = series.may_hide(doc.text, marker.style, 2, Span(marker.span.end, end + WIDEST_VIEW))
        alone = turns[marker.style, doc.lines.place(marker.span.start)[0]] == 1
        if end < doc.paragraphs[-1].end and alone and not goes_on:
            yield Finding(marker.span, f"这一级只有“{marker.text}”一条，请补上其余各条，或去掉序号。")
