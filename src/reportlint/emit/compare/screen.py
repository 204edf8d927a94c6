"""A comparison on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.table import Table
from rich.text import Text

from reportlint.emit import LABELS, escape
from reportlint.emit.compare import RULES, STATUSES, find_rows, make_quote
from reportlint.emit.screen import render_screen
from reportlint.emit.terminal import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from reportlint.emit import View
    from reportlint.emit.compare import Comparison, Quote

LONGEST = 60  # characters of a quote in a table
COLORS = {"kept": "green", "partly": "yellow", "none": "bold red"}
MARKS = {"kept": "✓", "partly": "◐", "none": "✗"}


def render_comparison(comparison: Comparison, view: View) -> bytes:
    """Return tables of promises, problems and passages, not wider than the screen, and what else was found."""
    return render_screen(view, lambda console: show(console, comparison))


def show(console: Console, comparison: Comparison) -> None:
    """Print all that was found, the sentence that sums it up last."""
    console.print(Text(f"上年：{escape(comparison.last)}\n今年：{escape(comparison.this)}", "bold"))
    for title, table in (
        ("上年的承诺", make_promises(comparison)),
        ("又写了一遍的问题", make_problems(comparison)),
        ("照抄上年的段落", make_passages(comparison)),
        ("数字和年份", make_findings(comparison)),
    ):
        if table.row_count:
            console.print(Text(f"\n{title}", "bold"))
            console.print(table)
    console.print(Text(f"\n{comparison.summarise()}"))


def make_table(*columns: tuple[str, int]) -> Table:
    """Return an empty table with columns of some relative widths."""
    table = Table(box=ROUNDED, show_lines=True, expand=True, header_style="bold")
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def make_promises(comparison: Comparison) -> Table:
    """Return the promises, what became of them and the words that tell."""
    table = make_table(("上年这样承诺", 4), ("下落", 2), ("今年这样写", 4))
    for row in find_rows(comparison):
        fate = (f"{MARKS[row.status]} {STATUSES[row.status]}", COLORS[row.status])
        why = f"\n{escape(row.why)}" if row.why else ""
        table.add_row(quote(row.promised), Text.assemble(fate, why), quotes(row.told))
    return table


def make_problems(comparison: Comparison) -> Table:
    """Return the problems that stand again beside those of last year."""
    table = make_table(("上年的问题", 4), ("怎样重复", 2), ("今年的问题", 4))
    pair = comparison.pair
    for one in pair.repeats:
        how = "原样照写" if one.verbatim else "换了说法"
        table.add_row(quote(make_quote(pair.last, one.last)), how, quote(make_quote(pair, one.this)))
    return table


def make_passages(comparison: Comparison) -> Table:
    """Return the copied passages and where they stand."""
    table = make_table(("照抄的话", 8), ("上年", 1), ("今年", 1))
    pair = comparison.pair
    for one in pair.copies:
        words, source = make_quote(pair, one.span), make_quote(pair.last, one.source)
        table.add_row(Text(escape(cut(words.words))), f"{source.line}行", f"{words.line}行")
    return table


def make_findings(comparison: Comparison) -> Table:
    """Return the findings about figures and years."""
    table = make_table(("今年这样写", 2), ("级别", 1), ("说明", 7))
    for one in comparison.find(*RULES):
        place = quote(make_quote(comparison.pair, one.finding.span))
        table.add_row(place, Text(LABELS[one.severity], STYLES[one.severity]), escape(one.finding.message))
    return table


def quotes(some: Iterable[Quote]) -> Text:
    """Return quotes below each other."""
    return Text("\n").join(quote(one) for one in some)


def quote(one: Quote) -> Text:
    """Return the beginning of a quote and the line it stands in."""
    return Text.assemble(escape(cut(one.words)), (f" {one.line}行", "dim"))


def cut(words: str) -> str:
    """Return the beginning of some words; … stands for the rest."""
    return words[:LONGEST] + ("…" if len(words) > LONGEST else "")
