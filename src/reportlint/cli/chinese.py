"""click in Chinese: help pages, messages about wrong usage, and what options accept."""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Callback = Callable[[click.Context, click.Parameter, Any], Any]


class InChinese(click.Command):
    """What commands and groups have in common."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with a Chinese text."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        write_section(formatter, "选项", (describe(option, ctx) for option in options))


class Command(InChinese):
    """A command whose configuration errors are usage errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; report a ConfigError as click reports its own."""
        from reportlint.config import ConfigError

        try:
            return super().invoke(ctx)
        except ConfigError as error:
            raise click.ClickException(str(error)) from None


class Group(InChinese, click.Group):
    """A group of commands."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return what follows the name of the program."""
        return ["[命令]", "[选项]", "文件…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and the options."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        write_section(formatter, "命令", ((name, one.get_short_help_str(100)) for name, one in commands if one))
        super().format_options(ctx, formatter)


def write_section(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str] | None]) -> None:
    """Write names and their explanations under a title."""
    with formatter.section(title):
        formatter.write_dl([row for row in rows if row])


def describe(option: click.Option, ctx: click.Context) -> tuple[str, str] | None:
    """Return an option and its explanation; click's own notes are English."""
    record = option.get_help_record(ctx)
    if record is None:
        return None
    notes = "必须写。" if option.required else ""
    if isinstance(option.type, (click.IntRange, click.FloatRange)):
        notes = f"{notes}要写{name_range(option.type)}。"
    return record[0], (option.help or "") + notes


def name_range(wanted: click.IntRange | click.FloatRange) -> str:
    """Say which numbers an option takes."""
    kind = "整数" if isinstance(wanted, click.IntRange) else "数"
    if wanted.max is None:
        return f"不小于 {wanted.min} 的{kind}"
    return f"从 {wanted.min} 到 {wanted.max} 的{kind}"


def one_of(words: Iterable[str]) -> Callback:
    """Return a callback that accepts these words only."""
    known = tuple(words)

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and value not in known:
            raise click.BadParameter(f"“{value}”不是可用的值，可用的是 {'、'.join(known)}。", ctx, param)
        return value

    return check


def split_names(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Return the names of an option that takes several, separated by commas or repeated."""
    return tuple(name for value in values for name in re.split(r"[,，\s]", value) if name)


def split_budgets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Return rule and number of each RULE=N."""
    pairs = []
    for value in values:
        rule, _, number = value.partition("=")
        if not rule or not re.fullmatch("[0-9]{1,9}", number):
            raise click.BadParameter(f"“{value}”要写成 规则=个数，如 wording/long-sentence=5。", ctx, param)
        pairs.append((rule, int(number)))
    return tuple(pairs)


def parse_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Return a date."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}”要写成 2024-11-05 这样的日期。", ctx, param) from None


def say(error: click.ClickException) -> str:
    """Say in a Chinese sentence what is wrong with a command line."""
    match error:
        case click.NoSuchOption():
            close = difflib.get_close_matches(error.option_name, error.possibilities or (), n=1, cutoff=0)
            return f"没有 {error.option_name} 这个选项，" + (
                f"是不是 {close[0]}？" if close else "用 --help 看有哪些。"
            )
        case click.MissingParameter(param=click.Option() as option):
            return f"还缺 {option.opts[0]}，用 --help 看它是做什么的。"
        case click.MissingParameter():
            return f"还缺 {error.param.human_readable_name if error.param else '参数'}，用 --help 看用法。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 的写法不对，用 --help 看它后面该不该跟一个值。"
        case click.BadParameter(param=click.Option(type=click.IntRange() | click.FloatRange() as wanted) as option):
            return f"选项 {option.opts[0]}：要写{name_range(wanted)}。"
        case click.BadParameter(param=click.Option() as option):
            return f"选项 {option.opts[0]}：{error.message}"
        case click.UsageError(ctx=click.Context()) if error.message.isascii():
            return f"命令行写得不对（{error.message}），用 --help 看用法。"
    return error.message
