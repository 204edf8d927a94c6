"""Lines of a Markdown text, read from left to right in columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE_INDENT = 4

LINE = re.compile(r"[^\r\n]++")
WHITE = re.compile(r"[ \t]*+")


@dataclass(slots=True)
class Line:
    """A line and how far it has been read: up to `column`; the next character stands at `first`, in `first_column`.

    Columns differ from characters where there are tabs, which lead to the next multiple of four.
    """

    text: str
    start: int
    end: int
    column: int = 0
    first: int = 0
    first_column: int = 0

    def __post_init__(self) -> None:
        self.skip_white(self.start)

    @property
    def indent(self) -> int:
        """Columns of white space in front of the next character."""
        return self.first_column - self.column

    @property
    def blank(self) -> bool:
        """Whether nothing but white space is left."""
        return self.first == self.end

    def skip_white(self, position: int) -> None:
        """Find the next character from a position in column `first_column`."""
        self.first = WHITE.match(self.text, position, self.end).end()  # type: ignore[union-attr]  # matches anything
        white = self.text[position : self.first]
        if "\t" in white:
            lead = self.first_column % CODE_INDENT
            white = (" " * lead + white).expandtabs(CODE_INDENT)[lead:]
        self.first_column += len(white)

    def skip(self, width: int) -> None:
        """Pass a marker of so many characters."""
        self.first_column += width
        self.column = self.first_column
        self.skip_white(self.first + width)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match what is left of the line."""
        return pattern.match(self.text, self.first, self.end)


def find_lines(text: str, start: int) -> Iterator[Line]:
    """Yield the lines from a position; one empty line stands for any number of them."""
    for line in LINE.finditer(text, start):
        if text[start : line.start()] not in {"", "\n", "\r", "\r\n"}:
            yield Line(text, line.start(), line.start())
        yield Line(text, line.start(), line.end())
        start = line.end()


def is_quote(line: Line) -> bool:
    """Tell whether the line goes on with the mark of a quotation."""
    return line.indent < CODE_INDENT and line.text.startswith(">", line.first, line.end)


def skip_quote(line: Line) -> None:
    """Pass the mark of a quotation and the space that belongs to it."""
    line.skip(len(">"))
    line.column += min(line.indent, 1)


def skip_marker(line: Line, marker: re.Match[str]) -> int:
    """Pass the marker of a list item and return how many columns in its text begins."""
    left = line.column
    line.skip(len(marker[0]))
    line.column += line.indent if 1 <= line.indent <= CODE_INDENT and not line.blank else 1
    return line.column - left
