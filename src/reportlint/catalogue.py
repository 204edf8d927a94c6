"""What the rules and the settings say of themselves, as Markdown: for SARIF, editors and the documentation."""

from __future__ import annotations

import json
from itertools import groupby
from textwrap import indent
from typing import TYPE_CHECKING

from reportlint import config, custom, vocab
from reportlint.config import kebab
from reportlint.emit import LABELS
from reportlint.read.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportlint.registry import Example, Option, Rule

FAMILIES = {
    "claims": "主张",
    "compare": "两年对照",
    "figures": "数字",
    "numbering": "编号",
    "punctuation": "标点",
    "residue": "残留",
    "structure": "结构",
    "terms": "提法",
    "typos": "错别字",
    "wording": "字词",
}
# what each setting of a configuration file is for; its type stands in config.TYPES
SETTINGS = {
    "select": "只用这些规则或类别；空着是全部。",
    "ignore": "不用这些规则或类别。",
    "severity": "改一条规则的级别：`error` 必错，`warning` 疑似，`note` 提示。",
    "rules": '规则的选项，写在 `[rules."规则名"]` 下面；各有哪些选项见[规则](rules/index.md)。',
    "fail-on": "到哪一级算不通过，默认 `warning`。",
    "profile": "按这个[文种](profiles.md)检查；不写则按每份文稿的标题判断。",
    "vocab": "本单位的词：一个列表就是 `names`，也可以写成下面的表。",
    "baseline": "不列这份基线里原有的问题；路径从配置文件所在的文件夹算起。",
    "limits": "读文件的上限，见下面的表。",
    "rule": "自己写的规则，见[自己写规则](own-rules.md)。",
}
# what each list of a vocabulary does
WORDS = {
    "names": "写错一两个字就报（`terms/wrong-name`）。",
    "accept": "不当错字报。",
    "reject": "出现就报（`terms/rejected-word`）。",
}


def render_help(rule: Rule) -> str:
    """Return a rule's summary, reason, examples and options as Markdown, without a heading."""
    options = "\n".join(map(render_option, rule.options))
    parts = (rule.summary, rule.reason, *(part for one in rule.examples for part in render_example(one)), options)
    return "\n\n".join(filter(None, parts))


def render_example(example: Example) -> Iterator[str]:
    """Yield the paragraphs of an example: the options it needs, as it should not be, and as it should."""
    if example.options:
        settings = (f"`{kebab(name)}` = `{render_value(value)}`" for name, value in example.options.items())
        yield f"设 {'、'.join(settings)}："
    for label, text in (("错", example.bad), ("对", example.good)):
        yield f"{label}："
        yield indent(text, "    ", lambda _: True)


def render_option(option: Option) -> str:
    """Return a line of a list for an option."""
    return f"- `{kebab(option.name)}` = `{render_value(option.default)}`：{option.help}"


def render_value(value: object) -> str:
    """Return a value nearly as a configuration file writes it."""
    return json.dumps(value, ensure_ascii=False, default=list)


# --- pages of the documentation


def render_rules(rules: Iterable[Rule]) -> str:
    """Return the page that lists all rules, sorted by id."""
    return "\n\n".join(
        f"## {name_family(family)}\n\n{render_table(('规则', '级别', '说明'), map(list_rule, members))}"
        for family, members in groupby(rules, key=lambda rule: rule.family)
    )


def list_rule(rule: Rule) -> tuple[str, str, str]:
    """Return the cells of a rule in the list, with a link to its place on the page of its family."""
    return f"[`{rule.id}`]({rule.family}.md#{anchor(rule)})", LABELS[rule.severity], rule.summary


def render_family(family: str, rules: Iterable[Rule]) -> str:
    """Return the page of a family: each rule with its reason, examples and options."""
    return "\n\n".join((f"# {name_family(family)}", *map(render_rule, rules)))


def render_rule(rule: Rule) -> str:
    """Return a rule under its heading."""
    heading = f"## {rule.id} {{ #{anchor(rule)} }}"
    return f"{heading}\n\n**{LABELS[rule.severity]}**（`{rule.severity.value}`）\n\n{render_help(rule)}"


def name_family(family: str) -> str:
    """Return the Chinese name of a family with its own; that of a plug-in has its own only."""
    return f"{FAMILIES[family]} {family}" if family in FAMILIES else family


def anchor(rule: Rule) -> str:
    """Return the name of a rule without its family."""
    return rule.id.partition("/")[2]


def render_settings() -> str:
    """Return the table of what a configuration file may hold."""
    return render_table(
        ("配置项", "写成", "作用"),
        ((f"`{name}`", wanted, SETTINGS[name]) for name, (_, wanted) in config.TYPES.items()),
    )


def render_vocabulary() -> str:
    """Return the table of the lists of a vocabulary."""
    return render_table(("键", "是什么", "作用"), ((f"`{key}`", told, WORDS[key]) for key, told in vocab.KEYS.items()))


def render_limits() -> str:
    """Return the table of the bounds of readers, as a configuration file writes them."""
    return render_table(("上限", "默认"), ((f"`{name}`", str(limit)) for name, limit in find_limits().items()))


def find_limits() -> Mapping[str, int]:
    """Return the usual bounds by their names in a configuration file, sizes in megabytes."""
    usual = {name: getattr(DEFAULT, field) for name, field in config.LIMITS.items()}
    return {name: value // config.MEGABYTE if name.endswith("megabytes") else value for name, value in usual.items()}


def render_own_rule() -> str:
    """Return the table of what a [[rule]] may hold."""
    return render_table(("键", "写成"), ((f"`{key}`", told) for key, (_, told) in custom.KEYS.items()))


def render_profiles() -> str:
    """Return each profile with its settings and their reasons."""
    return "\n\n".join(
        f"## {name}\n\n```toml\n{(config.PROFILES / f'{name}.toml').read_text('utf-8').strip()}\n```"
        for name in config.profiles()
    )


def render_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; a bar inside a cell is escaped."""
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)
