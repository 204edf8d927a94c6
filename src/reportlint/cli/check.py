"""`reportlint check`: findings on the screen, or fixes in the file."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint import cache
from reportlint.cli.checking import Plan, check_report
from reportlint.cli.chinese import Command, one_of, split_budgets, split_names
from reportlint.cli.options import Settings, debug_option, output_options, protect, save, settings_options
from reportlint.cli.output import find_view, tell, tell_errors, track, write, write_bytes
from reportlint.cli.singles import Singles
from reportlint.config import Config, known_rule
from reportlint.emit import FORMATS, FormatError, View, find_diagnostics, find_renderer, render_file
from reportlint.emit.language import LANGUAGES
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from reportlint.cli.checking import Result
    from reportlint.emit import Outcome
    from reportlint.registry import Rule

SEVERITIES = [severity.value for severity in Severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `check`."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: str
    fail_on: str | None
    max_findings: tuple[tuple[str, int], ...]
    baseline: str | None
    exit_zero: bool
    output_format: str
    output_file: tuple[tuple[str, str], ...]
    statistics: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    cache: bool
    cache_dir: str | None
    lang: str

    def own_config(self, own_rules: tuple[Rule, ...] = ()) -> Config:
        """Return what the command line says itself; it may name these rules of a configuration."""
        return Config(
            select=self.select,
            ignore=self.ignore,
            fail_on=Severity(self.fail_on) if self.fail_on else None,
            profile=self.profile or "",
            baseline=Path(self.baseline) if self.baseline else None,
            own_rules=own_rules,
        )

    @property
    def common_files(self) -> list[tuple[str, str]]:
        """The files that hold all reports, with their formats."""
        return [(form, file) for form, file in self.output_file if not FORMATS[form].single]

    def plan(self, rules: Mapping[str, Rule]) -> Plan:
        """Return what is to be done with each report; its budgets name some of these rules."""
        folder = Path(self.cache_dir) if self.cache_dir else cache.default_folder() if self.cache else None
        budgets = {known_rule(rule, "--max-findings", rules).id: most for rule, most in self.max_findings}
        return Plan(self.fix, self.diff, self.unsafe_fixes, Severity(self.severity), budgets, folder)

    def view(self) -> View:
        """Return how results are shown in files."""
        return View(statistics=self.statistics, lang=self.lang)


@click.command("check", cls=Command)
@click.option("--select", multiple=True, callback=split_names, metavar="RULES", help="只用这些规则或类别，逗号分隔。")
@click.option("--ignore", multiple=True, callback=split_names, metavar="RULES", help="不用这些规则或类别。")
@click.option(
    "--severity", default="note", callback=one_of(SEVERITIES), metavar="LEVEL", help="最低列到哪一级，默认 note。"
)
@click.option("--fail-on", callback=one_of(SEVERITIES), metavar="LEVEL", help="到哪一级就以 1 结束，默认 warning。")
@click.option(
    "--max-findings",
    multiple=True,
    callback=split_budgets,
    metavar="RULE=N",
    help="这条规则不多于 N 处不算不通过，多于 N 处就以 1 结束。",
)
@click.option("--baseline", metavar="FILE", help="不列这份基线里原有的问题。")
@click.option("--exit-zero", is_flag=True, help="有问题也以 0 结束。")
@output_options(tuple(FORMATS))
@click.option("--statistics", is_flag=True, help="不列问题，只按规则计数。")
@click.option("--fix", is_flag=True, help="改写文稿，修正有把握的问题。")
@click.option("--unsafe-fixes", is_flag=True, help="连同需要人核对的修正，与 --fix 同用。")
@click.option("--diff", is_flag=True, help="只显示会怎样修正，不改写。")
@click.option("--watch", is_flag=True, help="文稿一改就重新检查，按 Ctrl+C 结束。")
@click.option("--show-settings", is_flag=True, help="不检查，只列出每份文稿按什么设置检查、各从哪里来。")
@click.option("--cache", is_flag=True, help="文稿、设置和程序都没变的，沿用上次的结果。")
@click.option("--cache-dir", metavar="DIR", help="结果缓存在这个文件夹，含义同 --cache。")
@click.option(
    "--lang",
    default="zh",
    envvar="REPORTLINT_LANG",
    callback=one_of(LANGUAGES),
    metavar="LANG",
    help="界面文字用 zh（默认）或 en，规则说明总是中文。",
)
@settings_options
@debug_option
def command(watch: bool, show_settings: bool, **arguments: Any) -> int:
    """检查文稿，列出问题。

    级别：error 必错，warning 疑似，note 提示。文件可以是文件夹、通配符，- 是标准输入。
    """
    options = Options(**arguments)
    try:
        if show_settings:
            from reportlint.cli.origins import show_settings as show

            return show(options)
        if watch:
            from reportlint.cli.watch import watch_reports

            return watch_reports(options, lambda: run(options))
        return run(options)
    except FormatError as error:
        raise click.UsageError(str(error)) from None


def run(options: Options) -> int:
    """Check the reports, show what was found and return the exit status."""
    # a library that is missing is told of before any report is read, and an unknown rule even where none can be
    for form in (options.output_format, *dict(options.output_file)):
        find_renderer(FORMATS[form])
    inputs = options.inputs()
    configs = [options.config_for(folder) for folder in {one.folder for one in inputs} or {Path.cwd()}]
    plan = options.plan({name: rule for config in configs for name, rule in config.known.items()})
    stream = sys.stderr if options.fix and any(one.standard for one in inputs) else sys.stdout
    reject_screen(options.output_format, stream)
    singles = Singles.of(options.output_format, options.output_file, inputs)
    protect(inputs, (*options.common_files, *singles.files()))
    results = [check_report(one, options.config_for(one.folder), plan, singles) for one in track(inputs)]
    if plan.cache:
        cache.trim(plan.cache)
    report(results, options, stream)
    over = find_over([result.outcome for result in results], plan.budgets)
    for rule, count in over.items():
        tell(options.view(), "over", rule=rule, count=count, most=plan.budgets[rule])
    status = max((int(bool(over)), *(result.status for result in results)))
    return 0 if options.exit_zero and status == 1 else status


def find_over(outcomes: Sequence[Outcome], budgets: Mapping[str, int]) -> dict[str, int]:
    """Return the rules that found more than they may, with how many."""
    counts = Counter(one.rule for one in find_diagnostics(outcomes))
    return {rule: counts[rule] for rule, most in budgets.items() if counts[rule] > most}


def reject_screen(form: str, stream: TextIO) -> None:
    """Raise a usage error when what is no text would be shown on a terminal."""
    if FORMATS[form].binary and stream.isatty():
        raise click.UsageError(f"{form} 不能显示在屏幕上，请用 --output-file {form}=文件.{form} 存成文件。")


def report(results: Sequence[Result], options: Options, stream: TextIO) -> None:
    """Write the results to the screen and to the files that were asked for."""
    outcomes = [result.outcome for result in results]
    tell_errors((error for result in results for error in (result.outcome.error, *result.problems)), options.view())
    for form, file in options.common_files:
        save(render_file(form, outcomes, options.view()), Path(file))
    if options.diff:
        write("".join(result.diff for result in results))
        return
    write_bytes(render_screen(results, options, stream), stream)
    if options.fix:
        changed = [result for result in results if result.fixes]
        total = sum(result.fixes for result in changed)
        tell(options.view(), "fixed" if total else "unfixed", count=total, files=len(changed))


def render_screen(results: Sequence[Result], options: Options, stream: TextIO) -> bytes:
    """Return what standard output shows."""
    form = FORMATS[options.output_format]
    if form.single:
        return b"".join(result.page for result in results)
    view = options.view()
    if form.module == "terminal":
        view = find_view(stream, statistics=options.statistics, lang=options.lang)
    return render_file(options.output_format, [result.outcome for result in results], view)
