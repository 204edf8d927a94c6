"""Workbooks for Excel and WPS; needs the extra `xlsx`."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from reportlint.emit import FormatError, ledger, rows
from reportlint.emit.table import text_width

try:
    import xlsxwriter
except ImportError:
    raise FormatError("写 .xlsx 需要 XlsxWriter，请先安装：pip install 'reportlint[xlsx]'") from None

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from reportlint.emit import Outcome, View
    from reportlint.emit.ledger import Cell, Ledger

TEXT = "@"
MOST_ROWS = 1_048_575  # of a worksheet, below its header
MOST_DIGITS = 15  # that Excel keeps of a number
WIDEST = 42
BUTTON = 4  # columns of the filter's button
A4 = 9
DAY_ONE = datetime(1980, 1, 1)  # in the file as UTC; the same findings, the same bytes


def render_ledgers(ledgers: Sequence[Ledger], width: int) -> bytes:  # noqa: ARG001
    """Return a workbook with a line for each figure.

    Raises:
        FormatError: There are more figures than a worksheet has lines.
    """
    return render_book("数字台账", ledger.HEADER, list(ledger.find_rows(ledgers)))


def render_findings(outcomes: Sequence[Outcome], view: View) -> bytes:  # noqa: ARG001
    """Return a workbook with a line for each finding.

    Raises:
        FormatError: There are more findings than a worksheet has lines.
    """
    return render_book("检查结果", rows.HEADER, list(rows.find_rows(outcomes)))


def render_book(title: str, header: Sequence[str], cells: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet: a header and rows of cells.

    Raises:
        FormatError: There are more rows than a worksheet has lines.
    """
    if len(cells) > MOST_ROWS:
        raise FormatError(f"Excel 一张表最多放 {MOST_ROWS} 行，这里有 {len(cells)} 行，请改用 csv，或者分批列出。")
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": DAY_ONE})
        sheet = book.add_worksheet(title)
        write_rows(book, sheet, header, cells)
        arrange(sheet, header, cells)
    return file.getvalue()


def write_rows(book: Workbook, sheet: Worksheet, header: Sequence[str], cells: Iterable[Sequence[Cell]]) -> None:
    """Write header and cells; nothing is a formula, whatever it begins with."""
    frame = {"border": 1, "border_color": "#D9D9D9", "valign": "top"}
    style = cache(lambda mask: book.add_format({**frame, "num_format": mask, "text_wrap": mask == TEXT}))
    sheet.write_row(0, 0, header, book.add_format({**frame, "bold": True, "bg_color": "#DDEBF7"}))
    for number, row in enumerate(cells, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int) or (isinstance(cell, Decimal) and fits(cell)):
                sheet.write_number(number, column, float(cell), style(find_mask(cell)))
            elif cell in (None, ""):
                sheet.write_blank(number, column, None, style(TEXT))
            else:
                sheet.write_string(number, column, render_cell(cell), style(TEXT))


def fits(value: Decimal) -> bool:
    """Tell whether Excel keeps a number as it is."""
    _, digits, exponent = value.as_tuple()
    return isinstance(exponent, int) and max(len(digits), -exponent) + max(exponent, 0) <= MOST_DIGITS


def find_mask(value: int | Decimal) -> str:
    """Return the number format of a value: thousands apart, as many decimals as it has; line numbers stay plain."""
    if isinstance(value, int):
        return "0"
    _, _, decimals = f"{value:f}".partition(".")
    return f"#,##0.{'0' * len(decimals)}" if decimals else "#,##0"


def arrange(sheet: Worksheet, header: Sequence[str], cells: Sequence[Sequence[Cell]]) -> None:
    """Make the sheet fit to be read, filtered and printed."""
    for number, column in enumerate(zip(header, *cells, strict=True)):
        widest = max(text_width(render_cell(cell)) for cell in column)
        sheet.set_column(number, number, min(max(widest, text_width(header[number]) + BUTTON) + 1, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(cells), len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + len(header) - 1)}{len(cells) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def render_cell(cell: Cell) -> str:
    """Return a cell as it is shown."""
    return "" if cell is None else cell if isinstance(cell, str) else f"{cell:,}"
