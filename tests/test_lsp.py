"""The language server, driven by an editor over standard input and output."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import playwright
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, client_capabilities, register_lsp_features

import reportlint
from reportlint import lsp
from reportlint.cli import main
from reportlint.lsp.positions import Positions

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").iterdir())
EXTENSION = ROOT / "editors" / "vscode"
DEADLINE = 60
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

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


class Window(LanguageClient):
    """An editor that keeps whatever it is told."""

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter)
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[types.Registration] = []
        self.changed = asyncio.Event()
        register_lsp_features(
            self,
            {
                **DEFAULT_CLIENT_FEATURES,
                types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: self.keep(self.published.append),
                types.WINDOW_SHOW_MESSAGE: self.keep(self.messages.append),
                types.CLIENT_REGISTER_CAPABILITY: self.keep(lambda params: self.registered.extend(params.registrations)),
            },
        )

    def keep(self, put):
        def hear(params):
            put(params)
            self.changed.set()

        return hear

    async def until(self, met):
        """Wait until something holds, and return it."""
        async with asyncio.timeout(DEADLINE):
            while not (found := met()):
                self.changed.clear()
                await self.changed.wait()
        return found


class Editor:
    """A writer at an editor."""

    def __init__(self, window: Window, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.version = 0

    async def start(self, capabilities: types.ClientCapabilities):
        folders = [types.WorkspaceFolder(self.folder.as_uri(), "文稿")]
        params = types.InitializeParams(capabilities, root_uri=self.folder.as_uri(), workspace_folders=folders)
        return await self.window.initialize_session(params)

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    async def open(self, text: str, name: str = "报告.txt", language: str = "plaintext"):
        self.version += 1
        item = types.TextDocumentItem(self.uri(name), language, self.version, text)
        self.window.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.told(name)

    def type(self, *changes, name: str = "报告.txt") -> None:
        """Send changes: a range and what takes its place, or None and the whole text."""
        self.version += 1
        events = [
            types.TextDocumentContentChangePartial(place, text)
            if place
            else types.TextDocumentContentChangeWholeDocument(text)
            for place, text in changes
        ]
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri(name))
        self.window.text_document_did_change(types.DidChangeTextDocumentParams(document, events))

    async def told(self, name: str = "报告.txt"):
        """Return the diagnostics of the version that was sent last, as soon as they come."""

        def find():
            return [one for one in self.window.published if (one.uri, one.version) == (self.uri(name), self.version)]

        found = await self.window.until(find)
        self.window.published.clear()
        return found[-1].diagnostics

    async def actions(self, place: types.Range, only=None, name: str = "报告.txt"):
        params = types.CodeActionParams(self.document(name), place, types.CodeActionContext([], only))
        return await self.window.text_document_code_action_async(params)

    async def hover(self, line: int, column: int, name: str = "报告.txt"):
        params = types.HoverParams(self.document(name), types.Position(line, column))
        return await self.window.text_document_hover_async(params)


@pytest_asyncio.fixture
async def connect(tmp_path):
    """A function that starts a server for a folder and returns the editor."""
    windows = []

    async def start(capabilities=None, folder: Path = tmp_path) -> Editor:
        config = ClientServerConfig([sys.executable, "-m", "reportlint", "lsp"], client_factory=Window)
        windows.append(await config.start())
        editor = Editor(windows[-1], folder)
        await editor.start(capabilities or client_capabilities("visual-studio-code"))
        return editor

    yield start
    for window in windows:
        await window.shutdown_session()
        await window.stop()


@pytest_asyncio.fixture
async def editor(connect):
    return await connect()


def place(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def offset(text: str, position: types.Position, codec: str = "utf-16-le") -> int:
    """Return the code point of a position, by way of the encoded line."""
    lines = LINE.findall(text)
    unit = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[codec]
    before = lines[position.line].encode(codec)[: unit * position.character].decode(codec)
    return len("".join(lines[: position.line]) + before)


def apply(text: str, edits, codec: str = "utf-16-le") -> str:
    for edit in sorted(edits, key=lambda edit: offset(text, edit.range.start), reverse=True):
        start, end = offset(text, edit.range.start, codec), offset(text, edit.range.end, codec)
        text = text[:start] + edit.new_text + text[end:]
    return text


def edits_of(action: types.CodeAction):
    (change,) = action.edit.document_changes
    return change.edits


def as_set(text: str, diagnostics, codec: str = "utf-16-le"):
    """Return what an editor was told as rule, severity, start, end, message."""
    names = {1: "error", 2: "warning", 3: "note"}
    return {
        (
            one.code,
            names[one.severity.value],
            offset(text, one.range.start, codec),
            offset(text, one.range.end, codec),
            one.message,
        )
        for one in diagnostics
    }


def of_library(text: str, **source):
    doc = reportlint.Document(reportlint.Source(text, **source))
    return {
        (one.rule, one.severity.value, *(one.finding.span.start, one.finding.span.end), one.finding.message)
        for one in reportlint.check(doc)
    }


def of_command(path: Path, capsys):
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
        doc = reportlint.read(path)
        found = as_set(text, await editor.open(text, name, "markdown" if path.suffix == ".md" else "plaintext"))
        expected = of_command(path, capsys)
        assert found == expected, name
        assert {(one.rule, one.finding.span.start) for one in reportlint.check(doc)} == {
            (rule, start) for rule, _, start, _, _ in expected
        }
    assert len(of_library(REPORT)) > 3


@pytest.mark.asyncio
async def test_a_diagnostic_tells_rule_severity_and_where_the_rule_is_written_down(editor):
    found = {one.code: one for one in await editor.open(REPORT)}
    double = found["wording/duplicated-word"]
    assert double.range == place(4, 4, 6)
    assert double.severity is types.DiagnosticSeverity.Error
    assert double.source == "reportlint"
    assert double.code_description.href.startswith("file://")
    assert double.code_description.href.endswith("/rules/wording/duplicated_word.py")


@pytest.mark.asyncio
async def test_a_contradiction_shows_its_other_place(editor):
    found = await editor.open("一、成效\n\n全年开展培训23场。\n\n二、体会\n\n全年开展培训32场，效果较好。\n")
    conflict = next(one for one in found if one.code == "figures/conflicting-figure")
    (other,) = conflict.related_information
    assert other.location.uri == editor.uri("报告.txt")
    assert {conflict.range.start.line, other.location.range.start.line} == {2, 6}
    assert other.message


@pytest.mark.asyncio
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-32-le"])
async def test_positions_are_in_the_encoding_that_the_editor_prefers(connect, codec):
    encoding = types.PositionEncodingKind(codec.removesuffix("-le"))
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general = types.GeneralClientCapabilities(position_encodings=[encoding, "utf-16"])
    editor = await connect(capabilities)
    assert editor.window.protocol  # the session is open
    text = "😀𠮷市é全年完成的的任务。\r\n𠮷完成的的任务。\n"
    assert as_set(text, await editor.open(text), codec) == of_library(text)
    start = len("😀𠮷市".encode(codec)) // {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[codec]
    editor.type((place(0, start, start), "里"))
    text = text.replace("é", "里é")
    assert as_set(text, await editor.told(), codec) == of_library(text)


@pytest.mark.asyncio
async def test_markdown_code_is_no_prose_and_plain_text_has_none(editor):
    text = "# 总结\n\n    完成的的任务。\n"
    assert not [one for one in await editor.open(text, "甲.md", "markdown") if "duplicated-word" in one.code]
    assert [one for one in await editor.open(text, "乙.txt") if "duplicated-word" in one.code]


@pytest.mark.asyncio
async def test_a_draft_without_a_file_and_an_empty_one_are_checked(editor):
    assert {one.code for one in await editor.open("完成的的任务。\n", "untitled:Untitled-1")} == {"wording/duplicated-word"}
    assert await editor.open("", "空.txt") == []


# --- while one types


@pytest.mark.asyncio
async def test_edits_of_every_kind_keep_the_text_in_step(editor):
    text = "一、成效\r\n𠮷完成任务。\x0c\u2028后记。\r\n末行。"
    await editor.open(text)
    editor.type((place(1, 5, 5), "的的"), (place(0, 2, 4), "😀做法\n"))
    # the second change has moved the lines; the third is beyond the end of its line, the fourth beyond that of the text
    editor.type((place(2, 99, 99), "研究研究了的的。"), (place(99, 0, 0), "\n完成的的。"))
    text = "一、😀做法\n\r\n𠮷完成的的任务。\x0c\u2028后记。研究研究了的的。\r\n末行。\n完成的的。"
    assert as_set(text, await editor.told()) == of_library(text)
    assert len(of_library(text)) >= 3
    editor.type((types.Range(types.Position(0, 3), types.Position(2, 5)), ""))
    text = "一、" + "\ud83d" * 0 + text[text.index("的的") - 0 :] if False else None  # noqa: SIM108
    editor.type((None, "全部换成的的。"))
    assert as_set("全部换成的的。", await editor.told()) == of_library("全部换成的的。")
