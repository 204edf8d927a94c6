"""只有一条的列表。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Item, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Marker, Section

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
    plain = {markers[0] for markers in series.plain_lists(doc)}
    lone = {markers[0] for markers in doc.lists if len(markers) == 1 and markers[0].ordinal == 1} & plain
    # 一是 … 一是 … in one paragraph is a turn of phrase
    turns = Counter(place(doc, marker) for marker in lone)
    for one in series.units(doc):
        if one.marker in lone and turns[place(doc, one.marker)] == 1 and is_finished(doc, one, one.marker):
            yield Finding(one.marker.span, f"这一级只有“{one.marker.text}”一条，请补上其余各条，或去掉序号。")


def place(doc: Document, marker: Marker) -> tuple[int, str]:
    """Return the line and the style of a marker."""
    return doc.lines.place(marker.span.start)[0], marker.style


def is_finished(doc: Document, one: Section | Item, marker: Marker) -> bool:
    """Tell whether text follows a unit, and no second member hides in it or behind it in its section."""
    end = limit = one.span.end
    if isinstance(one, Item):
        above = doc.sections[one.section].span.end if one.section is not None else len(doc.text)
        limit = min(above, end + WIDEST_VIEW)
    goes_on = series.may_hide(doc.text, marker.style, marker.ordinal + 1, Span(marker.span.end, limit))
    return end < doc.paragraphs[-1].end and not goes_on
