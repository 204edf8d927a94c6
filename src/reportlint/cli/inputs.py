"""From the paths on the command line to the reports to read."""

from __future__ import annotations

import glob
import logging
import os
import sys
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli.output import write_bytes
from reportlint.document import Document
from reportlint.read import DEFAULT, ReadError, decode_source, encode_source, read_source
from reportlint.read.files import load_bytes, reason, save_bytes
from reportlint.read.zips import SUFFIX, SUFFIXES, find_members, is_archive, is_report, read_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.model import Source
    from reportlint.read import Limits

log = logging.getLogger(__name__)

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A report to read.

    Attributes:
        path: Where it lies, or what standard input is to be called; None for standard input without a name.
        standard: Whether it comes from standard input.
        problem: Why nothing can be read here, where that is known already.
        member: Its path in an archive, or that of an archive in the archive and its path in there; empty outside.
        data: What came from standard input.
    """

    path: Path | None
    standard: bool = False
    problem: str | None = None
    member: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False, compare=False)

    @property
    def name(self) -> str:
        """The path as shown; bytes that are no text are escaped."""
        path = "!/".join([os.fspath(self.path or STANDARD_INPUT), *self.member])
        return os.fsencode(path).decode("utf-8", "backslashreplace")

    @property
    def folder(self) -> Path:
        """The folder it lies in."""
        return self.path.absolute().parent if self.path else Path.cwd()

    @property
    def size(self) -> int:
        """Its size in bytes; 0 when unknown."""
        try:
            return self.path.stat().st_size if self.path and not self.standard else 0
        except OSError:
            return 0

    def read(self, limits: Limits = DEFAULT) -> Document:
        """Read the report.

        Raises:
            ReadError: It cannot be read.
        """
        if self.problem:
            raise ReadError(self.name, self.problem)
        if self.member:
            data = read_member(self.load(limits), self.path or STANDARD_INPUT, self.member, limits)
            return Document(decode_source(data, Path(self.name), limits=limits))
        if self.standard or self.path is None:
            return Document(decode_source(self.data, self.path, limits=limits))
        return Document(read_source(self.path, limits=limits))

    def load(self, limits: Limits) -> bytes:
        """Return what the file itself holds.

        Raises:
            ReadError: It cannot be read.
        """
        return self.data if self.standard or self.path is None else load_archive(self.path, limits.file_bytes)

    def holds(self, source: Source) -> bool:
        """Tell whether the file still is what was read from it; what is no file by itself cannot have changed."""
        from hashlib import sha256

        if self.standard or self.member or self.path is None:
            return True
        try:
            return sha256(self.path.read_bytes()).hexdigest() == source.sha256
        except OSError:
            return False

    def write(self, source: Source, text: str) -> None:
        """Put a text back where the report came from.

        Raises:
            ReadError: It cannot be written.
        """
        self.put(encode_source(source, text, self.name))

    def put(self, data: bytes) -> None:
        """Put a file in the place of the report; what came from standard input goes to standard output.

        Raises:
            ReadError: It cannot be written.
        """
        if self.member:
            raise ReadError(self.name, "压缩包里的文稿不能直接改写，请先解压，再修正解压出来的文件。")
        if self.standard or self.path is None:
            write_bytes(data)
        else:
            save_bytes(data, self.path)

    def failure(self, error: Exception) -> str:
        """Say why this report could not be checked."""
        if isinstance(error, ReadError):
            return str(error)
        log.debug("%s 没有查成", self.name, exc_info=error)
        return (
            f"{self.name}：程序内部出错（{type(error).__name__}：{error}），这份文稿没有查成；"
            "请加 --debug 重跑，把输出报告给维护者。"
        )


@lru_cache(maxsize=1)
def load_archive(path: Path, max_bytes: int) -> bytes:
    """Return what an archive holds; it stays in memory while its reports are read one after the other."""
    return load_bytes(path, max_bytes)


def find_inputs(paths: Iterable[str], stdin_filename: str | None, limits: Limits = DEFAULT) -> list[Input]:
    """Return the reports that files, folders, archives, globs and `-` stand for, in this order, each once."""
    found: list[Input] = []
    for path in paths:
        if path != STANDARD_INPUT:
            found.extend(find_files(path, limits))
        elif not any(one.standard for one in found):
            found.extend(find_standard(stdin_filename, limits))
    return list(dict.fromkeys(found))


def find_standard(name: str | None, limits: Limits) -> Iterator[Input]:
    """Yield what standard input holds: a report, or an archive of reports."""
    # one byte more tells that there are too many
    data = sys.stdin.buffer.read(limits.file_bytes + 1) if sys.stdin else b""
    yield from expand(Input(Path(name) if name else None, standard=True, data=data), limits)


def find_files(path: str, limits: Limits) -> Iterator[Input]:
    """Yield the reports that a file, a folder or a glob stands for; what is not there is left to the reader."""
    if os.path.lexists(path) or not glob.has_magic(path):
        yield from find_reports(Path(path), limits)
        return
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # a pattern may be absolute
    if not matches:
        yield Input(Path(path), problem="没有与这个通配符相符的文件，请检查写法和所在的文件夹。")
    for match in matches:
        yield from find_reports(Path(match), limits)


def find_reports(path: Path, limits: Limits) -> Iterator[Input]:
    """Yield a file itself, or the reports below a folder or in an archive."""
    if not path.is_dir():
        yield from expand(Input(path), limits)
        return
    problems: list[Input] = []
    found = sorted(walk(path, problems))
    if not found and not problems:
        problems.append(Input(path, problem=f"文件夹里没有 {'、'.join(SUFFIXES)} 文稿，请检查路径。"))
    for one in found:
        yield from expand(Input(one), limits)
    yield from problems


def expand(one: Input, limits: Limits) -> Iterator[Input]:
    """Yield a report itself, or the reports in it where it is an archive; what cannot be read is left to the reader."""
    if not one.standard and one.path and one.path.suffix.lower() != SUFFIX:
        yield one
        return
    name = one.path or STANDARD_INPUT
    try:
        data = one.load(limits)
        if not is_archive(data, name, limits):
            yield one
            return
        for member in find_members(data, name, limits):
            yield replace(one, member=member.path, problem=member.problem)
    except ReadError as error:
        yield replace(one, problem=error.problem)


def walk(folder: Path, problems: list[Input]) -> Iterator[Path]:
    """Yield the reports below a folder, hidden ones and lock files left out; what cannot be opened goes to `problems`."""

    def note(error: OSError) -> None:
        problems.append(Input(Path(error.filename), problem=f"打不开这个文件夹（{reason(error)}），请检查权限。"))

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if is_report(name) and path.is_file():
                yield path
