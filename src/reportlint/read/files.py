"""Files on disk: loading with one clear sentence for every failure, saving whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

LIKE = 0.7  # of two names that one may be a slip of the other
REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.EADDRINUSE: "端口已经被占用",
}


def load_bytes(path: Path, max_bytes: int) -> bytes:
    """Return what a regular file holds.

    Raises:
        ReadError: There is no such file, it is no regular file, too long, or the system refuses.
    """
    try:
        info = path.stat()
        check_regular(info.st_mode, path)
        check_size(info.st_size, path, max_bytes)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(path, explain_missing(path)) from None
    except PermissionError:
        raise ReadError(path, "没有读取权限，请检查文件和所在文件夹的权限。") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, f"读取失败（{reason(error)}），请检查路径和磁盘。") from None


def check_regular(mode: int, path: Path) -> None:
    """Refuse folders, and pipes and devices, whose reading may never end.

    Raises:
        ReadError: The mode is not that of a regular file.
    """
    if stat.S_ISDIR(mode):
        raise ReadError(path, "这是文件夹，不是文件，请指定其中的文件。")
    if not stat.S_ISREG(mode):
        raise ReadError(path, "这是设备、管道或套接字，不是普通文件，请先把内容存成文件，或用 - 从标准输入读取。")


def check_size(size: int, name: object, max_bytes: int) -> None:
    """Refuse what is too long.

    Raises:
        ReadError: There are more than `max_bytes`.
    """
    if size > max_bytes:
        raise ReadError(name, f"大小为 {size} 字节，超过上限 {max_bytes} 字节，请拆成几个文件再检查。")


def explain_missing(path: Path) -> str:
    """Say why a path leads nowhere, with the name that was probably meant."""
    if path.is_symlink():
        return f"这是失效的链接，它指向的 {os.fsdecode(path.readlink())} 不存在，请改正链接或直接指定文件。"
    if not path.parent.is_dir():
        return f"文件夹 {path.parent} 不存在，请检查路径。"
    nearest = find_nearest_name(path)
    if nearest is None:
        return "文件不存在，请检查文件名和所在文件夹。"
    return f"文件不存在，同一文件夹里有 {nearest}，请检查文件名。"


def find_nearest_name(path: Path) -> str | None:
    """Return the name in the folder of `path` that is most like its own, endings aside; None where nothing is like it."""
    from difflib import get_close_matches

    try:
        names = {entry.stem: entry.name for entry in sorted(path.parent.iterdir(), reverse=True)}
    except OSError:
        return None
    return next((names[stem] for stem in get_close_matches(path.stem, names, 1, LIKE)), None)


def save_bytes(data: bytes, path: Path) -> None:
    """Put `data` in the place of a file, or make a new one; a link stays a link.

    Raises:
        ReadError: The system refuses; the file is then as it was.
    """
    try:
        with replacement(path.resolve()) as file:
            file.write(data)
    except PermissionError:
        raise ReadError(path, "没有写入权限，文件没有改动，请检查文件和所在文件夹的权限。") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(path, f"写入失败（{reason(error)}），文件没有改动，请检查路径和磁盘。") from None


@contextmanager
def replacement(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place, with its mode, when all has gone well."""
    from shutil import copymode
    from uuid import uuid4

    existed = path.exists()
    if existed and not os.access(path, os.W_OK):
        raise PermissionError
    # not tempfile: a new file shall have the mode that the user's umask gives
    draft = path.with_name(f".{uuid4().hex}.tmp")
    try:
        with draft.open("xb") as file:
            if existed:
                copymode(path, draft)
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def reason(error: Exception) -> str:
    """Return what is behind a failure, in Chinese for what is common, else as the system says it."""
    known = REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or getattr(error, "strerror", None) or str(error)
