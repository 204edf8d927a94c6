"""The server: what the editor asks and tells, and what it is answered.

All state is touched on the event loop only. Reports are checked one after the other in a single worker thread; a check
whose text has changed meanwhile is cancelled, or its result dropped.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import FeatureNotificationError, FeatureRequestError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

from reportlint import __version__
from reportlint.config import Config, ConfigError, find_config, parse_config
from reportlint.emit.docx.changes import find_edits
from reportlint.fix import fix_document
from reportlint.lsp import answers
from reportlint.lsp.drafts import Checked, Draft, Version, examine, explain_crash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pygls.server import ServerErrors

Result = TypeVar("Result")

# seconds between two keystrokes below which a writer is taken to write on
PAUSE = 0.3
# whose change may change what is reported
WATCHED = ("**/.reportlint*", "**/pyproject.toml")
KINDS = [types.CodeActionKind.QuickFix, answers.FIX_ALL]


class Protocol(LanguageServerProtocol):
    """pygls' protocol, but for its own copy of the texts: it ends lines at form feeds too, where no editor does."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Iterator[Any]:
        """Pass a change on to the drafts."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None


class Server(LanguageServer):
    """The reports that are open, with the settings of the editor."""

    def __init__(self) -> None:
        super().__init__("reportlint", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.drafts: dict[str, Draft] = {}
        self.own = Config()
        self.pool = ThreadPoolExecutor(1)

    @property
    def encoding(self) -> str:
        """What the editor counts in."""
        return self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    @property
    def folder(self) -> Path:
        """Where the configuration of drafts without a file is searched."""
        return Path(self.workspace.root_path or Path.cwd())

    def work(self, function: Callable[..., Result], *arguments: Any) -> asyncio.Future[Result]:
        """Run a function in the worker thread."""
        return asyncio.get_running_loop().run_in_executor(self.pool, function, *arguments)

    def start_check(self, draft: Draft, pause: float = 0) -> None:
        """Check a draft after a pause, instead of whatever check of it is under way."""
        draft.fresh.clear()
        if draft.task:
            draft.task.cancel()
        draft.task = asyncio.get_running_loop().create_task(self.check(draft, pause))
        draft.task.add_done_callback(self.report_failure)

    async def check(self, draft: Draft, pause: float) -> None:
        """Check a draft after a pause and tell the editor."""
        await asyncio.sleep(pause)
        checked = await self.work(examine, draft.version, self.folder, self.own)
        told = draft.checked.problem if draft.checked else ""
        draft.checked = checked
        draft.fresh.set()
        self.publish(draft.version, answers.describe_all(checked))
        if checked.problem and checked.problem != told:
            self.complain(checked.problem)

    async def result(self, uri: str) -> Checked | None:
        """Return the check of a report as it reads now; None where it is not open, or is closed meanwhile."""
        draft = self.drafts.get(uri)
        if draft is None:
            return None
        await draft.fresh.wait()
        return draft.checked if self.drafts.get(uri) is draft else None

    def publish(self, version: Version, diagnostics: list[types.Diagnostic]) -> None:
        """Tell the editor what to underline."""
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(version.uri, diagnostics, version=version.number)
        )

    def complain(self, message: str) -> None:
        """Show a message to the user."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    def configure(self, settings: object) -> None:
        """Take over the settings of the editor and check all reports with them."""
        try:
            self.own = read_settings(settings)
        except ConfigError as error:
            self.complain(f"编辑器的设置 reportlint.config：{error}")
        self.check_all()

    def check_all(self) -> None:
        """Read the configuration anew and check all reports."""
        find_config.cache_clear()
        for draft in self.drafts.values():
            self.start_check(draft)

    def report_failure(self, task: asyncio.Task[None]) -> None:
        """Tell of a check that failed; one that was cancelled has not."""
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self.report_server_error(error, FeatureNotificationError)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Show a failure that no answer tells of."""
        if source is not FeatureRequestError:
            self.complain(explain_crash(error))


def read_settings(settings: object) -> Config:
    """Return what an editor has set under `reportlint.config`, which may be anything at all.

    Raises:
        ConfigError: A setting is unknown or has the wrong type.
    """
    section = settings.get("reportlint") if isinstance(settings, dict) else None
    own = section.get("config") if isinstance(section, dict) else None
    return parse_config(own) if isinstance(own, dict) else Config()


def start(ls: Server, params: types.InitializedParams) -> None:  # noqa: ARG001
    """Ask the editor to tell of changes in configuration files."""
    name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    if get_capability(ls.client_capabilities, "workspace.did_change_watched_files.dynamic_registration", False):
        watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        ls.client_register_capability(types.RegistrationParams([types.Registration(name, name, options)]))


def open_draft(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Check a report that was opened."""
    opened = params.text_document
    draft = Draft(Version.of(opened, ls.encoding))
    ls.drafts[opened.uri] = draft
    ls.start_check(draft)


def change_draft(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Check a report that was changed: a single change at once, in a run of changes as soon as the writer pauses."""
    draft = ls.drafts[params.text_document.uri]
    draft.version = draft.version.after(params.text_document.version, params.content_changes)
    before, draft.changed = draft.changed, asyncio.get_running_loop().time()
    ls.start_check(draft, PAUSE if draft.changed - before < PAUSE else 0)


def close_draft(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Forget a report that was closed."""
    draft = ls.drafts.pop(params.text_document.uri)
    if draft.task:
        draft.task.cancel()
    draft.fresh.set()
    ls.publish(draft.version, [])


def change_settings(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """Follow the settings of the editor."""
    ls.configure(params.settings)


def change_files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:  # noqa: ARG001
    """Follow the configuration files."""
    ls.check_all()


async def list_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return the fixes at a place, and the one that applies all that are safe."""
    checked = await ls.result(params.text_document.uri)
    if checked is None:
        return []
    only = params.context.only
    actions = [*answers.find_fixes(checked, params.range)] if wants(only, types.CodeActionKind.QuickFix) else []
    if wants(only, answers.FIX_ALL) and any(one.finding.fix and one.finding.fix.safe for one in checked.diagnostics):
        action = types.CodeAction(answers.FIX_ALL_TITLE, answers.FIX_ALL, data=checked.version.uri)
        actions.append(action if resolves_edits(ls.client_capabilities) else await add_edit(ls, action))
    return actions


def wants(only: Sequence[str] | None, kind: str) -> bool:
    """Tell whether an editor that asks for some kinds of actions, or for all, asks for this one."""
    return only is None or any(kind == wanted or kind.startswith(wanted + ".") for wanted in only)


def resolves_edits(capabilities: types.ClientCapabilities) -> bool:
    """Tell whether an editor asks for an action's edit when it is chosen."""
    support = get_capability(capabilities, "text_document.code_action.resolve_support")
    return support is not None and "edit" in support.properties


async def add_edit(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """Put into an action the edit that applies all safe fixes to the report as it reads now."""
    checked = await ls.result(str(action.data))
    if checked:
        fixed = await ls.work(fix_document, checked.doc, checked.config)
        action.edit = answers.make_edit(checked.version, find_edits(checked.doc.text, fixed.doc.text))
    return action


async def explain_place(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Explain the rules that report at a place."""
    checked = await ls.result(params.text_document.uri)
    return answers.find_hover(checked, params.position) if checked else None


async def list_symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    """Return the outline."""
    checked = await ls.result(params.text_document.uri)
    return answers.find_symbols(checked) if checked else None


async def list_lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Return what stands above the problems; links between problems and measures may have to be found first."""
    checked = await ls.result(params.text_document.uri)
    return await ls.work(answers.find_lenses, checked) if checked else None


FEATURES: dict[str, tuple[Callable[..., Any], object]] = {
    types.INITIALIZED: (start, None),
    types.TEXT_DOCUMENT_DID_OPEN: (open_draft, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (change_draft, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (close_draft, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (change_settings, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (change_files, None),
    types.TEXT_DOCUMENT_CODE_ACTION: (list_actions, types.CodeActionOptions(KINDS, resolve_provider=True)),
    types.CODE_ACTION_RESOLVE: (add_edit, None),
    types.TEXT_DOCUMENT_HOVER: (explain_place, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (list_symbols, None),
    types.TEXT_DOCUMENT_CODE_LENS: (list_lenses, None),
}


def make_server() -> Server:
    """Return a server that waits for its editor."""
    server = Server()
    for name, (function, options) in FEATURES.items():
        server.feature(name, options)(function)
    return server
