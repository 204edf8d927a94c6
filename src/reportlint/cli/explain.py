"""`reportlint explain`: one rule with its reason, options and examples."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportlint.cli.chinese import Command
from reportlint.cli.options import choose_config, config_options
from reportlint.cli.output import find_view, write
from reportlint.config import kebab, nearest
from reportlint.emit.gitlab import UNREADABLE
from reportlint.engine import CRASH
from reportlint.suppress import UNREASONED, UNUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.emit import View
    from reportlint.registry import Rule

# what the program says of the check itself, not of the report
INTERNAL = {
    CRASH: "一条规则运行时出错，这份文稿没有按它查完。这是程序的毛病，不是文稿的毛病：请加 --debug 重跑，"
    "把输出报告给维护者；眼下可用 --ignore 规则名 略过这条规则。",
    UNUSED: "一条忽略（注释，或 .reportlint-ignore.toml 里的一条）没有对应的问题：问题已经改掉，或者规则名写错了。"
    "请删去它，或改正规则名；不想再看到这类提醒，就在配置的 ignore 里写上这个名字。",
    UNREASONED: "一条忽略没有写理由。送审时别人要看为什么可以保留：请在注释的规则名后面，或那一条的 reason 里补上；"
    "不想再看到这类提醒，就在配置的 ignore 里写上这个名字。",
    UNREADABLE: "一份文稿没有读成，也就没有查。结果里写着原因和办法，常见的是文件损坏、加了密、不是支持的格式或超过上限。",
}
MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


@click.command("explain", cls=Command)
@click.argument("name", metavar="RULE")
@config_options
def command(name: str, config: str | None, no_config: bool) -> None:
    """说明一条规则：理由、选项、例子；internal/ 开头的说的是检查本身。"""
    from reportlint.emit.terminal import wrap

    rules = choose_config(config, no_config, Path.cwd()).known
    view = find_view(sys.stdout)
    if name in INTERNAL:
        write("".join(f"{line}\n" for line in (name, *wrap(INTERNAL[name], view.width))))
        return
    if name not in rules:
        raise click.UsageError(f"没有叫“{name}”的规则{nearest(name, [*rules, *INTERNAL])}")
    write("".join(f"{line}\n" for line in explain(rules[name], view)))


def explain(rule: Rule, view: View) -> Iterator[str]:
    """Yield the lines of an explanation."""
    from reportlint.emit import LABELS
    from reportlint.emit.terminal import PLAIN, STYLES, paint, wrap

    style = STYLES[rule.severity]
    yield f"{paint(rule.id, PLAIN, view)} {paint(f'{LABELS[rule.severity]}（{rule.severity}）', style, view)}"
    yield from wrap(rule.summary, view.width)
    if rule.reason:
        yield from ("", *wrap(rule.reason, view.width))
    if rule.options:
        yield from ("", paint("选项", PLAIN, view))
        for option in rule.options:
            default = json.dumps(option.default, ensure_ascii=False, default=list)
            yield f"  {kebab(option.name)} = {default}  {option.help}"
        yield f'  在 .reportlint.toml 里写在 [rules."{rule.id}"] 下面。'
    for example in rule.examples:
        bad = MARKED.sub(lambda match: paint(match[0], style, view), example.bad)
        yield from ("", *indent("错", bad), *indent("对", example.good))


def indent(label: str, text: str) -> Iterator[str]:
    """Yield the lines of an example behind its label."""
    for number, line in enumerate(text.splitlines() or [""]):
        yield f"{'   ' if number else f'{label} '} {line}"
