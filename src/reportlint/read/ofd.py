"""OFD, the state standard of fixed documents (GB/T 33190): XML in a ZIP archive."""

from __future__ import annotations

from contextlib import suppress
from itertools import accumulate
from math import hypot
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from reportlint.model import Source
from reportlint.read.archive import open_archive
from reportlint.read.errors import ReadError
from reportlint.read.glyphs import Glyph, Page, drop_margins, find_lines
from reportlint.read.paragraphs import find_text
from reportlint.read.scans import check_text
from reportlint.read.xml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reportlint.read.archive import Archive
    from reportlint.read.limits import Limits

A4 = (0.0, 0.0, 210.0, 297.0)
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# millimetres; also keeps out what is infinite or no number
FAR = 1e6
DAMAGED = "这个 OFD 文件不完整或已损坏，请重新取得这个文件，或从原稿重新导出。"


def read_ofd(data: bytes, name: object, limits: Limits) -> Source:
    """Read the text of an OFD file, a line for each paragraph, with the page of each stretch.

    Headers, footers, page numbers and what stands in templates (letterheads, watermarks) are left out.

    Raises:
        ReadError: It is damaged, encrypted, scanned, or longer than the limits allow.
    """
    archive = open_archive(data, name, limits)
    if any(member.endswith("Encryptions.xml") for member in archive.names):
        raise ReadError(name, "这个 OFD 文件加了密，请用阅读器解密后另存，或换用原稿再检查。")
    pictures: set[int] = set()
    pages = list(read_pages(archive, pictures))
    check_text(pages, pictures, name)
    text, pieces = find_text(drop_margins(pages))
    return Source(text, format="ofd", pieces=pieces)


def read_pages(archive: Archive, pictures: set[int]) -> Iterator[Page]:
    """Yield the pages with their lines; the numbers of those with pictures go to `pictures`.

    Raises:
        ReadError: There are more pages or characters than the limits allow.
    """
    limits = archive.limits
    total = 0
    for number, (path, box) in enumerate(find_pages(archive).items(), 1):
        if number > limits.pages:
            raise ReadError(archive.name, f"超过上限 {limits.pages} 页，请拆成几个文件再检查。")
        page = parse(archive, path)
        left, top, width, height = next(find_boxes(page), box)
        glyphs = [place(glyph, -left, -top) for glyph in find_glyphs(page)]
        total += len(glyphs)
        if total > limits.characters:
            raise ReadError(archive.name, f"文字超过 {limits.characters} 个字符，请拆成几个文件再检查。")
        if next(find_all(page, "ImageObject"), None) is not None:
            pictures.add(number)
        yield Page(number, max(width, 1), max(height, 1), find_lines(glyphs, number), len(glyphs))


def find_pages(archive: Archive) -> dict[str, tuple[float, ...]]:
    """Return the path of each page with its format, in order; none twice, which could make hours of a small file.

    Raises:
        ReadError: No page is named.
    """
    pages: dict[str, tuple[float, ...]] = {}
    for path in dict.fromkeys(resolve("", root.text) for root in find_all(parse(archive, "OFD.xml"), "DocRoot")):
        document = parse(archive, path)
        box = next(find_boxes(document), A4)
        for listed in find_all(document, "Pages"):
            pages |= {resolve(dirname(path), page.get("BaseLoc")): box for page in find_all(listed, "Page")}
    if not pages:
        raise ReadError(archive.name, DAMAGED)
    return pages


def parse(archive: Archive, path: str) -> _Element:
    """Return the root element of a part."""
    return parse_xml(archive.read(path), archive.name, archive.limits)


def find_all(element: _Element, name: str) -> Iterator[_Element]:
    """Return the elements of a name below another, whatever namespace the program wrote."""
    yield from element.iter(f"{{*}}{name}")


def resolve(folder: str, path: str | None) -> str:
    """Return the path in the archive of a place named in a part of a folder."""
    return normpath(join("/", folder, (path or "").strip().replace("\\", "/"))).lstrip("/")


def find_boxes(element: _Element) -> Iterator[tuple[float, ...]]:
    """Yield the formats of pages: left, top, width, height."""
    for name in ("PhysicalBox", "ApplicationBox"):
        for box in find_all(element, name):
            numbers = find_numbers(box.text)
            if len(numbers) == len(A4) and numbers[2] > 0 and numbers[3] > 0:
                yield numbers


def find_numbers(text: str | None) -> tuple[float, ...]:
    """Return the numbers in a list; none where it is malformed."""
    with suppress(ValueError):
        numbers = tuple(float(number) for number in (text or "").split())
        return numbers if all(abs(number) < FAR for number in numbers) else ()
    return ()


def find_glyphs(page: _Element) -> Iterator[Glyph]:
    """Yield the characters of a page in the order of the file."""
    for text in find_all(page, "TextObject"):
        if text.get("Visible") == "false":
            continue
        left, top = (*find_numbers(text.get("Boundary")), 0.0, 0.0)[:2]
        matrix = find_numbers(text.get("CTM"))
        matrix = matrix if len(matrix) == len(IDENTITY) else IDENTITY
        size = (find_numbers(text.get("Size")) or (1.0,))[0]
        for glyph in find_codes(text, size):
            yield place(transform(glyph, matrix), left, top)


def find_codes(text: _Element, size: float) -> Iterator[Glyph]:
    """Yield the characters of a text object in its own coordinates."""
    x = y = 0.0
    for code in find_all(text, "TextCode"):
        characters = (code.text or "").strip("\r\n")
        x = (find_numbers(code.get("X")) or (x,))[0]
        y = (find_numbers(code.get("Y")) or (y,))[0]
        lefts = find_steps(code.get("DeltaX"), len(characters), x)
        bases = find_steps(code.get("DeltaY"), len(characters), y)
        for character, left, base in zip(characters, lefts, bases, strict=True):
            yield Glyph(character, left, left + width(character) * size, base, size)


def find_steps(deltas: str | None, count: int, start: float) -> list[float]:
    """Return the places of so many characters; `g 3 5` stands for 5 5 5, and the last step goes on."""
    steps: list[float] = []
    words = iter((deltas or "").split())
    with suppress(ValueError, StopIteration):
        while len(steps) < count:
            word = next(words)
            times = int(next(words)) if word == "g" else 1
            (step,) = find_numbers(next(words) if word == "g" else word)
            steps += [step] * min(times, count)
    steps += [steps[-1] if steps else 0.0] * (count - len(steps))
    return list(accumulate(steps[: max(count - 1, 0)], initial=start))[:count]


def width(character: str) -> float:
    """Return about how wide a character is, in type sizes."""
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def transform(glyph: Glyph, matrix: tuple[float, ...]) -> Glyph:
    """Return a character as its object's matrix sets it on the page."""
    a, b, c, d, e, f = matrix
    left = a * glyph.left + c * glyph.y + e
    return Glyph(
        glyph.text,
        left,
        left + (glyph.right - glyph.left) * hypot(a, b),
        b * glyph.left + d * glyph.y + f,
        max(glyph.size * hypot(c, d), 0.1),
    )


def place(glyph: Glyph, x: float, y: float) -> Glyph:
    """Return a character moved."""
    return glyph._replace(left=glyph.left + x, right=glyph.right + x, y=glyph.y + y)
