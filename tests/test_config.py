from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import RULES

from reportlint import config as settings
from reportlint import registry
from reportlint.config import Config, ConfigError, effective, find_config, parse_config, read_config
from reportlint.model import Severity
from reportlint.read.limits import Limits


@pytest.fixture(autouse=True)
def fake_rules(monkeypatch):
    monkeypatch.setattr(registry, "load", lambda: RULES)


@pytest.fixture
def profiles(monkeypatch, tmp_path):
    (tmp_path / "述职报告.toml").write_text('ignore = ["other"]\n[severity]\n"sample/wrong" = "note"\n', "utf-8")
    (tmp_path / "default.toml").write_text('ignore = ["other/noted"]\n', "utf-8")
    monkeypatch.setattr(settings, "PROFILES", tmp_path)
    settings.profiles.cache_clear()
    settings.load_profile.cache_clear()
    yield
    settings.profiles.cache_clear()
    settings.load_profile.cache_clear()


def test_whole_file(tmp_path):
    path = tmp_path / ".reportlint.toml"
    path.write_text(
        """
        select = ["sample", "other/noted"]
        ignore = ["sample/doubtful"]
        fail-on = "error"
        [severity]
        "other/noted" = "warning"
        [rules."sample/wrong"]
        word = "误误"
        names = ["甲", "乙"]
        limit = 3
        strict = true
        mode = "乙"
        """,
        "utf-8",
    )
    config = read_config(path)
    assert config == Config(
        select=("sample", "other/noted"),
        ignore=("sample/doubtful",),
        severity={"other/noted": Severity.WARNING},
        options={"sample/wrong": {"word": "误误", "names": ("甲", "乙"), "limit": 3, "strict": True, "mode": "乙"}},
        fail_on=Severity.ERROR,
    )
    assert [rule.id for rule in RULES.values() if config.runs(rule)] == ["other/noted", "sample/wrong"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('selct = ["sample"]', ["“selct”", "是不是“select”"]),
        ('select = ["sampel"]', ["select", "“sampel”", "是不是“sample”"]),
        ('ignore = ["wrong"]', ["ignore", "“wrong”", "是不是“sample/wrong”"]),
        ('select = "sample"', ["select", "列表"]),
        ("select = [1]", ["select", "列表"]),
        ('fail-on = "fatal"', ["fail-on", "“fatal”", "error、warning、note"]),
        ("fail-on = 1", ["fail-on", "级别"]),
        ('[severity]\n"sample/wrong" = "bad"', ["severity", "“bad”"]),
        ('[severity]\n"sample" = "note"', ["severity", "“sample”不是规则"]),
        ('[rules."sample/wrnog"]', ["“sample/wrnog”", "是不是“sample/wrong”"]),
        ('[rules."sample/wrong"]\nwrod = "x"', ["sample/wrong", "“wrod”", "是不是“word”"]),
        ('[rules."sample/wrong"]\nword = 1', ["选项 word", "1", "'错错'"]),
        ('[rules."sample/wrong"]\nlimit = true', ["选项 limit", "True"]),
        ('[rules."sample/wrong"]\nnames = "甲"', ["选项 names", "'甲'"]),
        ('[rules."sample/wrong"]\nmode = "丙"', ["选项 mode", "'丙'"]),
        ('profile = "没有这种"', ["“没有这种”", "profile"]),
        ("select = [", ["TOML"]),
    ],
)
def test_wrong_file_is_one_sentence_with_path_and_remedy(tmp_path, text, parts):
    path = tmp_path / ".reportlint.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    message = str(caught.value)
    assert message.startswith(f"{path}：")
    assert "\n" not in message
    assert message.endswith(("。", "？"))
    for part in parts:
        assert part in message


def test_file_that_is_no_utf8(tmp_path):
    path = tmp_path / ".reportlint.toml"
    path.write_bytes("profile = '述职'".encode("gbk"))
    with pytest.raises(ConfigError, match="另存为 UTF-8"):
        read_config(path)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('ignore = ["a"]\nprofile = 述职报告', "第 2 行第 11 列：等号后面的值不对"),
        ('profile "述职报告"', "第 1 行第 9 列：名称后面要有等号"),
        ('文种 = "述职报告"', "第 1 行第 1 列：一行要写成 名称 = 值"),
        ('ignore = ["a"', "末尾：列表少了 ] 或逗号"),
        ('profile = "述职报告', "：引号没有成对"),
        ('profile = "a"\nprofile = "b"', "这一项前面已经写过"),
    ],
)
def test_a_slip_in_toml_is_told_in_chinese_with_its_place(tmp_path, text, part):
    path = tmp_path / ".reportlint.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert part in str(caught.value)
    assert str(caught.value).endswith("请改正这一处。")


def test_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="读不了配置文件"):
        read_config(tmp_path / "none.toml")


def test_nearest_file_upwards(tmp_path):
    inner = tmp_path / "年度" / "草稿"
    inner.mkdir(parents=True)
    (tmp_path / ".reportlint.toml").write_text('ignore = ["sample"]', "utf-8")
    (tmp_path / "年度" / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert find_config(inner).ignore == ("sample",)


def test_pyproject_table(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.reportlint]\nignore = ["other"]\n', "utf-8")
    assert find_config(tmp_path).ignore == ("other",)


def test_own_file_goes_before_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.reportlint]\nignore = ["other"]\n', "utf-8")
    (tmp_path / ".reportlint.toml").write_text('ignore = ["sample"]', "utf-8")
    assert find_config(tmp_path).ignore == ("sample",)


def test_overlay():
    below = parse_config({"select": ["sample"], "ignore": ["other", "sample/wrong"], "fail-on": "error"})
    over = below.overlay(parse_config({"ignore": ["sample/doubtful"], "rules": {"sample/wrong": {"word": "误"}}}))
    assert over.select == ("sample",)
    assert over.ignore == ("other", "sample/wrong", "sample/doubtful")
    assert over.options == {"sample/wrong": {"word": "误"}}
    assert over.fail_on == Severity.ERROR


@pytest.mark.parametrize(
    ("select", "running"),
    [
        (("sample",), ["sample/doubtful"]),
        (("sample/wrong",), ["sample/wrong"]),
        (("other/noted",), ["other/noted"]),
        ((), ["sample/doubtful"]),
    ],
)
def test_selecting_by_name_brings_back_what_was_ignored_below(select, running):
    config = Config(ignore=("other", "sample/wrong")).overlay(Config(select=select))
    assert [rule.id for rule in RULES.values() if config.runs(rule)] == running


def test_ignore_wins_over_select_of_the_same_layer():
    config = Config(select=("sample",), ignore=("sample/wrong",))
    assert [rule.id for rule in RULES.values() if config.runs(rule)] == ["sample/doubtful"]


@pytest.mark.usefixtures("profiles")
def test_profile_by_name_type_or_default():
    assert effective(Config(), "述职报告").ignore == ("other",)
    assert effective(Config(), "工作总结").ignore == ("other/noted",)
    assert effective(Config(profile="述职报告"), "工作总结").ignore == ("other",)
    assert effective(Config(severity={"sample/wrong": Severity.ERROR}), "述职报告").severity == {
        "sample/wrong": Severity.ERROR
    }


@pytest.mark.usefixtures("profiles")
def test_unknown_profile_names_the_nearest():
    with pytest.raises(ConfigError, match="是不是“述职报告”"):
        Config(profile="述职报")


def test_shipped_profiles_are_valid(monkeypatch):
    monkeypatch.undo()
    for name in settings.profiles():
        settings.load_profile(name)


def test_names_are_checked_by_their_rule_and_never_taken_for_slips(monkeypatch):
    monkeypatch.undo()
    config = parse_config({"vocab": ["陈继同"]})
    rules = ("terms/wrong-name", "typos/extra-character", "typos/likely-typo", "typos/missing-character")
    assert config.options == {rule: {"names": ("陈继同",)} for rule in rules}


def test_limits_are_those_of_readers():
    config = parse_config({"limits": {"file-megabytes": 2, "pages": 10}})
    assert config.reader_limits() == replace(Limits(), file_bytes=2 * 1024 * 1024, pages=10)
    over = config.overlay(parse_config({"limits": {"pages": 20}}))
    assert over.reader_limits() == replace(Limits(), file_bytes=2 * 1024 * 1024, pages=20)
    assert Config().reader_limits() == Limits()


@pytest.mark.parametrize(
    ("limits", "part"),
    [
        ({"page": 3}, "是不是“pages”"),
        ({"pages": 0}, "至少是 1"),
        ({"pages": "3"}, "limits 应当是"),
        ({"pages": True}, "limits 应当是"),
        (3, "limits 应当是"),
    ],
)
def test_wrong_limits(limits, part):
    with pytest.raises(ConfigError, match=part):
        parse_config({"limits": limits})
