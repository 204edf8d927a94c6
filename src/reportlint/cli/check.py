"""`reportlint check`: findings on the screen, or fixes in the file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command, one_of, split_names
from reportlint.cli.diff import render_diff
from reportlint.cli.options import Settings, debug_option, output_options, protect, save, settings_options
from reportlint.cli.output import find_view, tell_errors, track, write
from reportlint.config import Config, ConfigError
from reportlint.emit import FORMATS, Outcome, View, render
from reportlint.engine import CRASH, check
from reportlint.fix import Fixed, fix_document
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlint.cli.inputs import Input
    from reportlint.document import Document
    from reportlint.model import Diagnostic

SEVERITIES = [severity.value for severity in Severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `check`."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: str
    fail_on: str | None
    exit_zero: bool
    output_format: str
    output_file: tuple[tuple[str, str], ...]
    statistics: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool

    def own_config(self) -> Config:
        """Return what the command line says itself."""
        return Config(
            select=self.select,
            ignore=self.ignore,
            fail_on=Severity(self.fail_on) if self.fail_on else None,
            profile=self.profile or "",
        )

    def shows(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic is grave enough to be shown."""
        return diagnostic.severity.rank >= Severity(self.severity).rank

    def examine(self, doc: Document, config: Config) -> Fixed:
        """Check a document, with its fixes applied where that was asked for."""
        if self.fix or self.diff:
            return fix_document(doc, config, unsafe=self.unsafe_fixes)
        return Fixed(doc, 0, check(doc, config))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report.

    Attributes:
        outcome: What is shown of it.
        status: Its share in the exit status: 0 nothing, 1 something to mend, 2 not (wholly) checked.
        fixes: How many fixes were applied.
        diff: The fixes as a unified diff, when that was asked for.
    """

    outcome: Outcome
    status: int
    fixes: int = 0
    diff: str = ""


@click.command("check", cls=Command)
@click.option("--select", multiple=True, callback=split_names, metavar="RULES", help="只用这些规则或类别，逗号分隔。")
@click.option("--ignore", multiple=True, callback=split_names, metavar="RULES", help="不用这些规则或类别。")
@click.option(
    "--severity", default="note", callback=one_of(SEVERITIES), metavar="LEVEL", help="最低列到哪一级，默认 note。"
)
@click.option("--fail-on", callback=one_of(SEVERITIES), metavar="LEVEL", help="到哪一级就以 1 结束，默认 warning。")
@click.option("--exit-zero", is_flag=True, help="有问题也以 0 结束。")
@output_options(tuple(FORMATS))
@click.option("--statistics", is_flag=True, help="不列问题，只按规则计数。")
@click.option("--fix", is_flag=True, help="改写文稿，修正有把握的问题。")
@click.option("--unsafe-fixes", is_flag=True, help="连同需要人核对的修正，与 --fix 同用。")
@click.option("--diff", is_flag=True, help="只显示会怎样修正，不改写。")
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """检查文稿，列出问题。

    级别：error 必错，warning 疑似，note 提示。文件可以是文件夹、通配符，- 是标准输入。
    """
    options = Options(**arguments)
    # an unknown rule is told of even where no report can be read
    options.own_config()
    inputs = options.inputs()
    protect(inputs, options.output_file)
    results = [examine(one, options) for one in track(inputs)]
    report(results, options, on_stderr=options.fix and any(one.standard for one in inputs))
    status = max((result.status for result in results), default=0)
    return 0 if options.exit_zero and status == 1 else status


def examine(one: Input, options: Options) -> Result:
    """Check one report, or fix it; a failure is a result too."""
    try:
        return examine_readable(one, options)
    except ConfigError:
        raise
    except Exception as error:
        return Result(Outcome(one.name, error=one.failure(error)), 2)


def examine_readable(one: Input, options: Options) -> Result:
    """Check one report, or fix it."""
    doc = one.read()
    config = options.config_for(one.folder)
    fixed = options.examine(doc, config)
    shown = tuple(filter(options.shows, fixed.diagnostics))
    outcome = Outcome.of(one.name, fixed.doc, shown)
    if options.diff:
        diff = render_diff(one.name, doc.text, fixed.doc.text)
        return Result(outcome, find_status(shown, failed=bool(diff)), diff=diff)
    if options.fix and (fixed.count or one.standard):
        one.write(doc.source, fixed.doc.text)
    threshold = (config.fail_on or Severity.WARNING).rank
    failed = any(diagnostic.severity.rank >= threshold for diagnostic in shown)
    return Result(outcome, find_status(shown, failed=failed), fixed.count)


def find_status(diagnostics: Iterable[Diagnostic], *, failed: bool) -> int:
    """Return 2 when a rule crashed, else 1 for what failed."""
    return 2 if any(one.rule == CRASH for one in diagnostics) else int(failed)


def report(results: Sequence[Result], options: Options, *, on_stderr: bool) -> None:
    """Write the results to the screen and to the files that were asked for."""
    outcomes = [result.outcome for result in results]
    tell_errors(outcome.error for outcome in outcomes)
    for form, file in options.output_file:
        text = render(form, outcomes, View(statistics=options.statistics))
        save(text.encode("utf-8", "backslashreplace"), Path(file))
    if options.diff:
        write("".join(result.diff for result in results))
        return
    stream = sys.stderr if on_stderr else sys.stdout
    view = View(statistics=options.statistics)
    if options.output_format != "json":
        view = find_view(stream, statistics=options.statistics)
    write(render(options.output_format, outcomes, view), stream)
    if options.fix:
        changed = [result for result in results if result.fixes]
        total = sum(result.fixes for result in changed)
        click.echo(f"已修正 {total} 处，改写 {len(changed)} 份文稿。" if total else "没有可以修正的。", err=True)
