"""Findings that may stand: comments in the text, entries of an ignore file, accepted words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fakes import RULES
from hypothesis import given
from hypothesis import strategies as st

from reportlint import registry
from reportlint.config import Config, ConfigError, find_config, parse_config, with_surroundings
from reportlint.document import Document
from reportlint.engine import CRASH, check, examine, merge
from reportlint.fix import fix
from reportlint.model import Diagnostic, Edit, Finding, Fix, Severity, Source, Span
from reportlint.nearby import read_waivers
from reportlint.suppress import UNREASONED, UNUSED, Waiver
from reportlint.suppress.entries import parse_entries, render_entry
from reportlint.suppress.words import find_word


@pytest.fixture(autouse=True)
def fake_rules(monkeypatch):
    monkeypatch.setattr(registry, "load", lambda: RULES)


def shown(text, config=None, **source):
    checked = examine(Document(Source(text, **source)), config)
    return [one.rule for one in checked.diagnostics], [one.diagnostic.rule for one in checked.waived]


WRONG, DOUBTFUL = "sample/wrong", "sample/doubtful"


# --- comments


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- reportlint: ignore sample/wrong 引用原文 -->",
        "<!--reportlint:ignore sample/wrong 引用原文-->",
        "<!-- reportlint: ignore sample 引用原文 -->",
        "<!-- reportlint: ignore sample/wrong，引用原文 -->",
        "<!-- reportlint: ignore other/noted, sample/wrong 引用《通知》原文 -->",
        "<!-- reportlint：ignore sample/wrong，引用原文 -->",
        "＜！—— reportlint：ignore：sample/wrong（引用原文）——＞",
        "<!-- ReportLint: Ignore sample/wrong 引用原文 -->",
        "<!-- reportlint: ignore-file sample/wrong 引用原文 -->",
    ],
)
@pytest.mark.parametrize("layout", ["错错。{}\n好。", "{}错错。\n好。", "{}\n错错。\n好。", "{}\n\n \n错错。"])
def test_a_comment_lets_its_line_or_the_next_stand(comment, layout):
    text = layout.format(comment)
    kept, waived = shown(text, Config(select=("sample",)))
    assert (kept, waived) == ([], [WRONG])
    assert shown(text, Config(select=("sample",)), format="markdown") == (kept, waived)


def test_the_reason_is_kept():
    checked = examine(Document("错错。<!-- reportlint: ignore sample/wrong （引用，原文）。 -->"))
    assert [(one.waiver.kind, one.waiver.rule, one.waiver.reason) for one in checked.waived] == [
        ("comment", WRONG, "引用，原文")
    ]


@pytest.mark.parametrize(
    ("text", "kept", "waived"),
    [
        # on its own line: the next line, not the one behind it
        ("<!-- reportlint: ignore sample/wrong 因 -->\n错错\n错错", [WRONG], [WRONG]),
        # beside words: this line, not the next
        ("好<!-- reportlint: ignore sample/wrong 因 -->错错\n错错", [WRONG], [WRONG]),
        # ignore-next never means its own line
        ("错错<!-- reportlint: ignore-next sample/wrong 因 -->\n错错", [WRONG], [WRONG]),
        # two comments on top of each other speak of the same line
        (
            "<!-- reportlint: ignore sample/wrong 因 -->\n<!-- reportlint: ignore sample/doubtful 因 -->\n错错疑\n疑",
            [DOUBTFUL],
            [WRONG, DOUBTFUL],
        ),
        ("<!-- reportlint: ignore-file sample 因 -->\n错错\n疑\n错错", [], [WRONG, DOUBTFUL, WRONG]),
        # another rule
        ("<!-- reportlint: ignore sample/doubtful 因 -->\n错错疑", [WRONG], [DOUBTFUL]),
        # CR and CRLF
        ("<!-- reportlint: ignore sample/wrong 因 -->\r\n错错\r错错", [WRONG], [WRONG]),
    ],
)
def test_where_a_comment_holds(text, kept, waived):
    assert shown(text) == (kept, waived)


def test_nothing_is_reported_in_a_comment():
    assert shown("<!-- reportlint: ignore-file sample/wrong 错错就是错错 -->\n错错") == ([], [WRONG])


def test_other_formats_have_no_such_comments():
    assert shown("错错<!-- reportlint: ignore sample/wrong 因 -->", format="docx") == ([WRONG], [])


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("<!-- reportlint: ignore sample/wrong 因 -->", "没有 sample/wrong 的问题"),
        ("<!-- reportlint: ignore sample 因 -->", "没有 sample 的问题"),
        ("<!-- reportlint: ignore smaple/wrong 因 -->", "没有叫“smaple/wrong”的规则"),
        ("<!-- reportlint: 忽略 sample/wrong -->", "没有写对"),
        ("<!-- reportlint: ignore -->", "没有写对"),
    ],
)
def test_a_comment_that_does_nothing_is_told_of(comment, told):
    (one,) = check(Document(f"很好。\n{comment}\n很好。"))
    assert (one.rule, one.severity, one.finding.span.start) == (UNUSED, Severity.NOTE, 4)
    assert told in one.finding.message


def test_a_comment_on_a_rule_that_does_not_run_is_left_alone():
    text = "很好。\n<!-- reportlint: ignore sample/wrong 因 -->\n很好。"
    assert shown(text, Config(ignore=("sample/wrong",))) == ([], [])
    assert shown(text, Config(select=("other",))) == ([], [])


def test_a_comment_without_reason_is_told_of():
    text = "错错<!-- reportlint: ignore sample/wrong -->"
    assert shown(text) == ([UNREASONED], [WRONG])
    assert shown(text, Config(ignore=(UNREASONED,))) == ([], [WRONG])
    assert shown(text, Config(ignore=("internal",))) == ([], [WRONG])


def test_a_crash_cannot_be_ignored():
    text = "<!-- reportlint: ignore-file other 因 -->\n崩了"
    assert shown(text) == ([CRASH], ["other/crash"])


def test_what_may_stand_is_not_fixed():
    doc = Document("错错\n错错<!-- reportlint: ignore sample/wrong 引用 -->")
    assert fix(doc) == "对\n错错<!-- reportlint: ignore sample/wrong 引用 -->"


def test_many_comments_take_linear_time():
    count = 5_000
    text = "<!-- reportlint: ignore sample/wrong 因 -->\n" * count + "错错\n" * count
    assert len(check(Document(text))) == count - 1
    assert check(Document("<!-- reportlint:" * 50_000)) == ()
    assert check(Document("<!--" + " " * 200_000 + "reportlint")) == ()


@given(st.text("<!->-— reportlint:ignore/错sample\n，", max_size=60))
def test_any_text_is_read(text):
    check(Document(f"<!-- reportlint: {text}"))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=8))
def test_merged_places_are_in_order_and_disjoint(pairs):
    spans = [Span(start, start + length) for start, length in pairs]
    merged = merge((), spans)
    assert all(one.end <= other.start for one, other in pairwise(merged))
    assert {i for span in spans for i in range(span.start, span.end)} == {
        i for span in merged for i in range(span.start, span.end)
    }


# --- entries of an ignore file

HERE = Path("报告") / "总结.txt"


def entries(*waivers):
    return Config(waivers=waivers)


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ({"text": "错错"}, []),
        ({"text": "甲 错错"}, [6, 10]),
        ({"text": "错\n错"}, []),
        ({"text": "错错", "before": "乙"}, [1, 10]),
        ({"text": "错错", "after": "，乙"}, [6, 10]),
        ({"text": "错错", "before": "丙", "after": "。"}, [1, 6]),
        ({"text": "错错", "before": "丁"}, [1, 6, 10]),
        ({}, []),
        ({"text": "甲错错，乙错错"}, [10]),
    ],
)
def test_an_entry_is_told_by_its_words(entry, left):
    config = entries(Waiver("entry", WRONG, "因", **entry))
    found = check(Document("甲错错，\n乙错错，丙错错。"), config)
    assert [one.finding.span.start for one in found] == left


def test_widths_and_spaces_do_not_matter():
    config = entries(Waiver("entry", WRONG, "因", text="2023年错错"))
    assert shown("２０２３ 年\u3000错错，错错", config) == ([WRONG], [WRONG])


def test_edits_elsewhere_do_not_matter():
    config = entries(Waiver("entry", WRONG, "因", text="乙错错", file="总结.txt"))
    for text in ("乙错错。", "很长的一段话。\n\n又一段，乙错错。", "乙错错，后面加的。"):
        assert shown(text, config, path=HERE) == ([], [WRONG])


@pytest.mark.parametrize(
    ("file", "path", "holds"),
    [
        ("", None, True),
        ("", HERE, True),
        ("总结.txt", HERE, True),
        ("报告/总结.txt", HERE, True),
        ("*.txt", HERE, True),
        ("别的/总结.txt", HERE, False),
        ("报告.txt", HERE, False),
        ("总结.txt", None, False),
    ],
)
def test_an_entry_may_be_about_one_report(file, path, holds):
    config = entries(Waiver("entry", WRONG, "因", file=file))
    assert shown("错错", config, path=path) == (([], [WRONG]) if holds else ([WRONG], []))


def test_an_entry_that_does_nothing_is_told_of():
    entry = Waiver("entry", WRONG, "因", text="错错", file="总结.txt", origin="忽略清单 第 1 条")
    (one,) = check(Document(Source("很好。", path=HERE)), entries(entry))
    assert (one.rule, one.severity) == (UNUSED, Severity.NOTE)
    assert "忽略清单 第 1 条（sample/wrong）" in one.finding.message
    # of another report, or of no report in particular
    assert check(Document(Source("很好。", path=Path("别的.txt"))), entries(entry)) == ()
    assert check(Document(Source("很好。", path=HERE)), entries(replace(entry, file=""))) == ()


def test_an_entry_without_reason_is_told_of():
    assert shown("错错", entries(Waiver("entry", WRONG, text="错错"))) == ([UNREASONED], [WRONG])


def test_the_one_who_decided_is_kept():
    entry = Waiver("entry", WRONG, "口径不同", "李红", "2024-03-01", "错错")
    checked = examine(Document("错错"), entries(entry))
    assert checked.waived[0].waiver == entry


def test_an_entry_is_written_as_it_is_read(tmp_path):
    entry = Waiver("entry", WRONG, 'a"b\\c\n\x7f', "李红", "2024-03-01", "错“错”", "前", "后", "a[[]1].txt")
    path = tmp_path / ".reportlint-ignore.toml"
    path.write_text(render_entry(entry) + "\n" + render_entry(replace(entry, who="")), "utf-8")
    assert [replace(one, origin="") for one in read_waivers(path)] == [entry, replace(entry, who="")]
    assert "第 2 条" in read_waivers(path)[1].origin


@pytest.mark.parametrize(
    ("table", "parts"),
    [
        ({"ignores": []}, ["[[ignore]]"]),
        ({"ignore": {}}, ["[[ignore]]"]),
        ({"ignore": [{"text": "x"}]}, ["第 1 条", "rule"]),
        ({"ignore": [{"rule": WRONG}, {"rule": WRONG, "txt": "x"}]}, ["第 2 条", "“txt”"]),
        ({"ignore": [{"rule": WRONG, "text": 1}]}, ["第 1 条", "text", "字符串"]),
    ],
)
def test_a_wrong_entry_is_one_sentence(table, parts):
    with pytest.raises(ConfigError) as caught:
        parse_entries(table, "x")
    for part in parts:
        assert part in str(caught.value)


def test_the_ignore_file_is_found_upwards(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    inner = tmp_path / "甲" / "乙"
    inner.mkdir(parents=True)
    (tmp_path / ".reportlint-ignore.toml").write_text(
        f'[[ignore]]\nrule = "{WRONG}"\nreason = "因"\ndate = 2024-03-01\n', "utf-8"
    )
    find_config.cache_clear()
    (one,) = find_config(inner).waivers
    assert (one.rule, one.date) == (WRONG, "2024-03-01")
    (tmp_path / ".reportlint-ignore.toml").write_text('[[ignore]]\nrule = "sample/wrnog"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"wrnog.*是不是“sample/wrong”"):
        with_surroundings(Config(), inner)


# --- accepted words


def word_finding(rule, span, edits=None):
    change = Fix("改", tuple(Edit(one, "") for one in edits)) if edits else None
    return Diagnostic(rule, Severity.ERROR, Finding(span, "改。", change))


@pytest.mark.parametrize(
    ("rule", "span", "edits", "holds"),
    [
        ("typos/likely-typo", Span(2, 4), None, True),
        ("typos/likely-typo", Span(1, 4), None, False),
        ("typos/likely-typo", Span(1, 4), [Span(3, 4)], True),
        ("typos/likely-typo", Span(1, 4), [Span(1, 2), Span(3, 4)], False),
        ("typos/missing-character", Span(2, 4), [Span(3, 3)], True),
        ("typos/missing-character", Span(2, 4), [Span(4, 4)], False),
        ("wording/duplicated-word", Span(2, 4), None, True),
        ("terms/wrong-name", Span(2, 4), None, True),
        ("terms/rejected-word", Span(2, 4), None, False),
        ("figures/wrong-sum", Span(2, 4), None, False),
    ],
)
def test_accepted_words_are_never_wrong(rule, span, edits, holds):
    text = "会上布署任务"
    assert (find_word(word_finding(rule, span, edits), text, ("布署",)) is not None) == holds
    assert find_word(word_finding(rule, span, edits), text, ("上会",)) is None


@pytest.mark.parametrize(
    ("value", "accept"),
    [({"accept": ["布署"]}, ("布署",)), ({}, ())],
)
def test_words_of_the_configuration(value, accept):
    assert parse_config({"vocab": value}).accept == accept


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ({"acept": []}, ["“acept”", "accept"]),
        ({"accept": "布署"}, ["accept", "列表"]),
        ({"accept": [""]}, ["accept", "列表"]),
        ("布署", ["names", "列表"]),
    ],
)
def test_a_wrong_vocabulary_is_one_sentence(value, parts):
    with pytest.raises(ConfigError) as caught:
        parse_config({"vocab": value})
    for part in parts:
        assert part in str(caught.value)


def test_words_of_user_and_project_add_up(tmp_path, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "reportlint").mkdir()
    (tmp_path / "reportlint" / "vocab.toml").write_text('accept = ["布署"]\nreject = ["群众"]\n', "utf-8")
    project = parse_config({"vocab": {"accept": ["坐谈会"], "reject": ["困难户"]}})
    config = with_surroundings(project, tmp_path)
    found = examine(Document("群众会上布署工作，困难户参加了坐谈会，情况良好。"), config)
    assert [one.waiver.kind for one in found.waived] == ["word", "word"]
    assert [one.finding.span.start for one in found.diagnostics if one.rule == "terms/rejected-word"] == [0, 9]
