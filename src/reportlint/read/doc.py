"""Word 97–2003 and WPS documents (.doc, .wps), after [MS-DOC]: the text, without numbers that Word makes by itself."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint.model import Piece, Source, Span
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.read.limits import Limits

MAGIC = 0xA5EC
WORD_97 = 0xC1
ENCRYPTED = 0x0100
SECOND_TABLE = 0x0200
COMPRESSED = 1 << 30
# offsets in the file information block
FLAGS = 0x0A
LENGTHS = 0x4C
PIECES = 0x1A2
PIECE_TABLE = 2
# the parts of the text in the order of the file: what stands there, or None for what is left out
PARTS = ("", "脚注", None, None, None, "尾注", "文本框", None)

BEGIN, RESULT = "\x13", "\x14"
FIELDS = re.compile(r"[\x13\x14\x15]")
LINE_ENDS = str.maketrans({"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-"})
MARKS = re.compile(r"[\x00-\x08\x0e-\x1f]")
EMPTY_LINES = re.compile(r"\n{2,}")
BROKEN = "这个旧版 Word 文档不完整或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再检查。"


def read_doc(data: bytes, name: object, limits: Limits) -> Source:
    """Read a .doc: through LibreOffice, which knows the automatic numbers, or else its bare text.

    Raises:
        ReadError: It is damaged, encrypted, or older than Word 97.
    """
    from reportlint.read.office import find_office, read_through_office

    bare = read_bare(data, name)
    return read_through_office(data, "doc", name, limits) if find_office() else bare


def read_bare(data: bytes, name: object) -> Source:
    """Read the text of a .doc, with footnotes, endnotes and text boxes behind it.

    Raises:
        ReadError: It is damaged, encrypted, or older than Word 97.
    """
    try:
        block, table = read_streams(data, name)
        text = read_pieces(block, table)
        lengths = struct.unpack_from(f"<{len(PARTS)}I", block, LENGTHS)
    except (struct.error, OSError, ValueError, IndexError, KeyError, MemoryError):
        raise ReadError(name, BROKEN) from None
    parts: list[str] = []
    pieces: list[Piece] = []
    start = length = 0
    for place, count in zip(PARTS, lengths, strict=True):
        words = clean(text[start : start + count]) if place is not None else ""
        start += count
        if words:
            pieces.append(Piece(Span(length, length + len(words)), place or ""))
            parts.append(words + "\n")
            length += len(words) + 1
    return Source("".join(parts), format="doc", pieces=tuple(pieces))


def read_streams(data: bytes, name: object) -> tuple[bytes, bytes]:
    """Return the stream with the text and the one with the tables.

    Raises:
        ReadError: The document is encrypted, or older than Word 97.
    """
    import olefile

    with olefile.OleFileIO(BytesIO(data)) as file:
        block = file.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", block)
        (flags,) = struct.unpack_from("<H", block, FLAGS)
        if magic != MAGIC or version < WORD_97:
            raise ReadError(name, "这是 Word 97 以前的文档，请用 Word 或 WPS 打开后另存为 .docx 再检查。")
        if flags & ENCRYPTED:
            raise ReadError(name, "这个文档加了密码，请用密码打开，另存为不加密的 .docx 再检查。")
        table = file.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
    return block, table


def read_pieces(block: bytes, table: bytes) -> str:
    """Return the whole text, put together from its pieces.

    Raises:
        ValueError: The table of pieces makes no sense.
    """
    start, length = struct.unpack_from("<II", block, PIECES)
    places = table[start : start + length]
    skip = 0
    while places[skip] != PIECE_TABLE:
        skip += 3 + struct.unpack_from("<H", places, skip + 1)[0]
    (size,) = struct.unpack_from("<I", places, skip + 1)
    places = places[skip + 5 : skip + 5 + size]
    count = (len(places) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", places)
    # no piece twice: that could make gigabytes of a small file
    if list(bounds) != sorted(bounds) or bounds[-1] > len(block):
        raise ValueError(bounds)
    offsets = [struct.unpack_from("<I", places, 4 * (count + 1) + 8 * index + 2)[0] for index in range(count)]
    lengths = [end - begin for begin, end in pairwise(bounds)]
    return "".join(find_piece(block, offset, length) for offset, length in zip(offsets, lengths, strict=True))


def find_piece(block: bytes, offset: int, length: int) -> str:
    """Return a piece of so many characters, stored as one byte each or as UTF-16."""
    if offset & COMPRESSED:
        start = (offset & ~COMPRESSED) // 2
        return block[start : start + length].decode("cp1252", "replace")
    return block[offset : offset + 2 * length].decode("utf-16-le", "replace")


def clean(text: str) -> str:
    """Return text without the codes of fields and the marks of pictures and notes, a line for each paragraph or cell."""
    shown = MARKS.sub("", "".join(find_shown(text)).translate(LINE_ENDS))
    return EMPTY_LINES.sub("\n", shown).strip("\n")


def find_shown(text: str) -> Iterator[str]:
    """Yield what is outside of fields and what is their result."""
    # for each open field whether its result has begun
    results: list[bool] = []
    hidden = start = 0
    for mark in FIELDS.finditer(text):
        if not hidden:
            yield text[start : mark.start()]
        start = mark.end()
        if mark[0] == BEGIN:
            results.append(False)
            hidden += 1
        elif results:
            begun = results.pop()
            hidden -= not begun
            if mark[0] == RESULT:
                results.append(True)
    yield text[start:]
