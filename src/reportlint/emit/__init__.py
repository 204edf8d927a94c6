"""Show what was found: one function a format."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportlint.model import LineIndex, Severity
from reportlint.read.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportlint.document import Document
    from reportlint.model import Diagnostic, Piece, Span
    from reportlint.read.limits import Limits
    from reportlint.registry import Rule
    from reportlint.suppress import Waived

LABELS = {Severity.ERROR: "必错", Severity.WARNING: "疑似", Severity.NOTE: "提示"}
TEXTUAL = frozenset({"text", "markdown"})
LONGEST_EXCERPT = 80


class FormatError(Exception):
    """A result cannot be written in some format; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Format:
    """How results are written.

    Attributes:
        module: The module of this package that knows how.
        function: What in it makes of all outcomes one text, or one file.
        binary: It makes bytes that no terminal shows.
        single: It makes a file of each report; `function` then takes one report.
    """

    module: str
    function: str
    binary: bool = False
    single: bool = False


FORMATS = {
    "full": Format("terminal", "render_full"),
    "concise": Format("terminal", "render_concise"),
    "grouped": Format("terminal", "render_grouped"),
    "json": Format("json", "render_check"),
    "jsonl": Format("jsonl", "render_findings"),
    "sarif": Format("sarif", "render_findings"),
    "junit": Format("junit", "render_findings"),
    "github": Format("github", "render_findings"),
    "gitlab": Format("gitlab", "render_findings"),
    "rdjson": Format("rdjson", "render_findings"),
    "csv": Format("csv", "render_findings"),
    "xlsx": Format("xlsx", "render_findings", binary=True),
    "html": Format("html", "render_report", single=True),
    "docx": Format("docx", "render_annotated", binary=True, single=True),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one path: its text with the diagnostics, or the reason why it could not be checked.

    It keeps no Document, whose layers would fill the memory when there are many files.

    Attributes:
        format: That of the file: `text`, `docx`, `pdf` …
        encoding: Python's name of the encoding of a text.
        pieces: The map back into a file that is more than text.
        sha256: Of the file's bytes, in hexadecimal; empty where nobody knows them.
        waived: Findings that somebody lets stand; they are not among the diagnostics.
        own_rules: Those of the configuration, which are not installed.
    """

    path: str
    text: str = ""
    lines: LineIndex = field(default_factory=lambda: LineIndex.of(""))
    doc_type: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    error: str | None = None
    format: str = "text"
    encoding: str = "utf-8"
    pieces: tuple[Piece, ...] = ()
    sha256: str = ""
    waived: tuple[Waived, ...] = ()
    own_rules: tuple[Rule, ...] = ()

    @classmethod
    def of(
        cls,
        path: str,
        doc: Document,
        diagnostics: Iterable[Diagnostic],
        waived: Iterable[Waived] = (),
        own_rules: tuple[Rule, ...] = (),
    ) -> Outcome:
        """Keep of a checked document what the formats need."""
        source = doc.source
        return cls(
            path,
            doc.text,
            doc.lines,
            doc.doc_type,
            tuple(diagnostics),
            format=source.format,
            encoding=source.encoding,
            pieces=source.pieces,
            sha256=source.sha256,
            waived=tuple(waived),
            own_rules=own_rules,
        )

    @property
    def textual(self) -> bool:
        """Whether the file holds this text and nothing else, so that lines, columns and edits are the file's own."""
        return self.format in TEXTUAL

    def place(self, span: Span) -> str:
        """Return where a span begins in a file that is more than text (第3页, 表1第2行第3列); empty where lines tell."""
        index = bisect_right(self.pieces, span.start, key=lambda piece: piece.span.start) - 1
        return self.pieces[index].place if index >= 0 and span.start in self.pieces[index].span else ""


@dataclass(frozen=True, slots=True)
class View:
    """How results are shown.

    Attributes:
        width: Columns of the terminal.
        color: Whether the terminal shows colours.
        statistics: Whether the number of findings by rule is wanted.
        lang: The language of the words round the findings, one of `language.LANGUAGES`.
    """

    width: int = 100
    color: bool = False
    statistics: bool = False
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule reported, and how many of its findings have a fix."""

    rule: str
    severity: Severity
    count: int
    fixable: int


def render(name: str, outcomes: Sequence[Outcome], view: View) -> str:
    """Return the outcomes in one of `FORMATS` that is a text."""
    return render_file(name, outcomes, view).decode()


def render_file(name: str, outcomes: Sequence[Outcome], view: View) -> bytes:
    """Return the outcomes as a file in one of `FORMATS` that holds them all.

    Raises:
        FormatError: A library that the format needs is not installed, or the format cannot hold so much.
    """
    rendered: str | bytes = find_renderer(FORMATS[name])(outcomes, view)
    # a lone surrogate, which no encoding knows, becomes the escape of JSON
    return rendered if isinstance(rendered, bytes) else rendered.encode("utf-8", "backslashreplace")


def render_single(
    name: str,
    doc: Document,
    diagnostics: Sequence[Diagnostic],
    path: str,
    limits: Limits = DEFAULT,
    own_rules: tuple[Rule, ...] = (),
) -> bytes:
    """Return one report in one of `FORMATS` that makes a file of each.

    Args:
        name: Of the format.
        doc: The report.
        diagnostics: What was found in it.
        path: What it is called.
        limits: Bounds for opening it anew.
        own_rules: Those of the configuration, which are not installed.

    Raises:
        FormatError: The report cannot be written in this format, or a library that it needs is not installed.
    """
    if name == "docx" and doc.source.format != "docx":
        raise FormatError(
            f"{path}：只有 .docx 文稿才能写成带批注的 docx，这一份没有写；请先另存为 .docx，或改用 html=文件。"
        )
    renderer = find_renderer(FORMATS[name])
    rendered: bytes = (
        renderer(doc.source, diagnostics, limits=limits)
        if name == "docx"
        else renderer(doc, diagnostics, path, own_rules)
    )
    return rendered


def find_renderer(form: Format) -> Callable[..., Any]:
    """Return the function that writes a format."""
    renderer: Callable[..., Any] = getattr(import_module(f"{__name__}.{form.module}"), form.function)
    return renderer


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


def shorten(text: str, span: Span) -> str:
    """Return the beginning of a place on one line; … stands for the rest."""
    end = min(span.end, span.start + LONGEST_EXCERPT)
    return " ".join(text[span.start : end].split()) + ("…" if end < span.end else "")
