"""Results as files: several at once, one for each report, and Word files that come back with tracked changes."""

from __future__ import annotations

import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from fakes import install

import reportlint
from reportlint.cli import main
from reportlint.emit import FORMATS

DRAFT = "工作错错，疑点，注意。\n"


@pytest.fixture(autouse=True)
def workplace(monkeypatch, tmp_path):
    """An empty folder, and rules that exist for the tests only."""
    monkeypatch.chdir(tmp_path)
    install(monkeypatch)


@pytest.fixture
def run(capfdbinary):
    def run(*arguments):
        status = main(("check", *arguments))
        shown = capfdbinary.readouterr()
        return status, shown.out, shown.err.decode()

    return run


def draft(name="报告.txt", text=DRAFT):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return name


def word(name="报告.docx", *paragraphs, cell=""):
    document = docx.Document()
    for paragraph in paragraphs or (DRAFT.strip(),):
        document.add_paragraph(paragraph)
    document.add_table(1, 1).cell(0, 0).text = cell
    document.save(name)
    return name


def results(form, file, *more):
    """Run with a file of results and return what it holds."""
    status = main(("check", "--output-format", "concise", "--output-file", f"{form}={file}", *more))
    return status, Path(file).read_bytes()


# --- any number at once


def test_all_formats_at_once(run):
    path = word()
    wanted = [f"{form}=结果.{form}" for form in FORMATS]
    status, _, err = run(path, *(part for one in wanted for part in ("--output-file", one)))
    assert (status, err) == (1, "")
    made = {form: Path(f"结果.{form}").read_bytes() for form in FORMATS}
    assert json.loads(made["json"])["summary"]["error"] == 1
    assert json.loads(made["sarif"])["runs"][0]["artifacts"][0]["hashes"] == {
        "sha-256": sha256(Path(path).read_bytes()).hexdigest()
    }
    assert openpyxl.load_workbook(io.BytesIO(made["xlsx"])).active["F2"].value == "sample/wrong"
    assert "错错" in made["html"].decode()
    assert len(docx.Document(io.BytesIO(made["docx"])).paragraphs) == 1
    assert b"comments.xml" in made["docx"]


@pytest.mark.parametrize(
    "form", [form for form in FORMATS if form not in ("full", "concise", "grouped", "xlsx", "docx")]
)
def test_standard_output_is_what_the_file_holds(run, form):
    path = draft()
    status, out, err = run("--output-format", form, "--output-file", f"{form}=结果", path)
    assert (status, err) == (1, "")
    assert out == Path("结果").read_bytes()


def test_results_replace_what_was_there_and_leave_nothing_else(run):
    path = draft()
    Path("结果.json").write_text("旧")
    assert run("--output-file", "json=结果.json", path)[0] == 1
    assert json.loads(Path("结果.json").read_text("utf-8"))
    assert sorted(one.name for one in Path().iterdir()) == ["报告.txt", "结果.json"]


@pytest.mark.parametrize(
    ("files", "part"),
    [
        (("json=结果", "sarif=结果"), "结果 写了不止一次"),
        (("json=结果", "json=./结果"), "写了不止一次"),
        (("json=结果", "html=结果"), "写了不止一次"),
        (("html=报告.txt",), "报告.txt 正是要检查的文稿"),
        (("csv=无/结果.csv",), "没有 无 这个文件夹"),
        (("html=无/结果.html",), "没有 无 这个文件夹"),
        (("html=无/内/",), "建不了文件夹 无/内"),
        (("html=报告.txt/",), "建不了文件夹 报告.txt"),
        (("json=夹",), "夹"),
    ],
)
def test_wrong_place_is_told_before_anything_is_read(run, files, part):
    Path("夹").mkdir()
    status, out, err = run(draft(), *(part for one in files for part in ("--output-file", one)))
    assert (status, out) == (2, b"")
    (line,) = err.splitlines()
    assert line.startswith("错误：")
    assert part in line
    assert Path("报告.txt").read_bytes() == DRAFT.encode()


def test_missing_library_is_told_before_anything_is_read(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "reportlint.emit.xlsx", raising=False)
    status, out, err = run("--output-file", "xlsx=结果.xlsx", "没有.txt")
    assert (status, out) == (2, b"")
    assert err == "错误：写 .xlsx 需要 XlsxWriter，请先安装：pip install 'reportlint[xlsx]'\n"


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_what_is_no_text_is_not_shown_on_a_terminal(run, monkeypatch, form):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    status, out, err = run("--output-format", form, word())
    assert (status, out) == (2, b"")
    assert f"--output-file {form}=" in err


def test_workbook_tells_no_time(run):
    """The same findings are the same bytes, whenever they are written."""
    run("--output-file", "xlsx=结果.xlsx", draft())
    assert openpyxl.load_workbook("结果.xlsx").properties.created.year == 1980


# --- one file for each report


def test_folder_with_a_file_for_each_report(run):
    paths = [draft("甲/报告.txt"), draft("乙/报告.txt", "很好。"), draft("乙/报告.md", "很好。")]
    assert run("--output-file", "html=网页/", *paths)[0] == 1
    assert sorted(one.name for one in Path("网页").iterdir()) == ["报告-2.html", "报告-3.html", "报告.html"]
    assert "错错" in Path("网页/报告.html").read_text("utf-8")
    assert run("--output-file", "html=网页", paths[1])[0] == 0  # a folder that is there needs no mark
    assert "错错" not in Path("网页/报告.html").read_text("utf-8")


def test_several_reports_want_a_folder(run):
    paths = [draft("甲.txt"), draft("乙.txt")]
    status, _, err = run("--output-file", "html=结果.html", *paths)
    assert (status, err) == (2, "错误：有 2 份文稿，html 每份一个文件，请写成 html=文件夹/。\n")
    status, out, err = run("--output-format", "html", *paths)
    assert (status, out) == (2, b"")
    assert "--output-file html=文件夹/" in err


def test_folder_of_the_reports_themselves_is_spared(run):
    path = word()
    before = Path(path).read_bytes()
    status, _, err = run("--output-file", "docx=./", path)
    assert status == 2
    assert "正是要检查的文稿" in err
    assert Path(path).read_bytes() == before


def test_comments_want_a_word_file(run):
    paths = [draft("甲.txt"), word("乙.docx"), "没有.docx"]
    status, out, err = run("--output-format", "json", "--output-file", "docx=批注/", *paths)
    assert status == 2
    assert [one.name for one in Path("批注").iterdir()] == ["乙.docx"]
    first, second = err.splitlines()
    assert first.startswith("错误：甲.txt：只有 .docx 文稿")
    assert second.startswith("错误：没有.docx：文件不存在")
    # it was checked all the same
    assert json.loads(out)["files"][0]["error"] is None
    assert len(json.loads(out)["files"][0]["findings"]) == 3
    assert run("--exit-zero", "--output-file", "docx=批注/", "甲.txt")[0] == 2


# --- tracked changes


def test_fix_of_a_word_file_is_tracked(run):
    path = word("报告.docx", "工作错错，疑点。", cell="表里错错。")
    status, out, err = run("--fix", path)
    assert (status, err) == (1, "已修正 2 处，改写 1 份文稿。\n")
    assert b"sample/doubtful" in out
    assert b"sample/wrong" not in out
    source = reportlint.read(path).source
    assert source.text == "工作对，疑点。\n表里对。"
    assert {one.author for one in source.revisions} == {"reportlint"}
    assert "".join(one.text for one in source.revisions if one.kind == "deletion") == "错错错错"


def test_fix_and_comments_speak_of_the_same_text(run):
    path = word("报告.docx", "错错错错，疑点。")
    assert run("--fix", path, "--output-file", "docx=批注.docx", "--output-file", "json=结果.json")[0] == 1
    (finding,) = json.loads(Path("结果.json").read_text("utf-8"))["files"][0]["findings"]
    source = reportlint.read("批注.docx").source
    (comment,) = [one for one in source.revisions if one.kind == "comment"]
    assert comment.span.of(source.text) == finding["excerpt"] == "疑"
    assert source.text[finding["start"] : finding["end"]] == "疑"


def test_diff_of_a_word_file_leaves_it(run):
    path = word()
    before = Path(path).read_bytes()
    status, out, _ = run("--diff", path, "--output-file", "docx=批注.docx")
    assert status == 1
    # the comments speak of the text as it would be
    assert reportlint.read("批注.docx").text == "工作对，疑点，注意。\n"
    assert "+工作对，疑点，注意。" in out.decode()
    assert Path(path).read_bytes() == before


def test_fix_of_standard_input(run, monkeypatch):
    data = Path(word()).read_bytes()

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    status, out, err = run("--fix", "-")
    assert status == 1
    assert reportlint.read(save(out)).text == "工作对，疑点，注意。\n"
    sys.stdin.buffer.seek(0)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    status, out, err = run("--fix", "-")
    assert (status, out) == (2, b"")
    assert "转存" in err


def test_fix_of_a_clean_word_file_from_standard_input(run, monkeypatch):
    data = Path(word("报告.docx", "很好。")).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert run("--fix", "-")[:2] == (0, data)


def save(data):
    Path("修订.docx").write_bytes(data)
    return "修订.docx"


def test_what_cannot_be_written_does_not_stop_the_others(run):
    page = draft("页.html", "<p>工作错错，安排妥当。</p>")
    path = draft()
    before = Path(page).read_bytes()
    status, _, err = run("--fix", page, path)
    assert status == 2
    assert err.splitlines()[0].startswith("错误：页.html：html 文件不能直接改写")
    assert err.splitlines()[1] == "已修正 1 处，改写 1 份文稿。"
    assert Path(page).read_bytes() == before
    assert Path(path).read_text("utf-8") == DRAFT.replace("错错", "对")


def test_limits_of_the_configuration(run):
    path = draft(text="很好。" * 200_000)
    draft(".reportlint.toml", "[limits]\nfile-megabytes = 1\n")
    status, _, err = run(path)
    assert status == 2
    assert "超过上限 1048576 字节" in err
    assert run("--no-config", path)[0] == 0
