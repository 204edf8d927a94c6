"""Check again whenever a report or its settings change."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from reportlint.cli.chinese import say
from reportlint.cli.inputs import find_inputs
from reportlint.cli.output import tell_errors
from reportlint.config import ConfigError, find_config
from reportlint.nearby import find_config_file, find_ignore_file, find_user_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportlint.cli.check import Options

# often enough for one who waits, seldom enough for the battery
PAUSE = 0.5
CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch_reports(options: Options, run: Callable[[], int]) -> int:
    """Run a check now and after each change, until it is interrupted."""
    if "-" in options.paths or options.fix:
        raise click.UsageError("--watch 要盯着磁盘上的文稿，不能与标准输入或 --fix 同用。")
    while True:
        before = stamp(options.paths)
        if sys.stdout.isatty():
            click.echo(CLEAR, nl=False)
        attempt(run)
        click.echo("正在等文稿改动，按 Ctrl+C 结束。", err=True)
        while stamp(options.paths) == before:
            time.sleep(PAUSE)
        find_config.cache_clear()


def attempt(run: Callable[[], int]) -> None:
    """Run a check; what is wrong with the settings may be put right while one waits."""
    try:
        run()
    except ConfigError as error:
        tell_errors([str(error)])
    except click.UsageError as error:
        tell_errors([say(error)])


def stamp(paths: tuple[str, ...]) -> dict[Path, tuple[int, int] | None]:
    """Return what tells the present state of the reports and their settings from any other."""
    inputs = [one for one in find_inputs(paths, None) if one.path]
    folders = {one.folder for one in inputs}
    settings = [find(folder) for folder in folders for find in (find_config_file, find_ignore_file)]
    files = (*(one.path for one in inputs), *settings, find_user_file())
    return {path: describe(path) for path in files if path}


def describe(path: Path) -> tuple[int, int] | None:
    """Return time and size of a file; None where there is none."""
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_mtime_ns, info.st_size
