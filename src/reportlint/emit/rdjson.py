"""The JSON of reviewdog (rdjson), which comments on merge requests of many hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlint.emit.json import dump
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportlint.emit import Outcome, View
    from reportlint.model import Diagnostic, Finding, Span

    Places = Mapping[int, dict[str, int]]

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render_findings(outcomes: Sequence[Outcome], view: View) -> str:  # noqa: ARG001
    """Return a diagnostic result; a report that could not be checked is a diagnostic without a range."""
    found = [one for outcome in outcomes for one in find_entries(outcome)]
    return dump({"source": {"name": "reportlint"}, "diagnostics": found})


def find_entries(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield the diagnostics of one report."""
    if outcome.error is not None:
        yield {"message": outcome.error, "location": {"path": outcome.path}, "severity": "ERROR"}
    places = find_places(outcome, find_positions(one.finding for one in outcome.diagnostics))
    for one in outcome.diagnostics:
        yield describe(one, outcome, places)


def describe(diagnostic: Diagnostic, outcome: Outcome, places: Places) -> dict[str, Any]:
    """Return one diagnostic; edits of a file that is more than text would not fit it."""
    finding = diagnostic.finding
    entry: dict[str, Any] = {
        "message": finding.message,
        "location": locate(finding.span, outcome, places),
        "severity": SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.rule},
    }
    if finding.fix and outcome.textual:
        entry["suggestions"] = [
            {"range": find_range(edit.span, places), "text": edit.text} for edit in finding.fix.edits
        ]
    if finding.related:
        entry["relatedLocations"] = [
            {"message": one.message, "location": locate(one.span, outcome, places)} for one in finding.related
        ]
    return entry


def locate(span: Span, outcome: Outcome, places: Places) -> dict[str, Any]:
    """Return a place in a report."""
    return {"path": outcome.path, "range": find_range(span, places)}


def find_range(span: Span, places: Places) -> dict[str, dict[str, int]]:
    """Return start and end of a span."""
    return {"start": places[span.start], "end": places[span.end]}


def find_positions(findings: Iterable[Finding]) -> Iterator[int]:
    """Yield the positions that findings speak of."""
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        for span in (finding.span, *(one.span for one in finding.related), *(edit.span for edit in edits)):
            yield from (span.start, span.end)


def find_places(outcome: Outcome, positions: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return line and column of positions; this format counts columns in bytes of UTF-8, from 1.

    One pass over the text: a line may be long and hold many findings.
    """
    places = {}
    before, column = 0, 1
    for position in sorted(set(positions)):
        line, _ = outcome.lines.place(position)
        start = outcome.lines.starts[line - 1]
        if start > before:
            before, column = start, 1
        column += len(outcome.text[before:position].encode("utf-8", "surrogatepass"))
        before = position
        places[position] = {"line": line, "column": column}
    return places
