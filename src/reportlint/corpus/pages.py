"""The corpus as web pages, complete in themselves and without script: the dashboard, and copies side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reportlint import __version__
from reportlint.emit import LABELS
from reportlint.emit.html import find_hash
from reportlint.emit.html.render import read_asset, render
from reportlint.emit.html.statistics import Row, draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint.emit.html.statistics import Chart
    from reportlint.registry import Rule

    Summary = dict[str, Any]
    Pair = dict[str, Any]

MOST_ROWS = 30  # of a chart or a table
MOST_PAIRS = 200  # that are shown side by side
MOST_PASSAGES = 20  # of one pair
NAMES = {
    "reports": "份文稿",
    "units": "个单位",
    "characters": "字",
    "findings": "处问题",
    "problems": "条工作问题",
    "figures": "个数字",
    "near_duplicates": "对雷同文稿",
    "shared_passages": "对部分雷同",
    "errors": "份没有查成",
}


def render_dashboard(summary: Summary, pairs: Sequence[Pair], known: Mapping[str, Rule]) -> bytes:
    """Return the page that shows the summary, in which `known` rules have names: UTF-8, the same for the same input."""
    return render_page(
        "corpus.html",
        facts=[(f"{summary['totals'][key]:,}", name) for key, name in NAMES.items()],
        charts=render("charts.html", charts=[chart for chart in find_charts(summary, known) if chart.bars]),
        units=[row for row in summary["units"] if row["density"] is not None][:MOST_ROWS],
        themes=summary["themes"][:MOST_ROWS],
        pairs=[describe_pair(pair) for pair in pairs[:MOST_ROWS]],
        errors=summary["errors"],
    )


def render_copies(pairs: Sequence[Pair]) -> bytes:
    """Return the page with the passages of each pair side by side."""
    shown = [(describe_pair(pair), pair["passages"][:MOST_PASSAGES]) for pair in pairs[:MOST_PAIRS]]
    return render_page("copies.html", pairs=shown, total=len(pairs))


def render_page(template: str, **values: Any) -> bytes:
    """Return a page of this package with its style."""
    style = read_asset("report.css") + read_asset("corpus.css")
    policy = f"default-src 'none'; style-src '{find_hash(style)}'; base-uri 'none'; form-action 'none'"
    page = render(template, policy=policy, style=Markup(style), version=__version__, **values)  # noqa: S704 - our own
    return page.encode("utf-8", "backslashreplace")


def find_charts(summary: Summary, known: Mapping[str, Rule]) -> Iterator[Chart]:
    """Yield the charts of the dashboard."""
    severities = {severity.value: label for severity, label in LABELS.items()}
    yield draw("各条规则报出的问题", ("规则", "处数"), list(find_rule_rows(summary["rules"], known)), severities)
    types = [(row["doc_type"] or "未能判断", row["reports"]) for row in summary["types"]]
    yield draw("文种", ("文种", "份数"), make_rows(types), {})
    yield draw("最常用的词", ("词", "次数"), make_rows([(row["word"], row["count"]) for row in summary["words"]]), {})
    cliches = [(row["word"], row["count"]) for row in summary["cliches"]]
    yield draw("最常用的套话", ("套话", "次数"), make_rows(cliches), {})


def find_rule_rows(rules: Sequence[Summary], known: Mapping[str, Rule]) -> Iterator[Row]:
    """Yield the lines of the chart of rules."""
    for one in rules[:MOST_ROWS]:
        name = known[one["rule"]].summary.rstrip("。") if one["rule"] in known else one["rule"]
        yield Row(name, f"{one['findings']:,}", ((one["severity"], one["findings"]),))


def make_rows(counts: Sequence[tuple[str, int]]) -> list[Row]:
    """Return the lines of a chart of one colour."""
    return [Row(name, f"{count:,}", (("plain", count),)) for name, count in counts[:MOST_ROWS]]


def describe_pair(pair: Pair) -> dict[str, str]:
    """Return what is said of a pair of reports."""
    likeness = f"{pair['own_likeness']:.0%}"
    kind = f"全文雷同，相似度 {likeness}" if pair["whole"] else f"部分雷同，共 {pair['copied']} 字"
    direction = "前者在先" if pair["direction_known"] else "先后不明"
    return {
        "source": pair["source"],
        "copy": pair["copy"],
        "kind": kind,
        "share": f"{pair['share']:.0%}",
        "direction": direction,
    }
