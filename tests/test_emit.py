from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from fakes import install
from rich.cells import cell_len

from reportlint import __version__
from reportlint.document import Document
from reportlint.emit import FORMATS, Outcome, View, escape, render, render_file
from reportlint.emit.json import extract_failure, extract_file, render_extract
from reportlint.emit.terminal import wrap
from reportlint.engine import check
from reportlint.model import Diagnostic, Finding, Piece, Severity, Span

TERMINAL = [name for name, form in FORMATS.items() if form.module == "terminal"]
COMMON = [name for name, form in FORMATS.items() if not form.single]


@pytest.fixture(autouse=True)
def fake_rules(monkeypatch):
    install(monkeypatch)


def outcome(text, path="报告.txt"):
    doc = Document(text)
    return Outcome.of(path, doc, check(doc))


def found_at(text, start, end):
    finding = Finding(Span(start, end), "这里不对，请改正。")
    return Outcome("报告.txt", text, Document(text).lines, "", (Diagnostic("sample/x", Severity.ERROR, finding),))


def marked(text, start, end, width=100):
    """The source line as shown, and the words above the carets."""
    line, carets = render("full", [found_at(text, start, end)], View(width=width)).splitlines()[1:3]
    assert cell_len(line) <= width
    first, count = carets.index("^"), carets.count("^")
    cells = "".join(c + "\0" * (cell_len(c) - 1) for c in line)
    return line, cells[first : first + count].replace("\0", "")


def test_json_has_the_keys_of_the_contract():
    text = "本单位2023年述职报告\n疑点，错错。\r\n疑点"
    failed = Outcome("无.txt", error="无.txt：文件不存在")
    data = json.loads(render("json", [outcome(text), failed], View()))
    assert list(data) == ["schema", "version", "files", "summary"]
    assert (data["schema"], data["version"]) == ("reportlint/check/1", __version__)
    assert data["summary"] == {"files": 2, "error": 1, "warning": 2, "note": 0, "fixable": 3}
    first, second = data["files"]
    assert list(first) == ["path", "doc_type", "characters", "findings", "waived", "error"]
    assert (first["path"], first["characters"], first["error"]) == ("报告.txt", len(text), None)
    assert second == {
        "path": "无.txt", "doc_type": "", "characters": 0, "findings": [], "waived": [], "error": "无.txt：文件不存在",
    }  # fmt: skip
    start = text.index("错错")
    assert first["findings"][1] == {
        "rule": "sample/wrong",
        "severity": "error",
        "message": "“错错”写错了，请改正。",
        "start": start,
        "end": start + 2,
        "line": 2,
        "column": 4,
        "excerpt": "错错",
        "fix": {"title": "改为“对”", "safe": True, "edits": [{"start": start, "end": start + 2, "text": "对"}]},
        "related": [],
    }
    last = first["findings"][2]
    assert (last["line"], last["column"]) == (3, 1)
    assert last["related"] == [{"start": text.index("疑"), "end": text.index("疑") + 1, "message": "第一处在这里"}]


def test_json_is_not_escaped():
    assert "错错" in render("json", [outcome("错错")], View())


def test_json_statistics():
    data = json.loads(render("json", [outcome("错错，疑，错错")], View(statistics=True)))
    assert data["statistics"][0] == {"rule": "sample/wrong", "severity": "error", "count": 2, "fixable": 2}


def test_extract_has_the_keys_of_the_contract():
    text = "2023年度述职报告\n一、主要做法和成效\n一是加强学习，全年集中学习12次。二是改进作风，走访群众300户。\n"
    entry = extract_file("报告.txt", Document(text))
    data = json.loads(render_extract([entry, extract_failure("无.txt", "无.txt：文件不存在")]))
    assert (data["schema"], data["version"]) == ("reportlint/extract/1", __version__)
    first, second = data["files"]
    assert first.keys() == second.keys()
    assert list(first)[:7] == ["path", "doc_type", "period", "characters", "error", "sections", "items"]
    assert {"figures", "claims", "problems", "causes", "measures", "links"} < set(first)
    assert (first["characters"], first["error"], second["error"]) == (len(text), None, "无.txt：文件不存在")
    (section,) = first["sections"]
    assert list(section) == [
        "start", "end", "heading_start", "heading_end", "level", "number", "marker", "title", "roles", "parent",
    ]  # fmt: skip
    assert text[section["heading_start"] : section["heading_end"]] == "一、主要做法和成效"
    assert (section["level"], section["number"], section["marker"]) == (1, 1, "一、")
    item = first["items"][0]
    assert list(item) == ["start", "end", "marker", "style", "ordinal", "list", "head", "section", "parent"]
    assert (item["marker"], item["head"], item["section"]) == ("一是", "加强学习", 0)


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("工作中的的问题", 3, 5, "的的"),
        ("ok 的的", 3, 5, "的的"),
        ("a", 0, 1, "a"),
        ("第一行\n第二行有错", 7, 9, "有错"),
        ("第一行\r\n第二行有错\r\n", 8, 10, "有错"),
        ("第一行\r第二行有错", 7, 9, "有错"),
        ("“双”字ＡＢ错", 6, 7, "错"),
        ("\t推进\u200b工作", 3, 4, "\\u200b"),
        ("\t推进\u202e工作", 4, 6, "工作"),
        ("é̂法错", 3, 4, "错"),
        ("👍🏽好错", 3, 4, "错"),
    ],
)
def test_carets_stand_under_the_place(text, start, end, words):
    assert marked(text, start, end)[1] == words


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("place", [0, 3, 500, 1000, 1990, 1998])
def test_long_line_is_cut_around_the_place(place, width):
    text = "".join(chr(0x4E00 + i) for i in range(2000))
    line, words = marked(text, place, place + 2, width)
    assert words == text[place : place + 2]
    assert cell_len(line) >= width - 4
    shown = line.partition("| ")[2]
    assert shown.startswith("…") == (place > 500 or place == 500)
    assert shown.endswith("…") == (place < 1990)


def test_long_place_is_cut():
    line, words = marked("开头" + "长" * 500, 2, 502, 80)
    assert words.startswith("长长")
    assert words.endswith("…")
    assert line.endswith("…")


def test_place_over_several_lines_is_marked_in_its_first():
    assert marked("第一行\n第二行\n", 1, 6)[1] == "一行"


@pytest.mark.parametrize(("text", "place"), [("", 0), ("文稿", 2), ("文稿\n", 3), ("文稿\n", 2)])
def test_empty_place_has_one_caret(text, place):
    shown = render("full", [found_at(text, place, place)], View())
    assert shown.splitlines()[2].count("^") == 1


def test_full():
    shown = render("full", [outcome("一、疑点\n" * 12 + "错错")], View(width=60))
    blocks = shown.split("\n\n")
    assert blocks[0].splitlines() == [
        "报告.txt:1:3 sample/doubtful 疑似",
        "1 | 一、疑点",
        "  |     ^^",
        "    这里有疑点，请核对。",
        "  = 可修正：删去“疑”（核对后用 --fix --unsafe-fixes）",
    ]
    assert blocks[11].splitlines() == [
        "报告.txt:12:3 sample/doubtful 疑似",
        "12 | 一、疑点",
        "   |     ^^",
        "     这里有疑点，请核对。",
        " 1 | 一、疑点",
        "   |     -- 第一处在这里",
        "   = 可修正：删去“疑”（核对后用 --fix --unsafe-fixes）",
    ]
    assert blocks[-1] == (
        "检查了 1 份文稿，发现 13 处问题：必错 1，疑似 12。\n1 处可用 --fix 修正。\n12 处核对后可用 --fix --unsafe-fixes 修正。\n"
    )


def test_concise_is_one_line_each():
    shown = render("concise", [outcome("疑\n错错")], View())
    assert shown.splitlines() == [
        "报告.txt:1:1 sample/doubtful 疑似 这里有疑点，请核对。",
        "报告.txt:2:1 sample/wrong 必错 “错错”写错了，请改正。",
        "检查了 1 份文稿，发现 2 处问题：必错 1，疑似 1。",
        "1 处可用 --fix 修正。",
        "1 处核对后可用 --fix --unsafe-fixes 修正。",
    ]


def test_grouped_is_by_report_and_family():
    shown = render(
        "grouped", [outcome("错错，注，疑。疑\n错错", path="甲.txt"), outcome("很好。"), outcome("注")], View()
    )
    first, second, end = shown.split("\n\n")
    assert first.splitlines() == [
        "甲.txt（5 处）",
        "  other（1 处）",
        "    1:4 提示 noted 这里值得一看，请留意。",
        "  sample（4 处）",
        "    1:1 必错 wrong “错错”写错了，请改正。",
        "    1:6 疑似 doubtful 这里有疑点，请核对。",
        "    1:8 疑似 doubtful 这里有疑点，请核对。",
        "    2:1 必错 wrong “错错”写错了，请改正。",
    ]
    assert second.splitlines() == ["报告.txt（1 处）", "  other（1 处）", "    1:1 提示 noted 这里值得一看，请留意。"]
    assert end.startswith("检查了 3 份文稿，发现 6 处问题：必错 2，疑似 2，提示 2。\n")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("full", "报告.pdf:1:3（第1页） sample/doubtful 疑似"),
        ("concise", "报告.pdf:1:3（第1页） sample/doubtful 疑似 这里有疑点，请核对。"),
        ("grouped", "    1:3（第1页） 疑似 doubtful 这里有疑点，请核对。"),
    ],
)
def test_place_in_a_file_that_is_more_than_text(name, head):
    found = outcome("一、疑点\n疑点", path="报告.pdf")
    # the second line stands in the running text of no page in particular
    shown = render(name, [replace(found, format="pdf", pieces=(Piece(Span(0, 5), "第1页"),))], View())
    assert head in shown.splitlines()
    assert "2:1 " in shown


@pytest.mark.parametrize("name", TERMINAL)
def test_summary_of_clean_and_failed(name):
    failed = Outcome("无.txt", error="无.txt：文件不存在")
    assert render(name, [outcome("很好。")], View()) == "没有发现问题（检查了 1 份文稿）。\n"
    assert "没有发现问题" not in render(name, [failed], View())
    assert "有 1 份没能检查" in render(name, [failed], View())


@pytest.mark.parametrize("name", TERMINAL)
def test_statistics_instead_of_findings(name):
    lines = render(name, [outcome("错错，疑，错错")], View(statistics=True)).splitlines()
    assert lines[:2] == ["     2 必错 sample/wrong（2 处可修正）", "     1 疑似 sample/doubtful（1 处可修正）"]
    assert lines[2].startswith("检查了 1 份文稿")


@pytest.mark.parametrize("name", TERMINAL)
def test_colour_only_where_wanted(name):
    outcomes = [outcome("错错，疑，注")]
    assert "\x1b" not in render(name, outcomes, View())
    coloured = render(name, outcomes, View(color=True))
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(name, outcomes, View())


def test_nothing_of_the_text_commands_the_terminal():
    hostile = "\x1b[2J\x07\u202e\u2066\x9b31m\u200b\ue000\ud800错错\u2028"
    for name in TERMINAL:
        shown = render(name, [outcome(hostile, path="坏\x1b名.txt")], View())
        assert all(c.isprintable() or c == "\n" for c in shown)
    assert escape("　中文abc，“”") == "　中文abc，“”"


def test_wrap_hangs_closing_marks_and_keeps_latin_words():
    assert list(wrap("请改正，再看。", 6)) == ["请改正，", "再看。"]
    assert list(wrap("请用 --fix 改", 10)) == ["请用 --fix", "改"]
    assert list(wrap("", 10)) == [""]


@pytest.mark.parametrize("name", COMMON)
def test_many_findings_in_one_long_line_are_written(name):
    count = 2_000
    text = "文" * 1_000_000 + "，错错" * count
    result = outcome(text)
    assert len(result.diagnostics) == count
    assert render_file(name, [result], View())
