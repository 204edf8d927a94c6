"""Bytes to text and back, strictly: nothing is replaced, dropped or normalised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportlint.model import LineIndex
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from reportlint.model import Source

SAMPLE = 64 * 1024
MARK = "\ufeff"
# utf-32-le before utf-16-le, whose mark is the beginning of its own
MARKED = {
    codec: MARK.encode(codec) for codec in ("utf-8", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be", "gb18030")
}
NAMES = {"cp950": "Big5", "big5hkscs": "Big5-HKSCS"}

HIGH = re.compile(rb"[\x80-\xff]")
HIGH_OR_NUL = re.compile(rb"[\x00\x80-\xff]")
PLAIN = re.compile(r"[\t\n\r -~\u2010-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
PLAIN_SHARE = 0.9
UNDECODED = re.compile(r"[\udc80-\udcff]")
THREE_BYTES = re.compile(r"[\u0800-\ud7ff\ue000-\uffff]")
# GB18030 and Big5 pair bytes alike, so both see the same pairs. Each has its marks and its frequent characters in
# rows of their own (GB 2312 level 1; Big5 level 1), which hold nearly all of any text and half of the other's bytes.
PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
FREQUENT_GB = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
FREQUENT_BIG5 = re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")


class Decoded(NamedTuple):
    """A text and what is needed to write it again."""

    text: str
    encoding: str
    bom: bool = False


def decode(data: bytes, name: object) -> Decoded:
    """Decode by byte order mark, else by what the bytes look like.

    Raises:
        ReadError: Some byte is no text in the likeliest encoding; the message names its place.
    """
    for codec, mark in MARKED.items():
        if data.startswith(mark):
            return decode_as((codec,), data, name, skip=len(mark), bom=True)
    return decode_as(find_encodings(data, name), data, name)


def decode_as(codecs: tuple[str, ...], data: bytes, name: object, skip: int = 0, *, bom: bool = False) -> Decoded:
    """Decode with the first codec that takes every byte behind the first `skip`.

    Raises:
        ReadError: None does; the message names the place where the first one fails.
    """
    body = data[skip:]
    failures = []
    for codec in codecs:
        try:
            return Decoded(body.decode(codec), codec, bom)
        except UnicodeDecodeError as failure:
            failures.append(failure)
    raise ReadError(name, explain_failure(failures[0], codecs[0], skip))


def find_encodings(data: bytes, name: object) -> tuple[str, ...]:
    """Return the codecs worth trying on bytes without a mark, the likeliest first.

    Raises:
        ReadError: There are NUL bytes, but it is not UTF-16.
    """
    zero = data.find(0)
    if zero < 0 and is_utf8(data):
        return ("utf-8",)
    wide = find_utf16(data)
    if wide is not None:
        return (wide,)
    if zero >= 0:
        raise ReadError(
            name, f"不是文本文件（第 {zero + 1} 个字节是空字节），请检查是否选错了文件，或另存为 .txt（UTF-8 编码）。"
        )
    return find_chinese(data)


def is_utf8(data: bytes) -> bool:
    """Tell whether this is UTF-8, be it with some broken places."""
    try:
        data.decode()
    except UnicodeDecodeError:
        sample = find_sample(data).decode("utf-8", "surrogateescape")
        return len(THREE_BYTES.findall(sample)) > len(UNDECODED.findall(sample))
    return True


def find_utf16(data: bytes) -> str | None:
    """Return the byte order in which the bytes are Chinese or English text in UTF-16; None where neither is."""
    sample = data[:SAMPLE]
    # two letters of ASCII make a Chinese character of UTF-16: one byte of another kind makes no English text Chinese
    if len(HIGH_OR_NUL.findall(sample)) < (1 - PLAIN_SHARE) * len(sample):
        return None
    share, codec = max((share_of_plain(sample, codec), codec) for codec in ("utf-16-be", "utf-16-le"))
    return codec if share > PLAIN_SHARE else None


def share_of_plain(sample: bytes, codec: str) -> float:
    """Return the share of the characters that Chinese and English texts consist of."""
    text = sample.decode(codec, "replace")
    return len(PLAIN.findall(text)) / max(len(text), 1)


def find_chinese(data: bytes) -> tuple[str, ...]:
    """Return the Chinese codecs, the likelier first."""
    pairs = PAIR.findall(find_sample(data))
    if len([*filter(FREQUENT_BIG5.match, pairs)]) > len([*filter(FREQUENT_GB.match, pairs)]):
        return ("cp950", "big5hkscs", "gb18030")
    return ("gb18030", "cp950", "big5hkscs")


def find_sample(data: bytes) -> bytes:
    """Return some bytes from the first one on that is not ASCII and so begins a character."""
    first = HIGH.search(data)
    return data[first.start() : first.start() + SAMPLE] if first else b""


def explain_failure(failure: UnicodeDecodeError, codec: str, skipped: int) -> str:
    """Say which byte cannot be decoded, by line and by offset."""
    before = failure.object[: failure.start].decode(codec)
    line, column = LineIndex.of(before).place(len(before))
    byte = len(before[len(before) - column + 1 :].encode(codec)) + 1
    place = f"第 {line} 行第 {byte} 个字节（文件第 {skipped + failure.start + 1} 个字节）"
    return f"{place}不能按 {shown_name(codec)} 解码，请用原来的编辑器打开并另存为 UTF-8 编码。"


def shown_name(codec: str) -> str:
    """Return the name under which users know an encoding."""
    return NAMES.get(codec, codec.upper())


def check_content(text: str, name: object) -> None:
    """Refuse a text with nothing in it.

    Raises:
        ReadError: The text is empty or white space.
    """
    if not text:
        raise ReadError(name, "文件是空的，请写入内容再检查。")
    if text.isspace():
        raise ReadError(name, "文件里只有空白，请写入内容再检查。")


def encode(text: str, source: Source, name: object) -> bytes:
    """Encode a text as the file was that it comes from.

    Raises:
        ReadError: The encoding lacks one of the characters.
    """
    try:
        return (MARK + text if source.bom else text).encode(source.encoding)
    except UnicodeEncodeError as failure:
        raise ReadError(name, explain_missing_character(failure, source.encoding)) from None


def explain_missing_character(failure: UnicodeEncodeError, codec: str) -> str:
    """Say which character cannot be encoded."""
    character = failure.object[failure.start]
    line, _ = LineIndex.of(failure.object).place(failure.start)
    return (
        f"第 {line} 行的字符 U+{ord(character):04X} 不能用 {shown_name(codec)} 保存，"
        "文件没有改动，请先把文件另存为 UTF-8 编码。"
    )
