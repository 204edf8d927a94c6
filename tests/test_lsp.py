"""The language server, driven by an editor over standard input and output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import pytest_asyncio
from editor import Editor, apply, edits_of, offset, place
from lsprotocol import types
from pytest_lsp.client import client_capabilities

import reportlint
from reportlint.cli import main

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.*"))
SEVERITIES = {1: "error", 2: "warning", 3: "note"}

# wrong in it: 的的 and 涉及到, the sum; the second problem has neither cause nor measure
REPORT = """二〇二四年工作总结

一、主要成效

全年完成的的任务涉及到12个村。举办培训20场，其中城区12场、乡镇9场。

二、存在问题

（一）档案整理进度慢。年初计划整理档案900卷，只完成520卷，原因是人手不足。
（二）食堂价格偏高。职工反映午餐比去年贵了三成。

三、下一步措施

（一）加快档案整理。增加两名档案员，在6月底前完成剩余380卷档案的整理。
"""
DOUBLED = place(4, 4, 6)
CONFLICT = """张华2024年度述职报告
一、主要成效
班子成员讲党课6次。
二、支部建设
班子成员上党课8次。
"""


@pytest_asyncio.fixture
async def connect(tmp_path):
    """A function that starts a server and returns an editor in an empty folder."""
    editors = []

    async def start(capabilities=None) -> Editor:
        editors.append(await Editor.start(tmp_path, capabilities or client_capabilities("visual-studio-code")))
        return editors[-1]

    yield start
    for editor in editors:
        await editor.stop()


@pytest_asyncio.fixture
async def editor(connect):
    return await connect()


def by_editor(text: str, diagnostics, codec: str = "utf-16-le"):
    return {
        (
            one.code,
            SEVERITIES[one.severity.value],
            offset(text, one.range.start, codec),
            offset(text, one.range.end, codec),
            one.message,
        )
        for one in diagnostics
    }


def by_library(doc: reportlint.Document):
    return {
        (one.rule, one.severity.value, one.finding.span.start, one.finding.span.end, one.finding.message)
        for one in reportlint.check(doc)
    }


def by_command(path: Path, capsys):
    main(["check", "--no-config", "--output-format", "json", str(path)])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    return {tuple(one[key] for key in ("rule", "severity", "start", "end", "message")) for one in file["findings"]}


# --- what is found


@pytest.mark.asyncio
async def test_editor_command_and_library_find_the_same(editor, tmp_path, capsys):
    texts = {f"例{number}{path.suffix}": path.read_text("utf-8") for number, path in enumerate(EXAMPLES)}
    texts["错.txt"] = REPORT
    texts["换行.txt"] = REPORT.replace("\n", "\r\n")
    texts["生僻字.txt"] = REPORT.replace("全年", "𠮷林😀全年").replace("午餐", "午餐😀😀")
    texts["错.md"] = f"# 总结\n\n```\n的的\n```\n\n{REPORT}"
    for name, text in texts.items():
        path = tmp_path / name
        path.write_bytes(text.encode())
        found = by_editor(text, await editor.open(text, name, "markdown" if path.suffix == ".md" else "plaintext"))
        assert found == by_library(reportlint.read(path)) == by_command(path, capsys), name
    assert len(by_library(reportlint.Document(REPORT))) > 3


@pytest.mark.asyncio
async def test_a_diagnostic_tells_rule_severity_and_where_the_rule_is_written_down(editor):
    found = {one.code: one for one in await editor.open(REPORT)}
    doubled = found["wording/duplicated-word"]
    assert doubled.range == DOUBLED
    assert doubled.severity is types.DiagnosticSeverity.Error
    assert doubled.source == "reportlint"
    assert doubled.code_description.href.startswith("file://")
    assert doubled.code_description.href.endswith("/rules/wording/duplicated_word.py")


@pytest.mark.asyncio
async def test_a_contradiction_shows_its_other_place(editor):
    found = await editor.open(CONFLICT)
    conflict = next(one for one in found if one.code == "figures/conflicting-figure")
    (other,) = conflict.related_information
    assert other.location.uri == editor.uri("报告.txt")
    assert {conflict.range.start.line, other.location.range.start.line} == {2, 4}
    assert other.message


@pytest.mark.asyncio
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-32-le"])
async def test_positions_count_what_the_editor_prefers(connect, codec):
    encoding = types.PositionEncodingKind(codec.removesuffix("-le"))
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general = types.GeneralClientCapabilities(position_encodings=[encoding, "utf-16"])
    editor = await connect(capabilities)
    assert editor.agreed.position_encoding == encoding
    text = "😀𠮷市é全年完成的的任务。\r\n𠮷完成的的任务。\n"
    assert by_editor(text, await editor.open(text), codec) == by_library(reportlint.Document(text))
    before_e = {"utf-8": 11, "utf-16-le": 5, "utf-32-le": 3}[codec]
    editor.type((place(0, before_e, before_e), "的的"))
    text = text.replace("é", "的的é")
    assert by_editor(text, await editor.told(), codec) == by_library(reportlint.Document(text))


@pytest.mark.asyncio
async def test_markdown_code_is_no_prose_and_plain_text_has_none(editor):
    text = "# 总结\n\n    完成的的任务。\n"
    assert "wording/duplicated-word" not in {one.code for one in await editor.open(text, "甲.md", "markdown")}
    assert "wording/duplicated-word" in {one.code for one in await editor.open(text, "乙.txt")}


@pytest.mark.asyncio
async def test_a_draft_without_a_file_and_an_empty_one_are_checked(editor):
    found = await editor.open("完成的的任务。\n", "untitled:Untitled-1")
    assert "wording/duplicated-word" in {one.code for one in found}
    assert await editor.open("", "空.txt") == []


# --- while one types


@pytest.mark.asyncio
async def test_edits_of_every_kind_keep_the_text_in_step(editor):
    await editor.open("一、成效\r\n𠮷完成任务。\x0c\u2028后记。\r\n末行。")
    # each change speaks of what the one before it left; the third is beyond its line, the fourth beyond the text
    editor.type(
        (place(1, 4, 4), "的的"),
        (place(0, 2, 4), "😀做法\n"),
        (place(2, 99, 99), "涉及到的的村。"),
        (place(99, 0, 0), "\n完成的的。"),
    )
    text = "一、😀做法\n\r\n𠮷完成的的任务。\x0c\u2028后记。涉及到的的村。\r\n末行。\n完成的的。"
    found = by_editor(text, await editor.told())
    assert found == by_library(reportlint.Document(text))
    assert {text[start:end] for _, _, start, end, _ in found} >= {"的的", "涉及到"}
    editor.type((types.Range(types.Position(0, 2), types.Position(2, 4)), ""))
    text = "一、的的任务。\x0c\u2028后记。涉及到的的村。\r\n末行。\n完成的的。"
    assert by_editor(text, await editor.told()) == by_library(reportlint.Document(text))
    editor.type((None, "全部换成的的。"))
    assert [one.range for one in await editor.told()] == [place(0, 4, 6)]


@pytest.mark.asyncio
async def test_what_was_found_in_a_text_that_is_gone_is_never_told(editor):
    await editor.open("任务完成。")
    for _ in range(20):
        editor.type((place(0, 0, 0), "的的，"))
    editor.type((None, "任务完成。"))
    params = types.DocumentSymbolParams(editor.document("报告.txt"))
    await editor.window.text_document_document_symbol_async(params)
    assert [one.version for one in editor.window.published] == [editor.version]
    assert await editor.told() == []


@pytest.mark.asyncio
async def test_a_report_that_is_closed_is_no_longer_underlined(editor):
    assert await editor.open(REPORT)
    editor.window.text_document_did_close(types.DidCloseTextDocumentParams(editor.document("报告.txt")))
    assert await editor.told() == []
    assert await editor.hover(4, 5) is None
    assert await editor.actions(DOUBLED) == []


# --- fixes


@pytest.mark.asyncio
async def test_a_fix_is_offered_where_it_applies(editor):
    await editor.open(REPORT)
    (action,) = await editor.actions(DOUBLED, ["quickfix"])
    assert action.kind == "quickfix"
    assert action.is_preferred
    assert [one.code for one in action.diagnostics] == ["wording/duplicated-word"]
    assert action.edit.document_changes[0].text_document.version == editor.version
    assert apply(REPORT, edits_of(action)) == REPORT.replace("的的", "的")
    assert await editor.actions(place(0, 0, 0), ["quickfix"]) == []


@pytest.mark.asyncio
async def test_a_fix_that_needs_a_reader_says_so_and_is_not_preferred(editor):
    text = "主要原因：一是人手不够。二是经费偏紧。四是制度不全。"
    doc = reportlint.Document(text)
    unsafe = next(one for one in reportlint.check(doc) if one.finding.fix and not one.finding.fix.safe)
    found = next(one for one in await editor.open(text) if one.code == unsafe.rule)
    action = next(one for one in await editor.actions(found.range, ["quickfix"]) if not one.is_preferred)
    assert action.title == f"{unsafe.finding.fix.title}（请核对）"


@pytest.mark.asyncio
@pytest.mark.parametrize("resolves", [True, False])
async def test_all_safe_fixes_come_as_one_action_like_the_library_s(connect, resolves):
    capabilities = client_capabilities("visual-studio-code")
    if not resolves:
        capabilities.text_document.code_action.resolve_support = None
    editor = await connect(capabilities)
    await editor.open(REPORT)
    (action,) = await editor.actions(place(0, 0, 0), ["source.fixAll"])
    assert action.title == "修正全部有把握的问题"
    assert (action.edit is None) == resolves
    if resolves:
        action = await editor.window.code_action_resolve_async(action)
    fixed = apply(REPORT, edits_of(action))
    assert fixed == reportlint.fix(reportlint.Document(REPORT)) != REPORT
    editor.type((None, fixed))
    await editor.told()
    assert await editor.actions(place(0, 0, 0), ["source.fixAll"]) == []
    assert await editor.actions(place(0, 0, 0), ["refactor"]) == []


# --- hover, outline, lenses


@pytest.mark.asyncio
async def test_hover_says_what_explain_says(editor, capsys):
    await editor.open(REPORT)
    hover = await editor.hover(4, 5)
    main(["explain", "wording/duplicated-word"])
    # on a screen the lines are broken
    assert "".join(hover.contents.value.split()) == "".join(capsys.readouterr().out.split())
    assert hover.range == DOUBLED
    assert await editor.hover(0, 0) is None


@pytest.mark.asyncio
async def test_symbols_are_the_outline(editor):
    await editor.open(REPORT)
    params = types.DocumentSymbolParams(editor.document("报告.txt"))
    symbols = await editor.window.text_document_document_symbol_async(params)
    outline = [(one.name, [child.name for child in one.children]) for one in symbols]
    assert outline == [
        ("一、主要成效", []),
        ("二、存在问题", ["（一）档案整理进度慢", "（二）食堂价格偏高"]),
        ("三、下一步措施", ["（一）加快档案整理"]),
    ]
    assert symbols[0].selection_range == place(2, 0, 6)
    assert symbols[1].range.start.line == 6


@pytest.mark.asyncio
async def test_above_a_problem_stands_what_it_has_and_what_is_missing(editor):
    await editor.open(REPORT)
    params = types.CodeLensParams(editor.document("报告.txt"))
    lenses = await editor.window.text_document_code_lens_async(params)
    assert [(one.range.start.line, one.command.title) for one in lenses] == [
        (8, "原因 1 · 措施 1"),
        (9, "原因 缺 · 措施 缺"),
    ]


# --- settings


def ignore(folder: Path, *rules: str) -> None:
    (folder / ".reportlint.toml").write_text(f"ignore = {json.dumps(rules)}\n", "utf-8")


@pytest.mark.asyncio
async def test_the_configuration_of_the_folder_holds_and_is_followed(editor, tmp_path):
    (registered,) = await editor.window.until(lambda: editor.window.registered)
    assert registered.method == "workspace/didChangeWatchedFiles"
    ignore(tmp_path, "wording")
    assert not [one for one in await editor.open(REPORT) if one.code.startswith("wording/")]
    ignore(tmp_path, "figures")
    event = types.FileEvent((tmp_path / ".reportlint.toml").as_uri(), types.FileChangeType.Changed)
    editor.window.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    families = {one.code.partition("/")[0] for one in await editor.told()}
    assert "wording" in families
    assert "figures" not in families


@pytest.mark.asyncio
async def test_settings_of_the_editor_go_before_those_of_the_folder(editor, tmp_path):
    ignore(tmp_path, "wording")
    await editor.open(REPORT)
    settings = {"reportlint": {"config": {"select": ["wording/duplicated-word"]}, "command": ["reportlint"]}}
    editor.window.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    assert [one.code for one in await editor.told()] == ["wording/duplicated-word"]
    editor.window.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert "wording/duplicated-word" not in {one.code for one in await editor.told()}


@pytest.mark.asyncio
async def test_a_wrong_setting_is_told_once_and_its_repair_is_noticed(editor, tmp_path):
    ignore(tmp_path, "wordings")
    assert await editor.open(REPORT) == []
    (message,) = await editor.window.until(lambda: editor.window.messages)
    assert "“wordings”既不是规则也不是类别" in message.message
    editor.type((place(0, 0, 0), "关于"))
    assert await editor.told() == []
    assert len(editor.window.messages) == 1
    (tmp_path / ".reportlint.toml").unlink()
    settings = {"reportlint": {"config": {"no": 1}}}
    editor.window.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    assert await editor.told() != []
    assert "reportlint.config：没有“no”这个配置项" in editor.window.messages[1].message


# --- what goes wrong


@pytest.mark.asyncio
async def test_a_change_of_a_report_that_nobody_opened_is_told_and_survived(editor):
    editor.type((None, "的的"), name="不在.txt")
    (message,) = await editor.window.until(lambda: editor.window.messages)
    assert message.type is types.MessageType.Error
    assert message.message.startswith("程序内部出错（")
    assert await editor.open(REPORT)
