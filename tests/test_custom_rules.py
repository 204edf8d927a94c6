"""Rules that an office writes in its configuration, without Python."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reportlint import Config, ConfigError, Document, check, fix, testing
from reportlint import config as settings
from reportlint.cache import find_key
from reportlint.config import parse_config, read_config

NAMES = """
[[rule]]
id = "office/old-name"
message = "“{text}”已经更名，请改为“{fix}”。"
reason = "统一使用现在的名称。"
severity = "error"
phrases = { "水利站" = "水利服务中心", "经管站" = "农业农村服务中心" }
except = ["原水利站"]
safe = true
examples = [{ bad = "会同⟦水利站⟧排查隐患。", good = "会同水利服务中心排查隐患。" }]
"""


def config_of(text: str, folder: Path = Path()) -> Config:
    return parse_config(tomllib.loads(text), folder)


def found(entry: str, text: str, folder: Path = Path()) -> list[str]:
    config = config_of(
        f'select = ["office"]\n[[rule]]\nid = "office/one"\nmessage = "请改写“{{text}}”。"\n{entry}', folder
    )
    return [one.finding.span.of(text) for one in check(Document(text), config)]


def test_phrases_with_what_they_become() -> None:
    config = config_of(NAMES)
    doc = Document("原水利站的职责由水利站、经管站分担，水利服务中心牵头。")
    reported = [one for one in check(doc, config) if one.rule == "office/old-name"]
    assert [one.finding.span.of(doc.text) for one in reported] == ["水利站", "经管站"]
    assert {one.severity for one in reported} == {"error"}
    assert reported[0].finding.message == "“水利站”已经更名，请改为“水利服务中心”。"
    assert fix(doc, config) == "原水利站的职责由水利服务中心、农业农村服务中心分担，水利服务中心牵头。"


def test_a_rule_of_a_configuration_passes_the_tests_of_rules() -> None:
    testing.check_rule(config_of(NAMES).own_rules[0])


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ('phrases = ["力争", "力争上游"]', "力争完成，力争上游。", ["力争", "力争上游"]),
        ('phrases = ["大户"]', "种粮大户与大户室。", ["大户", "大户"]),
        ('phrases = ["会报"]\nwhole-words = true', "党代会报告已印发。", []),
        ('phrases = ["账户"]\nfix = "银行账户"', "银行账户和账户。", ["账户"]),
        ('phrases = ["了"]\nfix = ""', "办理了。", ["了"]),
        ('pattern = "尽量|尽可能 …3 /v"', "尽量多地开展培训，尽量。", ["尽量多地开展"]),
        ('pattern = ["尽量 /v", "争取 /v"]', "争取完成，尽量完成。", ["争取完成", "尽量完成"]),
        ('phrases = ["尽量"]\npattern = "尽量 /v"', "尽量完成。", ["尽量完成"]),
        ('phrases = ["困难"]', "困难\ud800困难𠮷困难", ["困难", "困难", "困难"]),
        ('phrases = ["困难"]', "", []),
        ('phrases = ["难题"]\npattern = "疑难问题"\nexcept = ["疑难问题"]', "疑难问题和难题。", ["难题"]),
    ],
)
def test_what_is_looked_for(entry: str, text: str, expected: list[str]) -> None:
    assert found(entry, text) == expected


REPORT = "工作总结\n一、存在问题\n人手紧张。\n二、下步打算\n人手紧张的要补充。\n三、其他\n人手紧张。\n"


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("", 3),
        ('roles = ["problems"]', 1),
        ('roles = ["problems", "measures"]', 2),
        ('sections = ["打算", "其他"]', 2),
        ('roles = ["problems"]\nsections = ["打算"]', 0),
        ('roles = ["causes"]', 0),
    ],
)
def test_where_a_rule_holds(where: str, count: int) -> None:
    assert len(found(f'phrases = ["人手紧张"]\n{where}', REPORT)) == count


def test_a_rule_is_graded_selected_and_ignored_like_any_other() -> None:
    doc = Document("由水利站负责。<!-- reportlint: ignore office/old-name 引用原文 -->")
    assert not check(doc, config_of(f'select = ["office"]\n{NAMES}'))
    doc = Document("由水利站负责。")
    assert [one.severity for one in check(doc, config_of(f'severity = {{ "office/old-name" = "note" }}\n{NAMES}'))] == [
        "note"
    ]
    assert not check(doc, config_of(f'ignore = ["office"]\n{NAMES}'))
    assert not check(doc, config_of(f'ignore = ["office/old-name"]\n{NAMES}'))


def test_the_nearer_configuration_has_the_last_word() -> None:
    below = config_of(NAMES)
    above = config_of('[[rule]]\nid = "office/old-name"\nmessage = "请改写。"\nphrases = ["防汛办"]')
    config = below.overlay(above)
    assert [one.finding.message for one in check(Document("水利站、防汛办。"), config)] == ["请改写。"]
    assert below.overlay(Config()).own_rules == below.own_rules


def test_a_configuration_can_be_sent_to_other_processes_and_told_from_others() -> None:
    config = config_of(NAMES)
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301
    doc = Document("由水利站负责。")
    changed = config_of(NAMES.replace("水利服务中心", "水务中心"))
    assert find_key(doc, config) == find_key(doc, config_of(NAMES)) != find_key(doc, changed)


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ('message = "请改。"\nphrases = ["甲"]', ["第 1 条 [[rule]]（没有 id）", "没有写 id"]),
        ('id = "office/a"\nphrases = ["甲"]', ["第 1 条 [[rule]]（office/a）", "没有写 message"]),
        ('id = "office/a"\nmessage = "请改。"', ["没有写要找什么", "phrases、pattern、matcher、entities"]),
        ('id = "办公室/名称"\nmessage = "请改。"\nphrases = ["甲"]', ["id 要写成", "office/old-name"]),
        ('id = "internal/a"\nmessage = "请改。"\nphrases = ["甲"]', ["id 要写成"]),
        ('id = "wording/duplicated-word"\nmessage = "请改。"\nphrases = ["甲"]', ["同名的规则"]),
        ('id = "office/a"\nmessage = "请改。"\nphrase = ["甲"]', ["“phrase”", "是不是“phrases”"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = "甲"', ["phrases 应当是词语的列表", "'甲'"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = [""]', ["phrases 应当是词语的列表"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = ["甲"]\nseverity = "fatal"', ["severity", "“fatal”", "error、warning、note"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = ["甲"]\nroles = ["problem"]', ["roles", "“problem”", "problems"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = ["甲"]\nexcept = ["甲"]', ["“甲”又要找", "永远不会报"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = { "甲" = "乙", "乙" = "丙" }', ["“乙”又要找"]),
        ('id = "office/a"\nmessage = "请改为“{fix}”。"\nphrases = ["甲"]', ["message 里有 {fix}", "请写上 fix"]),
        ('id = "office/a"\nmessage = "请改。"\npattern = "… 甲"', ["词语模式 … 甲 写得不对", "首尾必须是词"]),
        ('id = "office/a"\nmessage = "请改。"\npattern = "甲 …x 乙"', ["词语模式", "写得不对"]),
        ('id = "office/a"\nmessage = "请改。"\npattern = "@no-such-list"', ["词语模式", "no-such-list"]),
        ('id = "office/a"\nmessage = "请改。"\npattern = "甲 …900 乙"', ["间隔最多 50 个词"]),
        ('id = "office/a"\nmessage = "请改。"\nphrases = ["甲"]\nexamples = [{ bad = "⟦甲⟧" }]', ["bad 和 good"]),
        ('id = "office/a"\nmessage = "请改。"\nmatcher = "nothing.json"', ["读不了文件", "nothing.json"]),
        ('id = "office/a"\nmessage = "请改。"\nentities = "nothing.jsonl"', ["读不了文件", "nothing.jsonl"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_entry(entry: str, parts: list[str], tmp_path: Path) -> None:
    path = tmp_path / ".reportlint.toml"
    path.write_text(f"[[rule]]\n{entry}\n", "utf-8")
    with pytest.raises(ConfigError) as failure:
        read_config(path)
    for part in (str(path), *parts):
        assert part in str(failure.value)


def test_two_entries_of_one_name() -> None:
    with pytest.raises(ConfigError, match=r"第 2 条 \[\[rule\]\]（office/old-name）：已经有同名的规则"):
        config_of(NAMES * 2)


needs_spacy = pytest.mark.skipif(not importlib.util.find_spec("spacy"), reason="needs the extra spacy")
VERBS = [[{"TEXT": "进行"}, {"TAG": {"REGEX": "^v"}}]]


@needs_spacy
def test_patterns_of_the_matcher(tmp_path: Path) -> None:
    text = "对隐患进行排查，对制度进行\n修订。"
    assert found('matcher = [[{ TEXT = "进行" }, { TAG = { REGEX = "^v" } }]]', text) == ["进行排查"]
    assert found('matcher = [{ TEXT = "进行" }, { TAG = { REGEX = "^v" } }]', text) == ["进行排查"]
    (tmp_path / "verbs.json").write_text(json.dumps(VERBS, ensure_ascii=False), "utf-8")
    assert found('matcher = "verbs.json"', text, tmp_path) == ["进行排查"]
    assert found('matcher = "verbs.json"', "进行\ud800", tmp_path) == []


@needs_spacy
def test_the_longest_match_counts() -> None:
    entry = 'matcher = [{ TEXT = "尽量" }, { OP = "*", IS_PUNCT = false }, { TAG = "v" }]'
    assert found(entry, "尽量安排学习，尽量安排。") == ["尽量安排学习", "尽量安排"]


@needs_spacy
def test_a_sentence_without_end_is_searched_in_pieces() -> None:
    entry = 'matcher = [{ TEXT = "学习" }, { OP = "*" }, { TEXT = "安排" }]'
    places = found(entry, "学习" * 20_050 + "安排")
    assert len(places) == 1
    assert len(places[0]) < 1000


@needs_spacy
def test_files_of_the_entity_ruler(tmp_path: Path) -> None:
    entries = [{"label": "OLD", "pattern": "水利站"}, {"label": "OLD", "pattern": VERBS[0]}]
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    (tmp_path / "old.jsonl").write_text("\n\n".join(lines), "utf-8")
    assert found('entities = "old.jsonl"', "水利站进行排查。", tmp_path) == ["水利站", "进行排查"]


@needs_spacy
@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ('matcher = [[{ TXT = "甲" }]]', "spaCy 不认这个词语模式"),
        ('matcher = [[{ POS = "VERB" }]]', "spaCy 不认这个词语模式"),
        ('matcher = "bad.json"', "不是正确的 JSON"),
        ('matcher = "number.json"', "一个模式或模式的列表"),
        ('entities = "bad.json"', "第 1 行不是正确的 JSON"),
        ('entities = "number.json"', "第 1 行没有 pattern"),
        ('entities = "empty.jsonl"', "是空的"),
        ('entities = "foreign.jsonl"', "不是 UTF-8"),
    ],
)
def test_bad_patterns_of_spacy(entry: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[", "utf-8")
    (tmp_path / "number.json").write_text("1", "utf-8")
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")
    (tmp_path / "foreign.jsonl").write_bytes("甲".encode("gb18030"))
    with pytest.raises(ConfigError, match=part):
        found(entry, "", tmp_path)


def test_without_spacy_its_patterns_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.custom.matcher.find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'reportlint\[spacy\]'"):
        found('matcher = [[{ TEXT = "甲" }]]', "")


@needs_spacy
def test_spacy_is_loaded_for_its_patterns_alone() -> None:
    code = (
        "import reportlint, sys\nfrom reportlint.config import parse_config\n"
        "config = parse_config({'rule': [{'id': 'office/a', 'message': '请改。', 'phrases': ['甲'], 'pattern': '乙'}]})\n"
        "reportlint.check(reportlint.Document('甲乙'), config)\nassert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_editor_explains_the_rule() -> None:
    types = pytest.importorskip("lsprotocol.types")
    from reportlint.lsp.answers import find_hover
    from reportlint.lsp.drafts import Checked, Version

    doc, config = Document("由水利站负责。"), config_of(NAMES)
    opened = types.TextDocumentItem("file:///draft.txt", "plaintext", 1, doc.text)
    hover = find_hover(Checked(Version.of(opened, "utf-16"), doc, config, check(doc, config)), types.Position(0, 2))
    assert hover
    assert "统一使用现在的名称。" in hover.contents.value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".reportlint.toml").write_text(f"{NAMES}", "utf-8")
    (tmp_path / "draft.txt").write_text("工作总结\n由水利站负责。\n", "utf-8")
    settings.find_config.cache_clear()
    return tmp_path


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "200"}
    line = [sys.executable, "-m", "reportlint", *arguments]
    return subprocess.run(line, capture_output=True, encoding="utf-8", check=False, cwd=cwd, env=env)


def test_the_commands_know_the_rule(folder: Path) -> None:
    assert "office/old-name" in command("rules", cwd=folder).stdout
    assert "office/old-name" not in command("rules", "--no-config", cwd=folder).stdout
    told = command("explain", "office/old-name", cwd=folder).stdout
    assert "统一使用现在的名称。" in told
    assert "会同⟦水利站⟧排查隐患。" in told
    assert '[[rule]] = "office/old-name"  ← ' in command("check", "--show-settings", "draft.txt", cwd=folder).stdout
    sarif = json.loads(
        command("check", "--select", "office", "--output-format", "sarif", "draft.txt", cwd=folder).stdout
    )
    rule = sarif["runs"][0]["tool"]["driver"]["rules"][0]
    assert (rule["id"], rule["fullDescription"]["text"]) == (
        "office/old-name",
        "“……”已经更名，请改为“……”。统一使用现在的名称。",
    )
    page = command("check", "--select", "office", "--output-format", "html", "draft.txt", cwd=folder).stdout
    assert "统一使用现在的名称。" in page


def test_the_command_line_may_name_the_rule(folder: Path) -> None:
    below = folder / "sub"
    below.mkdir()
    (folder / ".reportlint.toml").rename(below / ".reportlint.toml")
    (folder / "draft.txt").rename(below / "draft.txt")
    assert command("check", "--select", "office/old-name", "sub/draft.txt", cwd=folder).returncode == 1
    assert command("check", "--max-findings", "office/old-name=1", "sub/draft.txt", cwd=folder).returncode == 0
    unknown = command("check", "--select", "office/old-nmae", "sub/draft.txt", cwd=folder)
    assert unknown.returncode == 2
    assert "是不是“office/old-name”" in unknown.stderr


def test_the_ignore_file_may_name_the_rule(folder: Path) -> None:
    done = command("ignore", "draft.txt", "office/old-name", "--reason", "引用原文", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert command("check", "--select", "office", "draft.txt", cwd=folder).returncode == 0


def test_fixes_of_the_rule_are_applied(folder: Path) -> None:
    assert command("check", "--select", "office", "--fix", "draft.txt", cwd=folder).returncode == 0
    assert (folder / "draft.txt").read_text("utf-8") == "工作总结\n由水利服务中心负责。\n"
