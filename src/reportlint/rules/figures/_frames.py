"""Sentences in which every figure is one character, so that patterns can speak of figures."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Figure, Span

F = "\ue000"  # stands for a figure
MOST = 12  # figures that are looked at together


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with F for each of its figures.

    Attributes:
        words: The sentence.
        figures: Its figures.
        places: Where they stand in `words`.
    """

    words: str
    figures: Sequence[Figure]
    places: Sequence[int]

    def figure(self, match: re.Match[str], group: str) -> Figure | None:
        """Return the figure that a group of a match stands for; None for an F that the text itself holds."""
        at = bisect_left(self.places, match.start(group))
        return self.figures[at] if at < len(self.places) and self.places[at] == match.start(group) else None

    def before(self, position: int) -> list[tuple[int, Figure]]:
        """Return the figures before a position with their places, at most as many as are looked at together."""
        end = bisect_left(self.places, position)
        first = max(0, end - MOST)
        return list(zip(self.places[first:end], self.figures[first:end], strict=True))


def find_frames(doc: Document) -> Iterator[Frame]:
    """Yield the sentences that hold figures."""
    starts = [figure.span.start for figure in doc.figures]
    for sentence in doc.sentences:
        first, last = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
        if first < last:
            yield frame(doc, sentence.span, doc.figures[first:last])


def frame(doc: Document, span: Span, figures: Sequence[Figure]) -> Frame:
    """Put F in the place of each figure of a stretch of text."""
    parts: list[str] = []
    places: list[int] = []
    position, length = span.start, 0
    for figure in figures:
        parts += [doc.text[position : figure.span.start], F]
        length += figure.span.start - position
        places.append(length)
        length, position = length + 1, figure.span.end
    return Frame("".join([*parts, doc.text[position : span.end]]), figures, places)
