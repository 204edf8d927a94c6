from __future__ import annotations

import logging

import pytest
from fakes import RULES, make_rule

from reportlint import registry
from reportlint.config import Config, ConfigError
from reportlint.document import Document
from reportlint.engine import CRASH, check, grade
from reportlint.model import Finding, Severity, Source, Span


@pytest.fixture(autouse=True)
def fake_rules(monkeypatch):
    monkeypatch.setattr(registry, "load", lambda: RULES)


def names(diagnostics):
    return [(one.rule, one.finding.span.start) for one in diagnostics]


def test_findings_come_by_place_and_rule():
    found = check(Document("疑点，错错，注意，错错"))
    assert names(found) == [("sample/doubtful", 0), ("sample/wrong", 3), ("other/noted", 6), ("sample/wrong", 9)]
    assert [one.severity for one in found] == [Severity.WARNING, Severity.ERROR, Severity.NOTE, Severity.ERROR]


def test_empty_document():
    assert check(Document("")) == ()


def test_severity_and_options_of_the_configuration():
    config = Config(
        severity={"sample/wrong": Severity.NOTE}, options={"sample/wrong": {"word": "误误"}}, select=("sample/wrong",)
    )
    found = check(Document("错错，误误"), config)
    assert [(one.severity, one.finding.span) for one in found] == [(Severity.NOTE, Span(3, 5))]


@pytest.mark.parametrize(
    ("excluded", "left"),
    [
        ((), [0, 3, 6]),
        ((Span(0, 8),), []),
        ((Span(1, 2),), [3, 6]),
        ((Span(2, 3), Span(5, 6)), [0, 3, 6]),
        ((Span(0, 1), Span(4, 5)), [6]),
        ((Span(3, 4), Span(4, 5), Span(7, 9)), [0]),
    ],
)
def test_places_that_are_no_prose_are_left_alone(excluded, left):
    doc = Document(Source("错错，错错，错错", excluded=excluded))
    assert [place for _, place in names(check(doc))] == left


@pytest.mark.parametrize(
    ("severity", "ceiling", "given"),
    [
        (Severity.ERROR, None, Severity.ERROR),
        (Severity.ERROR, Severity.NOTE, Severity.NOTE),
        (Severity.WARNING, Severity.ERROR, Severity.WARNING),
        (Severity.NOTE, Severity.WARNING, Severity.NOTE),
    ],
)
def test_a_finding_may_be_less_certain_than_its_rule(severity, ceiling, given):
    assert grade(Finding(Span(0, 1), "这里不确定，请核对。", ceiling=ceiling), severity) == given


def test_the_engine_heeds_the_ceiling_below_the_configured_severity(monkeypatch):
    def unsure(doc):
        yield Finding(Span(0, 1), "这里不确定，请核对。", ceiling=Severity.NOTE)
        yield Finding(Span(1, 2), "这里确定，请改正。")

    rules = {"sample/unsure": make_rule("sample/unsure", Severity.WARNING, unsure)}
    monkeypatch.setattr(registry, "load", lambda: rules)
    found = check(Document("甲乙"), Config(severity={"sample/unsure": Severity.ERROR}))
    assert [one.severity for one in found] == [Severity.NOTE, Severity.ERROR]


def test_crash_is_a_diagnostic_and_the_run_goes_on(caplog):
    with caplog.at_level(logging.DEBUG, "reportlint"):
        found = check(Document("注意，错错，崩了"))
    assert names(found) == [(CRASH, 0), ("other/noted", 0), ("sample/wrong", 3), ("other/crash", 6)]
    crash = found[0]
    assert crash.severity == Severity.ERROR
    for part in ("other/crash", "ZeroDivisionError", "除以零", "报告", "--ignore other/crash"):
        assert part in crash.finding.message
    assert "ZeroDivisionError" in caplog.text


def test_no_log_without_debug(caplog):
    with caplog.at_level(logging.INFO, "reportlint"):
        check(Document("崩了"))
    assert caplog.text == ""


def test_unknown_profile():
    with pytest.raises(ConfigError, match="没有这种"):
        check(Document("文稿"), profile="没有这种")


def test_check_is_linear_in_excluded_places():
    count = 20_000
    text = "错错，码，" * count
    excluded = tuple(Span(5 * i + 3, 5 * i + 4) for i in range(count))
    assert len(check(Document(Source(text, excluded=excluded)), Config(select=("sample/wrong",)))) == count
