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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.emit import View
    from reportlint.registry import Rule

MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


@click.command("explain", cls=Command)
@click.argument("name", metavar="RULE")
@config_options
def command(name: str, config: str | None, no_config: bool) -> None:
    """说明一条规则：理由、选项、例子。"""
    rules = choose_config(config, no_config, Path.cwd()).known
    if name not in rules:
        raise click.UsageError(f"没有叫“{name}”的规则{nearest(name, rules)}")
    write("".join(f"{line}\n" for line in explain(rules[name], find_view(sys.stdout))))


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
