"""JSON lines: one finding a line, for programs that read while we write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.emit.json import check_finding, dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.emit import Outcome, View


def render_findings(outcomes: Sequence[Outcome], view: View) -> str:  # noqa: ARG001
    """Return a line for each finding: `path` and the keys of reportlint/check/1.

    A report that could not be checked has a line with `path` and `error`.
    """
    return "".join(line for outcome in outcomes for line in render_outcome(outcome))


def render_outcome(outcome: Outcome) -> Iterator[str]:
    """Yield the lines of one report."""
    if outcome.error is not None:
        yield dump({"path": outcome.path, "error": outcome.error})
    for one in outcome.diagnostics:
        yield dump({"path": outcome.path, **check_finding(one, outcome)})
