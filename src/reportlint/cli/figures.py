"""`reportlint figures`: the ledger of figures for sign-off."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command
from reportlint.cli.options import Settings, debug_option, output_options, protect, save, settings_options
from reportlint.cli.output import PIPED_WIDTH, tell_errors, track, write_bytes
from reportlint.config import ConfigError
from reportlint.emit import FormatError
from reportlint.emit.ledger import FORMATS, Ledger, find_renderer

if TYPE_CHECKING:
    from reportlint.cli.inputs import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `figures`."""

    output_format: str
    output_file: tuple[tuple[str, str], ...]


@click.command("figures", cls=Command)
@output_options(tuple(FORMATS))
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """列出文稿里的数字，供逐个核对、签字。

    每个数字一行：指标、数值、单位、界限、时期、比较、原文、位置和所在标题。数值已折算成基本单位（1.08亿元 是 108000000 元），
    百分数照写。文件可以是文件夹、通配符，- 是标准输入。
    """
    try:
        return list_figures(Options(**arguments))
    except FormatError as error:
        raise click.UsageError(str(error)) from None


def list_figures(options: Options) -> int:
    """Read the reports, show their figures and return the exit status."""
    options.own_config()
    reject_screen(options.output_format)
    # a library that is missing is told of before anything is read
    forms = {form: find_renderer(form) for form in (options.output_format, *dict(options.output_file))}
    inputs = options.inputs()
    protect(inputs, options.output_file)
    ledgers = [read_ledger(one, options) for one in track(inputs)]
    tell_errors(ledger.error for ledger in ledgers)
    width = shutil.get_terminal_size((PIPED_WIDTH, 0)).columns
    for form, file in options.output_file:
        save(forms[form](ledgers, width), Path(file))
    write_bytes(forms[options.output_format](ledgers, width))
    return 2 if any(ledger.error for ledger in ledgers) else 0


def reject_screen(form: str) -> None:
    """Raise a usage error when a workbook would be shown on a terminal."""
    if form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("xlsx 不能显示在屏幕上，请用 --output-file xlsx=数字.xlsx 存成文件。")


def read_ledger(one: Input, settings: Settings) -> Ledger:
    """Return the figures of one report, or why there are none."""
    try:
        doc = one.read(settings.config_for(one.folder).reader_limits())
        return Ledger.of(one.name, doc)
    except ConfigError:
        raise
    except Exception as error:
        return Ledger(one.name, error=one.failure(error))
