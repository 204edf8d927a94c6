"""A receipt as people read it: facts and tables of words, the same on every kind of paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reportlint.emit import LABELS, escape
from reportlint.emit.html.marks import find_excerpt
from reportlint.emit.ledger import BOUNDS, describe_comparison, describe_period
from reportlint.emit.matrix import NAMES, STRENGTHS
from reportlint.emit.table import group
from reportlint.model import Comparison, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlint.emit.receipt.digest import Receipt

TITLE = "送审检查单"
SIGNATURES = ("五、签字", (("拟稿人", "日期"), ("审核人", "日期")))
KINDS = {"comment": "文中注释", "entry": "忽略清单", "word": "词表", "baseline": "基线"}
SHORT = 12  # digits of a check sum that people compare
LONGEST = 60  # characters quoted
MOST_DIGITS = 100  # of a number that is written out


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the sheet: a sentence and a table.

    Attributes:
        title: Its heading.
        note: The sentence below it.
        header: The names of the columns.
        widths: Of the columns, in parts of the whole.
        rows: The cells; a cell may have several lines.
    """

    title: str
    note: str
    header: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def find_facts(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Yield names and values of what was checked and with what."""
    document, rules = receipt["document"], receipt["rules"]
    yield "文稿", escape(document["name"])
    yield "SHA-256", document["sha256"]
    kind = "，".join(filter(None, (document["doc_type"], describe_period(document["period"]))))
    yield "文种", f"{kind or '没有判断出来'}；全文 {document['characters']:,} 字符"
    yield "检查工具", f"reportlint {receipt['version']}"
    yield "规则集", f"{rules['run']} 条规则，校验和 {rules['sha256'][:SHORT]}"
    if rules["off"]:
        yield "没有查的规则", "、".join(rules["off"])
    if rules["graded"]:
        yield "改了级别的", "、".join(f"{name} 按{LABELS[grade]}" for name, grade in rules["graded"].items())
    yield "配置", f"{receipt['profile'] or '不分文种'}，校验和 {receipt['configuration']['sha256'][:SHORT]}"
    if receipt["date"]:
        yield "出单日期", "{0.year}年{0.month}月{0.day}日".format(date.fromisoformat(receipt["date"]))


def find_parts(receipt: Receipt) -> tuple[Part, ...]:
    """Return the chapters of the sheet."""
    return make_findings(receipt), make_waived(receipt), make_matrix(receipt), make_ledger(receipt)


def make_findings(receipt: Receipt) -> Part:
    """Return what was found."""
    rows = tuple(
        (str(index), LABELS[one["severity"]], place(one), quote(one["excerpt"]), explain(one), "")
        for index, one in enumerate(receipt["findings"], 1)
    )
    header = ("序号", "级别", "位置", "原文", "说明和规则", "处理意见")
    return Part("一、检查结果", f"{count(receipt)}。", header, (6, 7, 11, 21, 40, 15), rows)


def count(receipt: Receipt) -> str:
    """Say how many findings there are of each severity, and how many may stand."""
    summary = receipt["summary"]
    return "，".join([*(f"{LABELS[one]} {summary[one]} 处" for one in Severity), f"已忽略 {summary['waived']} 处"])


def make_waived(receipt: Receipt) -> Part:
    """Return what somebody lets stand, by whom and why."""
    rows = tuple(
        (LABELS[one["severity"]], place(one), quote(one["excerpt"]), explain(one), *tell_waiver(one["waiver"]))
        for one in receipt["waived"]
    )
    note = "下列问题经人决定可以保留，没有计入检查结果。" if rows else "没有忽略任何问题。"
    header = ("级别", "位置", "原文", "说明和规则", "依据", "决定人", "理由")
    return Part("二、已忽略的问题", note, header, (7, 10, 14, 26, 10, 14, 19), rows)


def tell_waiver(waiver: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what a waiver is, who decided and when, and why."""
    who = "\n".join(filter(None, map(escape, (waiver["who"] or "没有写明", waiver["date"]))))
    return KINDS[waiver["kind"]], who, escape(waiver["reason"]) or "没有写明"


def make_matrix(receipt: Receipt) -> Part:
    """Return problems with their causes and measures."""
    matrix = receipt["matrix"]
    rows = [
        (cite(row["problem"]), *(find_answers(row, kind) for kind in ("cause", "measure"))) for row in matrix["rows"]
    ]
    loose = tuple("\n".join(map(cite, matrix[layer])) for layer in ("causes", "measures"))
    if any(loose):
        rows.append(("（没有对应的问题）", *loose))
    header = (NAMES["problem"], NAMES["cause"], NAMES["measure"])
    return Part("三、问题、原因、措施对应表", matrix["summary"], header, (30, 35, 35), tuple(rows))


def find_answers(row: Mapping[str, Any], kind: str) -> str:
    """Return the causes or the measures of a problem, a line each, and whether they are missing."""
    lines = [cite(one, strength(one["score"])) for one in row[f"{kind}s"]]
    for missing in row["missing"]:
        if missing["kind"] == kind:
            nearest = f"；最接近的是：{cite(missing['nearest'])}" if missing["nearest"] else ""
            lines.append(f"✗ 没有找到{nearest}")
    return "\n".join(lines)


def strength(score: float) -> str:
    """Return a probability in a word."""
    return next(name for least, name in STRENGTHS if score >= least)


def make_ledger(receipt: Receipt) -> Part:
    """Return the figures, to be ticked off one by one."""
    figures = receipt["figures"]
    rows = tuple(tell_figure(one) for one in figures)
    note = f"共 {len(rows)} 个数字，请逐个与原始材料核对。" if rows else "文中没有可以核对的数字。"
    header = ("指标", "数值", "时期", "比较", "原文", "位置", "核对")
    return Part("四、数字台账", note, header, (24, 18, 15, 11, 14, 10, 8), rows)


def tell_figure(figure: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells of a figure."""
    values = figure["value"] if isinstance(figure["value"], list) else [figure["value"]]
    bound = "" if figure["bound"] == "exact" else BOUNDS[figure["bound"]]
    value = bound + "–".join(map(write, values))
    comparison = describe_comparison(Comparison(**figure["comparison"]) if figure["comparison"] else None)
    return (
        escape(figure["measure"]),
        join(value, escape(figure["unit"])),
        describe_period(figure["period"]),
        escape(comparison),
        quote(figure["text"]),
        f"第 {figure['line']} 行",
        "",
    )


def write(digits: str) -> str:
    """Return a number with its thousands apart; one of a forged receipt might fill the memory."""
    value = Decimal(digits)
    return group(value) if abs(value.adjusted()) < MOST_DIGITS else digits


def join(value: str, unit: str) -> str:
    """Return a number with its unit; a percent sign follows at once."""
    return value + unit if unit in ("", "%", "‰") else f"{value} {unit}"


def place(finding: Mapping[str, Any]) -> str:
    """Return where a finding is: what the file itself says (第3页), and the line."""
    return "\n".join(filter(None, (escape(finding["place"]), f"第 {finding['line']} 行")))


def explain(finding: Mapping[str, Any]) -> str:
    """Return what is wrong, and below it the rule."""
    return f"{escape(finding['message'])}\n{finding['rule']}"


def quote(words: str) -> str:
    """Return the beginning of words on one line."""
    return escape(find_excerpt(words, Span(0, len(words)), LONGEST))


def cite(unit: Mapping[str, Any], more: str = "") -> str:
    """Return a problem, a cause or a measure with its place, and perhaps with how sure it is."""
    told = "，".join(filter(None, (f"第 {unit['line']} 行", more)))
    return f"{quote(unit['text'])}（{told}）"


def tell_digest(receipt: Receipt) -> str:
    """Say what the check sum is and what it is not."""
    return (
        f"本单校验和（SHA-256）：{receipt['digest']['value']}。校验和用来发现改动，不是电子签名，"
        "不能证明由谁、在何时出单；核对请用 reportlint receipt --verify 检查单 文稿。"
    )
