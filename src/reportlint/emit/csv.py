"""Comma-separated values that spreadsheets open as they are: UTF-8 with a byte order mark, no cell a formula."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlint.emit import ledger, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlint.emit import Outcome, View
    from reportlint.emit.ledger import Cell, Ledger

# what a spreadsheet computes (also in full width, see OWASP on CSV injection) or takes for a date (1/8, 3-5)
LIVE = re.compile(r"[=+\-@＝＋－＠].|[0-9]+[/-][0-9]+$")


def render_ledgers(ledgers: Sequence[Ledger], width: int) -> bytes:  # noqa: ARG001
    """Return a line for each figure."""
    return render_table(ledger.HEADER, ledger.find_rows(ledgers))


def render_findings(outcomes: Sequence[Outcome], view: View) -> bytes:  # noqa: ARG001
    """Return a line for each finding."""
    return render_table(rows.HEADER, rows.find_rows(outcomes))


def render_table(header: Sequence[str], cells: Iterable[Sequence[Cell]]) -> bytes:
    """Return a header and rows of cells."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows(map(render_cell, row) for row in cells)
    return file.getvalue().encode("utf-8-sig", "backslashreplace")


def render_cell(cell: Cell) -> str:
    """Return a cell as text; an apostrophe keeps a text from being computed."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case str() if LIVE.match(cell):
            return f"'{cell}"
    return str(cell)
