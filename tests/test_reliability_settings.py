"""Whatever stands in a configuration is used or refused in a sentence; nothing in it makes a check fail."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportlint import registry
from reportlint.cli import main
from reportlint.config import LIMITS, TYPES, ConfigError, kebab, parse_config
from reportlint.document import Document
from reportlint.engine import CRASH, check

TEXT = (
    "述职报告\n一、成效\n在总结经验的的基础上，全年培训23期，同比增长12%，完成投资3.5亿元。\n二、存在的问题\n（一）学习不够。原因是重视不够。\n"
    "（二）作风不实。XX镇某某同志参加。\n三、措施\n一是加大力度。\n三是切实加强学习，切实加强管理，切实加强督查。\n"
)
SENTENCE = re.compile(r"[一-鿿]{2}.*[。？]$", re.DOTALL)
OPTIONS = [(rule, option) for rule in registry.load().values() for option in rule.options]
NAMES = st.sampled_from(
    ["problems", "", "的", "figures", "numbering/missing-number", "error", "(", "述职报告", "default", "\\"]
)
WORDS = st.one_of(NAMES, st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
SCALARS = st.one_of(
    st.booleans(),
    st.sampled_from([0, 1, -1, 2**63 - 1, -(2**63), 0.0, -0.5, 1e308, float("inf"), float("-inf"), float("nan")]),
    st.integers(-20, 20),
    WORDS,
    st.just(dt.datetime(2026, 2, 28, tzinfo=dt.UTC)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
TABLES = st.dictionaries(st.one_of(st.sampled_from(sorted(TYPES)), WORDS), VALUES, max_size=4)


def use(table: dict[str, object]) -> str:
    """Check a text with settings; return why they are refused."""
    try:
        config = parse_config(table)
        found = check(Document(TEXT), config)
    except ConfigError as error:
        return str(error)
    assert [one.finding.message for one in found if one.rule == CRASH] == []
    assert all(0 <= one.finding.span.start <= one.finding.span.end <= len(TEXT) for one in found)
    return ""


def assert_usable(table: dict[str, object]) -> None:
    """Check that settings are used, or refused in a sentence."""
    refused = use(table)
    assert not refused or SENTENCE.search(refused)


@pytest.mark.parametrize(("rule", "option"), OPTIONS, ids=[f"{rule.id}.{option.name}" for rule, option in OPTIONS])
@settings(max_examples=40)
@given(value=VALUES)
def test_no_value_of_an_option_makes_a_rule_fail(rule, option, value):
    assert_usable({"select": [rule.id], "rules": {rule.id: {kebab(option.name): value}}})


@pytest.mark.parametrize(("rule", "option"), OPTIONS, ids=[f"{rule.id}.{option.name}" for rule, option in OPTIONS])
def test_every_option_takes_its_default_and_extreme_numbers(rule, option):
    default = [*option.default] if isinstance(option.default, tuple) else option.default
    assert use({"select": [rule.id], "rules": {rule.id: {kebab(option.name): default}}}) == ""
    values: list[object] = []
    if option.type in (int, float):
        values += [0, -1, 10**9, -(10**18), 2**63 - 1]
    if option.type is float:
        values += [0.0, 1e-300, 1e308, float("inf"), float("-inf"), float("nan")]
    for value in values:
        assert_usable({"select": [rule.id], "rules": {rule.id: {kebab(option.name): value}}})


@given(TABLES)
@settings(max_examples=150)
def test_no_table_makes_it_fail(table):
    assert_usable({**table, "select": ["numbering", "wording/duplicated-word"]} if "select" not in table else table)


@given(st.sampled_from(sorted(LIMITS)), VALUES)
def test_no_limit_makes_it_fail(name, value):
    assert_usable({"select": ["numbering"], "limits": {name: value}})


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "message", "pattern", "phrases", "words", "severity", "x"]), VALUES),
        max_size=2,
    )
)
@settings(max_examples=150)
@example([{"id": "office/x", "message": "有“{text}”，请改。", "pattern": "("}])
@example([{"id": "office/x", "message": "{0}{y}{", "pattern": "的"}])
@example([{"id": "office/x", "message": "请改。", "phrases": {"": "", "的": "的"}}])
def test_no_rule_of_ones_own_makes_it_fail(rules):
    assert_usable({"select": ["numbering"], "rule": rules})


LINES = st.sampled_from(
    [
        "select = ['numbering']", "ignore = 'x'", "[rules.\"residue/placeholder\"]", "allow-masks = true", "allow-masks = 3",
        "[severity]", '"numbering" = "error"', "fail-on = 'never'", "[[rule]]", "id = 'a/b'", "profile = '述职报告'", "[limits]",
        "vocab = ['陈继同']", "baseline = '没有.json'", "=", '"', "x = 1979-05-27", "[tool.reportlint]", "\ufeff", "select = [[]]",
    ]
)  # fmt: skip


@given(st.one_of(st.lists(LINES, max_size=6).map("\n".join).map(str.encode), st.binary(max_size=40)))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_makes_it_fail(tmp_path, capsys, data):
    (tmp_path / "报告.txt").write_text(TEXT, "utf-8")
    (tmp_path / "设置.toml").write_bytes(data)
    status = main(["check", "--config", str(tmp_path / "设置.toml"), str(tmp_path / "报告.txt")])
    said = capsys.readouterr().err
    assert status in (0, 1, 2)
    assert "程序内部出错" not in said
    assert bool(said) or status < 2
