"""For those who write rules: the tests that the built-in rules pass.

    from reportlint import testing

    def test_seal() -> None:
        testing.check_rule(missing_seal)                                # its examples, and what is promised of all rules
        testing.check_cases("cases/office/missing-seal.toml", missing_seal)

Each function returns nothing and raises AssertionError with a sentence that says what does not hold. In texts, ⟦⟧ mark the
places that a rule must report. A file of cases is TOML: `[[case]]` with `name` and `text`, and where they are wanted
`options` (of the rule), `fixed` (the text after all fixes), `format` (`markdown`) and `profile`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint import registry
from reportlint.config import Config
from reportlint.document import Document
from reportlint.engine import CRASH, check
from reportlint.fix import apply_edits, choose_fixes, fix_document, with_text
from reportlint.model import Source, Span
from reportlint.numbers import find_numerals, fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from reportlint.model import Finding, Fix
    from reportlint.numbers import Value
    from reportlint.registry import Rule

MARK = re.compile("[⟦⟧]")
CHINESE = re.compile("[一-鿿]{2}")
SENTENCE = re.compile(r"[一-鿿]{2}.*[。！？][”’）]*$", re.DOTALL)
KEYS = frozenset({"name", "text", "options", "fixed", "format", "profile"})
HOSTILE = {
    "空文稿": "",
    "空白": " \u3000\n\n\t \r\r\n ",
    "各种行尾": "一、工作\r\n成绩\r（一）学习\n好。\r\n\r\n",
    "一个字": "一",
    "层层括号": "（" * 500 + "中" + "）" * 500,
    "扩展区的字": "𠮷𠮷野家😀" * 200,
    "没有闭合的标签": "<" + "a " * 2000,
    **{f"连写的“{unit}”": unit * 2000 for unit in ("的", "一是", "1.", "XX", "“", "，", "\ud800", "\u200b", "2023年")},
}


@dataclass(frozen=True, slots=True)
class Case:
    """A text with ⟦⟧ round each place that a rule must report; without marks it must stay silent.

    Attributes:
        name: Tells the case from others of the rule.
        marked: The text with its marks.
        options: What the rule is run with.
        fixed: The text after all fixes; None where that does not matter.
        format: `text` or `markdown`.
        profile: The profile that holds; empty for that of the text's own type.
    """

    name: str
    marked: str
    options: Mapping[str, object] = field(default_factory=dict)
    fixed: str | None = None
    format: str = "text"
    profile: str = ""

    @property
    def text(self) -> str:
        """The text without its marks."""
        return MARK.sub("", self.marked)

    @property
    def places(self) -> list[Span]:
        """The places between the marks."""
        found, opened = [], 0
        for before, mark in enumerate(MARK.finditer(self.marked)):
            at = mark.start() - before
            if mark[0] == "⟦":
                opened = at
            else:
                found.append(Span(opened, at))
        return found

    @property
    def doc(self) -> Document:
        """The text as a document."""
        return Document(with_text(Source("", format=self.format), self.text))

    def config(self, rule: Rule) -> Config:
        """Return a configuration with which one rule runs, whether it is installed or not."""
        return Config(select=(rule.id,), options={rule.id: self.options}, profile=self.profile, own_rules=(rule,))


def check_rule(rule: Rule) -> None:
    """Check what is promised of every rule: it says what it is about, its examples hold, and no text makes it fail."""
    ensure(rule.summary.endswith("。"), f"规则 {rule.id} 的说明（文档字符串的第一行）要是一句完整的话，以句号结尾。")
    ensure(all(option.help for option in rule.options), f"规则 {rule.id} 有的选项没有说明，请写在 Annotated 里。")
    check_examples(rule)
    for name, text in HOSTILE.items():
        for finding in rule(Document(text)):
            check_finding(finding, text, f"规则 {rule.id}，{name}")


def check_examples(rule: Rule) -> None:
    """Check that a rule has examples, reports the marked places of the bad ones and nothing in the good ones."""
    ensure(bool(rule.examples), f"规则 {rule.id} 没有例子，请至少写一个。")
    for number, example in enumerate(rule.examples, 1):
        ensure(
            bool(MARK.search(example.bad)), f"规则 {rule.id} 第 {number} 个例子的 bad 里没有 ⟦⟧，请把该报的地方括起来。"
        )
        ensure(not MARK.search(example.good), f"规则 {rule.id} 第 {number} 个例子的 good 里有 ⟦⟧，请去掉。")
        for side, text in (("bad", example.bad), ("good", example.good)):
            check_case(Case(f"第 {number} 个例子的 {side}", text, example.options), rule)


def check_cases(path: str | PathLike[str], rule: Rule | None = None) -> None:
    """Check all cases of a file, and that most of them are texts in which nothing must be reported.

    Args:
        path: The file.
        rule: By default the installed rule whose id is the end of the path: office/missing-seal.toml.
    """
    path = Path(path)
    rule = rule or find_rule(f"{path.parent.name}/{path.stem}")
    cases = load_cases(path)
    repeated = [name for name, count in Counter(case.name for case in cases).items() if count > 1]
    ensure(not repeated, f"{path} 里有重名的案例：{'、'.join(repeated)}，请改名。")
    silent = sum(not case.places for case in cases)
    ensure(silent > len(cases) / 2, f"{path} 里不该报的案例要比该报的多，现在 {len(cases)} 个里只有 {silent} 个。")
    for case in cases:
        check_case(case, rule)


def find_rule(name: str) -> Rule:
    """Return an installed rule."""
    rules = registry.load()
    ensure(name in rules, f"没有安装叫“{name}”的规则，请查对文件名，或把规则作为第二个参数。")
    return rules[name]


def load_cases(path: str | PathLike[str]) -> list[Case]:
    """Return the cases of a file."""
    entries: list[dict[str, Any]] = tomllib.loads(Path(path).read_text("utf-8"))["case"]
    for entry in entries:
        unknown = ", ".join(set(entry) - KEYS)
        ensure(not unknown, f"{path} 的案例“{entry.get('name')}”里没有 {unknown} 这一项，请改正或删去。")
    return [Case(entry.pop("name"), entry.pop("text"), **entry) for entry in entries]


def check_case(case: Case, rule: Rule) -> None:
    """Check that a rule reports exactly the marked places of a case, and that its fixes do what they promise."""
    where = f"规则 {rule.id}，案例“{case.name}”"
    findings = find_all(case, rule)
    found, wanted = sorted({one.span for one in findings}), sorted(case.places)
    told = f"该报 {quote(wanted, case.text)}，报出的是 {quote(found, case.text)}"
    ensure(found == wanted, f"{where}：{told}。")
    for finding in findings:
        check_finding(finding, case.text, where)
    check_fixes(case, rule, where)


def find_all(case: Case, rule: Rule) -> list[Finding]:
    """Return what a rule finds in a case."""
    found = check(case.doc, case.config(rule))
    for one in found:
        ensure(one.rule != CRASH, one.finding.message)
    return [one.finding for one in found if one.rule == rule.id]


def check_fixes(case: Case, rule: Rule, where: str) -> None:
    """Check that fixes come to an end, and that the text is then as it should be."""
    fixed = fix_document(case.doc, case.config(rule), unsafe=True)
    ensure(not choose_fixes(fixed.diagnostics, unsafe=True), f"{where}：改完之后还有可改的，修正没有尽头。")
    wanted = case.fixed if case.fixed is not None else fixed.doc.text
    ensure(fixed.doc.text == wanted, f"{where}：改完应当是“{wanted}”，实际是“{fixed.doc.text}”。")


def check_finding(finding: Finding, text: str, where: str) -> None:
    """Check what is promised of every finding: places inside the text, sentences in Chinese, a fix that is one."""
    places = (finding.span, *(related.span for related in finding.related))
    ensure(all(is_inside(span, text) for span in places), f"{where}：位置超出了文稿。")
    ensure(bool(SENTENCE.search(finding.message)), f"{where}：提示“{finding.message}”要是完整的中文句子。")
    told = all(CHINESE.search(related.message) for related in finding.related)
    ensure(told, f"{where}：相关位置的说明要用中文。")
    if finding.fix:
        check_fix(finding.fix, text, where)


def check_fix(fix: Fix, text: str, where: str) -> None:
    """Check that a fix changes the text, in places apart from each other, and if it is safe no number in it."""
    ensure(bool(CHINESE.search(fix.title)), f"{where}：修正的名称“{fix.title}”要用中文。")
    spans = sorted(edit.span for edit in fix.edits)
    ensure(all(is_inside(span, text) for span in spans), f"{where}：修正的位置超出了文稿。")
    apart = all(one.end <= other.start for one, other in pairwise(spans))
    ensure(apart, f"{where}：一个修正里的几处改动重叠了。")
    fixed = apply_edits(text, fix.edits)
    ensure(fixed != text, f"{where}：修正“{fix.title}”什么也没有改。")
    kept = not fix.safe or count_numbers(fixed) <= count_numbers(text)
    ensure(kept, f"{where}：修正“{fix.title}”改变了数字，不能标为 safe。")


def count_numbers(text: str) -> Counter[Value]:
    """Return the numbers of a text by their values; how they are written does not count."""
    figures = Document(text).figures
    inside = {place for figure in figures for place in range(figure.span.start, figure.span.end)}
    others = [numeral.value for numeral in find_numerals(fold(text)) if numeral.start not in inside]
    return Counter([*(figure.value for figure in figures), *others])


def is_inside(span: Span, text: str) -> bool:
    """Tell whether a span lies inside a text."""
    return 0 <= span.start <= span.end <= len(text)


def quote(spans: list[Span], text: str) -> str:
    """Return the words of places for a message."""
    return "、".join(f"“{span.of(text)}”（{span.start}–{span.end}）" for span in spans) or "空"


def ensure(condition: bool, message: str) -> None:
    """Raise AssertionError with a message unless a condition holds."""
    if not condition:
        raise AssertionError(message)
