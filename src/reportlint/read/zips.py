"""Reports in a ZIP archive, also in an archive inside of it."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import splitext
from typing import TYPE_CHECKING

from reportlint.read.archive import Archive, open_archive
from reportlint.read.errors import ReadError
from reportlint.read.foreign import ZIP, find_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.read.limits import Limits

SUFFIX = ".zip"
SUFFIXES = (
    *(".txt", ".md", ".markdown", ".docx", ".doc", ".wps", ".pdf", ".ofd", ".html", ".htm", ".rtf", ".odt"),
    SUFFIX,
)
MAC_FOLDER = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Member:
    """A report in an archive.

    Attributes:
        path: Its path, or that of an archive in the archive and its path in there.
        problem: Why nothing can be read here, where that is known already.
    """

    path: tuple[str, ...]
    problem: str | None = None


def is_archive(data: bytes, name: object, limits: Limits) -> bool:
    """Tell whether a file is an archive of files and not a document that is one inside.

    Raises:
        ReadError: It is a damaged archive or one beyond the limits, or it holds no report.
    """
    return data.startswith(ZIP) and find_kind(data, name, limits) == "zip"


def is_report(name: str) -> bool:
    """Tell whether a file name is that of a report: not hidden, and no lock file of Word or WPS."""
    return not name.startswith((".", "~$")) and splitext(name)[1].lower() in SUFFIXES


def find_members(data: bytes, name: object, limits: Limits) -> list[Member]:
    """Return the reports in an archive, by name.

    Raises:
        ReadError: It is damaged, beyond the limits, or without a report.
    """
    found = list(walk(open_archive(data, name, limits), (), Budget(limits.unpacked_bytes)))
    if not found:
        raise ReadError(name, f"压缩包里没有 {'、'.join(SUFFIXES[:-1])} 文稿，请检查是否选错了文件。")
    return found


@dataclass(slots=True)
class Budget:
    """How many bytes all archives in an archive may still unpack to."""

    left: int


def walk(archive: Archive, inside: tuple[str, ...], budget: Budget) -> Iterator[Member]:
    """Yield the reports in an opened archive that lies `inside` others."""
    budget.left -= sum(info.file_size for info in archive.members.values())
    for member in sorted(archive.names):
        path = (*inside, member)
        folder, _, name = member.rpartition("/")
        if not is_report(name) or folder.startswith(MAC_FOLDER):
            continue
        if splitext(name)[1].lower() == SUFFIX:
            yield from walk_nested(archive, member, path, budget)
        else:
            yield Member(path)


def walk_nested(archive: Archive, member: str, path: tuple[str, ...], budget: Budget) -> Iterator[Member]:
    """Yield the reports in an archive in an archive, or what speaks against opening it."""
    limits = archive.limits
    if len(path) > limits.nesting:
        yield Member(path, f"压缩包里套压缩包超过 {limits.nesting} 层，没有打开，请先解压。")
        return
    if budget.left < 0:
        yield Member(path, f"解压后超过上限 {limits.unpacked_bytes} 字节，没有打开，请先解压。")
        return
    try:
        data = archive.read(member)
        if is_archive(data, member, limits):
            yield from walk(open_archive(data, member, limits), path, budget)
        else:
            yield Member(path)
    except ReadError as error:
        yield Member(path, error.problem)


def read_member(data: bytes, name: object, path: tuple[str, ...], limits: Limits) -> bytes:
    """Return what a report in an archive holds.

    Raises:
        ReadError: It cannot be unpacked.
    """
    for member in path:
        data = open_archive(data, name, limits).read(member)
        name = f"{name}!/{member}"
    return data
