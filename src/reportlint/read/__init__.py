"""Bytes to Source and back.

What does the work is imported on first use: this module is loaded by `import reportlint`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.read.errors import ReadError
from reportlint.read.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from reportlint.model import Source

__all__ = ["DEFAULT", "Limits", "ReadError", "decode_source", "encode_source", "read_source", "write_source"]

WRITABLE = {"text", "markdown"}


def read_source(path: str | PathLike[str], *, limits: Limits = DEFAULT) -> Source:
    """Read a file: text, Markdown, HTML, .docx, .doc, .wps, .pdf, .ofd, and through LibreOffice .rtf and .odt.

    What counts is what the file holds, not what it is called. Nothing in it is fetched or run.

    Raises:
        ReadError: There is no such file, its format holds no report, or it is damaged, hostile or beyond `limits`.
    """
    from pathlib import Path

    from reportlint.read.files import load_bytes

    path = Path(path)
    return decode_source(load_bytes(path, limits.file_bytes), path, limits=limits)


def decode_source(data: bytes, path: Path | None = None, *, limits: Limits = DEFAULT) -> Source:
    """Make a Source of the bytes of a file; without a path, of standard input.

    Raises:
        ReadError: The bytes are no report, hold nothing to check, or go beyond `limits`.
    """
    from dataclasses import replace
    from hashlib import sha256

    from reportlint.read.files import check_size
    from reportlint.read.formats import read_format

    name = "标准输入" if path is None else path
    check_size(len(data), name, limits.file_bytes)
    return replace(read_format(data, name, limits), path=path, sha256=sha256(data).hexdigest())


def encode_source(source: Source, text: str, name: object) -> bytes:
    """Return `text` as a file like the one that `source` was read from.

    Raises:
        ReadError: The format cannot be written, or its encoding lacks a character of `text`.
    """
    from reportlint.read.text import encode

    if source.format not in WRITABLE:
        raise ReadError(name, f"{source.format} 文件不能直接改写，请用 --diff 查看修正，再改原稿。")
    return encode(text, source, name)


def write_source(source: Source, text: str, path: Path) -> None:
    """Write `text` to `path` in the format and encoding of `source`, whole or not at all.

    The byte order mark, the line ends in `text` and the mode of the file stay as they are.

    Raises:
        ReadError: The format cannot be written, its encoding lacks a character, or the file cannot be written.
    """
    from reportlint.read.files import save_bytes

    save_bytes(encode_source(source, text, path), path)
