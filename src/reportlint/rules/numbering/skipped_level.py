"""越级使用序号。"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Marker

FIRST, SECOND = "一、", "（一）"
DEEPER = ("1.", "1、", "（1）")
ANNEX = re.compile(r"[\r\n][ \t\u3000]*附[件表录]")
FARTHEST = 3  # lines from a heading to the list under it


@rule(
    "warning",
    Example(
        bad="一、主要工作\n（一）抓学习。全年集中学习12次。\n二、下一步打算\n⟦1.⟧抓整改。逐条销号。\n2.抓落实。按月调度。",
        good="一、主要工作\n（一）抓学习。全年集中学习12次。\n二、下一步打算\n（一）抓整改。逐条销号。\n（二）抓落实。按月调度。",
    ),
)
def skipped_level(doc: Document) -> Iterator[Finding]:
    """“一、”之下越过“（一）”直接用“1.”或“（1）”。

    层次序数依次为“一、”“（一）”“1.”“（1）”，见 GB/T 9704—2012 第 7.3.3 条。
    通篇不用“（一）”的，是另一套层次，不算越级。
    """
    if not any(markers[0].style == SECOND for markers in doc.lists):
        return
    for markers in doc.lists:
        first = markers[0]
        above = find_heading(doc, first) if first.style in DEEPER else None
        if above and above.style == FIRST and first.ordinal == 1 and series.opens_line(doc, first.span.start):
            yield Finding(
                first.span,
                f"“{above.text}”之下直接用了“{first.text}”，越过了“（一）”一级，请逐级使用序号。",
                related=(Related(above.span, "上一级在这里"),),
            )


def find_heading(doc: Document, marker: Marker) -> Marker | None:
    """Return the number of the heading before a marker that opens a list; None where it is too far off to belong to it."""
    before = bisect_left(doc.sections, marker.span.start, key=lambda section: section.span.start) - 1
    heading = doc.sections[before].marker if before >= 0 else None
    if not heading:
        return None
    lines = doc.lines.place(marker.span.start)[0] - doc.lines.place(heading.span.start)[0]
    if not 0 < lines <= FARTHEST or ANNEX.search(doc.text, heading.span.end, marker.span.start):
        return None
    return heading
