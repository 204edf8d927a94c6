"""The pages of the documentation that are made of the code, as a hook of mkdocs (`mkdocs build`).

A page that stands in docs/ may hold `<!-- generate: NAME -->`, where NAME is one of `PARTS`. The pages of the families of
rules are made whole, so that a new rule or family needs no change here.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.structure.files import File

from reportlint import catalogue, registry
from reportlint.catalogue import render_table
from reportlint.cli import COMMANDS, face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from reportlint.registry import Rule

RESULTS = Path(__file__).parents[1] / "docs" / "results"
MARK = re.compile("<!-- generate: ([a-z-]+) -->")
COUNTED = {
    "copied": "照抄的段落",
    "repeated": "又写一遍的问题",
    "unchanged": "没变的数字",
    "implausible": "反常的数字",
    "stale": "没改的年份",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of the families into the navigation."""
    for section in config.nav or ():
        if "规则" in section:
            section["规则"] = ["rules/index.md", *(f"rules/{family}.md" for family in find_families())]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page of each family of rules."""
    for family, rules in find_families().items():
        files.append(File.generated(config, f"rules/{family}.md", content=catalogue.render_family(family, rules)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Fill in the parts that a page names."""
    return fill(markdown)


def fill(markdown: str) -> str:
    """Return a page with the parts that it names."""
    return MARK.sub(lambda match: PARTS[match[1]](), markdown)


def find_families() -> Mapping[str, list[Rule]]:
    """Return the rules by family."""
    rules = registry.load().values()
    return {family: list(members) for family, members in groupby(rules, key=lambda rule: rule.family)}


# --- commands


def render_commands() -> str:
    """Return what `--help` says of each command."""
    return "\n\n".join(map(render_command, COMMANDS))


def render_command(name: str) -> str:
    """Return what `--help` says of a command."""
    command = face.get_command(click.Context(face), name)
    context = click.Context(command, info_name=f"reportlint {name}", max_content_width=100, terminal_width=100)
    return f"## {name}\n\n```text\n{command.get_help(context).strip()}\n```"


# --- how accurate it is, as the benchmarks wrote it


def read_results(name: str) -> Any:
    """Return what a benchmark wrote."""
    return json.loads((RESULTS / f"{name}.json").read_text("utf-8"))


def render_figure_results() -> str:
    """Return how well figures are read, beside other libraries."""
    result = read_results("figures")
    keys = ("precision", "recall", "f1", "exact_span", "value", "unit")
    rows = ((one["name"], one["version"], *decimals(one, keys)) for one in result["libraries"])
    head = ("库", "版本", "精确率", "召回率", "F1", "位置全对", "数值", "单位")
    return f"{result['reports']} 份报告，{result['figures']} 个数字。\n\n{render_table(head, rows)}"


def render_link_results() -> str:
    """Return how well links and gaps are found, beside simpler ways."""
    result = read_results("links")
    rows = (
        (name, *(cell for layer in ("links", "gaps") for cell in decimals(found[layer], ("precision", "recall", "f1"))))
        for name, found in result["methods"].items()
    )
    head = ("办法", "对应 精确率", "召回率", "F1", "缺口 精确率", "召回率", "F1")
    return f"{result['reports']} 份报告，每份都由没有见过它的权重判断。\n\n{render_table(head, rows)}"


def render_reliability() -> str:
    """Return how often a link holds that is given a probability."""
    rows = (
        (f"{chance:.2f}", f"{share:.2f}", str(size)) for chance, share, size in read_results("links")["reliability"]
    )
    return render_table(("给出的概率", "实际对应的比例", "对数"), rows)


def render_peer_results() -> str:
    """Return how well reports are proofread, beside other tools."""
    result = read_results("peers")
    sizes = "{reports} 份报告（{characters} 字，{defects} 处错误），净文 {clean_characters} 字。".format_map(result)
    head = ("工具", "版本", "命中", "召回率", "误报/万字", "净文/万字")
    return f"{sizes}\n\n{render_table(head, map(find_peer_cells, result['peers']))}"


def find_peer_cells(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a tool's row of the table."""
    rates = (f"{one['recall']:.3f}", f"{one['false_alarms']:.1f}", f"{one['clean_findings']:.1f}")
    return (one["name"], one["version"], str(sum(one["hits"].values())), *rates)


def render_start_results() -> str:
    """Return what it costs to check one report from a cold start, beside other tools."""
    rows = [(one["name"], one["version"], f"{one['seconds'] * 1e3:.0f}") for one in read_results("speed")["starts"]]
    return render_table(("启动并查完一份", "版本", "毫秒"), rows)


def render_speed_results() -> str:
    """Return how fast texts are read and in how much memory, beside other tools."""
    passes = read_results("speed")["passes"]
    whole = next(one for one in passes if one["name"] == "全部规则")["megabytes_per_second"]
    rows = []
    for one in passes:
        speed = one["megabytes_per_second"]
        rows.append(
            (one["name"], one["version"], f"{speed:.3g}", f"{speed / whole:.3g}", f"{one['megabytes'] or 0:.0f}")
        )
    return render_table(("读", "版本", "MB/秒", "比全部规则", "内存 MB"), rows)


def render_compare_results() -> str:
    """Return how well two years are compared."""
    result = read_results("compare")
    rows = [("承诺的下落（正确率）", f"{result['accuracy']:.3f}")]
    rows += [(f"{name}（F1）", f"{result[key]:.3f}") for key, name in COUNTED.items()]
    return f"{result['pairs']} 对相邻两年的报告。\n\n{render_table(('', '结果'), rows)}"


def decimals(values: Mapping[str, float], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield values with three places."""
    return (f"{values[key]:.3f}" for key in keys)


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": render_commands,
    "rules": lambda: catalogue.render_rules(registry.load().values()),
    "settings": catalogue.render_settings,
    "vocabulary": catalogue.render_vocabulary,
    "limits": catalogue.render_limits,
    "own-rule": catalogue.render_own_rule,
    "profiles": catalogue.render_profiles,
    "figure-results": render_figure_results,
    "link-results": render_link_results,
    "reliability": render_reliability,
    "peer-results": render_peer_results,
    "compare-results": render_compare_results,
    "start-results": render_start_results,
    "speed-results": render_speed_results,
}
