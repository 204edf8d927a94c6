"""From the paths on the command line to the reports to read."""

from __future__ import annotations

import glob
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli.output import write_bytes
from reportlint.document import Document
from reportlint.read import ReadError, decode_source, read_source, write_source
from reportlint.read.text import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.model import Source

log = logging.getLogger(__name__)

STANDARD_INPUT = "-"
SUFFIXES = (".txt", ".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Input:
    """A report to read.

    Attributes:
        path: Where it lies, or what standard input is to be called; None for standard input without a name.
        standard: Whether it comes from standard input.
        problem: Why nothing can be read here, where that is known already.
    """

    path: Path | None
    standard: bool = False
    problem: str | None = None

    @property
    def name(self) -> str:
        """The path as shown; bytes that are no text are escaped."""
        return os.fsencode(self.path or STANDARD_INPUT).decode("utf-8", "backslashreplace")

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

    def read(self) -> Document:
        """Read the report.

        Raises:
            ReadError: It cannot be read.
        """
        if self.problem:
            raise ReadError(self.name, self.problem)
        if self.standard or self.path is None:
            return Document(decode_source(sys.stdin.buffer.read(), self.path))
        return Document(read_source(self.path))

    def write(self, source: Source, text: str) -> None:
        """Put a text back where the report came from; what came from standard input goes to standard output.

        Raises:
            ReadError: It cannot be written.
        """
        if self.standard or self.path is None:
            write_bytes(encode(text, source, self.name))
        else:
            write_source(source, text, self.path)

    def failure(self, error: Exception) -> str:
        """Say why this report could not be checked."""
        if isinstance(error, ReadError):
            return str(error)
        log.debug("%s 没有查成", self.name, exc_info=error)
        return (
            f"{self.name}：程序内部出错（{type(error).__name__}：{error}），这份文稿没有查成；"
            "请加 --debug 重跑，把输出报告给维护者。"
        )


def find_inputs(paths: Iterable[str], stdin_filename: str | None) -> list[Input]:
    """Return the reports that files, folders, globs and `-` stand for, in this order, each once."""
    standard = Input(Path(stdin_filename) if stdin_filename else None, standard=True)
    found = (one for path in paths for one in ([standard] if path == STANDARD_INPUT else find_files(path)))
    return list(dict.fromkeys(found))


def find_files(path: str) -> Iterator[Input]:
    """Yield the reports that a file, a folder or a glob stands for; what is not there is left to the reader."""
    if os.path.lexists(path) or not glob.has_magic(path):
        yield from find_reports(Path(path))
        return
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # a pattern may be absolute
    if not matches:
        yield Input(Path(path), problem="没有与这个通配符相符的文件，请检查写法和所在的文件夹。")
    for match in matches:
        yield from find_reports(Path(match))


def find_reports(path: Path) -> Iterator[Input]:
    """Yield a file itself, or the reports below a folder."""
    if not path.is_dir():
        yield Input(path)
        return
    problems: list[Input] = []
    found = sorted(walk(path, problems))
    if not found and not problems:
        problems.append(Input(path, problem=f"文件夹里没有 {'、'.join(SUFFIXES)} 文稿，请检查路径。"))
    yield from (Input(one) for one in found)
    yield from problems


def walk(folder: Path, problems: list[Input]) -> Iterator[Path]:
    """Yield the reports below a folder, hidden ones left out; what cannot be opened goes to `problems`."""

    def note(error: OSError) -> None:
        problems.append(Input(Path(error.filename), problem=f"打不开这个文件夹（{error.strerror}），请检查权限。"))

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path
