"""The ledger of figures for sign-off: what it says of each figure, and as JSON the schema reportlint/figures/1."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING

from reportlint import __version__
from reportlint.emit import escape, shorten
from reportlint.emit.json import dump, extract_figure, extract_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from reportlint.document import Document
    from reportlint.model import Bound, Comparison, Figure

FORMATS = {
    "table": ("table", "render_ledgers"),
    "csv": ("csv", "render_ledgers"),
    "json": ("ledger", "render_json"),
    "xlsx": ("xlsx", "render_ledgers"),
}
HEADER = ("指标", "数值", "区间上限", "单位", "界限", "时期", "比较", "原文", "文件", "行", "列", "所在标题")
BOUNDS: dict[Bound, str] = {"exact": "确数", "more": "超过", "less": "不足", "about": "约"}
DIRECTIONS = {"up": "上升", "down": "下降", "level": "持平"}
PERIOD = re.compile("(?P<year>[0-9]{4})(?:-(?P<part>[HQ][1-4])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
PARTS = {"H1": "上半年", "H2": "下半年", "Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with its place.

    Attributes:
        line: From 1.
        column: From 1.
        heading: The heading that it stands under, with its marker; empty before the first.
    """

    figure: Figure
    line: int
    column: int
    heading: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The text of one path with its figures, or the reason why it could not be read. It keeps no Document."""

    path: str
    text: str = ""
    entries: tuple[Entry, ...] = ()
    doc_type: str = ""
    period: str = ""
    error: str | None = None

    @classmethod
    def of(cls, path: str, doc: Document) -> Ledger:
        """Keep of a document what the formats need."""
        return cls(path, doc.text, tuple(find_entries(doc)), doc.doc_type, doc.period)


def find_entries(doc: Document) -> Iterator[Entry]:
    """Yield the figures of a document with their places, in order."""
    starts = [section.span.start for section in doc.sections]
    for figure in doc.figures:
        position = figure.span.start
        yield Entry(figure, *doc.lines.place(position), find_heading(doc, bisect_right(starts, position) - 1, position))


def find_heading(doc: Document, last: int, position: int) -> str:
    """Return the heading over a position, given the last section that begins before it; -1 for none."""
    index = None if last < 0 else last
    while index is not None and position not in doc.sections[index].span:
        index = doc.sections[index].parent
    return "" if index is None else shorten(doc.text, doc.sections[index].heading)


def find_renderer(form: str) -> Callable[[Sequence[Ledger], int], bytes]:
    """Return what renders ledgers in one of `FORMATS`, for a screen of so many columns.

    Raises:
        FormatError: A library that the format needs is not installed.
    """
    module, function = FORMATS[form]
    renderer: Callable[[Sequence[Ledger], int], bytes] = getattr(import_module(f"reportlint.emit.{module}"), function)
    return renderer


def find_rows(ledgers: Sequence[Ledger]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each figure under `HEADER`: texts, and numbers in their unit."""
    for ledger in ledgers:
        for entry in ledger.entries:
            yield tuple(escape(cell) if isinstance(cell, str) else cell for cell in find_cells(entry, ledger))


def find_cells(entry: Entry, ledger: Ledger) -> tuple[Cell, ...]:
    """Return the cells of a figure."""
    figure = entry.figure
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
    place = (ledger.path, entry.line, entry.column, entry.heading)
    return (figure.measure, low, high, figure.unit, *describe(figure), figure.span.of(ledger.text), *place)


def describe(figure: Figure) -> tuple[str, str, str]:
    """Return bound, period and comparison in words."""
    return BOUNDS[figure.bound], describe_period(figure.period), describe_comparison(figure.comparison)


def describe_comparison(comparison: Comparison | None) -> str:
    """Return a comparison in words: 同比上升; empty for none."""
    return f"{comparison.basis}{DIRECTIONS[comparison.direction]}" if comparison else ""


def describe_period(period: str) -> str:
    """Return a normalised period in words: 2023-01/2023-11 is 2023年1月至11月.

    Spreadsheets would make dates of 2023-01.
    """
    words = PERIOD.sub(describe_date, period)
    first, _, second = words.partition("/")
    year = first[:5]
    same = len(first) > len(year) and second.startswith(year)
    return f"{first}至{second.removeprefix(year) if same else second}" if second else first


def describe_date(found: re.Match[str]) -> str:
    """Return one end of a period in words."""
    month = f"{int(found['month'])}月" if found["month"] else ""
    day = f"{int(found['day'])}日" if found["day"] else ""
    return f"{found['year']}年{PARTS.get(found['part'], '')}{month}{day}"


def render_json(ledgers: Sequence[Ledger], width: int) -> bytes:  # noqa: ARG001
    """Return the ledgers as JSON, schema reportlint/figures/1.

    `schema`, `version` and `files`, one for each path in the order given: `path`, `doc_type`, `period`, `characters`,
    `error` (null, or why there are no figures) and `figures`. A figure has the keys of reportlint/extract/1 (`start`,
    `end`, `text`, `value`, `unit`, `bound`, `measure`, `period`, `comparison`), its `line` and `column` from 1, and the
    `heading` it stands under (null before the first; cut after 80 characters).
    """
    files = [describe_file(ledger) for ledger in ledgers]
    document = {"schema": "reportlint/figures/1", "version": __version__, "files": files}
    return dump(document).encode("utf-8", "backslashreplace")


def describe_file(ledger: Ledger) -> dict[str, Any]:
    """Return one file of the JSON."""
    head = extract_head(ledger.path, ledger.doc_type, ledger.period, len(ledger.text), ledger.error)
    return {**head, "figures": [describe_entry(entry, ledger.text) for entry in ledger.entries]}


def describe_entry(entry: Entry, text: str) -> dict[str, Any]:
    """Return one figure of the JSON."""
    place = {"line": entry.line, "column": entry.column, "heading": entry.heading or None}
    return {**extract_figure(entry.figure, text), **place}
