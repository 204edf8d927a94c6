from __future__ import annotations

import csv
import io
import json
import logging
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import Document
from reportlint.cli import main
from reportlint.emit import FormatError, xlsx
from reportlint.emit import ledger as ledgers
from reportlint.emit.csv import render_cell
from reportlint.emit.ledger import HEADER, Ledger, describe_period, find_renderer
from reportlint.emit.table import fit, lay_out, text_width
from reportlint.emit.xlsx import fits
from reportlint.model import Figure, Span

REPORT = """2023年工作总结

一、主要成效
（一）夯实基础
2023年1—6月，新建泵站12座，完成投资1.08亿元，比上年增长25.90%。走访群众近300户。
二、存在问题
管网漏损率仍在9%—11%之间。
"""


@pytest.fixture(autouse=True)
def workplace(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    log = logging.getLogger("reportlint")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "level", logging.NOTSET)


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = main(["figures", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


def draft(name="报告.txt", text=REPORT):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return str(path)


def make(value, *, quote="5个", path="甲.txt", text="", heading="", **about):
    """A ledger of one figure, whatever the extraction would say."""
    about = {"unit": "个", "bound": "exact", "measure": "项目", **about}
    text = text or quote
    start = text.index(quote)
    figure = Figure(Span(start, start + len(quote)), value, **about)
    return Ledger(path, text, (ledgers.Entry(figure, 1, start + 1, heading),))


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_sheet(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


# --- which figures, where


def test_places_and_headings():
    found = Ledger.of("报告.txt", Document(REPORT))
    shown = [(one.figure.span.of(found.text), one.line, one.column, one.heading) for one in found.entries]
    assert shown == [
        ("12座", 5, 15, "（一）夯实基础"),
        ("1.08亿元", 5, 23, "（一）夯实基础"),
        ("25.90%", 5, 35, "（一）夯实基础"),
        ("300户", 5, 47, "（一）夯实基础"),
        ("9%—11%", 7, 8, "二、存在问题"),
    ]


def test_no_heading_before_the_first():
    (entry,) = Ledger.of("x", Document("全年建成泵站12座。\n一、成效\n很好。\n二、问题\n没有。\n")).entries
    assert entry.heading == ""


def test_long_heading_is_cut_once_for_all():
    text = f"# {'项目建成3个 ' * 5_000}\n"
    assert all(len(entry.heading) <= 81 for entry in Ledger.of("x", Document(text)).entries)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("", ""),
        ("2023", "2023年"),
        ("2023-H1", "2023年上半年"),
        ("2023-Q3", "2023年三季度"),
        ("2023-06", "2023年6月"),
        ("2023-06-09", "2023年6月9日"),
        ("2023-01/2023-11", "2023年1月至11月"),
        ("2023-Q1/2023-Q3", "2023年一季度至三季度"),
        ("2021/2025", "2021年至2025年"),
        ("2022-12/2023-03", "2022年12月至2023年3月"),
    ],
)
def test_period_in_words(period, words):
    assert describe_period(period) == words


# --- formats


def test_json_has_the_schema():
    data = json.loads(
        find_renderer("json")([Ledger.of("报告.txt", Document(REPORT)), Ledger("无.txt", error="读不了。")], 100)
    )
    assert data["schema"] == "reportlint/figures/1"
    good, bad = data["files"]
    assert list(good) == ["path", "doc_type", "period", "characters", "error", "figures"]
    assert (good["doc_type"], good["period"], good["characters"], good["error"]) == (
        "工作总结",
        "2023",
        len(REPORT),
        None,
    )
    figure = good["figures"][2]
    assert figure == {
        "start": REPORT.index("25.90%"), "end": REPORT.index("25.90%") + 6, "text": "25.90%", "value": "25.90", "unit": "%",
        "bound": "exact", "measure": figure["measure"], "period": figure["period"],
        "comparison": {"basis": "比上年", "direction": "up"}, "line": 5, "column": 35, "heading": "（一）夯实基础",
    }  # fmt: skip
    assert good["figures"][-1]["value"] == ["9", "11"]
    assert (bad["error"], bad["figures"]) == ("读不了。", [])


def test_csv_opens_in_spreadsheets():
    data = find_renderer("csv")([Ledger.of("报告.txt", Document(REPORT))], 100)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 6
    header, *rows = read_csv(data)
    assert tuple(header) == HEADER
    assert rows[1][:2] == ["投资", "108000000"]
    assert rows[2][1:4] == ["25.90", "", "%"]
    assert rows[2][6:] == ["比上年上升", "25.90%", "报告.txt", "5", "35", "（一）夯实基础"]
    assert [row[4] for row in rows] == ["确数", "确数", "确数", "不足", "确数"]
    assert rows[4][1:4] == ["9", "11", "%"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3.5℃", "@某", "＝A1", "－2", "1/8", "3-5"])
def test_csv_computes_nothing(text):
    assert render_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Decimal("-3.5"), "-3.5"),
        (Decimal("1E+8"), "100000000"),
        (7, "7"),
        (None, ""),
        ("1/8以上", "1/8以上"),
        ("3—5人", "3—5人"),
        ("-", "-"),
    ],
)
def test_csv_keeps_numbers_and_plain_texts(cell, text):
    assert render_cell(cell) == text


def test_hostile_texts_in_spreadsheets():
    hostile = make(
        Decimal(5), path="=cmd|' /C calc'!A0.txt", measure="+项目\x00\u200b\ud800", unit="@个", heading='-"标题",\n'
    )
    _, row = read_csv(find_renderer("csv")([hostile], 100))
    assert row[0] == r"'+项目\x00\u200b\ud800"
    assert (row[3], row[8], row[11]) == ("'@个", "'=cmd|' /C calc'!A0.txt", '\'-"标题",\\n')
    cells = read_sheet(find_renderer("xlsx")([hostile], 100))[2]
    assert [cells[i].value for i in (0, 3, 8)] == [r"+项目\x00\u200b\ud800", "@个", "=cmd|' /C calc'!A0.txt"]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.data_type == "s" for cell in (cells[0], cells[3], cells[8], cells[11]))


def test_workbook():
    sheet = read_sheet(find_renderer("xlsx")([Ledger.of("报告.txt", Document(REPORT))], 100))
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADER
    assert len(rows) == 6
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:L6"
    assert rows[2][:5] == ("投资", 108_000_000, None, "元", "确数")
    assert rows[2][6:] == (None, "1.08亿元", "报告.txt", 5, 23, "（一）夯实基础")
    assert rows[5][1:4] == (9, 11, "%")
    assert sheet["B3"].number_format == "#,##0"
    assert (sheet["B4"].value, sheet["B4"].number_format) == (25.9, "#,##0.00")
    assert sheet["J3"].number_format == "0"
    assert sheet["A1"].font.bold
    assert sheet.print_title_rows == "$1:$1"
    widths = [sheet.column_dimensions[letter].width for letter in "ABHL"]
    assert all(text_width("标题") < width <= xlsx.WIDEST + 1 for width in widths)


def test_workbook_without_figures():
    sheet = read_sheet(find_renderer("xlsx")([], 100))
    assert [cell.value for cell in sheet[1]] == list(HEADER)
    assert sheet.max_row == 1


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("0", True), ("-3.50", True), ("123456789012345", True), ("1E+14", True), ("0.000000000000001", True),
        ("1234567890123456", False), ("1E+15", False), ("1E+400", False), ("0.12345678901234567", False),
    ],
)  # fmt: skip
def test_numbers_that_excel_would_round_stay_text(value, whole):
    assert fits(Decimal(value)) == whole
    cell = read_sheet(find_renderer("xlsx")([make(Decimal(value))], 100))["B2"]
    assert Decimal(str(cell.value).replace(",", "")) == Decimal(value)
    assert (cell.data_type == "n") == whole


def test_more_figures_than_a_sheet_has_rows(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    with pytest.raises(FormatError, match="csv"):
        find_renderer("xlsx")([Ledger.of("报告.txt", Document(REPORT))], 100)


def test_table():
    shown = find_renderer("table")(
        [Ledger.of("报告.txt", Document(REPORT)), Ledger("无.txt", error="读不了。")], 100
    ).decode()
    lines = shown.splitlines()
    assert lines[0] == "报告.txt（5 个数字）"
    assert lines[1].split() == ["指标", "数值", "单位", "界限", "时期", "比较", "原文", "位置"]
    assert lines[3] == "[（一）夯实基础]"
    assert lines[5].split() == ["投资", "108,000,000", "元", "确数", "2023年1月至6月", "1.08亿元", "5:23"]
    assert lines[8] == "[二、存在问题]"
    assert "9—11  %" in lines[9]
    assert lines[-2:] == ["1 份文稿，共 5 个数字。", "有 1 份没能读，原因见标有“错误”的各行。"]
    # flush right: the values end in one column of the terminal
    ends = {
        text_width(line[: line.index(value) + len(value)])
        for line, value in zip(lines[4:6], ("12", "108,000,000"), strict=True)
    }
    assert len(ends) == 1


def test_table_without_figures():
    assert find_renderer("table")([Ledger("空.txt")], 80).decode() == "空.txt（0 个数字）\n\n1 份文稿，共 0 个数字。\n"


def test_numbers_and_places_are_never_cut_before_words():
    line = (
        find_renderer("table")([make(Decimal(123456789), measure="泵站" * 40, unit="立方米" * 9)], 60)
        .decode()
        .splitlines()[3]
    )
    assert "123,456,789" in line
    assert line.endswith("1:1")
    assert text_width(line) <= 60


def test_nothing_of_the_text_commands_the_terminal():
    shown = find_renderer("table")([make(Decimal(5), path="\x1b[2J.txt", measure="项\x1b[31m目\u202e")], 100).decode()
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@given(st.lists(st.tuples(*[st.text(max_size=30)] * 4), min_size=1), st.integers(1, 120))
def test_no_line_is_wider_than_the_screen(rows, width):
    cells = [tuple("".join(filter(str.isprintable, cell)) for cell in row) for row in rows]
    lines = list(lay_out(cells, width, {1}))
    assert len(lines) == len(rows) + 1
    assert all(text_width(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [("泵站", 6, "泵站  "), ("泵站建设", 6, "泵站… "), ("泵站建设", 7, "泵站建…"), ("abcdef", 4, "abc…"), ("泵", 2, "泵"), ("e\u0301", 1, "e\u0301")],
)  # fmt: skip
def test_fit(text, width, fitted):
    assert fit(text, width) == fitted


# --- the command


def test_one_unreadable_file_does_not_stop_the_others(run):
    paths = [draft("甲.txt"), "没有.txt", draft("乙.txt")]
    status, out, err = run("--output-format", "json", *paths)
    assert status == 2
    assert err.startswith("错误：没有.txt：")
    files = json.loads(out)["files"]
    assert [file["path"] for file in files] == paths
    assert [len(file["figures"]) for file in files] == [5, 0, 5]


def test_folders_and_standard_input(run, monkeypatch):
    draft("文/甲.txt")
    draft("文/乙.md", "# 总结\n\n全年建成泵站12座。\n")
    status, out, _ = run("文")
    assert status == 0
    assert out.startswith("文/乙.md（1 个数字）\n")
    assert out.endswith("2 份文稿，共 6 个数字。\n")

    class Stdin:
        class buffer:  # noqa: N801
            read = staticmethod(lambda size: REPORT.encode("gb18030")[:size])

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert run("-", "--stdin-filename", "草稿.txt")[1].startswith("草稿.txt（5 个数字）\n")


def test_output_files(run):
    path = draft()
    status, out, err = run(
        path, "--output-file", "csv=数.csv", "--output-file", "xlsx=数.xlsx", "--output-file", "table=数.txt"
    )
    assert (status, err) == (0, "")
    assert Path("数.txt").read_text("utf-8") == out
    assert len(read_csv(Path("数.csv").read_bytes())) == 6
    assert read_sheet(Path("数.xlsx").read_bytes()).max_row == 6


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "没有指定文稿"),
        (("--output-format", "xml", "报告.txt"), "table、csv、json、xlsx"),
        (("--output-file", "数.csv", "报告.txt"), "格式=文件"),
        (("--output-file", "csv=报告.txt", "报告.txt"), "报告.txt 正是要检查的文稿"),
        (("--output-file", "csv=文/../报告.txt", "报告.txt"), "报告.txt 正是要检查的文稿"),
        (("--output-file", "csv=无/数.csv", "报告.txt"), "写不了 无/数.csv"),
        (("--profile", "没有这种", "报告.txt"), "没有这种"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence(run, arguments, part):
    draft()
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert part in line
    assert Path("报告.txt").read_text("utf-8") == REPORT


def test_wrong_configuration(run):
    draft(".reportlint.toml", 'selct = ["x"]')
    status, _, err = run(draft())
    assert status == 2
    assert "selct" in err


def test_missing_library_is_told_of_before_anything_is_read(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "reportlint.emit.xlsx")
    status, out, err = run("没有.txt", "--output-file", "xlsx=数.xlsx")
    assert (status, out) == (2, "")
    assert err == "错误：写 .xlsx 需要 XlsxWriter，请先安装：pip install 'reportlint[xlsx]'\n"
    assert run(draft())[0] == 0


def test_no_workbook_on_a_terminal(run, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    status, _, err = run(draft(), "--output-format", "xlsx")
    assert status == 2
    assert "--output-file xlsx=" in err


@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx"])
def test_output_is_the_same_in_any_locale_and_needs_no_rich(form):
    code = (
        "import sys; from reportlint.cli import main;"
        f"main(['figures', '--output-format', {form!r}, '报告.txt']);"
        "sys.exit('rich' in sys.modules)"
    )
    draft()
    env = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, timeout=60)
    if form == "xlsx":
        assert read_sheet(done.stdout).max_row == 6
    else:
        assert "（一）夯实基础" in done.stdout.decode()
