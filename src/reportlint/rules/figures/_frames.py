"""Sentences in which every figure is one character, so that patterns can speak of figures."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from reportlint import Document, Figure, Span

F = "\ue000"  # stands for a figure


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with F for each of its figures.

    Attributes:
        words: The sentence.
        figures: The figures by their positions in `words`.
    """

    words: str
    figures: Mapping[int, Figure]

    def figure(self, match: re.Match[str], group: str) -> Figure | None:
        """Return the figure that a group of a match stands for."""
        return self.figures.get(match.start(group))


def find_frames(doc: Document) -> Iterator[Frame]:
    """Yield the sentences that hold figures."""
    starts = [figure.span.start for figure in doc.figures]
    for sentence in doc.sentences:
        first, last = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
        if first < last:
            yield frame(doc, sentence.span, doc.figures[first:last])


def frame(doc: Document, span: Span, figures: tuple[Figure, ...]) -> Frame:
    """Put F in the place of each figure of a stretch of text."""
    parts, places, position, length = [], {}, span.start, 0
    for figure in figures:
        parts += [doc.text[position : figure.span.start], F]
        length += figure.span.start - position
        places[length] = figure
        length, position = length + 1, figure.span.end
    return Frame("".join([*parts, doc.text[position : span.end]]), places)
