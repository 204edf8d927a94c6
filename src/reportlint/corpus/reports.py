"""Where the reports of a corpus lie: files below a folder, rows of Parquet tables, objects behind a URL."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint.read import ReadError, decode_source
from reportlint.read.files import load_bytes, reason
from reportlint.read.zips import SUFFIX, SUFFIXES, find_members, is_archive, is_report, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.model import Source
    from reportlint.read import Limits

TABLE = ".parquet"
COLUMNS = ("path", "text")


@dataclass(frozen=True, slots=True)
class Report:
    """A report to read.

    Attributes:
        path: Its name in the corpus, unlike that of any other.
        place: The file, or a URL.
        member: Its path in an archive; empty outside.
        row: Row group and row in a Parquet table; None elsewhere.
        problem: Why nothing can be read here, where that is known already.
    """

    path: str
    place: str
    member: tuple[str, ...] = ()
    row: tuple[int, int] | None = None
    problem: str = ""

    @property
    def unit(self) -> str:
        """Who wrote it: the folder it lies in, or where there is none the report itself."""
        folder, _, name = self.path.rpartition("/")
        return folder or name

    def read(self, limits: Limits) -> Source:
        """Read the report.

        Raises:
            ReadError: It cannot be read.
        """
        if self.problem:
            raise ReadError(self.path, self.problem)
        if self.row:
            return decode_source(self._cell().encode("utf-8", "surrogatepass"), Path(self.path), limits=limits)
        data = load(self.place, limits.file_bytes)
        if self.member:
            data = read_member(data, self.path, self.member, limits)
        return decode_source(data, Path(self.path), limits=limits)

    def stamp(self, max_bytes: int) -> str:
        """Return what changes when its contents do: their hash, behind a URL what the store says of the object."""
        if self.problem:
            return self.problem
        return f"{stamp_place(self.place, max_bytes)} {self.row}"

    def _cell(self) -> str:
        group, row = self.row or (0, 0)
        return load_texts(self.place, group)[row]


def is_url(place: str) -> bool:
    """Tell a URL from a path."""
    return "://" in place


def open_store(place: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it."""
    import fsspec

    found: tuple[Any, str] = fsspec.core.url_to_fs(place)
    return found


@lru_cache(maxsize=1)
def load(place: str, max_bytes: int) -> bytes:
    """Return what a file or an object holds; an archive stays in memory while its reports are read one by one.

    Raises:
        ReadError: It cannot be read.
    """
    if not is_url(place):
        return load_bytes(Path(place), max_bytes)
    try:
        store, path = open_store(place)
        with store.open(path, "rb") as file:
            # one byte more tells that there are too many
            data: bytes = file.read(max_bytes + 1)
            return data
    except OSError as error:
        raise ReadError(place, f"读取失败（{error}），请检查地址、网络和权限。") from None


@lru_cache(maxsize=1)
def stamp_place(place: str, max_bytes: int) -> str:
    """Return what changes when the contents of a file or an object do; why it cannot be read counts as contents."""
    if is_url(place):
        store, path = open_store(place)
        return str(store.ukey(path))
    try:
        if place.endswith(TABLE):
            with Path(place).open("rb") as file:
                return file_digest(file)
        return sha256(load(place, max_bytes)).hexdigest()
    except ReadError as error:
        return str(error)


def file_digest(file: Any) -> str:
    """Return the hash of a file that may be larger than the memory."""
    import hashlib

    return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=2)
def load_texts(place: str, group: int) -> tuple[str, ...]:
    """Return the texts in a row group of a Parquet table."""
    with open_table(place) as table:
        return tuple(text or "" for text in table.read_row_group(group, ["text"])["text"].to_pylist())


def open_table(place: str) -> Any:
    """Open a Parquet table at a path or a URL."""
    from pyarrow import parquet

    if not is_url(place):
        return parquet.ParquetFile(place)
    store, path = open_store(place)
    return parquet.ParquetFile(store.open(path, "rb"))


def find_reports(place: str, limits: Limits) -> list[Report]:
    """Return the reports of a folder, a Parquet table (or a glob of tables) or a URL of either, in a fixed order.

    Raises:
        ReadError: There is none.
    """
    if is_url(place):
        found = find_objects(place)
    elif place.endswith(TABLE):
        found = (one for path in sorted(glob.glob(place)) for one in find_rows(path))  # noqa: PTH207 - may be absolute
    else:
        found = find_files(Path(place), limits)
    reports = list(found)
    if not reports:
        raise ReadError(place, f"里面没有 {'、'.join(SUFFIXES)} 文稿，也没有 {TABLE} 表，请检查路径。")
    return reports


def find_files(folder: Path, limits: Limits) -> Iterator[Report]:
    """Yield the reports below a folder, hidden ones and lock files left out, by path."""

    def fail(error: OSError) -> None:
        raise ReadError(error.filename, f"打不开这个文件夹（{reason(error)}），请检查路径和权限。")

    for place, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(filter(is_report, files)):
            path = Path(place, name)
            if path.is_file():
                yield from expand(path, name_file(path.relative_to(folder)), limits)


def name_file(path: Path) -> str:
    """Return a path as the tables write it; bytes that are no text are escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def expand(path: Path, name: str, limits: Limits) -> Iterator[Report]:
    """Yield a report itself, or the reports in it where it is an archive."""
    if path.suffix.lower() != SUFFIX:
        yield Report(name, str(path))
        return
    try:
        data = load_bytes(path, limits.file_bytes)
        if not is_archive(data, name, limits):
            yield Report(name, str(path))
            return
        for member in find_members(data, name, limits):
            yield Report("!/".join([name, *member.path]), str(path), member.path, problem=member.problem or "")
    except ReadError as error:
        yield Report(name, str(path), problem=error.problem)


def find_objects(url: str) -> Iterator[Report]:
    """Yield the reports behind a URL: the rows of tables, or the objects below a folder."""
    store, root = open_store(url)
    if url.endswith(TABLE):
        for path in sorted(store.glob(root)):
            yield from find_rows(store.unstrip_protocol(path))
        return
    for path in sorted(store.find(root)):
        name = path.removeprefix(root).lstrip("/")
        if is_report(name.rpartition("/")[2]):
            yield Report(name, store.unstrip_protocol(path))


def find_rows(place: str) -> Iterator[Report]:
    """Yield the rows of a Parquet table.

    Raises:
        ReadError: It has not the columns that are needed.
    """
    with open_table(place) as table:
        if missing := [name for name in COLUMNS if name not in table.schema_arrow.names]:
            raise ReadError(place, f"表里没有 {'、'.join(missing)} 列，请给出 path（文稿名）和 text（正文）两列。")
        for group in range(table.num_row_groups):
            for row, path in enumerate(table.read_row_group(group, ["path"])["path"].to_pylist()):
                yield Report(str(path), place, row=(group, row))
