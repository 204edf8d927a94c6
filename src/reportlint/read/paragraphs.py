"""From lines on pages to paragraphs: what a program broke to fit the page is joined again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportlint.model import Piece, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.read.glyphs import Line, Page

# shares of the type size
INDENT = 1.2
ALIGNED = 0.3
SLACK = 0.3
SAME_SIZE = 0.08
# how much wider the right margin may be than the left
MARGINS = 1.5
# times the usual distance of the baselines
LOOSE = 1.35
TITLE_SIZE = 1.1
TITLE_LEADING = 2.2
# share of the page's width that a type area takes at least
AREA = 0.6
EDGE_SHARE = 0.1

SENTENCE_END = re.compile(r"[。！？：；!?:;][”’）)》」』]*\Z")
# what no program breaks: a Latin word or a number, else one character, with the marks that may not begin or end a line;
# some break neither before nor behind a quotation mark
WORD = r"(?:[0-9A-Za-z.,%/+-]+|.)"
CLOSING = r"[，。、；：！？）》」』…％]*"
UNIT = re.compile(rf"[“‘（《「『]*{WORD}{CLOSING}(?:[“”‘’]+{WORD}?{CLOSING})?", re.DOTALL)
MARKER = re.compile(
    r"第?[一二三四五六七八九十百]{1,4}[、章节]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、）)](?!\d)|[①-⑳●■◆•]"
)
HANGING_MARKS = "，。、；：！？"
HANGING = re.compile(r"\d{1,2}[.．、）)]|[●■◆•]")
BRACKETS = ("（", "(", "—", "–")
WORD_END = re.compile(r"[0-9A-Za-z\u00c0-\u024f]\Z")
WORD_START = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
# a hyphen that a program put in at the end of a line
BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u2010](?=\n[a-z])|\u00ad(?=\n)")


@dataclass(frozen=True, slots=True)
class Frame:
    """What lines are set into: a type area or a cell of a table.

    Attributes:
        left: Where lines begin.
        right: Where full lines end.
        size: The type size of the running text.
        leading: The usual distance of two baselines.
        cell: Whether it is a cell.
    """

    left: float
    right: float
    size: float
    leading: float
    cell: bool = False


def find_text(pages: Sequence[Page]) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of the pages, a line for each paragraph, and what stands on each page."""
    parts: list[str] = []
    ends: dict[int, tuple[int, int]] = {}
    length = 0
    for paragraph in find_paragraphs(pages):
        for line, words in join(paragraph):
            start = ends.get(line.page, (length, 0))[0]
            parts.append(words)
            length += len(words)
            ends[line.page] = (start, length)
        parts.append("\n")
        length += 1
    pieces = tuple(Piece(Span(start, end), f"第{page}页") for page, (start, end) in ends.items())
    return "".join(parts), pieces


def join(paragraph: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield each line of a paragraph with its words, and the space before the next where one belongs.

    Nothing stands between Chinese characters; a word broken by a hyphen is made whole.
    """
    for line, after in zip(paragraph, [*paragraph[1:], None], strict=True):
        words = line.text
        if after is not None:
            whole = BROKEN_WORD.sub("", f"{words}\n{after.text[0]}")[:-2]
            broken = whole != words
            words = whole
            if not broken and WORD_END.search(words) and WORD_START.match(after.text):
                words += " "
        yield line, words


def find_paragraphs(pages: Sequence[Page]) -> list[list[Line]]:
    """Return the paragraphs: lines that go on with each other, also over the end of a page."""
    paragraphs: list[list[Line]] = []
    last = None
    for line, frame in find_frames(pages):
        if frame is last and continues(paragraphs[-1], line, frame):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        last = frame
    return paragraphs


def continues(paragraph: Sequence[Line], line: Line, frame: Frame) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    before = paragraph[-1]
    if abs(line.size - before.size) > SAME_SIZE * before.size:
        return False
    if is_title(before, frame) and is_title(line, frame):
        return follows(before, line, TITLE_LEADING * line.size) and not line.text.startswith(BRACKETS)
    return (
        follows(before, line, LOOSE * frame.leading)
        and is_full(before, line, frame)
        and not is_indented(paragraph, line, frame)
        and not (MARKER.match(line.text) and (frame.cell or SENTENCE_END.search(before.text)))
    )


def follows(before: Line, line: Line, distance: float) -> bool:
    """Tell whether a line stands close below another, or may do so on the page before."""
    return line.page > before.page or 0 < line.y - before.y <= distance


def is_full(before: Line, line: Line, frame: Frame) -> bool:
    """Tell whether the first word of a line would not have fitted into the line before."""
    unit = UNIT.match(line.text)
    last = min(unit.end() if unit else 1, len(line.glyphs)) - 1
    return before.right + line.glyphs[last].right - line.left > frame.right - SLACK * line.size


def is_indented(paragraph: Sequence[Line], line: Line, frame: Frame) -> bool:
    """Tell whether a line begins further right than lines in the middle of this paragraph do."""
    if line.left < frame.left + INDENT * line.size:
        return False
    first, before = paragraph[0], paragraph[-1]
    if len(paragraph) > 1:
        return abs(line.left - before.left) > ALIGNED * line.size
    marker = HANGING.match(first.text)
    return not (
        marker and is_aligned(line.left, [glyph.left for glyph in first.glyphs[1 : marker.end() + 2]], line.size)
    )


def is_aligned(left: float, others: Sequence[float], size: float) -> bool:
    """Tell whether a place lies below one of others."""
    return any(abs(left - other) <= ALIGNED * size for other in others)


def is_title(line: Line, frame: Frame) -> bool:
    """Tell whether a line is set in the middle in a larger type."""
    left, right = line.left - frame.left, frame.right - line.right
    return line.size > TITLE_SIZE * frame.size and abs(left - right) < 2 * line.size and left > -line.size


def find_frames(pages: Sequence[Page]) -> Iterator[tuple[Line, Frame]]:
    """Yield each line with what it is set into."""
    formats = defaultdict(list)
    for page in pages:
        formats[round(page.width), round(page.height)].append(page)
    areas = {form: find_area(alike) for form, alike in formats.items()}
    for page in pages:
        area = areas[round(page.width), round(page.height)]
        rows = Counter(row(line, area) for line in page.lines)
        for block in find_blocks(page.lines, area):
            cell = any(rows[row(line, area)] > 1 for line in block)
            frame = find_cell(block, area) if cell else area
            yield from ((line, frame) for line in block)


def find_area(pages: Sequence[Page]) -> Frame:
    """Return the type area of pages of one format."""
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return Frame(0, 0, 1, 1)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.glyphs)
    size = max(sizes.most_common(1)[0][0], 0.1)
    body = [line for line in lines if abs(line.size - size) <= SAME_SIZE * size]
    left = find_left(body, size)
    return Frame(left, find_right(body, left, size, pages[0].width), size, find_leading(lines, size))


def find_left(lines: Sequence[Line], size: float) -> float:
    """Return the leftmost place at which a good part of the text begins."""
    weights: Counter[int] = Counter()
    for line in lines:
        weights[round(line.left / size * 2)] += len(line.glyphs)
    enough = EDGE_SHARE * weights.total()
    edge = min(place for place, weight in weights.items() if weight >= enough)
    return min(line.left for line in lines if round(line.left / size * 2) == edge)


def find_right(lines: Sequence[Line], left: float, size: float, width: float) -> float:
    """Return where full lines end: where the longest do, if most are as long, else as far from the edge as they begin."""
    rights = sorted(find_end(line) for line in lines)
    longest = rights[int(len(rights) * (1 - EDGE_SHARE))]
    symmetric = width - left
    if longest >= symmetric - MARGINS * size:
        return longest
    full = sum(right >= longest - INDENT * size for right in rights)
    return longest if longest - left >= AREA * width and full * 2 >= len(rights) else symmetric


def find_end(line: Line) -> float:
    """Return where a line ends, without the mark that may hang over the edge."""
    last = line.glyphs[-1]
    return last.left if last.text in HANGING_MARKS else last.right


def find_leading(lines: Sequence[Line], size: float) -> float:
    """Return the usual distance of two baselines."""
    steps = [
        after.y - before.y
        for before, after in pairwise(lines)
        if before.page == after.page and size < after.y - before.y < 4 * size
    ]
    return median(steps) if steps else 2 * size


def row(line: Line, area: Frame) -> int:
    """Return what lines on one baseline have in common."""
    return round(line.y / area.size * 2)


def find_blocks(lines: Sequence[Line], area: Frame) -> list[list[Line]]:
    """Return runs of lines of one type that begin below each other, as the lines of a cell do."""
    blocks: list[list[Line]] = []
    for line in lines:
        before = blocks[-1][-1] if blocks else None
        if (
            before
            and abs(line.left - before.left) <= ALIGNED * line.size
            and 0 < line.y - before.y <= LOOSE * area.leading
        ):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def find_cell(block: Sequence[Line], area: Frame) -> Frame:
    """Return the frame of the lines of a cell."""
    return Frame(block[0].left, max(line.right for line in block), block[0].size, area.leading, cell=True)
