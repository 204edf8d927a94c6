"""Makers of documents: the same text as .docx, .pdf, .ofd and .html, and through LibreOffice as whatever it writes."""

from __future__ import annotations

import html
import re
import subprocess
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reportlint.read.office import find_office

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = find_office()
FONT = "Noto Serif CJK SC"
# A4 in points, set as GB/T 9704 wants it: 28 characters of 16 points in a line, 22 lines on a page
WIDTH, HEIGHT, LEFT, TOP, SIZE, LEADING, ROWS, COLUMNS = 595, 842, 73, 105, 16, 29, 22, 28
TITLE_SIZE = 22
WORD = re.compile(r"[0-9A-Za-z.%]+|.", re.DOTALL)
NOT_AT_THE_BEGINNING = "，。、；：！？”’）》％"


class Placed(NamedTuple):
    """Characters that begin at a place; y is the baseline from the top."""

    x: float
    y: float
    size: float
    text: str


def make_zip(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# --- setting lines on pages


def advance(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def width_of(text: str) -> float:
    return sum(map(advance, text))


def break_lines(paragraph: str, first: float, columns: float = COLUMNS) -> list[str]:
    """Break a paragraph as a text program does: no word broken, no closing mark at the beginning of a line."""
    lines, room = [""], columns - first
    for word in WORD.findall(paragraph):
        if width_of(word) > room and word not in NOT_AT_THE_BEGINNING:
            lines.append("")
            room = columns
        lines[-1] += word
        room -= width_of(word)
    return lines


def set_pages(text: str, header: str = "", indent: int = 2) -> list[list[Placed]]:
    """Set a text on pages, its first line as a title, with a header and page numbers."""
    title, *paragraphs = lines_of(text)
    rows = [(LEFT + (COLUMNS * SIZE - width_of(title) * TITLE_SIZE) / 2, TITLE_SIZE, title)]
    for paragraph in paragraphs:
        for number, line in enumerate(break_lines(paragraph, indent)):
            rows.append((LEFT + (0 if number else indent * SIZE), SIZE, line))
    pages = []
    for start in range(0, len(rows), ROWS):
        page = [
            Placed(x, TOP + n * LEADING, size, line) for n, (x, size, line) in enumerate(rows[start : start + ROWS])
        ]
        if header:
            page.insert(0, Placed(LEFT, 50, 10.5, header))
        page.append(Placed(WIDTH / 2 - 20, HEIGHT - 70, 14, f"— {len(pages) + 1} —"))
        pages.append(page)
    return pages


# --- PDF


def make_pdf(pages: list[list[Placed]], *, picture: bool = False, extra: str = "") -> bytes:
    """Make a PDF whose font is not embedded: its characters are told by their Unicode numbers."""
    ranges = "".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>\n" for high in range(256))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"100 beginbfrange\n{ranges}endbfrange endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] /FontDescriptor 5 0 R"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 /Descent -120 /CapHeight 700 /ItalicAngle 0"
            " /StemV 80 /FontBBox [0 -120 1000 880] >>"
        ),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        (
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
            "stream\n \nendstream"
        ),
    ]
    for number, page in enumerate(pages):
        shown = [f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"] if picture else []
        shown += [
            f"BT /F {one.size} Tf 1 0 0 1 {one.x:.2f} {HEIGHT - one.y:.2f} Tm <{one.text.encode('utf-16-be').hex()}> Tj ET"
            for one in page
        ]
        content = "\n".join(shown)
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {9 + 2 * number} 0 R"
                " /Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> >>"
            ),
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return write_pdf(objects, extra)


def write_pdf(objects: list[str], extra: str) -> bytes:
    data, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return f"{data}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


# --- OFD

OFD_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MILLIMETRES = 25.4 / 72


def make_ofd(pages: list[list[Placed]], *, picture: bool = False) -> bytes:
    """Make an OFD as GB/T 33190 describes it."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {OFD_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD_SPACE}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>",
    }
    for number, page in enumerate(pages):
        shown = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="8"/>' if picture else ""
        shown += "".join(map(make_text_object, page))
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:Page {OFD_SPACE}><ofd:Content><ofd:Layer ID="2">{shown}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return make_zip(members)


def make_text_object(placed: Placed) -> str:
    x, y, size = (value * MILLIMETRES for value in placed[:3])
    deltas = " ".join(f"{advance(character) * size:.3f}" for character in placed.text[:-1])
    return (
        f'<ofd:TextObject ID="3" Boundary="{x:.3f} {y - size:.3f} 200 {size * 1.2:.3f}" Font="4" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{deltas}">{html.escape(placed.text)}</ofd:TextCode></ofd:TextObject>'
    )


# --- HTML and Word


def make_html(text: str, encoding: str = "utf-8") -> bytes:
    title, *paragraphs = lines_of(text)
    body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    page = f'<!DOCTYPE html>\n<html><head><meta charset="{encoding}"><title>页</title></head><body><h1>{title}</h1>\n{body}</body></html>'
    return page.encode(encoding)


def make_docx(text: str, header: str = "") -> bytes:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.header.paragraphs[0].text = header
    for number, line in enumerate(lines_of(text)):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        paragraph.paragraph_format.space_after = Pt(0)
        if number:
            paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE)
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.font.size = Pt(TITLE_SIZE)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def convert_files(folder: Path, suffix: str, pattern: str = "*.docx") -> None:
    """Let LibreOffice write all files of a folder in another format."""
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", suffix]
    files = sorted(str(path) for path in folder.glob(pattern))
    subprocess.run([*command, "--outdir", str(folder), *files], capture_output=True, check=True, timeout=120)
