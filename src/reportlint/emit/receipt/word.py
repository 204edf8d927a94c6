"""The receipt as a Word document, A4, with its data inside; needs the extra `docx`."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from reportlint.emit import FormatError, escape
from reportlint.emit.receipt import sheet
from reportlint.emit.receipt.carried import FOLDER, carry_in_xml

try:
    import docx
except ImportError:
    raise FormatError("写 .docx 检查单需要 python-docx，请先安装：pip install 'reportlint[docx]'") from None

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONS
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from reportlint.emit.receipt.digest import Receipt

BODY, HEAD = "宋体", "黑体"
# style: typeface and size in points; tables are set in Normal
STYLES = {"Normal": (BODY, 9), "Body Text": (BODY, 10.5), "Heading 1": (HEAD, 18), "Heading 2": (HEAD, 13)}
GRID = "Table Grid"
# of what python-docx puts into a new document
NEEDED_STYLES = {GRID, "Footer", "Default Paragraph Font", "Normal Table", "No List"}
NEEDED_STYLES |= {name + kind for name in STYLES for kind in ("", " Char")}
NEEDED_PARTS = ("/styles", "/settings", "/fontTable", "/theme")
WIDTH, HEIGHT, MARGIN, FOOTER = Mm(210), Mm(297), Mm(18), Mm(9)
AROUND = 2  # points above and below what is read
SIGNED = 14  # points above and below what is signed
PROPERTIES = (
    b'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    b' ds:itemID="{5B0D2F0C-6A36-4B6E-9A53-0D0C2B7E4F11}"/>'
)
# the first day that an archive can write
DAY_ONE = datetime(1980, 1, 1, tzinfo=UTC)


def render_word(receipt: Receipt) -> bytes:
    """Return a receipt as .docx, the same bytes on every machine."""
    made = docx.Document()
    strip(made)
    set_up(made, receipt)
    made.add_heading(sheet.TITLE, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_table(made, (16, 84), sheet.find_facts(receipt))
    for part in sheet.find_parts(receipt):
        add_chapter(made, part.title)
        made.add_paragraph(part.note, "Body Text")
        if part.rows:
            add_table(made, part.widths, (part.header, *part.rows), headed=True)
    add_signatures(made)
    made.add_paragraph(sheet.tell_digest(receipt)).paragraph_format.space_before = Pt(SIGNED)
    carry(made, receipt)
    file = BytesIO()
    made.save(file)
    return settle_archive(file.getvalue())


def strip(made: Document) -> None:
    """Take out of a new document what is not needed: it is ten times as large as the rest."""
    for style in list(made.styles):
        if style.name not in NEEDED_STYLES:
            style.delete()
    for key, relation in list(made.part.rels.items()):
        if not relation.reltype.endswith(NEEDED_PARTS):
            del made.part.rels[key]


def set_up(made: Document, receipt: Receipt) -> None:
    """Set page, styles, properties and footer."""
    (section,) = made.sections
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = FOOTER
    for language in made.styles.element.xpath("w:docDefaults//w:lang"):
        # else marks are set as in Japan or Taiwan
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, (face, size) in STYLES.items():
        set_style(made.styles[name], face, size)
    properties = made.core_properties
    properties.title, properties.author, properties.comments = sheet.TITLE, "reportlint", ""
    properties.created = properties.modified = DAY_ONE
    add_footer(section.footer.paragraphs[0], receipt)


def set_style(style: ParagraphStyle, face: str, size: float) -> None:
    """Give a style a Chinese typeface, a size and black letters."""
    style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), RGBColor(0, 0, 0)
    faces = style.element.rPr.rFonts
    for name in [name for name in faces.attrib if name.endswith("Theme")]:
        # a typeface of the theme would come first
        del faces.attrib[name]
    faces.set(qn("w:eastAsia"), face)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(AROUND)


def add_footer(paragraph: Paragraph, receipt: Receipt) -> None:
    """Write which receipt this is and the number of the page."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    short = receipt["digest"]["value"][: sheet.SHORT]
    paragraph.add_run(f"{escape(receipt['document']['name'])} · 校验和 {short} · 第 ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" 页，共 ")
    add_field(paragraph, "NUMPAGES")
    paragraph.add_run(" 页")


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add what Word counts itself."""
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        paragraph.add_run().element.append(element)


def add_chapter(made: Document, title: str) -> None:
    """Add the heading of a chapter."""
    made.add_heading(title, 2).paragraph_format.space_before = Pt(SIGNED)


def add_table(made: Document, widths: Sequence[int], rows: Iterable[Sequence[str]], *, headed: bool = False) -> None:
    """Add a table; no row is torn apart by the end of a page.

    Args:
        made: The document.
        widths: Of the columns, in parts of a hundred.
        rows: The cells.
        headed: Whether the first row is a header, to be repeated on every page.
    """
    table = made.add_table(0, len(widths), GRID)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = (WIDTH - 2 * MARGIN) * width // 100
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    lines = made.element.body.tbl_lst[-1].tr_lst
    for index, line in enumerate(lines):
        marks = ("w:cantSplit", "w:tblHeader") if headed and index == 0 else ("w:cantSplit",)
        line.get_or_add_trPr().extend(map(OxmlElement, marks))
    if headed:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True


def add_signatures(made: Document) -> None:
    """Add the lines to be signed by hand."""
    title, lines = sheet.SIGNATURES
    add_chapter(made, title)
    rows = [[cell for name in names for cell in (name, "")] for names in lines]
    add_table(made, (15, 35) * 2, rows)
    for row in made.tables[-1].rows:
        for cell in row.cells:
            layout = cell.paragraphs[0].paragraph_format
            layout.space_before = layout.space_after = Pt(SIGNED)
            layout.keep_with_next = True


def carry(made: Document, receipt: Receipt) -> None:
    """Put the data of a receipt into the document, where Word keeps it."""
    package = made.part.package
    data = Part(package.next_partname(f"/{FOLDER}item%d.xml"), "application/xml", carry_in_xml(receipt), package)
    # without properties LibreOffice would drop the data
    name = package.next_partname(f"/{FOLDER}itemProps%d.xml")
    data.relate_to(Part(name, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, PROPERTIES, package), RELATIONS.CUSTOM_XML_PROPS)
    made.part.relate_to(data, RELATIONS.CUSTOM_XML)


def settle_archive(data: bytes) -> bytes:
    """Return an archive without times, system and packing, which differ between machines."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_STORED) as new:
        for name in old.namelist():
            info = ZipInfo(name)
            info.create_system = 0
            new.writestr(info, old.read(name))
    return file.getvalue()
