"""What can be taken along: the Word document with comments or tracked changes, the corrected text, lists, the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from reportlint.document import Document
from reportlint.emit import Outcome, View, render_file, render_single
from reportlint.read import decode_source, encode_source
from reportlint.web.drafts import RefusedError, examine_draft

if TYPE_CHECKING:
    from reportlint.engine import Checked
    from reportlint.model import Source
    from reportlint.web.drafts import Draft
    from reportlint.web.settings import Settings

Name = Literal["annotated", "tracked", "text", "html", "json", "csv"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITABLE = ("text", "markdown")
UNTRACKED = "这一处改动不能在 Word 里记成修订（碰到了自动编号、公式、域或表格的边界），请在原稿里手工改好再交来检查。"


@dataclass(frozen=True, slots=True)
class File:
    """What can be taken along.

    Attributes:
        label: What it is called on the page.
        stem: Put behind the name of the report.
        suffix: Of the file; empty = that of the report.
        media: Its type.
    """

    label: str
    stem: str
    suffix: str
    media: str = "application/octet-stream"

    def name(self, report: str) -> str:
        """Return the name of the file made of a report."""
        path = PurePath(report)
        return f"{path.stem}（{self.stem}）{self.suffix or path.suffix}"


FILES: dict[Name, File] = {
    "annotated": File("带批注的 Word", "批注", ".docx", WORD),
    "tracked": File("带修订的 Word", "修订", ".docx", WORD),
    "text": File("修改后的文稿", "修改稿", ""),
    "html": File("检查报告网页", "检查报告", ".html"),
    "csv": File("问题清单表格", "问题清单", ".csv"),
    "json": File("JSON 数据", "检查结果", ".json"),
}


def find_files(draft: Draft) -> dict[Name, File]:
    """Return what can be made of a report."""
    word = draft.source.format == "docx"
    left_out = {"text"} if word else {"annotated", "tracked"}
    found = {name: file for name, file in FILES.items() if name not in left_out}
    if not word and draft.source.format not in WRITABLE:
        found["text"] = File("修改后的文字", "修改稿", ".txt")
    return found


def make_file(name: Name, draft: Draft, settings: Settings) -> bytes:
    """Return a report as one of its files.

    Raises:
        ReadError: The encoding of the report lacks a character.
        FormatError: A library is missing.
    """
    if name == "tracked":
        return track(draft, settings)[0]
    if name == "text":
        plain = draft.source.format not in WRITABLE
        return draft.source.text.encode("utf-8", "replace") if plain else rewrite(draft)
    doc, checked = examine_draft(draft, settings)
    if name == "annotated":
        doc = Document(track(draft, settings)[1])
    return show(name, doc, checked, draft.name, settings)


def rewrite(draft: Draft) -> bytes:
    """Return a text as a file like the one that was handed in."""
    return encode_source(draft.source, draft.source.text, draft.name)


def show(name: Name, doc: Document, checked: Checked, report: str, settings: Settings) -> bytes:
    """Return what was found in one of the formats of the command line."""
    if name in ("json", "csv"):
        return render_file(name, [Outcome.of(report, doc, checked.diagnostics, checked.waived)], View())
    form = "docx" if name == "annotated" else name
    return render_single(form, doc, checked.diagnostics, report, settings.limits)


def track(draft: Draft, settings: Settings) -> tuple[bytes, Source]:
    """Return a Word document with the accepted fixes as tracked changes, and what a reader makes of it.

    Raises:
        RefusedError: One of them cannot be tracked.
    """
    from reportlint.emit.docx import render_tracked

    if not draft.changed:
        return draft.original.raw, draft.original
    data = render_tracked(draft.original, draft.source.text, limits=settings.limits)
    source = decode_source(data, draft.original.path, limits=settings.limits)
    if source.text != draft.source.text:
        raise RefusedError(UNTRACKED)
    return data, source
