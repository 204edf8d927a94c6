"""Word documents (.docx): the text as the reader sees it, and the way back to its places in the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.model import Source
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from reportlint.read.limits import Limits


def read_docx(data: bytes, name: object, limits: Limits) -> Source:
    """Read a Word document.

    A paragraph is a line, a cell of a table one or more. Text boxes follow their paragraph, notes the body. Tracked
    insertions are kept and deletions dropped; headers, footers, hidden text and tables of contents are left out.

    Raises:
        ReadError: It is damaged, hostile, or holds no text.
    """
    from reportlint.read.docx.package import Package
    from reportlint.read.docx.walk import walk

    found = walk(Package(data, name, limits))
    if not found.text.strip():
        raise ReadError(name, "文档里没有文字，如果内容是图片，请先识别成文字（OCR）再检查。")
    return Source(
        text=found.text,
        path=name if isinstance(name, Path) else None,
        format="docx",
        headings=tuple(found.headings),
        pieces=found.pieces(),
        revisions=tuple(found.revisions),
        raw=data,
    )
