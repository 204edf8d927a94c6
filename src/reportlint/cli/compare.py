"""`reportlint compare`: last year's report against this year's."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command
from reportlint.cli.options import Settings, debug_option, output_options, protect, save, settings_options
from reportlint.cli.output import find_view, tell_errors, write_bytes
from reportlint.emit import FormatError, View
from reportlint.emit.compare import FORMATS, Comparison, is_binary, render

if TYPE_CHECKING:
    from reportlint.cli.inputs import Input
    from reportlint.config import Config
    from reportlint.document import Document

FAMILY = "compare"
BOTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `compare`."""

    output_format: str
    output_file: tuple[tuple[str, str], ...]


@click.command("compare", cls=Command)
@output_options(FORMATS)
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """对照上年和今年的报告：承诺有没有下文，哪些是照抄。

    先写上年的，再写今年的：reportlint compare 2023年总结.docx 2024年总结.docx。列出上年的每条承诺今年做到没有（附原话）、
    又写了一遍的问题、照抄的段落和所占的份量、没变和反常的数字、没改的年份。html 把两份全文并排对照；
    其余格式与 check 相同，列出今年这份报告里的问题。
    """
    try:
        return show_comparison(Options(**arguments))
    except FormatError as error:
        raise click.UsageError(str(error)) from None


def show_comparison(options: Options) -> int:
    """Read two reports, show how they compare and return the exit status."""
    options.own_config()
    inputs = options.inputs()
    if len(inputs) != BOTH:
        raise click.UsageError(f"compare 要两份文稿，上年的在前、今年的在后，这里有 {len(inputs)} 份，请改正。")
    if is_binary(options.output_format) and sys.stdout.isatty():
        form = options.output_format
        raise click.UsageError(f"{form} 不能显示在屏幕上，请用 --output-file {form}=文件.{form} 存成文件。")
    protect(inputs, options.output_file)
    docs = [read_report(one, options) for one in inputs]
    if None in docs:
        return 2
    last, this = (doc for doc in docs if doc)
    comparison = compare(inputs, last, this, options.config_for(inputs[1].folder))
    warn_of_order(comparison)
    for form, file in options.output_file:
        save(render(form, comparison, View()), Path(file))
    write_bytes(render(options.output_format, comparison, find_view(sys.stdout)))
    return 0


def read_report(one: Input, options: Options) -> Document | None:
    """Return a report; None, with the reason on standard error, where it cannot be read."""
    config = options.config_for(one.folder)
    try:
        return one.read(config.reader_limits())
    except Exception as error:
        tell_errors([one.failure(error)])
        return None


def warn_of_order(comparison: Comparison) -> None:
    """Say on standard error that the reports seem to stand the wrong way round, where their years tell."""
    last, this = comparison.pair.years
    if last and this and last >= this:
        message = (
            f"{comparison.last} 写的是{last}年，{comparison.this} 写的是{this}年，请核对是不是把上年和今年放反了。"
        )
        click.echo(f"提示：{message}", err=True)


def compare(inputs: list[Input], last: Document, this: Document, config: Config) -> Comparison:
    """Lay two reports side by side; whatever else the configuration selects, only rules about two reports run."""
    from reportlint.compare import Pair
    from reportlint.engine import check

    pair = Pair(last, this.source)
    chosen = tuple(name for name in config.select if name.partition("/")[0] == FAMILY)
    found = check(pair, replace(config, select=chosen or (FAMILY,)))
    return Comparison(inputs[0].name, inputs[1].name, pair, found)
