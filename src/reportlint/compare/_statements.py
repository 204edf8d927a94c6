"""What a report tells as done, what it admits and what it plans: stretches of text by their part in the report."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reportlint.align import clauses
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.document import Document
    from reportlint.model import Figure, Section

# reports without a section for it admit their problems in a paragraph of their own
ADMITTED = re.compile(r"(?:清醒|深刻|深知|同时)[^。；\n]{0,10}(?:看到|认识到|意识到)[^。；，\n]{0,12}[，：:]")
REMEDY = re.compile(r"[。；\n](?:对此|针对这些|为此|今后|我们(?:将|一定|要)|下一步)")


def find_told(doc: Document) -> tuple[Span, ...]:
    """Find what the report tells of the time it is about: all but its problems, their causes and its plans."""
    return tuple(clauses.cut(Span(0, len(doc.text)), find_untold(doc)))


def find_untold(doc: Document) -> list[Span]:
    """Find the problems of a report, their causes and its plans."""
    apart = [section.span for section in doc.sections if section.roles and "achievements" not in section.roles]
    return merge([*apart, *admitted(doc)])


def find_segments(doc: Document, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the sentences of stretches of text, cut at semicolons too."""
    return tuple(segment for span in spans for segment in clauses.find_segments(doc.text, span))


def admitted(doc: Document) -> Iterator[Span]:
    """Yield the paragraphs in which a report without a section for its problems admits them."""
    if doc.problems:
        return
    for paragraph in doc.paragraphs:
        opening = ADMITTED.search(doc.text, paragraph.start, paragraph.end)
        if opening:
            closing = REMEDY.search(doc.text, opening.end(), paragraph.end)
            yield Span(opening.end(), closing.start() + 1 if closing else paragraph.end)


def find_planned(doc: Document) -> tuple[Section, ...]:
    """Return the sections that hold nothing but plans, those inside them too, in order."""
    planned: set[int] = set()
    for number, section in enumerate(doc.sections):
        inside = section.parent in planned and not section.roles
        if inside or ("measures" in section.roles and "achievements" not in section.roles):
            planned.add(number)
    return tuple(doc.sections[number] for number in sorted(planned))


def find_figures(doc: Document, span: Span) -> list[Figure]:
    """Return the figures inside a stretch."""
    first = bisect_left(doc.figures, span.start, key=lambda figure: figure.span.start)
    last = bisect_right(doc.figures, span.end, lo=first, key=lambda figure: figure.span.end)
    return list(doc.figures[first:last])


def merge(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those that overlap or touch as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged
