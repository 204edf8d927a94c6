"""What the rules say of themselves, as Markdown."""

from __future__ import annotations

import json
from textwrap import indent
from typing import TYPE_CHECKING

from reportlint.config import kebab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.registry import Example, Option, Rule


def render_help(rule: Rule) -> str:
    """Return a rule's summary, reason, examples and options as Markdown, without a heading."""
    options = "\n".join(map(render_option, rule.options))
    parts = (rule.summary, rule.reason, *(part for one in rule.examples for part in render_example(one)), options)
    return "\n\n".join(filter(None, parts))


def render_example(example: Example) -> Iterator[str]:
    """Yield the paragraphs of an example: as it should not be, and as it should."""
    for label, text in (("错", example.bad), ("对", example.good)):
        yield f"{label}："
        yield indent(text, "    ", lambda _: True)


def render_option(option: Option) -> str:
    """Return a line of a list for an option."""
    default = json.dumps(option.default, ensure_ascii=False, default=list)
    return f"- `{kebab(option.name)}` = `{default}`：{option.help}"
