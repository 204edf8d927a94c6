"""A comparison for other programs: the schema reportlint/compare/1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlint import __version__
from reportlint.emit import Outcome
from reportlint.emit.json import check_finding, dump, extract_figure

if TYPE_CHECKING:
    from reportlint.compare import Pair
    from reportlint.document import Document
    from reportlint.emit import View
    from reportlint.emit.compare import Comparison
    from reportlint.model import Span


def render_json(comparison: Comparison, view: View) -> bytes:  # noqa: ARG001
    """Return a comparison as JSON, schema reportlint/compare/1.

    Places have `start`, `end`, `line`, `column` and `text`.

    - `last` and `this`: `path`, `doc_type`, `period`, `year`, `characters`.
    - `promises`: places in the last report with `status` (kept, partly, none), `score`, `why`, `answers` (places in this
      one) and `elsewhere` (null, or where the problems and plans of this one name it).
    - `problems`: `last`, `this`, `score`, `verbatim`.
    - `copied`: `share` of this report's text, and `passages` with `last`, `this`, `likeness`.
    - `figures`: what both count, `last` and `this` as in reportlint/extract/1, and `factor`.
    - `years`: places with the `year` that they should name.
    - `findings`: as in reportlint/check/1, about this report.
    """
    pair = comparison.pair
    outcome = Outcome.of(comparison.this, pair, comparison.diagnostics)
    document = {
        "schema": "reportlint/compare/1",
        "version": __version__,
        "last": describe_report(comparison.last, pair.last, pair.years[0]),
        "this": describe_report(comparison.this, pair, pair.years[1]),
        **describe_pair(pair),
        "findings": [check_finding(one, outcome) for one in comparison.diagnostics],
        "summary": {
            **comparison.count_promises(),
            "share": round(pair.share, 4),
            "findings": len(comparison.diagnostics),
        },
    }
    return dump(document).encode("utf-8", "backslashreplace")


def describe_report(path: str, doc: Document, year: int | None) -> dict[str, Any]:
    """Return what names a report."""
    return {"path": path, "doc_type": doc.doc_type, "period": doc.period, "year": year, "characters": len(doc.text)}


def describe_pair(pair: Pair) -> dict[str, Any]:
    """Return all that two reports have to do with each other."""
    last = pair.last
    return {
        "promises": [
            {
                **describe_place(last, one.span),
                "status": one.status,
                "score": one.score,
                "why": one.why,
                "answers": [describe_place(pair, answer) for answer in one.answers],
                "elsewhere": one.elsewhere and describe_place(pair, one.elsewhere),
            }
            for one in pair.promises
        ],
        "problems": [
            {
                "last": describe_place(last, one.last),
                "this": describe_place(pair, one.this),
                "score": one.score,
                "verbatim": one.verbatim,
            }
            for one in pair.repeats
        ],
        "copied": {
            "share": round(pair.share, 4),
            "passages": [
                {
                    "last": describe_place(last, one.source),
                    "this": describe_place(pair, one.span),
                    "likeness": round(one.likeness, 4),
                }
                for one in pair.copies
            ],
        },
        "figures": [
            {
                "last": extract_figure(one.last, last.text),
                "this": extract_figure(one.this, pair.text),
                "factor": round(float(one.factor), 4),
            }
            for one in pair.changes
        ],
        "years": [{**describe_place(pair, span), "year": year} for span, year in pair.stale],
    }


def describe_place(doc: Document, span: Span) -> dict[str, Any]:
    """Return a place in its own words."""
    line, column = doc.lines.place(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column, "text": span.of(doc.text)}
