"""`reportlint rules`: the catalogue."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint import __version__
from reportlint.cli.chinese import Command, one_of
from reportlint.cli.options import choose_config, config_options
from reportlint.cli.output import find_view, write
from reportlint.config import kebab

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlint.registry import Option, Rule


@click.command("rules", cls=Command)
@click.option(
    "--output-format",
    default="table",
    callback=one_of(["table", "json"]),
    metavar="FORMAT",
    help="table（默认）或 json。",
)
@config_options
def command(output_format: str, config: str | None, no_config: bool) -> None:
    """列出全部规则，连同配置里自己写的。"""
    rules = choose_config(config, no_config, Path.cwd()).known.values()
    write(render_json(rules) if output_format == "json" else render_table(rules))


def render_table(rules: Iterable[Rule]) -> str:
    """Return a line for each rule, the families apart."""
    from reportlint.emit import LABELS
    from reportlint.emit.terminal import STYLES, paint

    view = find_view(sys.stdout)
    families = [
        "".join(
            f"{rule.id:34} {paint(LABELS[rule.severity], STYLES[rule.severity], view)} {rule.summary}\n"
            for rule in family
        )
        for _, family in groupby(rules, key=lambda rule: rule.family)
    ]
    return "\n".join(families)


def render_json(rules: Iterable[Rule]) -> str:
    """Return the rules with all that is known of them as JSON."""
    catalogue = {"schema": "reportlint/rules/1", "version": __version__, "rules": [describe(rule) for rule in rules]}
    return f"{json.dumps(catalogue, ensure_ascii=False)}\n"


def describe(rule: Rule) -> dict[str, Any]:
    """Return what is known of a rule."""
    return {
        "id": rule.id,
        "family": rule.family,
        "severity": rule.severity,
        "summary": rule.summary,
        "reason": rule.reason,
        "options": [describe_option(option) for option in rule.options],
        "examples": [{"bad": example.bad, "good": example.good} for example in rule.examples],
    }


def describe_option(option: Option) -> dict[str, Any]:
    """Return what is known of an option, its name as configuration files write it."""
    kind = option.type.__name__ if isinstance(option.type, type) else str(option.type)
    return {"name": kebab(option.name), "type": kind, "default": option.default, "help": option.help}
