"""Every rule: its examples, its cases in tests/rules/<family>/<rule>.toml, and what is promised of all of them."""

from __future__ import annotations

import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint import registry, testing
from reportlint.config import Config
from reportlint.document import Document
from reportlint.fix import choose_fixes, fix_document
from reportlint.testing import MARK, Case

CASES = Path(__file__).parent / "rules"
RULES = registry.load()
BUILTIN = {name: rule for name, rule in RULES.items() if rule.check.__module__.startswith(registry.BUILTIN)}
# rules about two places that do not agree
CONTRADICTIONS = re.compile(
    r"/(?:repeated-number|duplicated-(?:sentence|heading)|conflicting-|contradicted-|mask-leak)"
)
SLOWEST = 10  # seconds for a hostile text; one that takes quadratic time takes minutes


def load_cases(rule: str) -> list[Case]:
    path = CASES / f"{rule}.toml"
    return testing.load_cases(path) if path.exists() else []


def all_cases() -> list:
    examples = [
        (rule.id, Case(f"example-{n}-{side}", text, example.options))
        for rule in RULES.values()
        if rule.family != "compare"  # their examples are pairs of reports: test_compare.py
        for n, example in enumerate(rule.examples)
        for side, text in (("bad", example.bad), ("good", example.good))
    ]
    cases = [(name, case) for name in RULES for case in load_cases(name)]
    return [pytest.param(name, case, id=f"{name}: {case.name}") for name, case in (*examples, *cases)]


@pytest.mark.parametrize("name", BUILTIN)
def test_a_rule_tells_itself(name: str) -> None:
    rule = BUILTIN[name]
    assert rule.summary.endswith("。")
    assert rule.reason.endswith("。")
    assert rule.examples, "一条规则至少有一个例子"
    assert all(MARK.search(example.bad) and not MARK.search(example.good) for example in rule.examples)
    assert all(option.help for option in rule.options)


@pytest.mark.parametrize("name", BUILTIN)
def test_a_rule_has_more_silent_cases_than_loud_ones(name: str) -> None:
    cases = load_cases(name)
    silent = [case for case in cases if not case.places]
    assert cases, f"规则 {name} 没有案例：请写 tests/rules/{name}.toml"
    assert len(silent) > len(cases) / 2
    assert not [name for name, count in Counter(case.name for case in cases).items() if count > 1]


def test_every_file_of_cases_belongs_to_a_rule() -> None:
    stray = {path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.rglob("*.toml")} - set(BUILTIN)
    assert not stray


@pytest.mark.parametrize(("name", "case"), all_cases())
def test_cases(name: str, case: Case) -> None:
    testing.check_case(case, RULES[name])
    if CONTRADICTIONS.search(name):
        assert all(one.related for one in testing.find_all(case, RULES[name]))


@cache
def hostile_documents() -> dict[str, Document]:
    units = "中 的 的的 中国 一、 （一） 1. 一是 X XX × * ** _ # < <a &amp; ( （ “ 。 ， … \ud800 \u200b \0 \t \n \r\n 某 2023年 第一， 【 ##a## 锟 é"
    repeated = {unit: unit * (50_000 // len(unit)) for unit in units.split(" ")}
    mixed = {
        "empty": "",
        "space": " \u3000\n\n\t \r\r\n ",
        "line ends": "一、工作\r\n成绩\r（一）学习\n好。\r\n\r\n",
        "nested": "（" * 2000 + "中" + "）" * 2000,
        "alone": "一",
        "astral": "𠮷𠮷野家😀" * 1000,
        "unclosed": "<" + "a " * 20_000,
    }
    return {name: Document(text) for name, text in (repeated | mixed).items()}


@pytest.mark.parametrize("name", RULES)
def test_hostile_texts(name: str) -> None:
    for text, doc in hostile_documents().items():
        start = time.process_time()
        found = list(RULES[name](doc))
        assert time.process_time() - start < SLOWEST, repr(text)
        for one in found[:50]:
            assert 0 <= one.span.start <= one.span.end <= len(doc.text)


WORDS = """
的 了 和 人 研究 进行 评估 大家 中国 述职报告 存在问题 整改措施 以下三个方面 全年培训了十二期干部共三百人次
一、 （一） （二） 1. 2、 一是 二是 三是 第一， 首先， （2） “ ” 《 》 ， 。 ； ： 、 12 3.5亿元 ％ 20XX年 XX ×× * ** 某某 ____ x.x%
【待补充】 【下载全文】 ##a## 打印 分享： 来源：某报 范文 &nbsp; <br> <b> 锟斤拷 😀
"""
ODDITIES = "\n \r\n \r \t \u3000 \u200b \ufeff \ufffd \ue000 \ud800 \\u3000"
PIECES = st.sampled_from([*WORDS.split(), *ODDITIES.split(" "), " "])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=200)
@given(TEXTS)
def test_random_texts(text: str) -> None:
    doc = Document(text)
    for rule in RULES.values():
        found = list(rule(doc))
        for one in found:
            testing.check_finding(one, text, rule.id)
        if any(one.fix for one in found):
            fixed = fix_document(doc, Config(select=(rule.id,)), unsafe=True)
            assert not choose_fixes(fixed.diagnostics, unsafe=True), rule.id
