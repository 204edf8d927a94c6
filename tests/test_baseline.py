"""Findings that were there at the beginning: hidden as long as their words stay, wherever they move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes import install
from hypothesis import given
from hypothesis import strategies as st

from reportlint.baseline import Baseline, accept, parse_accepted, read_baseline, render_accepted, render_baseline
from reportlint.cli import main
from reportlint.config import Config, ConfigError
from reportlint.document import Document
from reportlint.engine import CRASH, check, examine
from reportlint.model import Source

TEXT = "述职报告\n一、成效\n全年错错走访群众三百户，办结事项二十件。\n二、问题\n这里有疑点，还要核对。\n"
FILE = ".reportlint-baseline.json"


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    install(monkeypatch)

    def run(*arguments):
        status = main(arguments)
        return status, *capsys.readouterr()

    return run


def draft(text=TEXT, name="报告.txt"):
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, "utf-8")
    return name


def accepted(text, path=None):
    """Return a baseline of what is found in a text."""
    found = check(Document(text))
    return Baseline(Path.cwd(), {"-" if path is None else path: accept(text, found, found, "", "")})


def new(text, baseline):
    """Return the rules of what a baseline does not hold."""
    found = check(Document(text))
    waived = baseline.split(Source(text), found)
    return [one.rule for one, why in zip(found, waived, strict=True) if why is None]


LINES = st.text(st.characters(exclude_characters="错疑注崩", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(LINES, max_size=4), st.lists(LINES, max_size=4))
def test_edits_elsewhere_never_bring_a_finding_back(before, behind):
    edited = "\n".join([*before, TEXT, *behind])
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        assert new(edited, accepted(TEXT)) == []


def test_what_is_new_is_reported(run):
    assert run("baseline", draft())[0] == 0
    check_it = ("check", "--baseline", FILE, "--output-format", "json")
    status, out, _ = run(*check_it, draft())
    assert (status, json.loads(out)["files"][0]["findings"]) == (0, [])
    status, out, _ = run(*check_it, draft(TEXT + "结尾错错。"))
    (finding,) = json.loads(out)["files"][0]["findings"]
    assert (status, finding["rule"], finding["line"]) == (1, "sample/wrong", 6)


def test_the_same_once_more_is_new(run):
    run("baseline", draft("全年错错，\n全年错错，\n"))
    assert run("check", "--baseline", FILE, draft("全年错错，\n全年错错，\n"))[0] == 0
    status, out, _ = run("check", "--baseline", FILE, "--output-format", "concise", draft("全年错错，\n" * 3))
    assert (status, out.count("sample/wrong")) == (1, 1)


def test_waived_findings_say_why(run):
    run("baseline", "--reason", "旧稿", "--who", "李红", draft())
    out = run("check", "--baseline", FILE, "--output-format", "json", draft())[1]
    waivers = [one["waiver"] for one in json.loads(out)["files"][0]["waived"]]
    assert waivers == [{"kind": "baseline", "reason": "旧稿", "who": "李红", "date": ""}] * 2
    out = run("check", "--baseline", FILE, draft())[1]
    assert "没有发现问题" in out
    assert "另有 2 处" in out


def test_again_it_takes_over_what_is_new_and_keeps_the_reasons(run):
    run("baseline", "--reason", "旧稿", draft())
    out = run("baseline", "--reason", "新稿", draft(f"错错开头。\n{TEXT}"))[1]
    assert "现有 3 处问题、1 份文稿，这次添了 1 处，去掉 0 处" in out
    entries = json.loads(Path(FILE).read_text("utf-8"))["files"]["报告.txt"]
    assert sorted(one["reason"] for one in entries) == ["新稿", "旧稿", "旧稿"]


def test_prune_takes_away_what_is_gone_and_adds_nothing(run):
    run("baseline", draft(), draft("错错。", "另.txt"), draft("错错。", "第三.txt"))
    Path("另.txt").unlink()
    out = run("baseline", "--prune", draft(TEXT.replace("错错", "") + "结尾错错。\n"))[1]
    assert "现有 2 处问题、2 份文稿，这次添了 0 处，去掉 2 处" in out
    assert list(json.loads(Path(FILE).read_text("utf-8"))["files"]) == ["报告.txt", "第三.txt"]


def test_other_reports_are_left_as_they_are(run):
    run("baseline", draft(), draft("错错。", "另.txt"))
    before = json.loads(Path(FILE).read_text("utf-8"))["files"]["报告.txt"]
    run("baseline", "另.txt")
    assert json.loads(Path(FILE).read_text("utf-8"))["files"]["报告.txt"] == before


def test_an_unreadable_report_keeps_its_findings(run):
    run("baseline", draft())
    Path("报告.txt").write_bytes(b"\x00" * 100)
    status, _, err = run("baseline", "报告.txt")
    assert status == 2
    assert err.startswith("错误：报告.txt")
    assert "报告.txt" in json.loads(Path(FILE).read_text("utf-8"))["files"]


def test_where_nothing_can_be_read_no_baseline_is_written(run):
    Path("报告.txt").write_bytes(b"\x00" * 100)
    status, _, err = run("baseline", "报告.txt")
    assert status == 2
    assert err.splitlines()[-1].startswith("错误：没有一份文稿读得出来，基线 ")
    assert not Path(FILE).exists()


def test_the_configuration_may_name_it(run, monkeypatch):
    draft(f'baseline = "{FILE}"', ".reportlint.toml")
    run("baseline", draft())
    assert run("check", draft())[0] == 0
    # paths are told from the folder of the file, wherever one stands
    Path("内").mkdir()
    monkeypatch.chdir("内")
    assert run("check", "../报告.txt")[0] == 0
    assert run("check", "--no-config", "../报告.txt")[0] == 1


def test_a_comment_does_not_shift_the_count():
    text = "全年错错，\n全年错错，\n"
    baseline = accepted(text)
    commented = "<!-- reportlint: ignore wording/duplicated-word 因 -->\n" + text
    assert new(commented, baseline) == [one.rule for one in check(Document(commented)) if "internal" in one.rule]


def test_the_programs_own_remarks_are_never_in_it(run):
    run("baseline", draft("崩了。<!-- reportlint: ignore sample/wrong -->"))
    rules = [one["rule"] for one in json.loads(Path(FILE).read_text("utf-8"))["files"]["报告.txt"]]
    assert rules == ["other/crash"]
    assert CRASH in run("check", "--baseline", FILE, "--output-format", "json", "报告.txt")[1]


@pytest.mark.parametrize("content", [None, "{", "[]", '{"schema": "x", "files": {}}', '{"schema": 1}'])
def test_a_wrong_file_is_one_sentence(run, content):
    if content is not None:
        draft(content, FILE)
    status, out, err = run("check", "--baseline", FILE, draft())
    assert (status, out) == (2, "")
    assert err.startswith("错误：")
    assert FILE in err
    assert "reportlint baseline" in err


def test_a_changed_file_is_read_anew(tmp_path):
    path = tmp_path / FILE
    path.write_bytes(render_baseline({}))
    assert read_baseline(path).files == {}
    path.unlink()
    with pytest.raises(ConfigError):
        read_baseline(path)


def test_the_file_is_the_same_for_the_same_findings():
    found = check(Document("的的的\ud800"), Config(select=("wording",)))
    marks = accept("的的的\ud800", found, found, "因", "李红")
    files = {"乙": marks, "甲": marks}
    assert render_baseline(files) == render_baseline(dict(reversed(files.items())))
    assert {mark: parse_accepted(render_accepted(mark, one)) for mark, one in marks.items()} == marks


def test_it_is_part_of_the_library(tmp_path):
    path = tmp_path / FILE
    source = Source("工作的的进展。", path=tmp_path / "报告.txt")
    found = check(Document(source), Config(select=("wording",)))
    path.write_bytes(render_baseline({"报告.txt": accept(source.text, found, found, "因", "李红")}))
    checked = examine(Document(source), Config(select=("wording",), baseline=path))
    assert checked.diagnostics == ()
    assert [one.waiver.who for one in checked.waived] == ["李红"]
