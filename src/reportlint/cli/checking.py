"""What `check` makes of one report: its findings, or the report with its fixes."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlint import cache
from reportlint.cli.diff import render_diff
from reportlint.config import ConfigError
from reportlint.document import Document
from reportlint.emit import Outcome
from reportlint.engine import CRASH, examine
from reportlint.fix import Fixed, fix_document
from reportlint.model import Severity
from reportlint.read import ReadError, decode_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from reportlint.cli.inputs import Input
    from reportlint.cli.singles import Singles
    from reportlint.config import Config
    from reportlint.model import Diagnostic, Source


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with each report.

    Attributes:
        fix: Whether the report is rewritten.
        diff: Whether its fixes are only shown.
        unsafe: Whether fixes are taken that a reader should look at.
        severity: The lowest severity that is shown.
        budgets: How many findings of a rule do not yet make a check fail.
        cache: The folder in which results are kept; None for none.
    """

    fix: bool
    diff: bool
    unsafe: bool
    severity: Severity
    budgets: Mapping[str, int]
    cache: Path | None

    def run(self, doc: Document, config: Config) -> Fixed:
        """Check a document, with its fixes applied where that was asked for."""
        if self.fix or self.diff:
            return fix_document(doc, config, unsafe=self.unsafe)
        checked = cache.examine(doc, config, self.cache) if self.cache else examine(doc, config)
        return Fixed(doc, 0, checked.diagnostics, checked.waived)

    def shows(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic is grave enough to be shown."""
        return diagnostic.severity.rank >= self.severity.rank


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report.

    Attributes:
        outcome: What is shown of it.
        status: Its share in the exit status: 0 nothing, 1 something to mend, 2 not (wholly) checked or written.
        fixes: How many fixes were applied.
        diff: The fixes as a unified diff, when that was asked for.
        page: The report in the format for standard output, when that makes a file of each.
        problems: What could not be written, in sentences.
    """

    outcome: Outcome
    status: int
    fixes: int = 0
    diff: str = ""
    page: bytes = b""
    problems: tuple[str, ...] = ()


def check_report(one: Input, config: Config, plan: Plan, singles: Singles) -> Result:
    """Check one report, or fix it; a failure is a result too."""
    try:
        return check_readable(one, config, plan, singles)
    except ConfigError:
        raise
    except Exception as error:
        return Result(Outcome(one.name, error=one.failure(error)), 2)


def check_readable(one: Input, config: Config, plan: Plan, singles: Singles) -> Result:
    """Check one report, or fix it."""
    doc = one.read(config.reader_limits())
    fixed = plan.run(doc, config)
    diff = render_diff(one.name, doc.text, fixed.doc.text) if plan.diff else ""
    tracked = b""
    if fixed.count and doc.source.format == "docx":
        tracked, fixed = track_changes(doc.source, fixed, config)
    if plan.fix and not plan.diff and (fixed.count or one.standard):
        put_back(one, doc.source, fixed.doc.text, tracked)
    shown = tuple(filter(plan.shows, fixed.diagnostics))
    page, problems = singles.write(one, fixed.doc, shown, config)
    failed = bool(diff) if plan.diff else fails(shown, config, plan.budgets)
    status = 2 if problems else find_status(shown, failed=failed)
    waived = (waived for waived in fixed.waived if plan.shows(waived.diagnostic))
    outcome = Outcome.of(one.name, fixed.doc, shown, waived, config.own_rules)
    return Result(outcome, status, fixed.count, diff, page, problems)


def fails(diagnostics: Iterable[Diagnostic], config: Config, budgets: Mapping[str, int]) -> bool:
    """Tell whether something grave was found; rules with a budget are judged when all reports are checked."""
    threshold = (config.fail_on or Severity.WARNING).rank
    return any(one.severity.rank >= threshold and one.rule not in budgets for one in diagnostics)


def track_changes(source: Source, fixed: Fixed, config: Config) -> tuple[bytes, Fixed]:
    """Return a Word file with the fixes as tracked changes, and what is found in it as it then reads."""
    from reportlint.emit.docx import render_tracked

    limits = config.reader_limits()
    data = render_tracked(source, fixed.doc.text, limits=limits)
    doc = Document(decode_source(data, source.path, limits=limits))
    if doc.text == fixed.doc.text:
        return data, replace(fixed, doc=doc)
    # where a change cannot be tracked, the text stays and so does what is reported of it
    checked = examine(doc, config)
    return data, replace(fixed, doc=doc, diagnostics=checked.diagnostics, waived=checked.waived)


def put_back(one: Input, source: Source, text: str, tracked: bytes) -> None:
    """Put a fixed text in the place of the report; in a Word file the fixes are tracked changes.

    Raises:
        ReadError: It cannot be written, or somebody has saved the report meanwhile.
    """
    if not one.holds(source):
        raise ReadError(one.name, "检查期间这个文件被改动或移走了，为免盖掉新的内容，修正没有写回，请重新运行。")
    if source.format != "docx":
        one.write(source, text)
    elif one.standard and sys.stdout.isatty():
        raise ReadError(one.name, "修正后的 .docx 不能显示在屏幕上，请用 > 新文件.docx 转存，或在命令里直接写文件名。")
    else:
        one.put(tracked or source.raw)


def find_status(diagnostics: Iterable[Diagnostic], *, failed: bool) -> int:
    """Return 2 when a rule crashed, else 1 for what failed."""
    return 2 if any(one.rule == CRASH for one in diagnostics) else int(failed)
