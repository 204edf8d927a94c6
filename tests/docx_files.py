"""Word documents for the tests: made part by part from markup, or whole with python-docx."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.shared import Pt, RGBColor
from lxml import etree

from reportlint.read.docx import read_docx
from reportlint.read.docx.names import SPACE, WORD, w
from reportlint.read.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from reportlint.model import Source

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{}</Types>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
AUTHOR = "reportlint"


def zipped(members: dict[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{inner}</w:{root}>'


def members(body: str, **parts: str) -> dict[str, str | bytes]:
    """The members of a document; further parts by the name of their root: styles, numbering, footnotes …"""
    names = {"document": part("document", f"<w:body>{body}</w:body>")} | {k: part(k, v) for k, v in parts.items()}
    kinds = {name: CONTENT.format("document.main" if name == "document" else name) for name in names}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts)
    )
    main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": TYPES.format(types),
        "_rels/.rels": RELATIONS.format(main),
        "word/_rels/document.xml.rels": RELATIONS.format(relations),
        **{f"word/{name}.xml": data for name, data in names.items()},
    }


def make(body: str, **parts: str) -> bytes:
    return zipped(members(body, **parts))


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; a run may be given by its text alone."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, style: str, text: str, *, start: int = 1, more: str = "", suffix: str = "nothing") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def note(key: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{key}">{p(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>'


def reference(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def box(text: str) -> str:
    """A text box as Word writes it: once for itself and once for older programs."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def change(kind: str, *runs: str, author: str = "张三", key: int = 900) -> str:
    """A tracked change; deleted runs have w:delText."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if kind == "del" else inner
    return f'<w:{kind} w:id="{key}" w:author="{author}">{inner}</w:{kind}>'


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def source(data: bytes, limits: Limits = DEFAULT) -> Source:
    return read_docx(data, "稿.docx", limits)


def text(data: bytes) -> str:
    return source(data).text


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[name])


def rewritten(data: bytes, name: str, tree: etree._Element) -> bytes:
    return zipped(parts(data) | {name: etree.tostring(tree)})


def rejected(data: bytes) -> bytes:
    """The file after all changes of reportlint have been rejected."""
    for name in parts(data):
        if not re.fullmatch(r"word/(?:document|footnotes|endnotes)\.xml", name):
            continue
        tree = root(data, name)
        for one in [one for one in tree.iter(w("ins"), w("del")) if one.get(w("author")) == AUTHOR]:
            parent, at = one.getparent(), one.getparent().index(one)
            parent[at : at + 1] = [] if one.tag == w("ins") else list(one)
        for one in [one for one in tree.iter(w("delText")) if not deleted(one)]:
            one.tag = w("t")
        data = rewritten(data, name, tree)
    return data


def deleted(element: etree._Element) -> bool:
    return any(one.tag in {w("del"), w("moveFrom")} for one in element.iterancestors())


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """The comments: author, words commented on, what they say; the words are those of the w:t between the marks."""
    tree, found = root(data), {}
    opened: set[str] = set()
    for one in tree.iter():
        if one.tag == w("commentRangeStart"):
            opened.add(one.get(w("id")))
            found[one.get(w("id"))] = ""
        elif one.tag == w("commentRangeEnd"):
            opened.remove(one.get(w("id")))
        elif one.tag in {w("t"), w("tab"), w("br")} and "Fallback" not in "".join(a.tag for a in one.iterancestors()):
            words = {w("tab"): "\t", w("br"): "\n"}.get(one.tag, shown(one))
            found |= {key: found[key] + words for key in opened}
    said = root(data, "word/comments.xml").findall(w("comment"))
    return [(one.get(w("author")), found.get(one.get(w("id")), ""), "".join(one.itertext())) for one in said]


def shown(element: etree._Element) -> str:
    words = element.text or ""
    return words if element.get(SPACE) == "preserve" else words.strip()


def make_report() -> bytes:
    """A report as people write them: fonts, automatic numbers, a table, a header, a page number."""
    document = docx.Document()
    document.styles["Normal"].font.name = "仿宋"
    document.styles["Normal"].font.size = Pt(16)
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.add_heading("关于安全生产检查问题的整改报告", 0)
    document.add_heading("一、整改进展情况", 1)
    paragraph = document.add_paragraph("全年排查隐患")
    run = paragraph.add_run("一百二十")
    run.bold, run.font.color.rgb = True, RGBColor(200, 0, 0)
    paragraph.add_run("处，已经已经整改完毕的的有一百一十八处。")
    document.add_heading("二、存在问题", 1)
    for words in ("台帐登记不及时。", "复查走走过场。"):
        document.add_paragraph(words, style="List Number")
    grid = document.add_table(2, 2, style="Table Grid")
    cells = [cell for row in grid.rows for cell in row.cells]
    for cell, words in zip(cells, ("问题", "责任人", "通道堵塞", "李四李四"), strict=True):
        cell.text = words
    document.add_paragraph("特此报告。")
    file = BytesIO()
    document.save(file)
    return file.getvalue()
