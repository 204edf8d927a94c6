"""The matrix for other programs: as JSON the schema reportlint/matrix/1, and as comma-separated values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from reportlint import __version__
from reportlint.emit import escape
from reportlint.emit.csv import render_table
from reportlint.emit.json import dump, extract_head
from reportlint.emit.matrix import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from reportlint.emit import View
    from reportlint.emit.ledger import Cell
    from reportlint.emit.matrix import Answer, Chart, Loose, Missing, Quote, Row

HEADER = ("文件", "问题", "问题所在行", "类别", "原因或措施", "所在行", "强度", "概率", "依据")
ABSENT = "缺"


def render_json(charts: Sequence[Chart], view: View) -> bytes:  # noqa: ARG001
    """Return the charts as JSON, schema reportlint/matrix/1.

    `schema`, `version` and `files`, one for each path in the order given: `path`, `doc_type`, `period`, `characters`,
    `error` (null, or why there is no matrix), `rows`, `causes` and `measures`. A row has its `problem`, its `causes`
    and `measures` (`score`, `why`, the likeliest first) and what is `missing` (`kind`, `score`, `why`, `nearest`: the
    likeliest candidate or null). `causes` and `measures` of the file belong to no problem; `missing` may be null there.
    Whatever is quoted has `index` (as in reportlint/extract/1), `start`, `end`, `line`, `column` and `text`.
    """
    document = {"schema": "reportlint/matrix/1", "version": __version__, "files": [describe_file(c) for c in charts]}
    return dump(document).encode("utf-8", "backslashreplace")


def describe_file(chart: Chart) -> dict[str, Any]:
    """Return one file of the JSON."""
    return {
        **extract_head(chart.path, chart.doc_type, chart.period, chart.characters, chart.error),
        "rows": [describe_row(row) for row in chart.matrix.rows],
        "causes": [describe_loose(loose) for loose in chart.matrix.causes],
        "measures": [describe_loose(loose) for loose in chart.matrix.measures],
    }


def describe_row(row: Row) -> dict[str, Any]:
    """Return a problem with all that belongs to it."""
    return {
        "problem": describe_quote(row.problem),
        "causes": [describe_answer(answer) for answer in row.causes],
        "measures": [describe_answer(answer) for answer in row.measures],
        "missing": [describe_missing(missing) for missing in row.missing],
    }


def describe_answer(answer: Answer) -> dict[str, Any]:
    """Return a cause or a measure of a problem."""
    return {**describe_quote(answer.quote), "score": answer.score, "why": answer.why}


def describe_loose(loose: Loose) -> dict[str, Any]:
    """Return a cause or a measure that belongs to no problem."""
    return {**describe_quote(loose.quote), "missing": loose.missing and describe_missing(loose.missing)}


def describe_missing(missing: Missing) -> dict[str, Any]:
    """Return what a unit has none of."""
    return {**asdict(missing), "nearest": missing.nearest and describe_quote(missing.nearest)}


def describe_quote(quote: Quote) -> dict[str, Any]:
    """Return a unit in its own words."""
    place = {"start": quote.start, "end": quote.end, "line": quote.line, "column": quote.column}
    return {"index": quote.index, **place, "text": quote.words}


def render_csv(charts: Sequence[Chart], view: View) -> bytes:  # noqa: ARG001
    """Return a line for each cause and measure of each problem, for what is missing, and for what has no problem."""
    rows = (tuple(escape(cell) if isinstance(cell, str) else cell for cell in row) for row in find_rows(charts))
    return render_table(HEADER, rows)


def find_rows(charts: Sequence[Chart]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each line under `HEADER`."""
    for chart in charts:
        for row in chart.matrix.rows:
            place = (chart.path, row.problem.words, row.problem.line)
            for kind, answers, missing in row.cells():
                yield from ((*place, NAMES[kind], *answer_cells(answer)) for answer in answers)
                if missing:
                    yield (*place, NAMES[kind], *missing_cells(missing))
        for name, loose in chart.matrix.loose():
            yield from ((chart.path, None, None, name, one.quote.words, one.quote.line, *[None] * 3) for one in loose)


def answer_cells(answer: Answer) -> tuple[Cell, ...]:
    """Return the cells of a cause or a measure."""
    return (answer.quote.words, answer.quote.line, answer.strength, f"{answer.score:.2f}", "、".join(answer.why))


def missing_cells(missing: Missing) -> tuple[Cell, ...]:
    """Return the cells of what is missing; the candidate stands among the reasons."""
    nearest = (f"最接近：{missing.nearest.words}",) if missing.nearest else ()
    return (None, None, ABSENT, f"{missing.score:.2f}", "；".join((*nearest, *missing.why)))
