"""Pages that show text but hold none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportlint.read.glyphs import Page

# a page with fewer characters and a picture is a scan with, at most, a stamp or a page number
FEW = 20
# share of characters without a meaning from which on the fonts tell none
UNKNOWN = 0.3
SCAN = "这是扫描件，页面只有图像没有文字，请先做文字识别（OCR），核对后存成带文字的 PDF、.docx 或 .txt 再检查。"
OUTLINES = "里面没有文字，页面可能已转成图形，请换用带文字的原稿，或先做文字识别（OCR）再检查。"
UNREADABLE = "里面的字体没有说明各是什么字，取不出文字，请换用原稿，或先做文字识别（OCR）再检查。"


def check_text(pages: Sequence[Page], pictures: Collection[int], name: object) -> None:
    """Refuse scans and texts that nobody can copy; `pictures` are the numbers of the pages with a picture.

    Raises:
        ReadError: Half of the pages or more hold no text but a picture, or there is no text at all.
    """
    empty = [page for page in pages if sum(len(line.glyphs) for line in page.lines) < FEW]
    if sum(page.number in pictures for page in empty) * 2 >= max(len(pages), 1):
        raise ReadError(name, SCAN)
    characters = [glyph.text for page in pages for line in page.lines for glyph in line.glyphs]
    if not characters:
        raise ReadError(name, OUTLINES)
    if sum(map(is_unknown, characters)) > UNKNOWN * len(characters):
        raise ReadError(name, UNREADABLE)


def is_unknown(character: str) -> bool:
    """Tell whether a character has no meaning outside its font."""
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " "
