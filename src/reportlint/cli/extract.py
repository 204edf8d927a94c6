"""`reportlint extract`: the model of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command, one_of
from reportlint.cli.options import Settings, debug_option, settings_options
from reportlint.cli.output import tell_errors, track, write
from reportlint.config import ConfigError
from reportlint.emit.json import extract_failure, extract_file, render_extract

if TYPE_CHECKING:
    from reportlint.cli.inputs import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `extract`."""

    output_format: str


@click.command("extract", cls=Command)
@click.option("--output-format", default="json", callback=one_of(["json"]), metavar="FORMAT", help="目前只有 json。")
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """列出文稿的结构：标题、条目、数字、主张、问题、原因、措施。"""
    options = Options(**arguments)
    options.own_config()
    files = [describe(one, options) for one in track(options.inputs())]
    tell_errors(file["error"] for file in files)
    write(render_extract(files))
    return 2 if any(file["error"] for file in files) else 0


def describe(one: Input, settings: Settings) -> dict[str, Any]:
    """Return the model of one report, or why there is none."""
    try:
        doc = one.read(settings.config_for(one.folder).reader_limits())
        return extract_file(one.name, doc)
    except ConfigError:
        raise
    except Exception as error:
        return extract_failure(one.name, one.failure(error))
