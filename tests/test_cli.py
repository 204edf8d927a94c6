from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fakes import RULES, install

from reportlint import __version__, registry
from reportlint.cli import COMMANDS, checking, explain, inputs, main, output
from reportlint.cli.diff import render_diff

LOCALES = ({"LANG": "C", "LC_ALL": "C"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"})


@pytest.fixture(autouse=True)
def workplace(monkeypatch, tmp_path):
    """An empty folder, rules that exist for the tests only, and no trace of an earlier --debug."""
    monkeypatch.chdir(tmp_path)
    install(monkeypatch)
    log = logging.getLogger("reportlint")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "level", logging.NOTSET)


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = main(arguments)
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


@pytest.fixture
def run_json(run):
    def run_json(*arguments):
        status, out, _ = run("check", "--output-format", "json", *arguments)
        return status, json.loads(out)

    return run_json


ONE_RULE = ("--no-config", "--select", "wording/duplicated-word")


def program(*arguments, env=None, **options):
    return subprocess.run(
        [sys.executable, "-m", "reportlint", *arguments],
        capture_output=True, check=False, env={**os.environ, **(env or {})}, timeout=60, **options,
    )  # fmt: skip


def draft(name="报告.txt", text="工作错错，疑点，注意。\n"):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return str(path)


def rules_of(data):
    return [[finding["rule"] for finding in file["findings"]] for file in data["files"]]


# --- which status


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        ("很好。", (), 0),
        ("注意。", (), 0),
        ("疑点。", (), 1),
        ("错错。", (), 1),
        ("疑点。", ("--fail-on", "error"), 0),
        ("注意。", ("--fail-on", "note"), 1),
        ("错错。", ("--exit-zero",), 0),
        ("疑点。", ("--severity", "error"), 0),
        ("崩了。", (), 2),
        ("崩了。", ("--exit-zero",), 2),
        ("错错。", ("--ignore", "sample"), 0),
    ],
)
def test_exit_status(run, text, arguments, status):
    assert run("check", *arguments, draft(text=text))[0] == status


def test_one_unreadable_file_does_not_stop_the_others(run, run_json):
    paths = [draft("甲.txt"), "没有.txt", draft("乙.txt")]
    status, data = run_json(*paths)
    assert status == 2
    assert [file["path"] for file in data["files"]] == paths
    assert [bool(file["error"]) for file in data["files"]] == [False, True, False]
    assert rules_of(data)[1] == []
    assert data["summary"]["files"] == 3
    status, out, err = run(*paths)
    assert status == 2
    assert err.startswith("错误：没有.txt：")
    assert "有 1 份没能检查" in out


def test_failure_inside_the_program_is_told_of(run_json, monkeypatch):
    def fail(*_):
        raise RecursionError("太深")

    monkeypatch.setattr(checking, "examine", fail)
    status, data = run_json(draft())
    assert status == 2
    assert "RecursionError：太深" in data["files"][0]["error"]


def test_failure_outside_a_file_is_told_of(run, monkeypatch):
    def fail():
        raise ValueError("规则 a/b 重名")

    monkeypatch.setattr(registry, "load", fail)
    status, out, err = run("rules")
    assert (status, out) == (2, "")
    assert "ValueError：规则 a/b 重名" in err
    assert "Traceback" not in err
    assert "Traceback" in run("check", "--debug", "--select", "a", "x")[2]


def test_debug_shows_the_traceback(run):
    path = draft(text="崩了。")
    assert "Traceback" not in run(path)[2]
    assert "Traceback" in run(path, "--debug")[2]


# --- which rules


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["sample/wrong", "sample/doubtful", "other/noted"]),
        (("--select", "sample"), ["sample/wrong", "sample/doubtful"]),
        (("--select", "sample/wrong,other/noted"), ["sample/wrong", "other/noted"]),
        (("--select", "sample/wrong", "--select", "other/noted"), ["sample/wrong", "other/noted"]),
        (("--select", "sample", "--ignore", "sample/wrong"), ["sample/doubtful"]),
        (("--ignore", "sample/doubtful, other"), ["sample/wrong"]),
        (("--severity", "warning"), ["sample/wrong", "sample/doubtful"]),
        (("--select", ""), ["sample/wrong", "sample/doubtful", "other/noted"]),
    ],
)
def test_selection(run_json, arguments, expected):
    assert rules_of(run_json(*arguments, draft())[1]) == [expected]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("check", "--select", "sampel", "没有.txt"), ["“sampel”", "是不是“sample”"]),
        (("check", "--ignore", "sample/wrnog", "没有.txt"), ["“sample/wrnog”", "是不是“sample/wrong”"]),
        (("check", "--profile", "没有这种", "没有.txt"), ["“没有这种”"]),
        (("extract", "--profile", "没有这种", "没有.txt"), ["“没有这种”"]),
        (("check", "--config", "没有.toml", "报告.txt"), ["没有.toml：读不了配置文件"]),
        (("check",), ["没有指定文稿"]),
        (("check", "--fix", ""), ["没有指定文稿"]),
        (("check", "--selct", "sample", "x"), ["没有 --selct 这个选项", "是不是 --select"]),
        (("check", "--output-format", "xml", "x"), ["“xml”", "full、concise、grouped"]),
        (("check", "--output-file", "结果.json", "x"), ["格式=文件"]),
        (("check", "--output-file", "json=报告.txt", "报告.txt"), ["报告.txt 正是要检查的文稿"]),
        (("check", "--output-file", "json=无/结果.json", "报告.txt"), ["写不了 无/结果.json"]),
        (("check", "x", "--select"), ["--select"]),
        (("chekc", "报告.txt"), ["没有 chekc 这个命令", "是不是 check"]),
        (("explain",), ["还缺 RULE"]),
        (("explain", "wrong"), ["“wrong”", "是不是“sample/wrong”"]),
        (("rules", "x"), ["--help"]),
    ],
)
def test_wrong_usage_is_one_chinese_sentence(run, arguments, parts):
    draft()
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("错误：")
    for part in parts:
        assert part in line


def test_configuration_nearest_to_each_file(run_json):
    draft("甲/.reportlint.toml", 'ignore = ["sample"]')
    draft("乙/pyproject.toml", '[tool.reportlint]\nselect = ["sample/wrong"]\nfail-on = "error"\n')
    paths = [draft("甲/内/一.txt"), draft("乙/二.txt"), draft("三.txt")]
    assert rules_of(run_json(*paths)[1]) == [
        ["other/noted"],
        ["sample/wrong"],
        ["sample/wrong", "sample/doubtful", "other/noted"],
    ]
    assert rules_of(run_json("--no-config", paths[0])[1]) == [["sample/wrong", "sample/doubtful", "other/noted"]]
    assert rules_of(run_json("--config", "乙/pyproject.toml", paths[0])[1]) == [["sample/wrong"]]
    assert rules_of(run_json("--select", "sample/wrong", paths[0])[1]) == [["sample/wrong"]]


def test_fail_on_of_the_configuration(run):
    draft(".reportlint.toml", 'fail-on = "error"')
    path = draft(text="疑点。")
    assert run(path)[0] == 0
    assert run(path, "--fail-on", "warning")[0] == 1


def test_wrong_configuration(run):
    draft(".reportlint.toml", 'selct = ["sample"]')
    status, _, err = run(draft())
    assert status == 2
    assert "是不是“select”" in err


# --- which files


def test_folders_and_globs(run_json):
    for name in (
        "文/b.txt",
        "文/a.md",
        "文/内/c.TXT",
        "文/.隐.txt",
        "文/.git/d.txt",
        "文/e.xlsx",
        "文/~$b.docx",
        "d1.txt",
        "d2.txt",
    ):
        draft(name)
    paths = ["d2.txt", "文", "d*.txt", "文/b.txt"]
    _, data = run_json(*paths)
    assert [file["path"] for file in data["files"]] == ["d2.txt", "文/a.md", "文/b.txt", "文/内/c.TXT", "d1.txt"]


def test_name_with_glob_characters(run_json):
    assert rules_of(run_json(draft("报告[1].txt"))[1]) == [["sample/wrong", "sample/doubtful", "other/noted"]]


@pytest.mark.parametrize(("path", "part"), [("空", "没有 .txt"), ("无*.txt", "通配符")])
def test_paths_without_reports(run_json, path, part):
    Path("空").mkdir()
    status, data = run_json(path)
    assert status == 2
    assert part in data["files"][0]["error"]


def test_folder_without_permission(run_json, monkeypatch):
    real = os.scandir

    def scan(path):
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    draft("文/锁/a.txt")
    draft("文/b.txt")
    monkeypatch.setattr(os, "scandir", scan)
    status, data = run_json("文")
    assert status == 2
    assert [(file["path"], bool(file["error"])) for file in data["files"]] == [("文/b.txt", False), ("文/锁", True)]
    assert "权限" in data["files"][1]["error"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize(
    "command", [("check", *ONE_RULE), ("check", *ONE_RULE, "--output-format", "json"), ("extract",)]
)
def test_file_name_that_is_no_text(command):
    name = b"\xb1\xa8\xb8\xe6.txt"
    Path(os.fsdecode(name)).write_text("没有问题。", "utf-8")
    done = program(*command, name)
    assert done.returncode == 0
    if command[-1] != ONE_RULE[-1]:
        assert json.loads(done.stdout)["files"][0]["path"] == r"\xb1\xa8\xb8\xe6.txt"


def test_standard_input(run_json, monkeypatch):
    feed(monkeypatch, "错错。".encode("gb18030"))
    status, data = run_json("-")
    assert (status, data["files"][0]["path"]) == (1, "-")
    feed(monkeypatch, "# 总结\n\n`错错`，疑点\n".encode())
    data = run_json("-", "--stdin-filename", "草稿.md")[1]
    assert data["files"][0]["path"] == "草稿.md"
    assert rules_of(data) == [["sample/doubtful"]]


def feed(monkeypatch, data):
    class Stdin:
        class buffer:  # noqa: N801
            read = staticmethod(lambda size: data[:size])

    monkeypatch.setattr(sys, "stdin", Stdin)


# --- what is written


def test_nothing_is_written_unless_asked(run):
    path = Path(draft())
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(Path().iterdir())
    for arguments in ((), ("--diff",), ("--unsafe-fixes",), ("--diff", "--unsafe-fixes"), ("--statistics",)):
        run("check", *arguments, str(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(Path().iterdir())) == before


@pytest.mark.parametrize(
    ("arguments", "after", "count"),
    [(("--fix",), "工作对，疑点。", 1), (("--fix", "--unsafe-fixes"), "工作对，点。", 2)],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_fix_keeps_encoding_and_line_ends(run, arguments, after, count, encoding):
    path = Path("报告.txt")
    rest = "\r\n本年度围绕中心任务推进各项工作，取得了新的进展。\n\r结束"
    path.write_bytes(f"工作错错，疑点。{rest}".encode(encoding))
    status, out, err = run("check", *arguments, str(path))
    assert path.read_bytes() == f"{after}{rest}".encode(encoding)
    assert status == (0 if count == 2 else 1)
    assert err == f"已修正 {count} 处，改写 1 份文稿。\n"
    assert ("sample/doubtful" in out) == (count == 1)


def test_fix_of_a_clean_file_does_not_touch_it(run):
    path = Path(draft(text="很好。"))
    before = path.stat().st_mtime_ns
    status, _, err = run("check", "--fix", str(path))
    assert (status, err) == (0, "没有可以修正的。\n")
    assert path.stat().st_mtime_ns == before


def test_fix_of_standard_input_goes_to_standard_output():
    text = "工作的的进展顺利，各项任务按期完成。\r\n"
    done = program("check", "--fix", *ONE_RULE, "-", input=text.encode("gb18030"))
    assert done.stdout.decode("gb18030") == text.replace("的的", "的")
    assert "已修正 1 处" in done.stderr.decode()


def test_diff(run):
    status, out, _ = run("check", "--diff", draft(text="甲\n工作\u200b错错，疑点。\n乙\n"), draft("好.txt", "很好。"))
    assert status == 1
    assert out.splitlines() == [
        "--- 报告.txt", "+++ 报告.txt", "@@ -2,1 +2,1 @@", r"-工作\u200b错错，疑点。", r"+工作\u200b对，疑点。",
    ]  # fmt: skip
    assert run("check", "--diff", "好.txt")[:2] == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "hunks"),
    [
        ("a\nb\nc", "a\nc", ["@@ -2,1 +1,0 @@", "-b"]),
        ("a\nc", "a\nb\nc", ["@@ -1,0 +2,1 @@", "+b"]),
        ("b\na", "a", ["@@ -1,1 +0,0 @@", "-b"]),
        ("a\nb", "x\ny", ["@@ -1,1 +1,1 @@", "-a", "+x", "@@ -2,1 +2,1 @@", "-b", "+y"]),
        ("a\nb", "a", ["@@ -2,1 +1,0 @@", "-b"]),
    ],
)
def test_hunks(old, new, hunks):
    assert render_diff("x", old, new).splitlines()[2:] == hunks


def test_diff_of_many_lines_is_linear():
    old = "\n".join(f"{i}错错" for i in range(100_000))
    assert render_diff("x", old, old.replace("错错", "对")).count("@@ -") == 100_000


def test_output_files(run):
    path = draft()
    status, out, _ = run("check", path, "--output-file", "json=结果.json", "--output-file", "full=结果.txt")
    assert status == 1
    assert json.loads(Path("结果.json").read_text("utf-8"))["summary"]["error"] == 1
    assert Path("结果.txt").read_text("utf-8") == out


# --- faces


def test_a_path_alone_is_checked(run):
    path = draft()
    assert run(path) == run("check", path)
    assert run("--select", "sample/wrong", path) == run("check", "--select", "sample/wrong", path)


def test_help_is_chinese(run):
    status, out, _ = run()
    assert status == 0
    assert out.startswith("用法：reportlint")
    for name in COMMANDS:
        status, page, _ = run(name, "--help")
        assert status == 0
        assert name in out
        assert page.startswith(f"用法：reportlint {name}")
        for english in ("Usage", "Options", "Show", "OPTIONS", "Commands", "required", "x>="):
            assert english not in page


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("serve", "--port", "99999"), "选项 --port：要写从 0 到 65535 的整数。"),
        (("corpus", ".", "--output", "o", "--jobs", "两"), "选项 --jobs：要写不小于 1 的整数。"),
        (("check", "--config", "无.toml", "报告.txt"), "读不了配置文件（没有这个文件）"),
        (("check", "--baseline", "无.json", "报告.txt"), "没有这个文件或文件夹"),
        (("check", "--output-file", "html=报告.txt/", "报告.txt"), "已经有同名的文件"),
    ],
)
def test_reasons_are_chinese(run, arguments, part):
    draft()
    status, _, err = run(*arguments)
    assert status == 2
    assert part in err
    for english in ("No such", "exists", "valid", "range"):
        assert english not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device of Linux that is always full")
@pytest.mark.parametrize("command", ["check", "extract"])
def test_full_disk_is_told_of(command):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reportlint", command, *ONE_RULE[:1], draft()],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode() == "错误：结果写不出去（磁盘满了），请换一个地方。\n"


def test_closed_output_is_told_of(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["rules"]) == 2
    assert "标准输出是关着的" in capsys.readouterr().err


def test_rules(run):
    status, out, _ = run("rules")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines() if line] == list(RULES)
    data = json.loads(run("rules", "--output-format", "json")[1])
    assert data["schema"] == "reportlint/rules/1"
    wrong = data["rules"][-1]
    assert (wrong["id"], wrong["family"], wrong["severity"]) == ("sample/wrong", "sample", "error")
    assert wrong["options"][0] == {"name": "word", "type": "str", "default": "错错", "help": "要找的词"}
    assert wrong["examples"] == [{"bad": "这里⟦错错⟧了。", "good": "这里对了。"}]


def test_explain(run):
    status, out, _ = run("explain", "sample/wrong")
    assert status == 0
    for part in (
        "sample/wrong 必错（error）",
        "摘要",
        "理由",
        'word = "错错"',
        "要找的词",
        "⟦错错⟧",
        "这里对了。",
        "limit",
    ):
        assert part in out


@pytest.mark.parametrize("name", explain.INTERNAL)
def test_what_the_program_says_of_itself_is_explained(run, name):
    status, out, _ = run("explain", name)
    assert status == 0
    assert out.startswith(f"{name}\n")
    assert out.rstrip().endswith("。")


def test_shipped_rules_are_listed_and_explained(run, monkeypatch):
    monkeypatch.undo()
    names = [line.split()[0] for line in run("rules")[1].splitlines() if line]
    assert names == list(registry.load())
    for name in names:
        assert run("explain", name)[0] == 0
    assert run("rules", "--output-format", "json")[0] == 0


@pytest.mark.parametrize("command", [("check", "--output-format", "json"), ("extract",)])
def test_json_needs_no_rich(command):
    code = f"import sys; from reportlint.cli import main; main({[*command, draft()]!r}); print('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "False"


def test_version_is_light():
    code = (
        "import sys; from reportlint.cli import main; main(['--version']);"
        "print(*(name for name in ('rich', 'reportlint.registry', 'reportlint.engine', 'jieba', 'rjieba.rjieba', 'numpy', 'regex')"
        " if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == [f"reportlint {__version__}", ""]


@pytest.mark.parametrize("env", LOCALES)
@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_output_is_utf8_in_any_locale(env, form):
    done = program("check", *ONE_RULE, "--output-format", form, draft(text="一切顺利。"), env=env)
    assert done.returncode == 0
    assert "报告.txt" in done.stdout.decode() or "没有发现问题" in done.stdout.decode()


def test_colours_follow_the_environment():
    path = draft(text="工作的的进展。")
    arguments = ("check", *ONE_RULE, path)
    assert b"\x1b" not in program(*arguments).stdout
    assert b"\x1b" in program(*arguments, env={"FORCE_COLOR": "1", "TERM": "xterm"}).stdout
    assert b"\x1b" not in program(*arguments, env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}).stdout


def test_closed_pipe_ends_quietly():
    path = draft(text="工作的的进展。\n" * 5_000)
    with subprocess.Popen(
        [sys.executable, "-m", "reportlint", "check", *ONE_RULE, path],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": ""},
    ) as running:  # fmt: skip
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == output.CLOSED_PIPE


def test_interruption_ends_quietly(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "examine", interrupt)
    status, out, err = run(draft())
    assert (status, out, err.strip()) == (130, "", "")


def test_progress_only_on_a_terminal(run, monkeypatch):
    paths = [draft("甲.txt"), draft("乙.txt")]
    assert "检查中" not in run(*paths)[2]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    many = [inputs.Input(Path(path)) for path in paths]
    assert list(output.track(many)) == many
