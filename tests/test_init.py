"""The first minute: `init`, `completion`, and the commands that write down what may stand: `ignore`, `vocab`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from fakes import install

from reportlint.cli import COMMANDS, main
from reportlint.config import find_config, profiles, read_config
from reportlint.nearby import find_user_file, read_waivers

CONFIG, IGNORES = Path(".reportlint.toml"), Path(".reportlint-ignore.toml")


@pytest.fixture(autouse=True)
def workplace(monkeypatch, tmp_path):
    """An empty folder, and a user without files of his own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".own"))


@pytest.fixture
def run(capsys):
    def run(*arguments):
        # each command is a process of its own
        find_config.cache_clear()
        status = main(arguments)
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def fake_rules(monkeypatch):
    install(monkeypatch)


def program(*arguments, answers="", **env):
    return subprocess.run(
        [sys.executable, "-m", "reportlint", *arguments],
        input=answers, capture_output=True, check=False, text=True, encoding="utf-8", timeout=60, env={**os.environ, **env},
    )  # fmt: skip


def draft(text, name="报告.txt"):
    Path(name).write_text(text, "utf-8")
    return name


# --- init


@pytest.mark.parametrize(
    ("answers", "profile", "names", "masks"),
    [
        ("\n\n\n", "", (), False),
        ("整改报告\n柳湾村、周福根\ny\n", "整改报告", ("柳湾村", "周福根"), True),
        ("整改\n整改报告\n 柳湾村，周福根；\n是\n", "整改报告", ("柳湾村", "周福根"), True),
        ("1\n\nn\n", "{1}", (), False),
        ("99\n\n\n\n", "", (), False),
    ],
)
def test_three_questions(answers, profile, names, masks):
    done = program("init", answers=answers)
    assert done.returncode == 0, done.stderr
    config = read_config(CONFIG)
    assert config.profile == (profiles()[0] if profile == "{1}" else profile)
    assert config.options.get("terms/wrong-name", {}).get("names", ()) == names
    assert config.options["residue/placeholder"]["allow_masks"] is masks
    assert "没有叫" not in done.stdout or answers.startswith(("整改\n", "99"))


@pytest.mark.parametrize(
    ("arguments", "profile", "names", "masks"),
    [
        (("--yes",), "", (), False),
        (("--yes", "--profile", "述职报告"), "述职报告", (), False),
        (("--profile", "", "--names", "甲村", "--published"), "", ("甲村",), True),
        (("--yes", "--names", '引"号\\,乙村', "--draft"), "", ('引"号\\', "乙村"), False),
    ],
)
def test_answers_on_the_command_line(run, arguments, profile, names, masks):
    assert run("init", *arguments)[0] == 0
    config = read_config(CONFIG)
    assert (config.profile, config.options["residue/placeholder"]["allow_masks"]) == (profile, masks)
    assert config.options.get("terms/wrong-name", {}).get("names", ()) == names


def test_each_line_that_is_commented_out_may_be_put_in(run):
    run("init", "--yes")
    text = CONFIG.read_text("utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    put_in = [line for line in lines if " = " in line or line == "[[rule]]"]
    settings = ["profile", "fail-on", "ignore", "baseline", "[[rule]]", "id", "message", "phrases"]
    assert [line.split(" = ")[0] for line in put_in] == settings
    CONFIG.write_text("\n".join(put_in), "utf-8")
    config = read_config(CONFIG)
    assert config.profile == "述职报告"
    assert [rule.id for rule in config.own_rules] == ["office/old-name"]


def test_what_is_there_is_not_overwritten(run):
    draft("# 我的", CONFIG)
    status, out, err = run("init", "--yes")
    assert (status, out) == (2, "")
    assert "已经有了" in err
    assert CONFIG.read_text("utf-8") == "# 我的"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--yes", "没有这个文件夹"), "写不了"),
        (("--yes", "--profile", "述职"), "是不是“述职报告”"),
    ],
)
def test_what_init_cannot_do_is_one_sentence(run, arguments, part):
    status, out, err = run("init", *arguments)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert part in err


def test_no_answer_leaves_nothing_behind():
    done = program("init", answers="")
    assert done.returncode == 130
    assert not CONFIG.exists()
    assert "Traceback" not in done.stderr


# --- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run, shell):
    status, out, _ = run("completion", shell)
    assert status == 0
    first, *script = out.splitlines()
    assert first.startswith(f"# 安装：reportlint completion {shell}")
    assert f"_REPORTLINT_COMPLETE={shell}_complete" in "\n".join(script)
    assert (
        shutil.which(shell) is None or subprocess.run([shell, "-n"], input=out, text=True, check=False).returncode == 0
    )


def test_completion_of_an_unknown_shell(run):
    assert "bash、zsh、fish" in run("completion", "csh")[2]


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("reportlint ", 1, {f"plain,{name}" for name in COMMANDS}),
        ("reportlint che", 1, {"plain,check"}),
        ("reportlint check --fa", 2, {"plain,--fail-on"}),
        ("reportlint check --sh", 2, {"plain,--show-settings"}),
    ],
)
def test_the_shell_is_answered(words, number, expected):
    done = program(_REPORTLINT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(number))
    assert expected == set(done.stdout.split()), done.stderr


def test_without_arguments_the_program_helps():
    done = program()
    assert done.returncode == 0
    assert "reportlint init" in done.stdout
    assert all(name in done.stdout for name in COMMANDS)


# --- ignore


@pytest.mark.usefixtures("fake_rules")
class TestIgnore:
    def test_a_finding_is_written_down_and_no_longer_reported(self, run):
        path = draft("全年错错走访，疑点。")
        status, out, err = run(
            "ignore", path, "sample/wrong", "--reason", "引用“原文”", "--who", "李红", "--date", "2024-03-01"
        )
        assert (status, err) == (0, "")
        assert "已记入" in out
        (entry,) = tomllib.loads(IGNORES.read_text("utf-8"))["ignore"]
        assert entry == {
            "file": "报告.txt", "rule": "sample/wrong", "text": "错错", "reason": "引用“原文”", "who": "李红", "date": "2024-03-01",
        }  # fmt: skip
        shown = run("check", path)[1]
        assert "sample/wrong" not in shown
        assert "sample/doubtful" in shown

    def test_who_and_when_are_filled_in(self, run, monkeypatch):
        monkeypatch.setattr("getpass.getuser", lambda: "wang")
        run("ignore", draft("错错"), "sample/wrong", "--reason", "因")
        (entry,) = read_waivers(IGNORES)
        assert (entry.who, entry.date) == ("wang", date.today().isoformat())

    def test_a_day_that_is_none_is_refused(self, run):
        status, _, err = run("ignore", draft("错错"), "sample/wrong", "--reason", "因", "--date", "昨天")
        assert status == 2
        assert "“昨天”要写成 2024-11-05 这样的日期" in err
        assert not IGNORES.exists()

    def test_of_several_the_quoted_one_is_meant(self, run):
        path = draft("《错错》，误，错错，疑。")
        run("ignore", path, "sample/wrong", "--text", "，错错", "--reason", "因")
        places = [line.split()[0] for line in run("check", "--output-format", "concise", path)[1].splitlines()]
        assert "报告.txt:1:2" in places
        assert "报告.txt:1:8" not in places

    def test_words_alone_are_not_enough_where_they_stand_elsewhere_too(self, run):
        path = draft("甲注乙，\n疑。\n注意<!-- reportlint: ignore other/noted 因 -->\n")
        run("ignore", path, "other/noted", "--reason", "因")
        (entry,) = read_waivers(IGNORES)
        assert (entry.before, entry.text, entry.after) == ("甲", "注", "乙，")
        assert "other/noted" not in run("check", path)[1]

    def test_entries_add_up(self, run):
        path = draft("错错，疑点。")
        run("ignore", path, "sample/wrong", "--reason", "因")
        run("ignore", path, "sample/doubtful", "--reason", "因")
        assert [one.rule for one in read_waivers(IGNORES)] == ["sample/wrong", "sample/doubtful"]
        assert run("check", path)[0] == 0

    def test_the_file_upwards_is_used(self, run):
        draft("", IGNORES)
        Path("内").mkdir()
        run("ignore", draft("错错", "内/报告[1].txt"), "sample/wrong", "--reason", "因")
        (entry,) = read_waivers(IGNORES)
        assert entry.file == "内/报告[[]1].txt"
        assert run("check", "内/报告[1].txt")[0] == 0
        assert run("check", draft("错错"))[0] == 1

    @pytest.mark.parametrize(
        ("arguments", "part"),
        [
            (("报告.txt", "sample/wrong"), "--reason"),
            (("报告.txt", "sample/wrnog", "--reason", "因"), "是不是“sample/wrong”"),
            (("没有.txt", "sample/wrong", "--reason", "因"), "没有.txt"),
            (("报告.txt", "sample/doubtful", "--reason", "因"), "没有报 sample/doubtful"),
            (("报告.txt", "sample/wrong", "--reason", "因"), "报了 2 处（“错错”、“错错”）"),
            (("报告.txt", "sample/wrong", "--text", "没有", "--reason", "因"), "“没有”处没有报"),
        ],
    )
    def test_what_cannot_be_ignored_is_one_sentence(self, run, arguments, part):
        draft("错错，错错")
        status, out, err = run("ignore", *arguments)
        assert (status, out, len(err.splitlines())) == (2, "", 1)
        assert part in err
        assert not IGNORES.exists()

    def test_a_wrong_file_is_left_as_it_is(self, run):
        draft("[[ignore]]\n", IGNORES)
        assert run("ignore", draft("错错"), "sample/wrong", "--reason", "因")[0] == 2
        assert IGNORES.read_text("utf-8") == "[[ignore]]\n"


# --- vocab


def test_words_are_kept_and_taken_away(run):
    assert run("vocab", "accept", "布署", "坐谈会", "布署")[0] == 0
    assert "accept（认可的词）：布署、坐谈会" in run("vocab")[1]
    run("vocab", "reject", "低保户")
    run("vocab", "accept", "--remove", "坐谈会")
    assert tomllib.loads(find_user_file().read_text("utf-8")) == {"names": [], "accept": ["布署"], "reject": ["低保户"]}


def test_words_of_the_user_hold_in_every_check(run):
    path = draft("会上布署工作，走访低保户。")
    assert "typos/wrong-word" in run("check", path)[1]
    run("vocab", "accept", "布署")
    run("vocab", "reject", "低保户")
    shown = run("check", path)[1]
    assert "typos/wrong-word" not in shown
    assert "terms/rejected-word" in shown
    assert "typos/wrong-word" in run("check", "--no-config", path)[1]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("accept",), "没有写"),
        (("accept", ""), "没有写"),
        (("accept", "布署", " "), "没有写"),
        (("accept", "--remove", "布署"), "accept 里没有 布署"),
        (("like", "词"), "accept"),
    ],
)
def test_a_wrong_word_list_is_one_sentence(run, arguments, part):
    status, _, err = run("vocab", *arguments)
    assert (status, len(err.splitlines())) == (2, 1)
    assert part in err
    assert not find_user_file().exists()


def test_a_vocabulary_that_has_no_place_is_told_of(run):
    draft("", ".own")
    status, _, err = run("vocab", "accept", "布署")
    assert (status, len(err.splitlines())) == (2, 1)
    assert "建不了文件夹" in err


def test_a_damaged_vocabulary_is_told_of(run):
    find_user_file().parent.mkdir(parents=True)
    draft("accept = 1", find_user_file())
    status, _, err = run("check", draft("好。"))
    assert status == 2
    assert "vocab.toml" in err
