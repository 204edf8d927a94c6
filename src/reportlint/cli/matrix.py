"""`reportlint matrix`: which cause and which measure belong to which problem."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command
from reportlint.cli.options import Settings, debug_option, output_options, protect, save, settings_options
from reportlint.cli.output import find_view, tell_errors, track, write_bytes
from reportlint.config import ConfigError
from reportlint.emit import View
from reportlint.emit.matrix import FORMATS, Chart, find_renderer

if TYPE_CHECKING:
    from reportlint.cli.inputs import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `matrix`."""

    output_format: str
    output_file: tuple[tuple[str, str], ...]


@click.command("matrix", cls=Command)
@output_options(tuple(FORMATS))
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """列出每个问题对应的原因和措施，标出缺的。

    每个问题一行，后面是读出的原因和措施，●●● 强、●●○ 中、●○○ 弱；没有找到的标 ✗，并写出最接近的一条。
    html 是单独一页，可以直接打开、打印。文件可以是文件夹、通配符，- 是标准输入。
    """
    return show_matrices(Options(**arguments))


def show_matrices(options: Options) -> int:
    """Read the reports, show their matrices and return the exit status."""
    options.own_config()
    inputs = options.inputs()
    protect(inputs, options.output_file)
    charts = [read_chart(one, options) for one in track(inputs)]
    tell_errors(chart.error for chart in charts)
    for form, file in options.output_file:
        save(find_renderer(form)(charts, View()), Path(file))
    write_bytes(find_renderer(options.output_format)(charts, find_view(sys.stdout)))
    return 2 if any(chart.error for chart in charts) else 0


def read_chart(one: Input, settings: Settings) -> Chart:
    """Return the matrix of one report, or why there is none."""
    try:
        doc = one.read(settings.config_for(one.folder).reader_limits())
        return Chart.of(one.name, doc)
    except ConfigError:
        raise
    except Exception as error:
        return Chart(one.name, error=one.failure(error))
