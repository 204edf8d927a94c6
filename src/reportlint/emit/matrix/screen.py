"""The matrix on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import ROUNDED, SIMPLE
from rich.table import Table
from rich.text import Text

from reportlint.emit import escape
from reportlint.emit.screen import render_screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from reportlint.emit import View
    from reportlint.emit.matrix import Answer, Chart, Loose, Matrix, Missing, Quote

LONGEST = 40  # characters of a quote in the table
BARS = {"强": "●●●", "中": "●●○", "弱": "●○○"}
FAINT, ALARM, STRONG = "dim", "bold red", "green"


def render_charts(charts: Sequence[Chart], view: View) -> bytes:
    """Return a table for each path, not wider than the screen."""
    return render_screen(view, lambda console: show_charts(console, charts))


def show_charts(console: Console, charts: Sequence[Chart]) -> None:
    """Print the tables of the reports that could be read."""
    for chart in charts:
        if chart.error is None:
            show(console, chart)


def show(console: Console, chart: Chart) -> None:
    """Print the path with its table and the sentence that sums it up."""
    console.print(Text(escape(chart.path), "bold"))
    if chart.matrix.rows:
        console.print(make_table(chart.matrix))
    for name, loose in chart.matrix.loose():
        if loose and chart.matrix.rows:
            console.print(f"没有对应问题的{name}：")
            console.print(make_list(loose))
    console.print(chart.matrix.summarise())
    console.print()


def make_table(matrix: Matrix) -> Table:
    """Return the table of problems, causes and measures."""
    table = Table(box=ROUNDED, show_lines=True, expand=True, header_style="bold")
    for name, ratio in (("问题", 2), ("原因", 3), ("措施", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in matrix.rows:
        cells = (make_cell(answers, missing) for _, answers, missing in row.cells())
        table.add_row(quote(row.problem), *cells)
    return table


def make_cell(answers: Iterable[Answer], missing: Missing | None) -> Text:
    """Return a cell: each answer with its strength, or the mark that none was found."""
    parts = [Text.assemble((BARS[one.strength], STRONG), "\n", quote(one.quote)) for one in answers]
    if missing:
        parts.append(Text("✗ 没有找到", ALARM))
        if missing.nearest:
            parts.append(Text.assemble("最接近的是：\n", quote(missing.nearest), style=FAINT))
    return Text("\n").join(parts)


def make_list(loose: Iterable[Loose]) -> Table:
    """Return what belongs to no problem, a line each or more."""
    table = Table(box=SIMPLE, show_header=False, show_edge=False, padding=(0, 1))
    table.add_column(style=ALARM)
    table.add_column(overflow="fold")
    for one in loose:
        table.add_row("✗", quote(one.quote))
    return table


def quote(one: Quote) -> Text:
    """Return the beginning of a quote and the line it stands in."""
    cut = one.words[:LONGEST] + ("…" if len(one.words) > LONGEST else "")
    return Text.assemble(escape(cut), (f" {one.line}行", FAINT))
