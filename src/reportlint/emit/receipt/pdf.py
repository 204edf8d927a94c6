"""The receipt as PDF: the Word document, set by LibreOffice."""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportlint.emit import FormatError
from reportlint.emit.receipt.word import render_word
from reportlint.read.errors import ReadError
from reportlint.read.limits import DEFAULT
from reportlint.read.office import find_office, run

if TYPE_CHECKING:
    from reportlint.emit.receipt.digest import Receipt

INSTEAD = "改用 docx 或 html 检查单"
# what LibreOffice draws from the clock; each is put in the place of as many bytes
CLOCK = re.compile(rb"(?<=/CreationDate\(D:)[0-9]{14}[^)]*")
CHANCE = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>\s*(?:<|\]))")


def render_pdf(receipt: Receipt) -> bytes:
    """Return a receipt as PDF; the same LibreOffice with the same typefaces makes the same bytes.

    Raises:
        FormatError: LibreOffice is not there, fails or takes too long.
    """
    office = find_office()
    if office is None:
        raise FormatError(f"写 pdf 检查单要用 LibreOffice，这台电脑上没有找到，请先安装，或{INSTEAD}。")
    with TemporaryDirectory(prefix="reportlint-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder, "receipt.docx")
        draft.write_bytes(render_word(receipt))
        made = draft.with_suffix(".pdf")
        with suppress(ReadError):
            run(office, draft, draft, DEFAULT, "pdf")
        if not made.is_file():
            raise FormatError(f"LibreOffice 没有启动或者没有写完 pdf 检查单，请检查它的安装，或{INSTEAD}。")
        return settle_pdf(made.read_bytes())


def settle_pdf(data: bytes) -> bytes:
    """Return a PDF whose date and name do not come from the clock."""
    data = CLOCK.sub(lambda found: b"19800101000000Z"[: len(found[0])].ljust(len(found[0]), b"'"), data)
    blank = CHANCE.sub(b"0" * 32, data)
    mark = sha256(blank).hexdigest()[:32].upper().encode()
    return CHANCE.sub(mark, data)
