"""The data of a receipt inside a page or a Word document: put in, and taken out again."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Literal

from reportlint.emit.receipt.data import SCHEMA
from reportlint.emit.receipt.digest import canonical
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from reportlint.emit.receipt.digest import Receipt
    from reportlint.read.limits import Limits

Form = Literal["docx", "html", "json"]

SCRIPT = '<script type="application/json" id="reportlint-receipt">'
IN_HTML = re.compile(rf"{re.escape(SCRIPT)}([^<]*)</script>".encode())
# Word keeps what lies here whenever it saves the document, under whatever name
FOLDER, NAMESPACE = "customXml/", f"urn:{SCHEMA.replace('/', ':')}"
WANTED = "请用 reportlint receipt 出的 json、html 或 docx 检查单"


def carry_in_html(receipt: Receipt) -> str:
    """Return a receipt as an element of HTML that no browser runs or shows."""
    # JSON has < inside its strings only
    data = canonical(receipt).decode().replace("<", "\\u003c")
    return f"{SCRIPT}{data}</script>"


def carry_in_xml(receipt: Receipt) -> bytes:
    """Return a receipt as a document of XML."""
    return f'<receipt xmlns="{NAMESPACE}">{escape(canonical(receipt).decode(), quote=False)}</receipt>'.encode()


def find_form(data: bytes) -> Form:
    """Return in what form a file holds a receipt, if it holds one."""
    return "docx" if data.startswith(b"PK") else "html" if IN_HTML.search(data) else "json"


def read_receipt(data: bytes, name: object, limits: Limits) -> Receipt:
    """Return the receipt that a file is, or carries.

    Raises:
        ReadError: There is none in it, or one of another version.
    """
    if data.startswith(b"%PDF"):
        raise ReadError(name, f"pdf 里没有检查单的数据，{WANTED}来核对。")
    try:
        receipt = json.loads(take_out(data, name, limits))
    except (ValueError, RecursionError):
        raise ReadError(name, f"里面没有检查单的数据，{WANTED}来核对。") from None
    if not isinstance(receipt, dict) or receipt.get("schema") != SCHEMA:
        raise ReadError(name, f"不是这个版本的 reportlint 能核对的检查单，{WANTED}来核对。")
    return receipt


def take_out(data: bytes, name: object, limits: Limits) -> bytes | str:
    """Return the JSON of a receipt in a file, or what is there in its place.

    Raises:
        ReadError: The file cannot be opened.
    """
    if find_form(data) == "docx":
        return take_out_of_word(data, name, limits)
    found = IN_HTML.search(data)
    return found[1] if found else data


def take_out_of_word(data: bytes, name: object, limits: Limits) -> str:
    """Return the JSON in a Word document; empty where there is none."""
    from reportlint.read.archive import open_archive
    from reportlint.read.xml import parse_xml

    archive = open_archive(data, name, limits)
    for member in archive.names:
        if member.startswith(FOLDER) and member.endswith(".xml"):
            root = parse_xml(archive.read(member), name, limits)
            if root.tag == f"{{{NAMESPACE}}}receipt":
                return root.text or ""
    return ""
