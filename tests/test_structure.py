"""The rules about missing links with given gaps, and what the profiles make of the family."""

from __future__ import annotations

import re

import pytest

from reportlint import Config, Document, check, registry
from reportlint.model import Gap, Severity, Span
from reportlint.rules.structure import _words

TEXT = """一、存在问题
（一）渠道渗漏严重。
（二）账目公开迟缓。
二、原因分析
（一）渠道多年没有大修。
（二）会计一人兼管三个村。
三、整改措施
（一）衬砌渠道6公里，年底完工。
（二）每月10日前账目上墙。"""


def find(rule, gaps, text=TEXT, **options):
    """Return what a rule says of a document whose gaps are given."""
    doc = Document(text)
    doc.__dict__["gaps"] = gaps
    return list(registry.load()[f"structure/{rule}"](doc, **options))


def gap(layer, missing, score, why=()):
    return Gap(layer, 1, missing, score, 0, why)


def words(doc_span, text=TEXT):
    return doc_span.of(text)


@pytest.mark.parametrize(("missing", "name"), [("cause", "原因"), ("measure", "措施")])
def test_a_certain_gap_of_a_problem(missing, name):
    (one,) = find(f"problem-without-{missing}", (gap("problems", missing, 0.95, ("说的是渠道",)),))
    assert words(one.span) == "账目公开迟缓"
    assert one.ceiling is None
    candidate = one.related[0].span.of(TEXT)
    for part in ("账目公开迟缓", candidate, "说的是渠道", f"没有对应的{name}", "请补写"):
        assert part in one.message


@pytest.mark.parametrize(("missing", "name"), [("cause", "原因"), ("measure", "措施")])
def test_an_uncertain_gap_is_a_note_with_its_candidate(missing, name):
    (one,) = find(f"problem-without-{missing}", (gap("problems", missing, 0.4),))
    assert one.ceiling == Severity.NOTE
    assert one.related[0].span.of(TEXT) in one.message
    assert f"哪一条{name}" in one.message
    assert "没有对应" not in one.message


@pytest.mark.parametrize("missing", ["cause", "measure"])
def test_the_threshold_is_an_option(missing):
    (one,) = find(f"problem-without-{missing}", (gap("problems", missing, 0.4),), certain=0.4)
    assert one.ceiling is None


@pytest.mark.parametrize(
    ("layer", "rule"), [("causes", "cause-without-problem"), ("measures", "measure-without-problem")]
)
def test_an_answer_without_a_problem(layer, rule):
    (one,) = find(rule, (gap(layer, "problem", 0.9),))
    assert "没有对应的问题" in one.message
    assert "渠道渗漏严重" in one.message
    assert not find(rule, (gap(layer, "problem", 0.1),))


@pytest.mark.parametrize(
    ("layer", "rule"), [("causes", "cause-without-problem"), ("measures", "measure-without-problem")]
)
def test_a_report_most_of_whose_answers_are_loose_is_of_another_kind(layer, rule):
    assert not find(rule, (gap(layer, "problem", 0.9), Gap(layer, 0, "problem", 0.9, 0)))


@pytest.mark.parametrize("missing", ["cause", "measure"])
def test_where_most_problems_have_none_nothing_is_certain(missing):
    gaps = (Gap("problems", 0, missing, 0.95, 0), Gap("problems", 1, missing, 0.95, 1))
    assert [one.ceiling for one in find(f"problem-without-{missing}", gaps)] == [Severity.NOTE] * 2


def test_plans_need_no_problem():
    text = TEXT.replace("三、整改措施", "三、下步打算")
    gaps = (gap("measures", "problem", 0.9),)
    assert not find("measure-without-problem", gaps, text)
    assert find("measure-without-problem", gaps, text, plans=False)


def test_without_a_candidate_missing_section_speaks():
    gaps = (Gap("problems", 0, "cause", 1.0, None), Gap("problems", 0, "measure", 1.0, None))
    assert not find("problem-without-cause", gaps)
    assert not find("problem-without-measure", gaps)


def test_long_units_are_cut_in_messages_and_places():
    text = TEXT.replace("每月10日前账目上墙", "每月10日前账目上墙" + "，逐笔写明" * 100)
    (one,) = find("measure-without-problem", (gap("measures", "problem", 0.9),), text)
    assert len(one.span) <= 120
    assert len(one.message) < 150


# --- profiles


def test_rectification_reports_are_held_to_more():
    text = f"XX镇巡察反馈问题整改报告\n{TEXT}\n（三）切实抓好各项工作，不断取得新成效。\n（四）台账每季度核对一次。"
    found = {one.rule: one.severity for one in check(Document(text), profile="整改报告")}
    assert found["structure/vague-measure"] == Severity.WARNING
    found = {one.rule: one.severity for one in check(Document(text), profile="工作总结")}
    assert found["structure/vague-measure"] == Severity.NOTE


@pytest.mark.parametrize(
    ("profile", "silent"),
    [
        ("政府工作报告", {"problem-without-cause", "problem-without-measure", "cause-without-problem", "measure-without-problem"}),
        ("提案建议", {"problem-without-cause", "cause-without-problem", "measure-without-problem"}),
    ],
)  # fmt: skip
def test_profiles_that_want_no_links(profile, silent):
    doc = Document(TEXT)
    doc.__dict__["gaps"] = tuple(
        Gap(layer, 1, missing, 0.95, 0)
        for layer, missing in (
            ("problems", "cause"),
            ("problems", "measure"),
            ("causes", "problem"),
            ("measures", "problem"),
        )
    )
    rules = {f"structure/{rule}" for rule in silent}
    assert not rules & {one.rule for one in check(doc, profile=profile)}
    assert rules <= {one.rule for one in check(doc, profile="对照检查")}


def test_a_proposal_is_asked_gently():
    doc = Document(TEXT)
    doc.__dict__["gaps"] = (gap("problems", "measure", 0.95),)
    found = check(doc, Config(select=("structure",)), profile="提案建议")
    assert [(one.rule, one.severity) for one in found] == [("structure/problem-without-measure", Severity.NOTE)]


# --- what measures are made of


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("进一步加强各项工作，努力开创新局面", ()),
        ("加大宣传力度", ("宣传",)),
        ("与供销社密切配合", ("供销社",)),
        ("抽查窗口30个", ("抽查", "窗口", "30", "个")),
    ],
)
def test_content(text, own):
    assert _words.find_content(Document(text), Span(0, len(text))).own == own


def test_compounds_of_general_words():
    assert _words.split("工作力度") == ("工作", "力度")
    assert _words.split("工作渠道渗漏") == ()
    assert _words.split("工作" * 50_000) == ()


def test_blocks_are_items_and_paragraphs_of_sections_about_measures():
    text = "一、成效\n很好。\n二、下步打算\n总的想法。\n一是修路。月底开工。\n二是架桥。\n三、其他\n没有。"
    blocks = [[span.of(text) for span in block] for block in _words.find_blocks(Document(text))]
    assert blocks == [["总的想法"], ["修路", "月底开工"], ["架桥"]]
    assert all(re.match("[一-鿿]", sentence) for block in blocks for sentence in block)
