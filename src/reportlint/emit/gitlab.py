"""Code quality reports of GitLab: findings stand in the merge request."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportlint.emit import escape
from reportlint.emit.json import dump
from reportlint.fingerprint import find_fingerprints
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.emit import Outcome, View

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
UNREADABLE = "internal/unreadable"


def render_findings(outcomes: Sequence[Outcome], view: View) -> str:  # noqa: ARG001
    """Return a list of issues, one for each finding and for each report that could not be checked."""
    return dump([issue for outcome in outcomes for issue in find_issues(outcome)])


def find_issues(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield the issues of one report."""
    if outcome.error is not None:
        yield describe_issue(outcome.path, UNREADABLE, "blocker", outcome.error, 1, "")
    marks = find_fingerprints(outcome.text, outcome.diagnostics)
    for one, mark in zip(outcome.diagnostics, marks, strict=True):
        line, _ = outcome.lines.place(one.finding.span.start)
        place = outcome.place(one.finding.span)
        message = f"{f'{place}：' if place else ''}{one.finding.message}"
        yield describe_issue(outcome.path, one.rule, SEVERITIES[one.severity], message, line, mark)


def describe_issue(path: str, rule: str, severity: str, message: str, line: int, mark: str) -> dict[str, Any]:
    """Return one issue; the same words in another report are another issue."""
    return {
        "description": escape(message),
        "check_name": rule,
        "fingerprint": sha256(f"{path}\0{rule}\0{mark}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": severity,
        "location": {"path": path.removeprefix("./"), "lines": {"begin": line}},
    }
