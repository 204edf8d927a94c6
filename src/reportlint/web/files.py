"""What can be taken along: the Word document with comments or tracked changes, the corrected text, lists, the page."""

from __future__ import annotations

import glob
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from reportlint.config import Config
from reportlint.document import Document
from reportlint.emit import Outcome, View, render_file, render_single
from reportlint.read import decode_source, encode_source
from reportlint.suppress import Waiver
from reportlint.suppress.entries import find_words, render_entry
from reportlint.web.drafts import RefusedError, examine_draft, find_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.model import Source
    from reportlint.web.drafts import Draft, Ignored
    from reportlint.web.settings import Settings

Name = Literal["annotated", "tracked", "text", "html", "csv", "receipt-docx", "receipt-html", "json", "ignored"]
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
    "receipt-docx": File("送审检查单（Word）", "送审检查单", ".docx", WORD),
    "receipt-html": File("送审检查单（网页）", "送审检查单", ".html"),
    "json": File("JSON 数据", "检查结果", ".json"),
    "ignored": File("忽略清单（命令行用）", "忽略清单", ".toml"),
}


def find_files(draft: Draft) -> dict[Name, File]:
    """Return what can be made of a report."""
    word = draft.source.format == "docx"
    left_out = {"text"} if word else {"annotated", "tracked"}
    if not draft.ignored:
        left_out.add("ignored")
    found = {name: file for name, file in FILES.items() if name not in left_out}
    if not word and draft.source.format not in WRITABLE:
        found["text"] = replace(found["text"], suffix=".txt")
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
        return rewrite(draft)
    if name == "ignored":
        return render_ignored(draft)
    if name in ("receipt-docx", "receipt-html"):
        return render_receipt(name.removeprefix("receipt-"), draft, settings)
    return show(name, draft, settings)


def show(name: Name, draft: Draft, settings: Settings) -> bytes:
    """Return what was found in one of the formats of the command line."""
    doc, checked = examine_draft(draft, settings)
    own_rules = find_config(draft, settings).own_rules
    if name in ("json", "csv"):
        outcome = Outcome.of(draft.name, doc, checked.diagnostics, checked.waived, own_rules)
        return render_file(name, [outcome], View())
    if name == "annotated":
        doc = Document(track(draft, settings)[1])
    form = "docx" if name == "annotated" else name
    return render_single(form, doc, checked.diagnostics, draft.name, settings.limits, own_rules)


def rewrite(draft: Draft) -> bytes:
    """Return a text as a file like the one that was handed in, or as plain text where that cannot be written."""
    if draft.source.format not in WRITABLE:
        return draft.source.text.encode("utf-8", "replace")
    return encode_source(draft.source, draft.source.text, draft.name)


def track(draft: Draft, settings: Settings) -> tuple[bytes, Source]:
    """Return a Word document with the accepted fixes as tracked changes, and what a reader makes of it.

    Raises:
        RefusedError: One of them cannot be tracked.
    """
    data, source = track_some(draft, settings)
    if source.text != draft.source.text:
        raise RefusedError(UNTRACKED)
    return data, source


def track_some(draft: Draft, settings: Settings) -> tuple[bytes, Source]:
    """Do the same, and leave out what cannot be tracked."""
    from reportlint.emit.docx import render_tracked

    if not draft.changed:
        return draft.original.raw, draft.original
    data = render_tracked(draft.original, draft.source.text, limits=settings.limits)
    return data, decode_source(data, draft.original.path, limits=settings.limits)


def render_receipt(form: str, draft: Draft, settings: Settings) -> bytes:
    """Return the receipt of the report as it is taken along, so that it can be verified with that file.

    Raises:
        FormatError: A library is missing.
    """
    from reportlint.emit.receipt import find_renderer
    from reportlint.emit.receipt.data import make_receipt

    taken = take_along(draft, settings)
    doc, checked = examine_draft(taken, settings)
    # as if the ignore file that comes along were there already
    config = find_config(draft, settings).overlay(Config(waivers=tuple(find_entries(draft))))
    return find_renderer(form)(make_receipt(taken.name, doc, checked, config))


def take_along(draft: Draft, settings: Settings) -> Draft:
    """Return a draft as a reader reads it from the file that is taken along."""
    if not draft.changed:
        return replace(draft, source=draft.original)
    word = draft.source.format == "docx"
    path = Path(find_files(draft)["tracked" if word else "text"].name(draft.name))
    data = track(draft, settings)[0] if word else rewrite(draft)
    source = decode_source(data, path, limits=settings.limits)
    return replace(draft, original=source, source=source)


def render_ignored(draft: Draft) -> bytes:
    """Return what is ignored as an ignore file, so that the command lets it stand too."""
    return "\n".join(map(render_entry, find_entries(draft))).encode("utf-8", "replace")


def find_entries(draft: Draft) -> Iterator[Waiver]:
    """Yield what is ignored as entries of an ignore file."""
    # the corrected report is called nearly the same
    name = f"{glob.escape(PurePath(draft.name).stem)}*"
    for one in draft.ignored:
        yield make_entry(draft.source.text, one, name)


def make_entry(text: str, ignored: Ignored, name: str) -> Waiver:
    """Return the entry of a finding: its words with those around them."""
    return Waiver("entry", ignored.rule, ignored.reason, ignored.who, "", *find_words(text, ignored.span), name)
