"""PDF through PDFium: text with its places, nothing executed, nothing fetched."""

from __future__ import annotations

import ctypes
from contextlib import closing, contextmanager
from math import hypot
from time import monotonic
from typing import TYPE_CHECKING, Any

from reportlint.model import Source
from reportlint.read.errors import ReadError
from reportlint.read.glyphs import Glyph, Page, drop_margins, find_lines
from reportlint.read.paragraphs import find_text
from reportlint.read.scans import FEW, check_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

    from reportlint.read.limits import Limits

# what PDFium writes for a hyphen at the end of a line
HYPHENS = {0x02, 0xFFFE}


def read_pdf(data: bytes, name: object, limits: Limits) -> Source:
    """Read the text of a PDF, a line for each paragraph, with the page of each stretch.

    Headers, footers and page numbers are left out.

    Raises:
        ReadError: It is damaged, encrypted, scanned, or longer than the limits allow.
    """
    with open_pdf(data, name) as document:
        if len(document) > limits.pages:
            raise ReadError(name, f"有 {len(document)} 页，超过上限 {limits.pages} 页，请拆成几个文件再检查。")
        pictures: set[int] = set()
        pages = list(read_pages(document, pictures, name, limits))
    check_text(pages, pictures, name)
    text, pieces = find_text(drop_margins(pages))
    return Source(text, format="pdf", pieces=pieces)


@contextmanager
def open_pdf(data: bytes, name: object) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it again.

    Raises:
        ReadError: It is damaged or encrypted.
    """
    import pypdfium2
    import pypdfium2.raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}:
            raise ReadError(name, "这个 PDF 加了密码，请用密码打开后另存为不加密的 PDF 再检查。") from None
        raise ReadError(name, "这个 PDF 不完整或已损坏，请重新取得这个文件，或从原稿重新导出。") from None
    try:
        yield document
    finally:
        document.close()


def read_pages(document: pypdfium2.PdfDocument, pictures: set[int], name: object, limits: Limits) -> Iterator[Page]:
    """Yield the pages with their lines; the numbers of those with next to no text but a picture go to `pictures`.

    Raises:
        ReadError: There are more characters than the limits allow, or it takes longer.
    """
    end = monotonic() + limits.seconds
    total = 0
    for number in range(1, len(document) + 1):
        page = read_page(document, number, limits.characters - total, pictures)
        total += page.count
        if total > limits.characters:
            raise ReadError(name, f"文字超过 {limits.characters} 个字符，请拆成几个文件再检查。")
        if monotonic() > end:
            raise ReadError(name, f"{limits.seconds} 秒内没有读完，停在第 {number} 页，请拆成几个文件再检查。")
        yield page


def read_page(document: pypdfium2.PdfDocument, number: int, most: int, pictures: set[int]) -> Page:
    """Read a page, unless it holds more characters than `most`; a damaged page is an empty one."""
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
            width, height = page.get_size()
            count = text.count_chars()
            lines = find_lines(find_glyphs(text, height), number) if count <= most else ()
            if count < FEW and any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)):
                pictures.add(number)
    except pypdfium2.PdfiumError:
        return Page(number, 1, 1, ())
    return Page(number, max(width, 1), max(height, 1), lines, count)


def find_glyphs(text: Any, height: float) -> Iterator[Glyph]:
    """Yield the characters of a page; those that PDFium puts in for gaps and line ends are left out."""
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    lead = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) or code == 0:
            continue
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
        yield Glyph(find_character(code, lead), x.value, max(box.right, x.value), height - y.value, max(size, 0.1))
        lead = 0


def find_character(code: int, lead: int) -> str:
    """Return the character of a code point, or of the two halves of one."""
    if code in HYPHENS:
        return "-"
    if 0xDC00 <= code < 0xE000:
        return (chr(lead) + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return chr(code)
