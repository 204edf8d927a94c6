"""Bytes to Source and back.

What does the work is imported on first use: this module is loaded by `import reportlint`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from reportlint.model import Source

__all__ = ["MAX_BYTES", "ReadError", "decode_source", "read_source", "write_source"]

MAX_BYTES = 64 * 1024 * 1024


def read_source(path: str | PathLike[str], *, max_bytes: int = MAX_BYTES) -> Source:
    """Read a file.

    Raises:
        ReadError: There is no such file, it is no text, or longer than `max_bytes`.
    """
    from pathlib import Path

    from reportlint.read.files import load_bytes

    path = Path(path)
    return decode_source(load_bytes(path, max_bytes), path, max_bytes=max_bytes)


def decode_source(data: bytes, path: Path | None = None, *, max_bytes: int = MAX_BYTES) -> Source:
    """Make a Source of the bytes of a file; without a path, of standard input.

    Raises:
        ReadError: The bytes are no text, hold nothing to check, or are more than `max_bytes`.
    """
    from reportlint.model import Source
    from reportlint.read.files import check_size
    from reportlint.read.foreign import check_kind
    from reportlint.read.text import check_content, decode

    name = "标准输入" if path is None else path
    check_size(len(data), name, max_bytes)
    check_kind(data, name)
    decoded = decode(data, name)
    check_content(decoded.text, name)
    if path is None or path.suffix.lower() not in {".md", ".markdown"}:
        return Source(decoded.text, path, "text", decoded.encoding, decoded.bom)

    from reportlint.read.markdown import find_layout

    layout = find_layout(decoded.text)
    return Source(
        decoded.text, path, "markdown", decoded.encoding, decoded.bom, tuple(layout.excluded), tuple(layout.headings)
    )


def write_source(source: Source, text: str, path: Path) -> None:
    """Write `text` to `path` in the encoding of `source`, whole or not at all.

    The byte order mark, the line ends in `text` and the mode of the file stay as they are.

    Raises:
        ReadError: The encoding lacks a character of `text`, or the file cannot be written.
    """
    from reportlint.read.files import save_bytes
    from reportlint.read.text import encode

    save_bytes(encode(text, source, path), path)
