"""Segments and clauses of a stretch of text as spans without the marks around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEGMENT = re.compile(r"[^。；;！？!?\n\r]+")
_CLAUSE = re.compile(r"[^，,；;]+")
_LINE = re.compile(r"[^\n\r]*")
_CLOSING = " \t\u3000\xa0，,、"
_OPENING = " \t\u3000\xa0，,：:”）)、"


def find_segments(text: str, span: Span) -> Iterator[Span]:
    """Yield what stands between full stops or semicolons."""
    return _find(_SEGMENT, text, span)


def find_clauses(text: str, span: Span) -> Iterator[Span]:
    """Yield what stands between commas."""
    return _find(_CLAUSE, text, span)


def find_labelled(text: str, body: Span, label: re.Pattern[str]) -> Iterator[Span]:
    """Yield the rest of each line behind a label (原因分析：…)."""
    for match in label.finditer(text, body.start, body.end):
        line = _LINE.match(text, match.end(), body.end)
        if line and line.group().strip():
            yield Span(*line.span())


def cut(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    """Yield what sorted, disjoint holes leave of a span."""
    start = span.start
    for number in range(max(bisect_right(holes, span) - 1, 0), len(holes)):
        hole = holes[number]
        if hole.start >= span.end:
            break
        if start < hole.start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def touches(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of sorted, disjoint others."""
    before = bisect_right(others, span)
    return any(other.overlaps(span) for other in others[max(before - 1, 0) : before + 1])


def trim(text: str, span: Span) -> Span | None:
    """Return a span without the marks at its ends; None where nothing is left."""
    words = span.of(text)
    left = span.start + len(words) - len(words.lstrip(_OPENING))
    right = span.start + len(words.rstrip(_CLOSING))
    return Span(left, right) if left < right else None


def _find(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    for match in pattern.finditer(text, span.start, span.end):
        if found := trim(text, Span(*match.span())):
            yield found
