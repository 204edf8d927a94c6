"""Workflow commands of GitHub Actions: findings stand beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.emit import escape
from reportlint.emit.language import say
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint.emit import Outcome, View
    from reportlint.model import Diagnostic

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# what the runner reads as marks of its own; line ends are escaped before
IN_MESSAGES = str.maketrans({"%": "%25"})
IN_PROPERTIES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})


def render_findings(outcomes: Sequence[Outcome], view: View) -> str:
    """Return a command for each finding, and one for each report that could not be checked."""
    return "".join(line for outcome in outcomes for line in render_outcome(outcome, view))


def render_outcome(outcome: Outcome, view: View) -> Iterator[str]:
    """Yield the commands of one report."""
    if outcome.error is not None:
        yield render_command("error", {"file": outcome.path, "title": say(view, "unchecked")}, outcome.error)
    for one in outcome.diagnostics:
        yield render_command(COMMANDS[one.severity], find_properties(one, outcome, view), one.finding.message)


def find_properties(diagnostic: Diagnostic, outcome: Outcome, view: View) -> dict[str, object]:
    """Return the place of a finding and its title; the runner takes columns only within one line."""
    span = diagnostic.finding.span
    line, column = outcome.lines.place(span.start)
    # the last character reported, whose line the end of a place over a line end is not
    last, end = outcome.lines.place(max(span.end - 1, span.start))
    columns = {"col": column, "endColumn": end + 1} if line == last else {}
    place = outcome.place(span)
    title = f"{diagnostic.rule} {say(view, diagnostic.severity)}{f'（{place}）' if place else ''}"
    return {"file": outcome.path, "line": line, "endLine": last, **columns, "title": title}


def render_command(command: str, properties: Mapping[str, object], message: str) -> str:
    """Return a command on a line of its own."""
    shown = ",".join(f"{name}={escape(str(value)).translate(IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{command} {shown}::{escape(message).translate(IN_MESSAGES)}\n"
