"""What happens to a user whose files, arguments and machine are not as they should be."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reportlint.cli import COMMANDS, face, main
from reportlint.config import Config
from reportlint.document import Document
from reportlint.engine import MORE, MOST, check
from reportlint.fix import fix_document
from reportlint.model import Finding, Severity, Span
from reportlint.registry import Rule

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "reportlint", "check", "--no-config"]
DRAFT = "工作总结\n一、成效\n在总结经验的的基础上，完成投资3.5亿元。\n三、打算\n继续抓好落实。。\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的文件")
FAST = Config(select=("numbering", "punctuation", "wording/duplicated-word"))
LINES = st.sampled_from(
    [
        "一、成效", "三、打算", "（一）做法", "一是抓落实。", "在总结经验的的基础上改进。", "工作有序。。", "他说：“好。",
        "", "　　", "<!-- reportlint: ignore numbering 照抄原文 -->", "\ud800\x00", "（" * 40, "完成3 5项,占比12 %；",
    ]
)  # fmt: skip


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *arguments], check=False, capture_output=True, text=True, encoding="utf-8", timeout=120, **options
    )
    assert "Traceback" not in done.stderr
    return done


# --- the machine


def test_the_same_findings_in_every_process():
    drafts = sorted((ROOT / "examples").glob("*.txt"))
    shown = {
        run("--output-format", "json", *drafts, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in "012"
    }
    assert len(shown) == 1
    assert json.loads(shown.pop())["files"]


@POSIX
def test_ctrl_c_ends_it_quietly_and_leaves_the_file_whole(tmp_path):
    draft = tmp_path / "长.txt"
    draft.write_text(DRAFT * 20_000, "utf-8")
    before = draft.read_bytes()
    with subprocess.Popen([*COMMAND, "--fix", str(draft)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=120)
    # before the command has begun, the interpreter itself may speak
    assert running.returncode in (130, -signal.SIGINT)
    assert draft.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["长.txt"]
    assert b"Traceback" not in said or b"reportlint/cli/check.py" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="只有 Linux 有 /dev/full")
def test_a_full_disk_is_told_of(tmp_path):
    draft = tmp_path / "报告.txt"
    draft.write_text(DRAFT, "utf-8")
    done = run("--output-file", "json=/dev/full", draft)
    assert done.returncode == 2
    assert "/dev/full" in done.stderr


def test_a_place_that_cannot_be_written_is_told_of(tmp_path):
    draft = tmp_path / "报告.txt"
    draft.write_text(DRAFT, "utf-8")
    done = run("--output-file", f"json={draft / '结果.json'}", draft)
    assert done.returncode == 2
    assert "结果.json" in done.stderr
    assert draft.read_text("utf-8") == DRAFT


@POSIX
@pytest.mark.parametrize("name", ["换\n行.txt", "\u202e反.txt", os.fsdecode(b"\xff\xfe.txt"), "-x.txt", "a'b\"c.txt"])
def test_names_that_are_hard_to_show(tmp_path, name):
    try:
        (tmp_path / name).write_text(DRAFT, "utf-8")
    except OSError:
        pytest.skip("这个文件系统不许这样命名")
    done = run(tmp_path, env={**os.environ, "LC_ALL": "C"})
    assert done.returncode == 1
    assert all("numbering" not in line or re.search(r":\d+:\d+", line) for line in done.stdout.splitlines())
    assert "\u202e" not in done.stdout


@POSIX
def test_links_that_go_round(tmp_path):
    (tmp_path / "报告.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "里").mkdir()
    (tmp_path / "里" / "外").symlink_to(tmp_path)
    (tmp_path / "自己.txt").symlink_to(tmp_path / "自己.txt")
    done = run("--output-format", "json", tmp_path)
    checked = [file for file in json.loads(done.stdout)["files"] if file["findings"]]
    assert len(checked) == 1


def test_a_file_that_vanishes_is_told_of(tmp_path):
    done = run(tmp_path / "没有.txt")
    assert done.returncode == 2
    assert "没有.txt" in done.stderr


def test_line_ends_of_all_systems_are_kept(tmp_path):
    draft = tmp_path / "报告.txt"
    draft.write_bytes(DRAFT.replace("\n", "\r\n").encode())
    run("--fix", draft)
    fixed = draft.read_bytes()
    assert "的的".encode() not in fixed
    assert fixed.count(b"\r\n") == fixed.count(b"\n") == DRAFT.count("\n")


# --- the arguments

ENDLESS = {"serve", "lsp", "--watch"}
SLOW = {"corpus"}  # it starts processes
VALUES = st.sampled_from(
    ["json", "json=结果.json", "html=", "error", "numbering", "-", "=", "报告.txt", "没有.txt", "en", "a=1", "1", "-1", ""]
)  # fmt: skip
# an argument holds no NUL on any system
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
CONTEXT = click.Context(face)


def find_options(name: str) -> st.SearchStrategy[list[str]]:
    """Return a strategy for an option of a command, with a value where it takes one, right or wrong."""
    options = [one for one in face.get_command(CONTEXT, name).params if isinstance(one, click.Option)]
    flags = st.sampled_from(
        [[]] + [[word] for one in options for word in one.opts if one.is_flag and word not in ENDLESS]
    )
    valued = [word for one in options for word in one.opts if not one.is_flag]
    return st.one_of(flags, st.tuples(st.sampled_from(valued), VALUES).map(list)) if valued else flags


def find_calls(name: str) -> st.SearchStrategy[list[str]]:
    """Return a strategy for calls of a command."""
    paths = st.lists(st.sampled_from(["报告.txt", "报告.txt", "旧.txt", ".", "没有.txt", "-"]), max_size=2)
    options = st.lists(find_options(name), max_size=3).map(lambda found: [word for option in found for word in option])
    return st.tuples(paths, options).map(lambda found: [name, *found[0], *found[1]])


def run_inside(folder, monkeypatch, capsys, arguments):
    """Run the command in a folder with two reports, and check that whatever it says is no fault of its own."""
    monkeypatch.chdir(folder)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder / "家"))
    for name in ("报告.txt", "旧.txt"):
        Path(name).write_text(DRAFT, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    assert main(arguments) in (0, 1, 2)
    assert "程序内部出错" not in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted({*COMMANDS} - ENDLESS - SLOW))
def test_no_options_of_a_command_make_it_crash(tmp_path, monkeypatch, capsys, name):
    @given(find_calls(name))
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def call(arguments):
        run_inside(tmp_path, monkeypatch, capsys, arguments)

    call()


@given(
    st.lists(
        st.one_of(st.sampled_from([*COMMANDS, "--fix", "--select", "--", "报告.txt"]), VALUES, TEXTS),
        max_size=5,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_make_it_crash(tmp_path, monkeypatch, capsys, words):
    if not {*ENDLESS, *SLOW} & {*words}:
        run_inside(tmp_path, monkeypatch, capsys, words)


# --- a document that is changed, and a report that says too much


class Editing(RuleBasedStateMachine):
    """A report that somebody writes and the program fixes, in any order."""

    @initialize(lines=st.lists(LINES, max_size=6))
    def begin(self, lines):
        self.doc = Document("\n".join(lines))

    @rule(line=LINES, at=st.integers(0, 20))
    def insert(self, line, at):
        lines = self.doc.text.split("\n")
        lines.insert(at, line)
        self.doc = Document("\n".join(lines))

    @rule(start=st.integers(0, 80), size=st.integers(0, 40))
    def cut(self, start, size):
        self.doc = Document(self.doc.text[:start] + self.doc.text[start + size :])

    @rule()
    def fix(self):
        fixed = fix_document(self.doc, FAST)
        assert fix_document(fixed.doc, FAST).doc.text == fixed.doc.text
        self.doc = fixed.doc

    @invariant()
    def places_are_in_the_text(self):
        for one in check(self.doc, FAST):
            assert one.rule != "internal/rule-crash", one.finding.message
            assert 0 <= one.finding.span.start <= one.finding.span.end <= len(self.doc.text)

    @invariant()
    def words_make_up_the_text(self):
        assert "".join(word.text for word in self.doc.words) == self.doc.text


Editing.TestCase.settings = settings(max_examples=25, stateful_step_count=8, deadline=None, derandomize=True)
TestEditing = Editing.TestCase


def test_a_rule_that_finds_too_much_is_cut_short():
    endless = Rule(
        "sample/endless", Severity.NOTE, "", "", lambda doc: (Finding(Span(n, n), "有") for n in range(10**9))
    )
    found = check(Document("一"), Config(select=("sample",), own_rules=(endless,)))
    assert len(found) == MOST
    assert [one.finding.message for one in found[-2:]] == ["有", MORE]
