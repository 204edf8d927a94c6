"""The check before submission: budgets, cache, settings, watching, pre-commit, the GitHub Action."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fakes import install

from reportlint import cache, engine
from reportlint.cli import COMMANDS, main, watch
from reportlint.config import Config
from reportlint.document import Document
from reportlint.model import Severity, Source, Span

ROOT = Path(__file__).parents[1]
PRE_COMMIT = shutil.which("pre-commit", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
BASH = shutil.which("bash")
BAD, GOOD = "本年度工作的的进展顺利，各项任务按期完成。\n", "本年度工作的进展顺利，各项任务按期完成。\n"


@pytest.fixture(autouse=True)
def workplace(monkeypatch, tmp_path):
    """An empty folder, and a user without files of his own."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "PRE_COMMIT_HOME"):
        monkeypatch.setenv(name, str(tmp_path / ".own" / name))


@pytest.fixture
def run(monkeypatch, capsys):
    install(monkeypatch)

    def run(*arguments):
        status = main(arguments)
        return status, *capsys.readouterr()

    return run


def draft(text="错错，错错，疑点，注意。\n", name="报告.txt"):
    Path(name).write_text(text, "utf-8")
    return name


def environment():
    """Return variables with which other programs find this very installation."""
    return {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


# --- budgets


@pytest.mark.parametrize(
    ("arguments", "status", "over"),
    [
        ((), 1, []),
        (("sample/wrong=2",), 1, []),
        (("sample/wrong=2", "sample/doubtful=1"), 0, []),
        (("sample/wrong=1", "sample/doubtful=1"), 1, ["sample/wrong 有 2 处"]),
        (("sample/wrong=2", "sample/doubtful=9", "other/noted=0"), 1, ["other/noted 有 1 处"]),
    ],
)
def test_budgets(run, arguments, status, over):
    options = [part for one in arguments for part in ("--max-findings", one)]
    given, out, err = run("check", *options, draft())
    assert given == status
    assert [line.partition("，")[0] for line in err.splitlines()] == [f"规则 {one}" for one in over]
    assert "发现 4 处问题" in out


def test_a_budget_counts_all_reports(run):
    paths = [draft("错错。", "甲.txt"), draft("错错。", "乙.txt")]
    assert run("check", "--max-findings", "sample/wrong=1", paths[0])[0] == 0
    assert run("check", "--max-findings", "sample/wrong=1", *paths)[0] == 1
    assert run("check", "--max-findings", "sample/wrong=1", "--exit-zero", *paths)[0] == 0


@pytest.mark.parametrize(
    ("value", "part"),
    [("sample/wrong", "规则=个数"), ("sample/wrong=x", "规则=个数"), ("sample/wrnog=1", "sample/wrong")],
)
def test_a_wrong_budget_is_one_sentence(run, value, part):
    status, out, err = run("check", "--max-findings", value, draft())
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert part in err


# --- settings


def test_settings_with_their_origins(run):
    draft('ignore = ["other"]\n[rules."sample/wrong"]\nnames = ["甲", "乙"]\n', ".reportlint.toml")
    draft('[[ignore]]\nrule = "sample"\ntext = "原文"\nreason = "因"\n', ".reportlint-ignore.toml")
    status, out, _ = run("check", "--show-settings", "--select", "sample/wrong", draft(), draft("好。", "乙.txt"))
    assert status == 0
    lines = [line.strip() for line in out.split("\n\n")[0].splitlines()]
    own, ignores = (str(Path.cwd() / name) for name in (".reportlint.toml", ".reportlint-ignore.toml"))
    assert lines == [
        "报告.txt",
        "profile = 无  ← 默认",
        f'[[ignore]] = sample "原文"  ← {ignores}',
        'fail-on = "warning"  ← 默认',
        f'ignore = "other"  ← {own}',
        f'rules."sample/wrong".names = "乙"  ← {own}',
        f'rules."sample/wrong".names = "甲"  ← {own}',
        'select = "sample/wrong"  ← 命令行',
    ]  # fmt: skip
    assert "发现" not in out
    assert "other" not in run("check", "--show-settings", "--no-config", draft())[1]


def test_settings_of_a_profile(capsys):
    draft('profile = "整改报告"\n', ".reportlint.toml")
    assert main(["check", "--show-settings", draft("述职报告\n", "甲.txt")]) == 0
    out = capsys.readouterr().out
    assert "profile = 整改报告  ← " + str(Path.cwd() / ".reportlint.toml") in out
    assert 'severity."structure/vague-measure" = "warning"  ← 文种配置“整改报告”' in out
    assert main(["check", "--show-settings", "--no-config", "甲.txt"]) == 0
    assert "profile = 述职报告  ← 按标题和结构判断为述职报告" in capsys.readouterr().out


def test_settings_of_an_unreadable_report(run):
    status, out, err = run("check", "--show-settings", "没有.txt", draft())
    assert status == 2
    assert err.startswith("错误：没有.txt")
    assert out.startswith("报告.txt")


# --- cache

REPORT = "述职报告\n一、成效\n全年错错，疑点疑点，注意。<!-- reportlint: ignore sample/wrong 因 -->\n"


def checked_twice(doc, config, folder, monkeypatch):
    first = cache.examine(doc, config, folder)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "examine", lambda *_: pytest.fail("looked again"))
        return first, cache.examine(Document(doc.source), config, folder)


def test_kept_results_are_the_same(tmp_path, monkeypatch):
    install(monkeypatch)
    doc, config = Document(REPORT), Config()
    first, second = checked_twice(doc, config, tmp_path / "c", monkeypatch)
    assert first == second == engine.examine(doc, config)
    assert second.waived
    assert any(one.finding.fix for one in second.diagnostics)
    assert any(one.finding.related for one in second.diagnostics)


def test_of_too_much_the_oldest_is_removed(tmp_path, monkeypatch):
    install(monkeypatch)
    docs = [Document(f"{REPORT}{number}") for number in range(3)]
    paths = [tmp_path / f"{cache.find_key(doc, Config())}.json" for doc in docs]
    for number, (doc, path) in enumerate(zip(docs, paths, strict=True)):
        cache.examine(doc, Config(), tmp_path)
        os.utime(path, (number, number))
    cache.examine(docs[0], Config(), tmp_path)  # what is asked for again is the newest
    (tmp_path / "设置.json").write_text("{}" * 1000, "utf-8")
    monkeypatch.setattr(cache, "MOST_BYTES", sum(paths[number].stat().st_size for number in (0, 2)))
    cache.trim(tmp_path)
    assert {*tmp_path.iterdir()} == {paths[0], paths[2], tmp_path / "设置.json"}


@pytest.mark.parametrize("name", ["述职报告.txt", "整改情况报告.md"])
def test_kept_results_of_real_rules_are_the_same(tmp_path, monkeypatch, name):
    doc = Document((ROOT / "examples" / name).read_text("utf-8"))
    first, second = checked_twice(doc, Config(), tmp_path, monkeypatch)
    assert first == second


@pytest.mark.parametrize(
    ("source", "config"),
    [
        (Source(f"{REPORT}。"), Config()),
        (Source(REPORT, path=Path("乙.txt")), Config()),
        (Source(REPORT, excluded=(Span(0, 1),)), Config()),
        (Source(REPORT), Config(accept=("词",))),
    ],
)
def test_another_report_or_configuration_is_looked_at(tmp_path, monkeypatch, source, config):
    install(monkeypatch)
    cache.examine(Document(Source(REPORT)), Config(), tmp_path)
    cache.examine(Document(source), config, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_another_program_looks_again(tmp_path, monkeypatch):
    install(monkeypatch)
    cache.examine(Document(REPORT), Config(), tmp_path)
    monkeypatch.setattr(cache, "program", lambda: "a newer one")
    cache.examine(Document(REPORT), Config(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_changed_baseline_looks_again(tmp_path, monkeypatch):
    install(monkeypatch)
    path = tmp_path / "基线.json"
    config = Config(baseline=path)
    path.write_text('{"schema": "reportlint/baseline/1", "files": {}}', "utf-8")
    first = cache.find_key(Document(REPORT), config)
    path.write_text('{"schema": "reportlint/baseline/1", "files": {"-": []}}', "utf-8")
    assert cache.find_key(Document(REPORT), config) != first


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"diagnostics": [{}], "waived": []}', b"\xff"])
def test_damage_does_not_matter(tmp_path, monkeypatch, damage):
    install(monkeypatch)
    first = cache.examine(Document(REPORT), Config(), tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert cache.examine(Document(REPORT), Config(), tmp_path) == first
    assert path.read_bytes() != damage


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path, monkeypatch):
    install(monkeypatch)
    (tmp_path / "file").write_text("", "utf-8")
    assert cache.examine(Document(REPORT), Config(), tmp_path / "file").diagnostics

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    assert cache.examine(Document(REPORT), Config(), tmp_path / "c").diagnostics
    assert list((tmp_path / "c").iterdir()) == []


def test_what_crashed_is_not_kept(tmp_path, monkeypatch):
    install(monkeypatch)
    cache.examine(Document("崩了"), Config(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")
def test_nobody_else_reads_it(tmp_path, monkeypatch):
    install(monkeypatch)
    cache.examine(Document(REPORT), Config(), tmp_path / "c")
    (path,) = (tmp_path / "c").iterdir()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_many_processes_share_a_folder(tmp_path):
    draft(BAD)
    command = [
        sys.executable, "-m", "reportlint", "check", "--cache-dir", "c", "--output-format", "json", "--select", "wording", "报告.txt",
    ]  # fmt: skip
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    outs = {one.communicate(timeout=120)[0] for one in running}
    assert len(outs) == 1
    assert [path.suffix for path in Path("c").iterdir()] == [".json"]
    assert subprocess.run(command, capture_output=True, check=False).stdout in outs


def test_the_command_keeps_results_where_the_system_keeps_such(run, tmp_path):
    plain = run("check", draft())
    assert run("check", "--cache", draft()) == plain
    assert len(list(cache.default_folder().iterdir())) == 1
    assert run("check", "--cache", draft()) == plain
    assert cache.default_folder().is_relative_to(tmp_path) == (sys.platform == "linux")


# --- watching


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent by a signal")
def test_watching_checks_again_after_a_change():
    draft(GOOD)
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "reportlint", "check", "--watch", "--select", "wording/duplicated-word", "报告.txt"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as running:  # fmt: skip
        try:
            assert "Ctrl+C" in running.stderr.readline()
            assert "没有发现问题" in running.stdout.readline()
            draft(BAD)
            assert "Ctrl+C" in running.stderr.readline()
            assert "wording/duplicated-word" in running.stdout.readline()
            running.send_signal(signal.SIGINT)
            assert running.wait(60) == 130
        finally:
            running.kill()
        assert "Traceback" not in running.stderr.read()


def test_watching_survives_wrong_settings(run, monkeypatch):
    draft('ignore = ["nothing"]', ".reportlint.toml")

    class Done(BaseException):
        pass

    def change(_):
        if Path(".reportlint.toml").read_text("utf-8"):
            draft("", ".reportlint.toml")
        else:
            raise Done

    monkeypatch.setattr(watch.time, "sleep", change)
    with pytest.raises(Done):
        run("check", "--watch", draft())


@pytest.mark.parametrize("arguments", [("--fix", "报告.txt"), ("-",)])
def test_watching_what_cannot_be_watched(run, arguments):
    draft()
    assert "--watch" in run("check", "--watch", *arguments)[2]


# --- pre-commit


def git(folder, *arguments):
    own = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.quotepath=false"]
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True, env=environment())


def commit(folder):
    own = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(
        ["git", *own, "commit", "-qm", "x"], cwd=folder, capture_output=True, check=False, env=environment(), text=True, encoding="utf-8"
    )  # fmt: skip


@pytest.fixture
def hooks(tmp_path):
    """A repository with our hooks as they are, but for the installation, which would need the network."""
    folder = tmp_path / "hooks"
    folder.mkdir()
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8").replace("language: python", "language: system")
    (folder / ".pre-commit-hooks.yaml").write_text(manifest, "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "hooks")
    return folder


@pytest.fixture
def work(tmp_path, hooks):
    """A repository of reports that uses the hooks."""
    folder = tmp_path / "work"
    folder.mkdir()
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=hooks, capture_output=True, check=True, text=True
    ).stdout
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_posix()}\n  rev: {revision.strip()}\n  hooks:\n  - id: reportlint\n", "utf-8"
    )
    git(folder, "init", "-q")
    git(folder, "add", ".")
    subprocess.run([PRE_COMMIT, "install"], cwd=folder, check=True, capture_output=True, env=environment())
    return folder


needs_pre_commit = pytest.mark.skipif(not (PRE_COMMIT and shutil.which("git")), reason="pre-commit and git")


@needs_pre_commit
def test_pre_commit_takes_the_manifest():
    subprocess.run(
        [PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True, capture_output=True, env=environment()
    )  # fmt: skip


@needs_pre_commit
def test_a_commit_waits_until_the_report_is_right(work):
    draft(BAD, work / "报告.txt")
    draft(BAD, work / "程序.py")
    git(work, "add", ".")
    done = commit(work)
    assert done.returncode == 1
    assert "报告.txt:1:6 wording/duplicated-word" in done.stdout + done.stderr
    assert "程序.py" not in done.stdout + done.stderr
    draft(GOOD, work / "报告.txt")
    git(work, "add", ".")
    done = commit(work)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_pre_commit
def test_the_fixing_hook_rewrites_the_report(work, hooks):
    draft(BAD, work / "报告.txt")
    git(work, "add", ".")
    done = subprocess.run(
        [PRE_COMMIT, "try-repo", str(hooks), "reportlint-fix", "--all-files"],
        cwd=work, capture_output=True, check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 1
    assert (work / "报告.txt").read_text("utf-8") == GOOD


# --- the GitHub Action


def read_action():
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def run_step(paths, arguments):
    """Run what the last step runs, with the variables that it declares."""
    action = read_action()
    step = action["runs"]["steps"][-1]
    assert step["env"] == {"PATHS": "${{ inputs.paths }}", "ARGUMENTS": "${{ inputs.arguments }}"}
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env={**environment(), "PATHS": paths, "ARGUMENTS": arguments}, capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip


def test_the_action_is_one():
    action = read_action()
    assert set(action["inputs"]) == {"paths", "arguments", "python-version"}
    assert all(one["description"] and "default" in one for one in action["inputs"].values())
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert all(("uses" in step) != ("run" in step) and ("run" not in step or step["shell"] == "bash") for step in steps)
    # no input is part of a command, where it could be another one
    assert not any("${{" in step.get("run", "") for step in steps)
    assert "check" in COMMANDS


@pytest.mark.skipif(not BASH or os.name == "nt", reason="a script for bash")
def test_the_action_annotates():
    draft(BAD, "我的 报告.txt")
    draft(BAD, "乙.txt")
    done = run_step("我的 报告.txt\n乙.txt\n", "--select wording/duplicated-word --fail-on error")
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(",")[0] for line in lines] == ["::error file=我的 报告.txt", "::error file=乙.txt"]
    assert run_step(".", "--ignore wording --exit-zero").returncode == 0


@pytest.mark.skipif(not BASH or os.name == "nt", reason="a script for bash")
def test_inputs_of_the_action_are_no_commands():
    draft(GOOD)
    done = run_step("报告.txt\n$(touch 进来了)\n-x", "--select wording $(touch 进来了)")
    assert not Path("进来了").exists()
    assert done.returncode == 2


# --- the language of the frame


def test_english_frame(run):
    out = run("check", "--lang", "en", draft())[1]
    for part in (
        "sample/wrong error",
        "sample/doubtful warning",
        "fix: 改为“对” (--fix)",
        "found 4 problem(s): error 2, warning 1, note 1.",
    ):
        assert part in out
    assert "“错错”写错了" in out
    assert run("check", "--lang", "en", "--fix", draft())[2] == "Fixed 2, rewrote 1 report(s).\n"
    assert run("check", "--lang", "en", "没有.txt")[2].startswith("error: 没有.txt")
    assert "title=sample/wrong error" in run("check", "--lang", "en", "--output-format", "github", draft())[1]


def test_the_language_of_the_environment(run, monkeypatch):
    monkeypatch.setenv("REPORTLINT_LANG", "en")
    assert "No problems found" in run("check", draft("好。"))[1]
    assert "没有发现问题" in run("check", "--lang", "zh", draft("好。"))[1]
    monkeypatch.setenv("REPORTLINT_LANG", "fr")
    assert "zh、en" in run("check", draft("好。"))[2]


def test_each_word_has_both_languages():
    from reportlint.emit.language import LANGUAGES, WORDS

    assert all(len(words) == len(LANGUAGES) and all(words) for words in WORDS.values())
    assert set(Severity) <= set(WORDS)


def test_json_names_what_is_waived(run):
    data = json.loads(
        run("check", "--output-format", "json", draft("错错<!-- reportlint: ignore sample/wrong 因 -->"))[1]
    )
    (one,) = data["files"][0]["waived"]
    assert (one["rule"], one["waiver"]) == ("sample/wrong", {"kind": "comment", "reason": "因", "who": "", "date": ""})
