"""An editor that drives the language server as editors do, and what it was told in terms of the text."""

from __future__ import annotations

import asyncio
import re
import sys
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

if TYPE_CHECKING:
    from pathlib import Path

DEADLINE = 60
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
UNITS = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}


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
                types.CLIENT_REGISTER_CAPABILITY: self.keep(
                    lambda params: self.registered.extend(params.registrations)
                ),
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

    @classmethod
    async def start(cls, folder: Path, capabilities: types.ClientCapabilities):
        """Start the server and agree with it on what both can do."""
        config = ClientServerConfig([sys.executable, "-m", "reportlint", "lsp"], client_factory=Window)
        editor = cls(await config.start(), folder)
        await editor.initialize(capabilities)
        return editor

    async def initialize(self, capabilities: types.ClientCapabilities):
        folders = [types.WorkspaceFolder(self.folder.as_uri(), "文稿")]
        params = types.InitializeParams(capabilities, root_uri=self.folder.as_uri(), workspace_folders=folders)
        self.agreed = (await self.window.initialize_session(params)).capabilities

    async def stop(self):
        await self.window.shutdown_session()
        await self.window.stop()

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
        return list(found[-1].diagnostics)

    async def actions(self, place: types.Range, only=None, name: str = "报告.txt"):
        params = types.CodeActionParams(self.document(name), place, types.CodeActionContext([], only))
        return list(await self.window.text_document_code_action_async(params))

    async def hover(self, line: int, column: int, name: str = "报告.txt"):
        params = types.HoverParams(self.document(name), types.Position(line, column))
        return await self.window.text_document_hover_async(params)


def place(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def offset(text: str, position: types.Position, codec: str = "utf-16-le") -> int:
    """Return the code point of a position, by way of the encoded line."""
    lines = LINE.findall(text)
    before = lines[position.line].encode(codec)[: UNITS[codec] * position.character].decode(codec)
    return len("".join(lines[: position.line]) + before)


def apply(text: str, edits, codec: str = "utf-16-le") -> str:
    for edit in sorted(edits, key=lambda edit: offset(text, edit.range.start), reverse=True):
        start, end = offset(text, edit.range.start, codec), offset(text, edit.range.end, codec)
        text = text[:start] + edit.new_text + text[end:]
    return text


def edits_of(action: types.CodeAction):
    (change,) = action.edit.document_changes
    return change.edits
