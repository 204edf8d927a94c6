"""Plain tables for the terminal: columns side by side, cut to its width, double-width characters counted as two."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from reportlint.emit import escape
from reportlint.emit.ledger import describe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from decimal import Decimal

    from reportlint.emit.ledger import Entry, Ledger

HEADER = ("指标", "数值", "单位", "界限", "时期", "比较", "原文", "位置")
NUMBERS = {1, 7}  # value and place: never cut, flush right
GAP = "  "
CUT = "…"
NARROWEST = 4  # what remains of a column: a character and the mark that more follow


def render_ledgers(ledgers: Sequence[Ledger], width: int) -> bytes:
    """Return a table for each path, not wider than the screen, and how many figures there are in all."""
    read = [ledger for ledger in ledgers if ledger.error is None]
    lines = [line for ledger in read for line in (*render_ledger(ledger, width), "")]
    total = sum(len(ledger.entries) for ledger in read)
    lines.append(f"{len(read)} 份文稿，共 {total} 个数字。")
    if len(read) < len(ledgers):
        lines.append(f"有 {len(ledgers) - len(read)} 份没能读，原因见标有“错误”的各行。")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def render_ledger(ledger: Ledger, width: int) -> Iterator[str]:
    """Yield the path and the lines of its table, each heading above the figures that stand under it."""
    yield f"{escape(ledger.path)}（{len(ledger.entries)} 个数字）"
    if not ledger.entries:
        return
    cells = [tuple(map(escape, find_cells(entry, ledger.text))) for entry in ledger.entries]
    head, rule, *lines = lay_out((HEADER, *cells), width, NUMBERS)
    yield from (head, rule)
    heading = ""
    for entry, line in zip(ledger.entries, lines, strict=True):
        if entry.heading != heading:
            heading = entry.heading
            yield fit(f"[{escape(heading)}]", width).rstrip()
        yield line


def find_cells(entry: Entry, text: str) -> tuple[str, ...]:
    """Return the cells of a figure."""
    figure = entry.figure
    value = "—".join(map(group, figure.value if isinstance(figure.value, tuple) else (figure.value,)))
    place = f"{entry.line}:{entry.column}"
    return (figure.measure, value, figure.unit, *describe(figure), figure.span.of(text), place)


def group(value: Decimal) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,f}"


def lay_out(rows: Sequence[Sequence[str]], width: int, right: Collection[int]) -> Iterator[str]:
    """Yield the lines of a table, a rule below its first row.

    Args:
        rows: Its cells, the header first.
        width: Columns of the screen.
        right: The columns to be flush right and to be kept whole.
    """
    widths = find_widths(rows, width, right)
    rule = ["-" * size for size in widths]
    for row in (rows[0], rule, *rows[1:]):
        cells = (
            fit(cell, size, right=index in right) for index, (cell, size) in enumerate(zip(row, widths, strict=True))
        )
        yield fit(GAP.join(cells), width).rstrip()


def find_widths(rows: Sequence[Sequence[str]], width: int, whole: Collection[int]) -> list[int]:
    """Return the widths of columns: what they need, the widest cut down until all fit side by side.

    The first, which says what a line is about, keeps twice as much as the others.
    """
    widths = [min(max(map(text_width, column)), width) for column in zip(*rows, strict=True)]
    room = width - len(GAP) * (len(widths) - 1)
    flexible = [index for index in range(len(widths)) if index not in whole]
    while sum(widths) > room:
        widest = max(flexible, key=lambda index: widths[index] if index else widths[index] // 2)
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return a text in a column of some width: cut with … or filled with spaces."""
    used = text_width(text)
    if used <= width:
        space = " " * (width - used)
        return space + text if right else text + space
    kept, used = "", len(CUT)
    for one in text:
        used += text_width(one)
        if used > width:
            break
        kept += one
    return fit(kept + CUT, width)


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def character_width(one: str) -> int:
    """Return 2 for a wide character, 0 for a mark that is laid over the one before, else 1."""
    if unicodedata.combining(one):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1
