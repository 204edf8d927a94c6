"""Findings as the rows of a table, for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.emit import LABELS, escape, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.emit import Outcome
    from reportlint.emit.ledger import Cell
    from reportlint.model import Diagnostic, Fix

HEADER = ("文件", "行", "列", "位置", "级别", "规则", "说明", "原文", "修正", "修正方式")
UNREADABLE = "没能检查"


def find_rows(outcomes: Sequence[Outcome]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each finding under `HEADER`, and a row for each report that could not be checked."""
    for outcome in outcomes:
        if outcome.error is not None:
            yield (escape(outcome.path), *[None] * 3, UNREADABLE, None, escape(outcome.error), *[None] * 3)
        for one in outcome.diagnostics:
            yield tuple(escape(cell) if isinstance(cell, str) else cell for cell in find_cells(one, outcome))


def find_cells(diagnostic: Diagnostic, outcome: Outcome) -> tuple[Cell, ...]:
    """Return the cells of a finding."""
    finding = diagnostic.finding
    place = (*outcome.lines.place(finding.span.start), outcome.place(finding.span))
    excerpt = shorten(outcome.text, finding.span)
    said = (LABELS[diagnostic.severity], diagnostic.rule, finding.message, excerpt)
    return (outcome.path, *place, *said, *describe_fix(finding.fix))


def describe_fix(fix: Fix | None) -> tuple[Cell, Cell]:
    """Return what a fix does and how it is applied."""
    return (fix.title, "可自动修正" if fix.safe else "核对后修正") if fix else (None, None)
