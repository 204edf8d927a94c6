"""The command `reportlint`."""

from __future__ import annotations

import difflib
import gc
import io
import logging
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from reportlint import __version__
from reportlint.cli.chinese import Command, Group, say

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "check",
    "init",
    "extract",
    "figures",
    "matrix",
    "compare",
    "corpus",
    "baseline",
    "ignore",
    "vocab",
    "receipt",
    "rules",
    "explain",
    "serve",
    "lsp",
    "completion",
)


class Face(Group):
    """The commands, each imported when it is wanted; `reportlint 报告.txt` means `reportlint check 报告.txt`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; its module bears its name."""
        if cmd_name not in COMMANDS:
            return None
        command: Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` before arguments that name no command."""
        own = {"--version", *ctx.help_option_names}
        if not args:
            args = ["--help"]
        elif args[0] not in COMMANDS and args[0] not in own:
            reject_misspelt(args[0])
            args = ["check", *args]
        return super().parse_args(ctx, args)


def reject_misspelt(word: str) -> None:
    """Raise a usage error for what is no path but nearly the name of a command."""
    close = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.7)
    if close and not os.path.lexists(word):
        raise click.UsageError(f"没有 {word} 这个命令，也没有这个文件，是不是 {close[0]}？")


HELP = """检查中文工作报告：结构、编号、数字、字词、残留。全程离线，不上传一个字。

\b
reportlint 述职报告.txt          检查一份文稿
reportlint check 报告/ --fix     检查整个文件夹，并修正有把握的问题
reportlint init                  问三个问题，写一份设置
reportlint explain RULE          看一条规则的理由、选项和例子
"""


@click.group(cls=Face, name="reportlint", help=HELP)
@click.version_option(__version__, "--version", message="reportlint %(version)s", help="显示版本。")
def face() -> None:
    """Check Chinese work reports."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Args:
        arguments: What follows the name of the program; by default the command line.
    """
    gc.set_threshold(50_000, 20, 20)  # modules and dictionaries are many objects and no garbage
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our arrays are small: more threads would only wait
    if sys.stdout is None:
        return fail("标准输出是关着的，结果没有地方写，请打开它，或者接到一个文件。")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # the locale may know no Chinese, and a file name may hold bytes that are no text
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return face.main(arguments, prog_name="reportlint", standalone_mode=False) or 0
    except click.Abort:
        return 130
    except click.ClickException as error:
        return fail(say(error))
    except Exception as error:
        logging.getLogger(__name__).debug("没有做成", exc_info=True)
        return fail(f"程序内部出错（{type(error).__name__}：{error}），请加 --debug 重跑，把输出报告给维护者。")


def fail(message: str) -> int:
    """Say why nothing could be done and return the exit status for it."""
    click.echo(f"错误：{message}", err=True)
    return 2
