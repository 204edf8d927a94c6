"""ZIP archives, read into memory within bounds; nothing is ever written to disk."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlint.read.limits import Limits

DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
UTF8_NAME = 0x800
# zipfile unpacks these two piece by piece; the others may come out of one piece in any size
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
FREE = 1024 * 1024
BROKEN = "文件不完整或已损坏，请重新取得这个文件，或用原来的软件打开后另存。"
FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose directory has been read and found within the limits.

    Attributes:
        file: The opened archive.
        name: What messages call it.
        limits: What `read` keeps to.
        members: Its files by their path with `/`, folders left out.
    """

    file: zipfile.ZipFile
    name: object
    limits: Limits
    members: Mapping[str, zipfile.ZipInfo]

    @property
    def names(self) -> tuple[str, ...]:
        """Paths of the files in it, in the order of its directory."""
        return tuple(self.members)

    def read(self, member: str) -> bytes:
        """Return what a member holds.

        Raises:
            ReadError: It is missing, encrypted, damaged, packed in a rare way, or grows beyond the limits.
        """
        if member not in self.members:
            raise ReadError(self.name, f"里面缺少 {member}，{BROKEN}")
        info = self.members[member]
        self._check(member, info)
        try:
            return self.file.read(info)
        except FAILURES:
            raise ReadError(self.name, f"里面的 {member} 解不开，{BROKEN}") from None

    def _check(self, member: str, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & ENCRYPTED:
            raise ReadError(self.name, f"里面的 {member} 加了密，请先用密码解开，再检查解开的文件。")
        if info.compress_type not in METHODS:
            raise ReadError(self.name, f"里面的 {member} 用了少见的压缩方法，请重新压缩成普通的 ZIP。")
        if info.file_size > max(FREE, info.compress_size * self.limits.ratio):
            raise ReadError(
                self.name,
                f"里面的 {member} 解压后膨胀到 {self.limits.ratio} 倍以上，像是压缩炸弹，没有打开，请核对文件来源。",
            )


def open_archive(data: bytes, name: object, limits: Limits) -> Archive:
    """Open an archive in memory; `name` is what messages call it.

    Raises:
        ReadError: It is damaged, holds too many or too large members, or a path that leads out of it.
    """
    if data.count(DIRECTORY_ENTRY) > limits.members:
        raise ReadError(name, f"里面的文件超过 {limits.members} 个，请只留下要检查的文稿。")
    try:
        file = zipfile.ZipFile(BytesIO(data))
        members = {find_name(info): info for info in file.infolist() if not info.is_dir()}
    except FAILURES:
        raise ReadError(name, BROKEN) from None
    check_members(members, name, limits)
    return Archive(file, name, limits, members)


def find_name(info: zipfile.ZipInfo) -> str:
    """Return the path of a member; without the mark of UTF-8 it may be UTF-8 all the same, or GBK."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        raw = name.encode("cp437")
        for codec in ("utf-8", "gb18030"):
            try:
                name = raw.decode(codec)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def check_members(members: Mapping[str, zipfile.ZipInfo], name: object, limits: Limits) -> None:
    """Refuse what would fill the memory or points outside.

    Raises:
        ReadError: The members are too large together, or one has a path that leads out of the archive.
    """
    total = sum(info.file_size for info in members.values())
    if total > limits.unpacked_bytes:
        raise ReadError(
            name, f"解压后有 {total} 字节，超过上限 {limits.unpacked_bytes} 字节，没有打开，请只留下要检查的文稿。"
        )
    for member in members:
        if member.startswith("/") or ":" in member.partition("/")[0] or ".." in member.split("/"):
            raise ReadError(name, f"里面有指向压缩包以外的路径 {member}，没有打开，请核对文件来源。")
