"""`reportlint check`: findings on the screen, or fixes in the file."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command, one_of, split_names
from reportlint.cli.diff import render_diff
from reportlint.cli.options import Settings, debug_option, output_options, protect, save, settings_options
from reportlint.cli.output import find_view, tell_errors, track, write, write_bytes
from reportlint.cli.singles import Singles
from reportlint.config import Config, ConfigError
from reportlint.document import Document
from reportlint.emit import FORMATS, FormatError, Outcome, View, find_renderer, render_file
from reportlint.engine import CRASH, check
from reportlint.fix import Fixed, fix_document
from reportlint.model import Severity
from reportlint.read import ReadError, decode_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from reportlint.cli.inputs import Input
    from reportlint.model import Diagnostic, Source

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

    @property
    def common_files(self) -> list[tuple[str, str]]:
        """The files that hold all reports, with their formats."""
        return [(form, file) for form, file in self.output_file if not FORMATS[form].single]

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
    try:
        return run(Options(**arguments))
    except FormatError as error:
        raise click.UsageError(str(error)) from None


def run(options: Options) -> int:
    """Check the reports, show what was found and return the exit status."""
    # an unknown rule is told of even where no report can be read, and a library that is missing before any is
    options.own_config()
    for form in (options.output_format, *dict(options.output_file)):
        find_renderer(FORMATS[form])
    inputs = options.inputs()
    stream = sys.stderr if options.fix and any(one.standard for one in inputs) else sys.stdout
    reject_screen(options.output_format, stream)
    singles = Singles.of(options.output_format, options.output_file, inputs)
    protect(inputs, (*options.common_files, *singles.files()))
    results = [examine(one, options, singles) for one in track(inputs)]
    report(results, options, stream)
    status = max((result.status for result in results), default=0)
    return 0 if options.exit_zero and status == 1 else status


def reject_screen(form: str, stream: TextIO) -> None:
    """Raise a usage error when what is no text would be shown on a terminal."""
    if FORMATS[form].binary and stream.isatty():
        raise click.UsageError(f"{form} 不能显示在屏幕上，请用 --output-file {form}=文件.{form} 存成文件。")


def examine(one: Input, options: Options, singles: Singles) -> Result:
    """Check one report, or fix it; a failure is a result too."""
    try:
        return examine_readable(one, options, singles)
    except ConfigError:
        raise
    except Exception as error:
        return Result(Outcome(one.name, error=one.failure(error)), 2)


def examine_readable(one: Input, options: Options, singles: Singles) -> Result:
    """Check one report, or fix it."""
    config = options.config_for(one.folder)
    doc = one.read(config.reader_limits())
    fixed = options.examine(doc, config)
    diff = render_diff(one.name, doc.text, fixed.doc.text) if options.diff else ""
    tracked = b""
    if fixed.count and doc.source.format == "docx":
        tracked, fixed = track_changes(doc.source, fixed, config)
    if options.fix and not options.diff and (fixed.count or one.standard):
        put_back(one, doc.source, fixed.doc.text, tracked)
    shown = tuple(filter(options.shows, fixed.diagnostics))
    page, problems = singles.write(one, fixed.doc, shown, config.reader_limits())
    threshold = (config.fail_on or Severity.WARNING).rank
    failed = bool(diff) if options.diff else any(one.severity.rank >= threshold for one in shown)
    status = 2 if problems else find_status(shown, failed=failed)
    return Result(Outcome.of(one.name, fixed.doc, shown), status, fixed.count, diff, page, problems)


def track_changes(source: Source, fixed: Fixed, config: Config) -> tuple[bytes, Fixed]:
    """Return a Word file with the fixes as tracked changes, and what is found in it as it then reads."""
    from reportlint.emit.docx import render_tracked

    limits = config.reader_limits()
    data = render_tracked(source, fixed.doc.text, limits=limits)
    doc = Document(decode_source(data, source.path, limits=limits))
    # where a change cannot be tracked, the text stays and so does what is reported of it
    return data, replace(
        fixed, doc=doc, diagnostics=fixed.diagnostics if doc.text == fixed.doc.text else check(doc, config)
    )


def put_back(one: Input, source: Source, text: str, tracked: bytes) -> None:
    """Put a fixed text in the place of the report; in a Word file the fixes are tracked changes."""
    if source.format != "docx":
        one.write(source, text)
    elif one.standard and sys.stdout.isatty():
        raise ReadError(one.name, "修正后的 .docx 不能显示在屏幕上，请用 > 新文件.docx 转存，或在命令里直接写文件名。")
    else:
        one.put(tracked or source.raw)


def find_status(diagnostics: Iterable[Diagnostic], *, failed: bool) -> int:
    """Return 2 when a rule crashed, else 1 for what failed."""
    return 2 if any(one.rule == CRASH for one in diagnostics) else int(failed)


def report(results: Sequence[Result], options: Options, stream: TextIO) -> None:
    """Write the results to the screen and to the files that were asked for."""
    outcomes = [result.outcome for result in results]
    tell_errors(error for result in results for error in (result.outcome.error, *result.problems))
    for form, file in options.common_files:
        save(render_file(form, outcomes, View(statistics=options.statistics)), Path(file))
    if options.diff:
        write("".join(result.diff for result in results))
        return
    write_bytes(render_screen(results, options, stream), stream)
    if options.fix:
        changed = [result for result in results if result.fixes]
        total = sum(result.fixes for result in changed)
        click.echo(f"已修正 {total} 处，改写 {len(changed)} 份文稿。" if total else "没有可以修正的。", err=True)


def render_screen(results: Sequence[Result], options: Options, stream: TextIO) -> bytes:
    """Return what standard output shows."""
    form = FORMATS[options.output_format]
    if form.single:
        return b"".join(result.page for result in results)
    view = View(statistics=options.statistics)
    if form.module == "terminal":
        view = find_view(stream, statistics=options.statistics)
    return render_file(options.output_format, [result.outcome for result in results], view)
