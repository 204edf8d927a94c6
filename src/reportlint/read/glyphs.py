"""From characters set on a page to lines, with the lines that repeat on every page left out.

PDF and OFD alike hold characters with places, not paragraphs. Lengths are in the unit of the format; y grows downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

Thing = TypeVar("Thing")

# shares of the type size
SAME_LINE = 0.5
COLUMN_GAP = 1.5
TOUCHING = 0.5
WORD_GAP = 0.2
# share of the page's height in which headers and footers stand, as in GB/T 9704 and in the defaults of Word and WPS
EDGE = 0.13
REPEATED = 0.3

LONGEST_NUMBER = 30
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
        for before, glyph in pairwise(self.glyphs):
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
    """A page with its lines in the order of the file, and how many characters the file sets on it."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    count: int = 0


def find_lines(glyphs: Iterable[Glyph], page: int) -> tuple[Line, ...]:
    """Return the lines that characters form, in the order in which the file gives their first characters.

    That order is the one of the text: programs write a table cell by cell, and what looks like one line may be two cells.
    Within a line it is not: a program may set the Chinese characters first and what is in another font into the gaps.
    """
    places = enumerate(glyphs)
    pieces = [piece for row in find_rows(places, lambda place: place[1]) for piece in split_row(row)]
    pieces.sort(key=min)
    lines = (strip([glyph for _, glyph in piece]) for piece in pieces)
    return tuple(Line(line, page) for line in lines if line)


def find_rows(things: Iterable[Thing], place: Callable[[Thing], Glyph | Line]) -> list[list[Thing]]:
    """Return the things that stand on one baseline together, from the top of the page."""
    rows: list[list[Thing]] = []
    top = 0.0
    for thing in sorted(things, key=lambda thing: place(thing).y):
        spot = place(thing)
        if rows and spot.y - top <= SAME_LINE * spot.size:
            rows[-1].append(thing)
        else:
            rows.append([thing])
            top = spot.y
    return rows


def split_row(row: list[tuple[int, Glyph]]) -> Iterator[list[tuple[int, Glyph]]]:
    """Yield the characters of a row, each with its number in the file, from left to right and apart where a cell ends."""
    row.sort(key=lambda place: place[1].left)
    start = 0
    for end, ((number, glyph), (after, following)) in enumerate(pairwise(row), 1):
        widest = COLUMN_GAP if after == number + 1 else TOUCHING
        if following.left - glyph.right > widest * max(glyph.size, following.size):
            yield row[start:end]
            start = end
    yield row[start:]


def strip(line: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Return a line without white space at its ends."""
    solid = [index for index, glyph in enumerate(line) if not glyph.text.isspace()]
    return tuple(line[solid[0] : solid[-1] + 1]) if solid else ()


def drop_margins(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without headers, footers and page numbers."""
    counts = Counter(key for page in pages for key in {margin_key(line, page) for line in page.lines})
    least = max(2, REPEATED * len(pages))
    repeated = {key for key, count in counts.items() if count >= least}
    return [replace(page, lines=drop_outer_rows(page, repeated)) for page in pages]


def drop_outer_rows(page: Page, repeated: Collection[tuple[int, str]]) -> tuple[Line, ...]:
    """Return the lines of a page from the first row at each edge on that is more than a header or a page number.

    A lone number further inside, or beside other text as in a table, is no page number.
    """
    rows = find_rows(page.lines, lambda line: line)
    dropped: set[int] = set()
    for outwards in (rows, rows[::-1]):
        for row in outwards:
            if not all(is_margin(line, page, repeated) for line in row):
                break
            dropped.update(map(id, row))
    return tuple(line for line in page.lines if id(line) not in dropped)


def is_margin(line: Line, page: Page, repeated: Collection[tuple[int, str]]) -> bool:
    """Tell whether a line stands where headers stand and is one, or is the number of a page."""
    if EDGE < line.y / page.height < 1 - EDGE:
        return False
    if len(line.glyphs) <= LONGEST_NUMBER and PAGE_NUMBER.fullmatch(line.text):
        return True
    return margin_key(line, page) in repeated


def margin_key(line: Line, page: Page) -> tuple[int, str]:
    """Return what is the same for the headers of two pages: the height and the words, whatever the numbers."""
    return round(line.y / page.height * 200), DIGITS.sub("0", line.text)
