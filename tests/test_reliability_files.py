"""Files that are many, change, cannot be named, or whose writing is broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from reportlint.baseline import Baseline
from reportlint.cli import main
from reportlint.cli.checking import Plan

DRAFT = "工作总结\n一、成效\n在总结经验的的基础上，完成投资3.5亿元。\n二、打算\n继续抓好落实。\n"
FIXED = DRAFT.replace("的的", "的")
COMMAND = [sys.executable, "-m", "reportlint", "check", "--no-config", "--select", "wording/duplicated-word"]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的文件和信号")
MANY = 10_000
# the process ends at once, as when the machine loses power: before what is written is safe, before it takes the place of
# the old, and after
KILLED = """
import os, pathlib, signal, sys
def kill(*_): os.kill(os.getpid(), signal.SIGKILL)
step, when, *arguments = sys.argv[1:]
home = os if step == "fsync" else pathlib.Path
real = getattr(home, step)
setattr(home, step, kill if when == "before" else lambda *all: kill(real(*all)))
from reportlint.cli import main
main(arguments)
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(DRAFT, "utf-8")
    return path


def run(*arguments: str | Path | bytes, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *arguments], check=False, capture_output=True, text=True, encoding="utf-8", **options
    )
    assert "Traceback" not in done.stderr
    return done


# --- writing that is broken off


@POSIX
@pytest.mark.parametrize("step", [("fsync", "before"), ("replace", "before"), ("replace", "after")], ids=" ".join)
def test_killed_while_writing_leaves_the_old_file_or_the_new_one(draft, step):
    arguments = ["check", "--no-config", "--select", "wording/duplicated-word", "--fix", draft]
    done = subprocess.run([sys.executable, "-c", KILLED, *step, *arguments], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert draft.read_text("utf-8") == (FIXED if step == ("replace", "after") else DRAFT)
    # what is left behind is no report, and the next run goes through
    assert run("--fix", draft.parent).returncode == 0
    assert draft.read_text("utf-8") == FIXED


@POSIX
@pytest.mark.parametrize("step", [("fsync", "before"), ("replace", "before")], ids=" ".join)
def test_killed_while_writing_a_result_leaves_the_old_one(draft, step):
    result = draft.with_name("结果.json")
    result.write_text("{}", "utf-8")
    arguments = ["check", "--no-config", "--select", "wording", "--output-file", f"json={result}", draft]
    done = subprocess.run([sys.executable, "-c", KILLED, *step, *arguments], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert result.read_text("utf-8") == "{}"


# --- a file that changes under it


def change(monkeypatch: pytest.MonkeyPatch, action: object) -> None:
    """Let something happen after a report is read, before it is written."""
    check = Plan.run

    def run(plan: Plan, *arguments: object) -> object:
        action()
        return check(plan, *arguments)

    monkeypatch.setattr(Plan, "run", run)


def test_what_somebody_saves_meanwhile_is_not_lost(draft, monkeypatch, capsys):
    change(monkeypatch, lambda: draft.write_text("另存的内容。\n", "utf-8"))
    assert main(["check", "--no-config", "--fix", str(draft)]) == 2
    assert "修正没有写回，请重新运行" in capsys.readouterr().err
    assert draft.read_text("utf-8") == "另存的内容。\n"


def test_a_file_that_is_taken_away_does_not_come_back(draft, monkeypatch, capsys):
    change(monkeypatch, draft.unlink)
    assert main(["check", "--no-config", "--fix", str(draft)]) == 2
    assert "修正没有写回，请重新运行" in capsys.readouterr().err
    assert not draft.exists()


def test_a_check_is_of_the_file_as_it_was_read(draft, monkeypatch, capsys):
    change(monkeypatch, lambda: draft.write_text("另存的内容。\n", "utf-8"))
    assert main(["check", "--no-config", "--output-format", "json", str(draft)]) == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["characters"] == len(DRAFT)


# --- many files, and names


def test_ten_thousand_files(tmp_path):
    for number in range(MANY):
        (tmp_path / f"{number}.txt").write_text("经验的的总结。" if number % 1000 == 0 else "经验的总结。", "utf-8")
    done = run("--output-format", "json", tmp_path)
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert len(result["files"]) == result["summary"]["files"] == MANY
    faulty = {Path(file["path"]).stem for file in result["files"] if file["findings"]}
    assert faulty == {str(number) for number in range(0, MANY, 1000)}


@pytest.fixture
def nameless(tmp_path: Path) -> bytes:
    """Return the path of a report whose name is no text."""
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe\xe6.txt")  # noqa: PTH118  # of bytes
    try:
        Path(os.fsdecode(path)).write_text(DRAFT, "utf-8")
    except OSError:
        pytest.skip("这个文件系统不许这样命名")
    return path


def speaking(locale: str) -> dict[str, str]:
    """Return an environment with another locale, from which Python does not flee to UTF-8."""
    return {**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@POSIX
@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.GB18030"])
def test_bytes_that_are_no_text_in_a_name_and_another_locale(nameless, locale):
    done = run("--output-format", "concise", nameless, env=speaking(locale))
    assert (done.returncode, "duplicated-word" in done.stdout) == (1, True), done.stderr
    fixed = run("--fix", nameless, env=speaking(locale))
    assert fixed.returncode == 0, fixed.stderr
    assert Path(os.fsdecode(nameless)).read_text("utf-8") == FIXED


@POSIX
@pytest.mark.parametrize("form", ["full", "json", "jsonl", "sarif", "csv", "junit", "github", "gitlab", "html"])
def test_bytes_that_are_no_text_in_every_format(nameless, form):
    done = run("--output-format", form, nameless, env=speaking("C"))
    assert done.returncode == 1, done.stderr
    assert "报告" in done.stdout or "duplicated-word" in done.stdout


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_lines_are_counted_alike_on_every_system(tmp_path, ends):
    draft = tmp_path / "报告.txt"
    draft.write_bytes(DRAFT.replace("\n", ends).encode())
    (file,) = json.loads(run("--output-format", "json", draft).stdout)["files"]
    (finding,) = file["findings"]
    assert (finding["line"], finding["column"], finding["excerpt"]) == (3, 6, "的的")
    assert run("--fix", draft).returncode == 0
    assert draft.read_bytes() == FIXED.replace("\n", ends).encode()


def test_paths_of_windows_are_told_with_slashes(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    baseline = Baseline(tmp_path)
    assert baseline.key(tmp_path / "乡镇" / "报告.txt") == "乡镇/报告.txt"
    assert PureWindowsPath(r"乡镇\报告.txt").as_posix() == "乡镇/报告.txt"
    monkeypatch.setattr("os.path.relpath", lambda *_: (_ for _ in ()).throw(ValueError("另一个盘")))
    assert baseline.key(tmp_path / "报告.txt") == (tmp_path / "报告.txt").as_posix()
