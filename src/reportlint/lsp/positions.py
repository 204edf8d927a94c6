"""Code points of a text as the lines and columns of an editor, and back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lsprotocol import types

from reportlint.model import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST_OF_TWO_BYTES = "\uffff"
WIDTHS = {
    types.PositionEncodingKind.Utf8: lambda character: len(character.encode("utf-8", "surrogatepass")),
    types.PositionEncodingKind.Utf16: lambda character: 1 + (character > LAST_OF_TWO_BYTES),
    types.PositionEncodingKind.Utf32: lambda character: 1,  # noqa: ARG005
}


@dataclass(frozen=True, slots=True)
class Positions:
    """What an editor calls the places of a text.

    Attributes:
        text: The text.
        encoding: What the editor counts in: `utf-8`, `utf-16` or `utf-32`.
        lines: Where its lines begin.
        units: How many code units of the editor's encoding stand before each code point, and how many there are.
    """

    text: str
    encoding: str
    lines: LineIndex
    units: Sequence[int]

    @classmethod
    def of(cls, text: str, encoding: str) -> Positions:
        """Measure a text."""
        return cls(text, encoding, LineIndex.of(text), measure(text, encoding))

    def position(self, place: int) -> types.Position:
        """Return the position of a code point."""
        line, column = self.lines.place(place)
        return types.Position(line - 1, self.units[place] - self.units[place - column + 1])

    def place(self, position: types.Position) -> int:
        """Return the code point of a position; what lies beyond a line or the text is its end."""
        if position.line >= len(self.lines.starts):
            return len(self.text)
        start = self.lines.starts[position.line]
        place = bisect_right(self.units, self.units[start] + position.character) - 1
        return min(place, self.end_of_line(position.line))

    def end_of_line(self, line: int) -> int:
        """Return where a line ends, before what separates it from the next."""
        if line + 1 == len(self.lines.starts):
            return len(self.text)
        end = self.lines.starts[line + 1]
        return end - (2 if self.text.endswith("\r\n", 0, end) else 1)

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def span(self, place: types.Range) -> Span:
        """Return the span of a range."""
        return Span(self.place(place.start), self.place(place.end))


def measure(text: str, encoding: str) -> Sequence[int]:
    """Return how many code units stand before each code point, and at last how many there are."""
    kind = types.PositionEncodingKind(encoding)
    if kind is types.PositionEncodingKind.Utf16 and max(text, default="") <= LAST_OF_TWO_BYTES:
        return range(len(text) + 1)
    return [*accumulate(map(WIDTHS[kind], text), initial=0)]
