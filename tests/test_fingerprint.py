from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.fingerprint import find_fingerprints
from reportlint.model import Diagnostic, Finding, Severity, Span

TEXT = (
    "张明2023年度述职报告\n一、主要做法\n全年错错走访群众三百户，办结事项二十件。\n二、存在问题\n调查研究还不够深入。\n"
)


def found(text, *words, rule="sample/x", message="改。"):
    return [
        Diagnostic(rule, Severity.ERROR, Finding(Span(place, place + len(word)), message))
        for word in words
        for place in [text.index(word)]
    ]


def print_of(text, word="错错", **diagnostic):
    (one,) = find_fingerprints(text, found(text, word, **diagnostic))
    return one


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("张明", "李红"),
        f"密级：内部\n\n{TEXT}",
        TEXT.replace("还不够深入", "还不够"),
        TEXT.replace("二十件", "二十一件"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("全年错错", "全年 错错"),
        TEXT.replace("2023", "２０２３"),
        "",
    ],
)
def test_edits_elsewhere_do_not_matter(edited):
    assert print_of(edited or TEXT) == print_of(TEXT)


@pytest.mark.parametrize(
    "edited", [TEXT.replace("全年", "去年"), TEXT.replace("走访", "慰问"), TEXT.replace("错错", "错误")]
)
def test_edits_beside_it_do(edited):
    assert print_of(edited, "错" + edited[edited.index("错") + 1]) != print_of(TEXT)


def test_rule_counts_and_message_does_not():
    assert print_of(TEXT, rule="sample/y") != print_of(TEXT)
    assert print_of(TEXT, message="第 3 行请改。") == print_of(TEXT)


def test_the_same_again_is_another():
    text = "全年错错，\n" * 3
    places = [i for i in range(len(text)) if text.startswith("错错", i)]
    many = [Diagnostic("sample/x", Severity.NOTE, Finding(Span(i, i + 2), "改。")) for i in places]
    prints = find_fingerprints(text, many)
    assert len(set(prints)) == 3
    # what is mended takes the last of the equal prints away
    assert find_fingerprints(text, many[1:]) == prints[:2]


def test_long_places_and_empty_ones():
    text = "长" * 10_000 + "尾"
    long, empty = (Diagnostic("sample/x", Severity.NOTE, Finding(Span(0, end), "改。")) for end in (10_000, 0))
    inside = f"{text[:5_000]}短{text[5_001:]}"
    assert find_fingerprints(text, [long]) == find_fingerprints(inside, [long])
    assert find_fingerprints("", [empty]) != find_fingerprints(text, [empty])
    assert find_fingerprints("\ud800", [empty]) != find_fingerprints("", [empty])


@given(st.text(max_size=40), st.text(max_size=40))
def test_other_lines_never_matter(before, behind):
    assert print_of(f"{before.replace('错错', '')}\n{TEXT}{behind}") == print_of(TEXT)
