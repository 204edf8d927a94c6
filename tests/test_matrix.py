"""The matrix of problems, causes and measures: what it holds, its formats, the command."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reportlint import Document
from reportlint.cli import main
from reportlint.emit import View
from reportlint.emit.matrix import Answer, Chart, Loose, Matrix, Missing, Quote, Row, find_matrix, find_renderer
from reportlint.emit.matrix.data import HEADER
from reportlint.emit.matrix.page import render_table
from reportlint.emit.table import text_width
from reportlint.model import Gap, Link, Span, Unit

TEXT = "渠道渗漏。账目不公开。\n渠道老化。牛羊跌价。\n衬砌渠道6公里。办联欢会。"
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\u2028\x1b[31m\x00\ud800"


def make_doc(text=TEXT, links=(), gaps=()):
    """A document whose layers are given: two problems, two causes, two measures, a sentence each."""
    doc = Document(text)
    spans = [Span(*match.span()) for match in re.finditer("[^。\n]+", text)]
    units = [Unit(span, span, 0) for span in spans]
    layers = {"problems": units[:2], "causes": units[2:4], "measures": units[4:6]}
    fake = type("Fake", (), {"text": text, "lines": doc.lines, "doc_type": "", "period": "", **layers})
    fake.links, fake.gaps = links, gaps
    return fake


LINKS = (Link(0, 0, None, 0.55, ("渠道",)), Link(0, None, 0, 0.91, ("渠道", "同属水利")))
GAPS = (
    Gap("problems", 1, "cause", 0.8, 1, ("说的是价钱",)),
    Gap("problems", 1, "measure", 0.7, 1),
    Gap("causes", 1, "problem", 0.9, 0),
    Gap("measures", 1, "problem", 0.6, 1),
)
CHART = Chart.of("报告.txt", make_doc(links=LINKS, gaps=GAPS))


def make_quote(words, layer="problems", index=0):
    return Quote(layer, index, words, 0, len(words), 1, 1)


def hostile_chart():
    quote = make_quote(HOSTILE + "长" * 200)
    answer = Answer(quote, 0.9, (HOSTILE,))
    row = Row(quote, (answer,), (), (Missing("measure", 0.9, quote, (HOSTILE,)),))
    return Chart(HOSTILE, Matrix((row,), (Loose(quote, None),), (Loose(quote, None),)))


def find_file(chart=CHART):
    return json.loads(find_renderer("json")([chart], View()))["files"][0]


# --- what it holds


def test_each_problem_has_its_answers_and_its_gaps():
    first, second = CHART.matrix.rows
    assert (first.problem.words, first.problem.line, first.problem.column) == ("渠道渗漏", 1, 1)
    assert [(one.quote.words, one.score) for one in first.causes] == [("渠道老化", 0.55)]
    assert [(one.quote.words, one.strength) for one in first.measures] == [("衬砌渠道6公里", "强")]
    assert first.missing == ()
    assert (second.causes, second.measures) == ((), ())
    assert [(one.kind, one.nearest.words, one.why) for one in second.missing] == [
        ("cause", "牛羊跌价", ("说的是价钱",)),
        ("measure", "办联欢会", ()),
    ]


def test_what_belongs_to_no_problem():
    assert [one.quote.words for one in CHART.matrix.causes] == ["牛羊跌价"]
    assert [(one.quote.words, one.missing.nearest.words) for one in CHART.matrix.measures] == [
        ("办联欢会", "账目不公开")
    ]


def test_the_likeliest_answer_comes_first():
    links = (Link(0, None, 0, 0.5, ()), Link(0, None, 1, 0.8, ()))
    (row, _) = find_matrix(make_doc(links=links)).rows
    assert [one.quote.index for one in row.measures] == [1, 0]
    assert [one.strength for one in row.measures] == ["强", "中"]


@pytest.mark.parametrize(("score", "strength"), [(1.0, "强"), (0.75, "强"), (0.74, "中"), (0.5, "中"), (0.1, "弱")])
def test_strength(score, strength):
    assert Answer(make_quote("甲"), score).strength == strength


def test_summary():
    assert CHART.matrix.summarise() == (
        "2 个问题，1 个没有找到原因，1 个没有找到措施；1 条原因没有对应的问题，1 条措施没有对应的问题。"
    )
    assert "没有读出问题" in Matrix().summarise()
    row = Row(make_quote("甲"), (), (), ())
    assert Matrix((row,)).summarise() == "1 个问题，都找到了原因和措施。"


def test_a_real_document():
    doc = Document("一、存在问题\n（一）渠道渗漏严重。\n二、整改措施\n（一）衬砌渗漏的渠道6公里，年底完成。")
    (row,) = find_matrix(doc).rows
    assert row.problem.words == "渠道渗漏严重"
    assert len(row.measures) == 1 or [one.kind for one in row.missing].count("measure") == 1


# --- formats


def test_json():
    file = find_file()
    assert (file["path"], file["error"], file["characters"]) == ("报告.txt", None, len(TEXT))
    problem = file["rows"][0]["problem"]
    assert problem == {"index": 0, "start": 0, "end": 4, "line": 1, "column": 1, "text": "渠道渗漏"}
    assert file["rows"][0]["measures"][0]["why"] == ["渠道", "同属水利"]
    assert file["rows"][1]["missing"][1] == {
        "kind": "measure", "score": 0.7, "why": [],
        "nearest": {
            "index": 1, "start": TEXT.index("办"), "end": len(TEXT) - 1, "line": 3, "column": 9, "text": "办联欢会",
        },
    }  # fmt: skip
    assert [one["text"] for one in file["causes"]] == ["牛羊跌价"]
    assert file["measures"][0]["missing"]["kind"] == "problem"


def test_json_of_what_could_not_be_read():
    document = json.loads(find_renderer("json")([Chart("无.txt", error="读不了。")], View()))
    assert (document["schema"], document["files"][0]["error"]) == ("reportlint/matrix/1", "读不了。")


def test_csv_has_a_line_for_each_answer_and_each_gap():
    data = find_renderer("csv")([CHART], View())
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(header) == HEADER
    assert [row[3:5] for row in rows] == [
        ["原因", "渠道老化"], ["措施", "衬砌渠道6公里"], ["原因", ""], ["措施", ""], ["原因", "牛羊跌价"], ["措施", "办联欢会"],
    ]  # fmt: skip
    assert rows[0][5:] == ["2", "中", "0.55", "渠道"]
    assert rows[2][6:] == ["缺", "0.80", "最接近：牛羊跌价；说的是价钱"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_fits_the_screen(width):
    shown = find_renderer("table")([CHART, hostile_chart()], View(width)).decode()
    assert all(text_width(line) <= width for line in shown.splitlines())
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_table():
    shown = find_renderer("table")([CHART], View(120)).decode()
    for part in (
        "报告.txt",
        "渠道渗漏",
        "●●●",
        "●●○",
        "✗ 没有找到",
        "最接近的是",
        "没有对应问题的原因",
        CHART.matrix.summarise(),
    ):
        assert part in shown
    assert "\x1b[" in find_renderer("table")([CHART], View(80, color=True)).decode()


class Page(HTMLParser):
    """Collects the tags with their attributes, and the words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, words):
        self.words.append(words)


def test_page():
    page = find_renderer("html")([CHART, Chart("无.txt", error="读不了。")], View()).decode()
    parsed = Page(page)
    shown = "".join(parsed.words)
    for part in ("渠道渗漏", "没有找到", "最接近的是", "没有对应问题的措施", "读不了。", CHART.matrix.summarise()):
        assert part in shown
    titles = [attributes["title"] for _, attributes in parsed.tags if "title" in attributes]
    assert any("衬砌渠道6公里" in title and "0.91" in title and "同属水利" in title for title in titles)
    assert [tag for tag, _ in parsed.tags].count("th") == 3 + 2


def test_the_page_needs_nothing_but_itself():
    page = find_renderer("html")([CHART], View()).decode()
    (policy,) = [attributes["content"] for _, attributes in Page(page).tags if "http-equiv" in attributes]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not [name for _, attributes in Page(page).tags for name in attributes if name in ("src", "href")]
    assert not re.search(r"url\(|@import|https?:", page)
    assert find_renderer("html")([CHART], View()).decode() == page


def test_hostile_texts_stay_text():
    page = find_renderer("html")([hostile_chart()], View()).decode("utf-8")
    parsed = Page(page)
    assert not {"script", "img"} & {tag for tag, _ in parsed.tags}
    assert not set("\u202e\u2028\x1b\x00") & set(page)
    for form in ("json", "csv"):
        assert find_renderer(form)([hostile_chart()], View())


def test_the_table_links_into_a_page_around_it():
    plain, linked = render_table(CHART.matrix), render_table(CHART.matrix, linked=True)
    assert "href" not in plain
    targets = {attributes["href"] for tag, attributes in Page(linked).tags if tag == "a"}
    assert targets == {"#problems-0", "#problems-1", "#causes-0", "#causes-1", "#measures-0", "#measures-1"}


def test_nothing_to_show():
    chart = Chart.of("空.txt", Document(""))
    assert chart.matrix == Matrix()
    for form in ("table", "html"):
        assert "没有读出问题" in find_renderer(form)([chart], View()).decode()


# --- the command


@pytest.fixture
def run(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    Path("报告.txt").write_text(
        "一、存在问题\n（一）渠道渗漏严重。\n二、整改措施\n（一）衬砌渗漏的渠道6公里。\n", "utf-8"
    )

    def run(*arguments):
        status = main(["matrix", *arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8-sig"), err.decode()

    return run


@pytest.mark.parametrize("form", ["table", "csv", "json", "html"])
def test_command(run, form):
    status, out, err = run("报告.txt", "--output-format", form)
    assert (status, err) == (0, "")
    assert "渠道渗漏严重" in out


def test_files(run):
    status, out, _ = run("报告.txt", "--output-file", "html=表.html", "--output-file", "json=表.json")
    assert status == 0
    assert "渠道渗漏严重" in out
    assert "<table" in Path("表.html").read_text("utf-8")
    assert json.loads(Path("表.json").read_text("utf-8"))["schema"] == "reportlint/matrix/1"


def test_one_unreadable_file_does_not_stop_the_others(run):
    status, out, err = run("没有.txt", "报告.txt")
    assert status == 2
    assert err.startswith("错误：没有.txt：")
    assert "渠道渗漏严重" in out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "没有指定文稿"),
        (("--output-format", "xlsx", "报告.txt"), "table、csv、json、html"),
        (("--output-file", "html=报告.txt", "报告.txt"), "覆盖"),
        (("--output-file", "html=无/表.html", "报告.txt"), "写不了"),
        (("--profile", "没有这种", "报告.txt"), "没有这种"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence(run, arguments, part):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert part in line


def test_output_is_the_same_in_any_locale(run):
    env = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", "matrix", "报告.txt"], capture_output=True, check=True, env=env, timeout=60
    )
    assert "渠道渗漏严重" in done.stdout.decode("utf-8")
