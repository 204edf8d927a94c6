"""Show what was found: one function a format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from reportlint.model import LineIndex, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportlint.document import Document
    from reportlint.model import Diagnostic

LABELS = {Severity.ERROR: "必错", Severity.WARNING: "疑似", Severity.NOTE: "提示"}
FORMATS = {
    "full": ("terminal", "render_full"),
    "concise": ("terminal", "render_concise"),
    "json": ("json", "render_check"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one path: its text with the diagnostics, or the reason why it could not be checked.

    It keeps no Document, whose layers would fill the memory when there are many files.
    """

    path: str
    text: str = ""
    lines: LineIndex = field(default_factory=lambda: LineIndex.of(""))
    doc_type: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    error: str | None = None

    @classmethod
    def of(cls, path: str, doc: Document, diagnostics: Iterable[Diagnostic]) -> Outcome:
        """Keep of a checked document what the formats need."""
        return cls(path, doc.text, doc.lines, doc.doc_type, tuple(diagnostics))


@dataclass(frozen=True, slots=True)
class View:
    """How results are shown.

    Attributes:
        width: Columns of the terminal.
        color: Whether the terminal shows colours.
        statistics: Whether the number of findings by rule is wanted.
    """

    width: int = 100
    color: bool = False
    statistics: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule reported, and how many of its findings have a fix."""

    rule: str
    severity: Severity
    count: int
    fixable: int


def render(name: str, outcomes: Sequence[Outcome], view: View) -> str:
    """Return the outcomes in one of `FORMATS`."""
    module, function = FORMATS[name]
    renderer: Callable[[Sequence[Outcome], View], str] = getattr(import_module(f"{__name__}.{module}"), function)
    return renderer(outcomes, view)


def find_diagnostics(outcomes: Iterable[Outcome]) -> list[Diagnostic]:
    """Return the diagnostics of all outcomes."""
    return [one for outcome in outcomes for one in outcome.diagnostics]


def count_severities(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Count the diagnostics of each severity, the gravest first."""
    counts = Counter(one.severity for one in diagnostics)
    return {severity: counts[severity] for severity in Severity}


def tally(diagnostics: Iterable[Diagnostic]) -> list[Tally]:
    """Count the diagnostics of each rule, the most frequent first."""
    counts, fixable = Counter[tuple[str, Severity]](), Counter[tuple[str, Severity]]()
    for one in diagnostics:
        counts[one.rule, one.severity] += 1
        fixable[one.rule, one.severity] += one.finding.fix is not None
    return [Tally(*key, count, fixable[key]) for key, count in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))]


def escape(text: str) -> str:
    """Return a text in which nothing moves the cursor, turns the direction or stays unseen."""
    return "".join(
        one if one.isprintable() or one == "\u3000" else one.encode("unicode_escape").decode() for one in text
    )
