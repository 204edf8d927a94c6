"""Files that are no text: which kind they are, and what to do."""

from __future__ import annotations

from reportlint.read.errors import ReadError

AS_TEXT = "请另存为 .txt（UTF-8 编码）或 .md 再检查"
UNPACK = "请先解压，再检查里面的文件"
COPY = "请把其中的文字录入或识别后存成 .txt（UTF-8 编码）再检查"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MAGIC = (
    (b"%PDF-", "PDF 文档", AS_TEXT),
    (b"{\\rtf", "RTF 文档", AS_TEXT),
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
# names of parts inside the container tell what a container is; first match wins
IN_OLE = (
    ("WordDocument".encode("utf-16-le"), "旧版 Word 或 WPS 文字文档（.doc、.wps）"),
    ("Workbook".encode("utf-16-le"), "旧版 Excel 或 WPS 表格（.xls、.et）"),
    ("PowerPoint Document".encode("utf-16-le"), "旧版 PowerPoint 或 WPS 演示（.ppt、.dps）"),
    (b"", "旧版 Office 或 WPS 文档"),
)
IN_ZIP = (
    (b"word/", "Word 文档（.docx）"),
    (b"xl/", "Excel 工作簿（.xlsx）"),
    (b"ppt/", "PowerPoint 演示文稿（.pptx）"),
    (b"opendocument.text", "OpenDocument 文档（.odt）"),
    (b"OFD.xml", "OFD 版式文档"),
)


def check_kind(data: bytes, name: object) -> None:
    """Refuse what is known to be no text.

    Raises:
        ReadError: The first bytes are those of a document, a picture or an archive; the message names it.
    """
    kind = find_kind(data)
    if kind is not None:
        what, advice = kind
        raise ReadError(name, f"这是{what}，不是纯文本，{advice}。")


def find_kind(data: bytes) -> tuple[str, str] | None:
    """Return what a file is and what to do with it; None for what may be text."""
    if data.startswith(OLE):
        return next((what, AS_TEXT) for part, what in IN_OLE if part in data)
    if data.startswith(ZIP):
        return next(((what, AS_TEXT) for part, what in IN_ZIP if part in data), ("ZIP 压缩包", UNPACK))
    return next(((what, advice) for magic, what, advice in MAGIC if data.startswith(magic)), None)
