"""The reports that are open in an editor, and the check of one of them."""

from __future__ import annotations

import asyncio
import logging
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import to_fs_path

from reportlint.config import Config, ConfigError, find_config
from reportlint.document import Document
from reportlint.engine import check
from reportlint.fix import with_text
from reportlint.lsp.positions import Positions
from reportlint.model import Source
from reportlint.read import ReadError
from reportlint.read.files import check_size
from reportlint.read.foreign import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.model import Diagnostic

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Version:
    """A report as it reads at some moment.

    Attributes:
        uri: How the editor calls it.
        number: The editor's number of this version.
        format: `text` or `markdown`.
        positions: The text, and what the editor calls its places.
    """

    uri: str
    number: int
    format: str
    positions: Positions = field(repr=False)

    @classmethod
    def of(cls, opened: types.TextDocumentItem, encoding: str) -> Version:
        """Take over a report that was opened."""
        path = find_path(opened.uri)
        markdown = opened.language_id == "markdown" or (path is not None and path.suffix.lower() in MARKDOWN)
        positions = Positions.of(opened.text, encoding)
        return cls(opened.uri, opened.version, "markdown" if markdown else "text", positions)

    def after(self, number: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> Version:
        """Return the next version; each change speaks of the text that the one before it left."""
        positions = self.positions
        for change in changes:
            positions = Positions.of(apply_change(positions, change), positions.encoding)
        return replace(self, number=number, positions=positions)

    def source(self) -> Source:
        """Return the text with what its format says of it."""
        return with_text(Source("", find_path(self.uri), self.format), self.positions.text)


@dataclass(frozen=True, slots=True)
class Checked:
    """A version with what was found in it.

    Attributes:
        version: What was checked.
        doc: Its layers; an empty document where it could not be checked.
        config: The settings that it was checked with.
        diagnostics: What was found.
        problem: Why it could not be checked, in one sentence; empty when it could.
    """

    version: Version
    doc: Document = field(default_factory=lambda: Document(""))
    config: Config = field(default_factory=Config)
    diagnostics: tuple[Diagnostic, ...] = ()
    problem: str = ""


@dataclass(slots=True, eq=False)
class Draft:
    """A report that is open.

    Attributes:
        version: As it reads now.
        checked: The last check that came to its end; None before the first.
        fresh: Set while `checked` is of `version`, and when the report is closed.
        task: The check of `version`.
        changed: When it was changed last, in seconds of the event loop.
    """

    version: Version
    checked: Checked | None = None
    fresh: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None
    changed: float = -math.inf


def find_path(uri: str) -> Path | None:
    """Return the path of a file; None for a draft that was never saved."""
    path = to_fs_path(uri)
    return Path(path) if path else None


def apply_change(positions: Positions, change: types.TextDocumentContentChangeEvent) -> str:
    """Return a text with one change applied."""
    if not isinstance(change, types.TextDocumentContentChangePartial):
        return change.text
    span = positions.span(change.range)
    return positions.text[: span.start] + change.text + positions.text[span.end :]


def examine(version: Version, folder: Path, own: Config) -> Checked:
    """Check a version; that it cannot be checked is a result too.

    Args:
        version: What to check.
        folder: Where the configuration is searched for a draft that was never saved.
        own: Settings of the editor, which go before those of the configuration.
    """
    path = find_path(version.uri)
    try:
        config = find_config(path.parent if path else folder).overlay(own)
        size = len(version.positions.text.encode("utf-8", "surrogatepass"))
        check_size(size, path or version.uri, config.reader_limits().file_bytes)
        doc = Document(version.source())
        return Checked(version, doc, config, check(doc, config))
    except (ConfigError, ReadError) as error:
        return Checked(version, problem=str(error))
    except Exception as error:
        log.debug("%s 没有查成", version.uri, exc_info=True)
        return Checked(version, problem=explain_crash(error))


def explain_crash(error: Exception) -> str:
    """Say that the program failed and what to do."""
    return (
        f"程序内部出错（{type(error).__name__}：{error}），请用 reportlint lsp --debug 重启编辑器服务，"
        "把输出报告给维护者。"
    )
