"""Which format a file is in, by what it holds; those that hold no report are refused."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from reportlint.read.archive import open_archive
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from reportlint.read.limits import Limits

Kind = Literal["text", "markdown", "html", "docx", "pdf", "ofd", "doc", "rtf", "odt", "zip"]

AS_TEXT = "请把要检查的文字另存为 .docx 或 .txt 再检查"
UNPACK = "请先解压，再检查里面的文件"
COPY = "请先做文字识别（OCR），核对后存成 .docx 或 .txt 再检查"

MARKDOWN = {".md", ".markdown"}
HTML = {".html", ".htm", ".xhtml"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
RTF = b"{\\rtf"
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片", COPY),
    (b"\xff\xd8\xff", "JPEG 图片", COPY),
    (b"GIF87a", "GIF 图片", COPY),
    (b"GIF89a", "GIF 图片", COPY),
    (b"II*\x00", "TIFF 图片", COPY),
    (b"MM\x00*", "TIFF 图片", COPY),
    (b"PK\x05\x06", "空的 ZIP 压缩包", UNPACK),
    (b"\x1f\x8b\x08", "GZIP 压缩包", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7Z 压缩包", UNPACK),
    (b"Rar!\x1a\x07", "RAR 压缩包", UNPACK),
    (b"\xfd7zXZ\x00", "XZ 压缩包", UNPACK),
)
WORD = "WordDocument".encode("utf-16-le")
# names of parts inside the container tell what a container is; first match wins
IN_OLE = (
    ("EncryptedPackage".encode("utf-16-le"), "加了密码的 Office 文档", "请用密码打开，另存为不加密码的文件再检查"),
    ("Workbook".encode("utf-16-le"), "旧版 Excel 或 WPS 表格（.xls、.et）", AS_TEXT),
    ("PowerPoint Document".encode("utf-16-le"), "旧版 PowerPoint 或 WPS 演示（.ppt、.dps）", AS_TEXT),
    (b"", "旧版 Office 或 WPS 文档", AS_TEXT),
)
IN_ZIP = (
    ("xl/", "Excel 工作簿（.xlsx）", AS_TEXT),
    ("ppt/", "PowerPoint 演示文稿（.pptx）", AS_TEXT),
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# what to do where a file of some name holds neither its format nor text
ANEW = "请用 Word 或 WPS 打开原稿，重新另存一份再检查"
EXPORT = "请从原稿重新导出一份再检查"
DAMAGED = {
    ".docx": ANEW,
    ".doc": ANEW,
    ".wps": ANEW,
    ".rtf": ANEW,
    ".odt": ANEW,
    ".pdf": EXPORT,
    ".ofd": EXPORT,
    ".zip": "请重新打包或重新下载",
}
HTML_START = re.compile(rb"\s*(?:<\?xml\b[^<>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
HEAD = 4096
# byte order marks of UTF-8 and UTF-16
MARKS = b"\xef\xbb\xbf\xff\xfe\xff"


def find_kind(data: bytes, name: object, limits: Limits) -> Kind:
    """Return the format of a file; its name only tells Markdown and HTML from text.

    Raises:
        ReadError: The first bytes are those of a picture, a spreadsheet or another thing that is no report.
    """
    if data.startswith(PDF):
        return "pdf"
    if data.startswith(RTF):
        return "rtf"
    if data.startswith(ZIP):
        return find_zip(data, name, limits)
    if data.startswith(OLE):
        return find_ole(data, name)
    for magic, what, advice in MAGIC:
        if data.startswith(magic):
            refuse(name, what, advice)
    return find_text(data, name)


def refuse(name: object, what: str, advice: str) -> None:
    """Refuse a file that holds no report.

    Raises:
        ReadError: Always.
    """
    raise ReadError(name, f"这是{what}，不是能直接检查的文稿，{advice}。")


def find_zip(data: bytes, name: object, limits: Limits) -> Kind:
    """Return what a ZIP archive is."""
    archive = open_archive(data, name, limits)
    names = archive.names
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names and any(member.startswith("word/") for member in names):
        return "docx"
    for folder, what, advice in IN_ZIP:
        if any(member.startswith(folder) for member in names):
            refuse(name, what, advice)
    if "mimetype" not in names:
        return "zip"
    media = archive.read("mimetype").decode("ascii", "replace")
    if media.startswith(OPEN_DOCUMENT) and not media.startswith(f"{OPEN_DOCUMENT}text"):
        refuse(name, "OpenDocument 表格或演示文稿", AS_TEXT)
    return "odt" if media.startswith(OPEN_DOCUMENT) else "zip"


def find_ole(data: bytes, name: object) -> Kind:
    """Return what an OLE container is."""
    encrypted, *_ = IN_OLE
    if WORD in data and encrypted[0] not in data:
        return "doc"
    for part, what, advice in IN_OLE:
        if part in data:
            refuse(name, what, advice)
    return "doc"


def explain_damage(name: object) -> str | None:
    """Say that a file does not hold what its name says; None where its name says that it is a text."""
    suffix = name.suffix.lower() if isinstance(name, PurePath) else ""
    return f"文件已损坏，或不是真正的 {suffix} 文件，{DAMAGED[suffix]}。" if suffix in DAMAGED else None


def find_text(data: bytes, name: object) -> Kind:
    """Return what a text is."""
    suffix = name.suffix.lower() if isinstance(name, PurePath) else ""
    if suffix in MARKDOWN:
        return "markdown"
    # in UTF-16 every other byte of a tag is a NUL
    if suffix in HTML or HTML_START.match(data[:HEAD].lstrip(MARKS).replace(b"\0", b"")):
        return "html"
    return "text"
