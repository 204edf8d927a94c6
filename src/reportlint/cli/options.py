"""Options that several commands share, and what they make of the configuration."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from reportlint.cli.chinese import one_of
from reportlint.cli.inputs import find_inputs
from reportlint.config import Config, find_config, read_config, with_surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportlint.cli.chinese import Callback
    from reportlint.cli.inputs import Input
    from reportlint.registry import Rule

Decorated = TypeVar("Decorated", bound="Callable[..., object]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the commands that read reports have in common."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    profile: str | None
    config: str | None
    no_config: bool

    def inputs(self) -> list[Input]:
        """Return the reports to read; archives and standard input are opened within the bounds that hold here."""
        return find_inputs(self.paths, self.stdin_filename, self.read_config(Path.cwd()).reader_limits())

    def config_for(self, folder: Path) -> Config:
        """Return the configuration that holds in a folder, the command line laid on top.

        Raises:
            ConfigError: A file or the command line cannot be used.
        """
        below = self.read_config(folder)
        return below.overlay(self.own_config(below.own_rules))

    def read_config(self, folder: Path) -> Config:
        """Return the configuration that files give for a folder."""
        return choose_config(self.config, self.no_config, folder)

    def own_config(self, own_rules: tuple[Rule, ...] = ()) -> Config:
        """Return what the command line says itself; it may name these rules of a configuration."""
        return Config(profile=self.profile or "", own_rules=own_rules)


def choose_config(config: str | None, no_config: bool, folder: Path) -> Config:
    """Return the configuration of a file, or the one that holds in a folder, or none."""
    if no_config:
        return Config()
    return with_surroundings(read_config(Path(config)), folder) if config else find_config(folder)


def settings_options(command: Decorated) -> Decorated:
    """Add the arguments of `Settings` to a command."""
    for option in (
        click.argument("paths", nargs=-1, callback=need_paths, metavar="文件…"),
        click.option("--stdin-filename", metavar="NAME", help="标准输入的文件名。"),
        config_options,
        click.option("--profile", metavar="NAME", help="按这个文种检查，如 述职报告。"),
    ):
        command = option(command)
    return command


def config_options(command: Decorated) -> Decorated:
    """Add --config and --no-config to a command."""
    command = click.option("--no-config", is_flag=True, help="不读任何配置文件。")(command)
    return click.option("--config", metavar="FILE", help="用这个配置文件，不再向上查找。")(command)


def need_paths(ctx: click.Context, param: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Return the paths; none, or an empty one, must not mean the whole folder, which --fix would rewrite."""
    if not paths or "" in paths:
        raise click.UsageError("没有指定文稿，请写上文件或文件夹，如 报告.txt；当前文件夹是 .，标准输入是 -。")
    return paths


def output_options(formats: Sequence[str]) -> Callable[[Decorated], Decorated]:
    """Return a decorator that adds --output-format, the first of the formats by default, and --output-file."""

    def add(command: Decorated) -> Decorated:
        names = f"{formats[0]}（默认）、{'、'.join(formats[1:-1])} 或 {formats[-1]}。"
        for option in (
            click.option(
                "--output-file",
                multiple=True,
                callback=split_files(formats),
                metavar="FORMAT=FILE",
                help="另存一份结果，可重复。",
            ),
            click.option("--output-format", default=formats[0], callback=one_of(formats), metavar="FORMAT", help=names),
        ):
            command = option(command)
        return command

    return add


def split_files(formats: Sequence[str]) -> Callback:
    """Return a callback that gives format and file of each FORMAT=FILE."""

    def split(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        pairs = []
        for value in values:
            form, _, file = value.partition("=")
            if form not in formats or not file:
                wanted = f"要写成 格式=文件，如 json=结果.json，格式有 {'、'.join(formats)}。"
                raise click.BadParameter(f"“{value}”写得不对，{wanted}", ctx, param)
            pairs.append((form, file))
        return tuple(pairs)

    return split


def protect(inputs: Iterable[Input], files: Iterable[tuple[str, str | Path]]) -> None:
    """Raise a usage error when a result would overwrite a report or another result, or has no folder to go to."""
    taken = {os.path.realpath(one.path) for one in inputs if one.path and not one.standard}
    reports = frozenset(taken)
    for _, file in files:
        path = os.path.realpath(file)
        if path in reports:
            raise click.UsageError(f"--output-file 的 {file} 正是要检查的文稿，会把它覆盖掉，请换一个文件名。")
        if path in taken:
            raise click.UsageError(f"--output-file 里 {file} 写了不止一次，后一份会把前一份覆盖掉，请换一个文件名。")
        if not Path(file).parent.is_dir():
            raise click.UsageError(f"写不了 {file}，没有 {Path(file).parent} 这个文件夹，请先建好，或换一个地方。")
        taken.add(path)


def save(data: bytes, path: Path) -> None:
    """Write a result to a file, whole or not at all.

    Raises:
        click.UsageError: The file cannot be written.
    """
    from reportlint.read import ReadError
    from reportlint.read.files import reason, save_bytes

    try:
        # nothing can take the place of a pipe or a device
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            save_bytes(data, path)
    except ReadError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"写不了 {path}（{reason(error)}），请检查文件夹和权限。") from None


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        click.UsageError: The system refuses.
    """
    from reportlint.read.files import reason

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"建不了文件夹 {path}（{reason(error)}），请检查路径和权限。") from None


def debug_option(command: Decorated) -> Decorated:
    """Add --debug to a command: show what the program does and the traceback of what fails."""
    return click.option(
        "--debug", is_flag=True, expose_value=False, callback=show_debug, help="显示出错时的调用过程。"
    )(command)


def show_debug(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    """Send the program's own log to standard error."""
    if value:
        log = logging.getLogger("reportlint")
        log.setLevel(logging.DEBUG)
        log.addHandler(logging.StreamHandler())
