"""From characters set on a page to lines, with the lines that repeat on every page left out.

PDF and OFD alike hold characters with places, not paragraphs. Lengths are in the unit of the format; y grows downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# shares of the type size
SAME_LINE = 0.5
BACKWARDS = 0.8
COLUMN_GAP = 2.5
WORD_GAP = 0.2
# share of the page's height in which headers and footers stand, as in GB/T 9704 and in the defaults of Word and WPS
EDGE = 0.13
REPEATED = 0.3

WORD = r"[0-9A-Za-z\u00c0-\u024f]"
BETWEEN_WORDS = re.compile(WORD + r"{2}")
DIGITS = re.compile(r"\d+")
NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7}|[一二三四五六七八九十百〇零]{1,5})"
PAGE_NUMBER = re.compile(
    rf"[-—–―－·•~\s]*(?:第?\s*{NUMBER}\s*页?(?:\s*[/／，,|]?\s*共?\s*{NUMBER}\s*页?)?|共\s*{NUMBER}\s*页)[-—–―－·•~\s]*"
)


class Glyph(NamedTuple):
    """A character with its place: from `left` to `right` on the baseline `y`, in a type of some size."""

    text: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Characters that follow each other on one baseline; neither first nor last is white space.

    Attributes:
        glyphs: The characters in order.
        page: Number of the page, from 1.
    """

    glyphs: tuple[Glyph, ...]
    page: int

    @property
    def text(self) -> str:
        """Its characters, with a space where two Latin words stand apart."""
        parts = [self.glyphs[0].text]
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            apart = glyph.left - before.right > WORD_GAP * glyph.size
            if apart and BETWEEN_WORDS.fullmatch(before.text[-1:] + glyph.text[:1]):
                parts.append(" ")
            parts.append(glyph.text)
        return "".join(parts)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].right

    @property
    def y(self) -> float:
        """Its baseline, counted from the top of the page."""
        return self.glyphs[0].y

    @property
    def size(self) -> float:
        """The largest type in it."""
        return max(glyph.size for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its lines in the order of the file."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


def find_lines(glyphs: Iterable[Glyph], page: int) -> tuple[Line, ...]:
    """Return the lines that characters form in the order in which the file gives them.

    That order is the one of the text: programs write a table cell by cell, and what looks like one line may be two cells.
    """
    lines: list[list[Glyph]] = []
    for glyph in glyphs:
        if not lines or begins_line(lines[-1][-1], glyph):
            lines.append([])
        lines[-1].append(glyph)
    return tuple(Line(kept, page) for line in lines if (kept := strip(line)))


def begins_line(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether a character stands elsewhere than behind the one before."""
    size = max(before.size, glyph.size)
    return (
        abs(glyph.y - before.y) > SAME_LINE * size
        or glyph.left < before.right - BACKWARDS * size
        or glyph.left > before.right + COLUMN_GAP * size
    )


def strip(line: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Return a line without white space at its ends."""
    solid = [index for index, glyph in enumerate(line) if not glyph.text.isspace()]
    return tuple(line[solid[0] : solid[-1] + 1]) if solid else ()


def drop_margins(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without headers, footers and page numbers."""
    counts = Counter(key for page in pages for key in {margin_key(line, page) for line in page.lines})
    least = max(2, REPEATED * len(pages))

    def is_margin(line: Line, page: Page) -> bool:
        if not is_at_edge(line, page):
            return False
        return bool(PAGE_NUMBER.fullmatch(line.text)) or counts[margin_key(line, page)] >= least

    return [replace(page, lines=tuple(line for line in page.lines if not is_margin(line, page))) for page in pages]


def margin_key(line: Line, page: Page) -> tuple[int, str]:
    """Return what is the same for the headers of two pages: the height and the words, whatever the numbers."""
    return round(line.y / page.height * 200), DIGITS.sub("0", line.text)


def is_at_edge(line: Line, page: Page) -> bool:
    """Tell whether a line stands where headers and footers stand."""
    return not EDGE < line.y / page.height < 1 - EDGE
