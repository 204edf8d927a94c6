"""What a request brings: read piece by piece, cut where it goes beyond its bounds, and kept off the disk."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request

MEGABYTE = 1024 * 1024
# what a form holds besides a report
SLACK = 64 * 1024
FIELDS = 12
# browsers read no answer before they have sent everything; beyond so many times the bound they must do without
PATIENCE = 8
LONGEST_NAME = 100
PASTED = "粘贴的文稿.txt"
UNNAMED = "未命名文稿"
# what no file system takes, what moves the cursor or turns the direction
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff<>:"|?*]')


class RequestError(Exception):
    """A request is refused.

    Args:
        status: Of HTTP.
        message: One sentence that says why and what to do.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Upload:
    """A report as it was handed in."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody filled in.

    Attributes:
        fields: The texts.
        file: The file; None where there is none.
    """

    fields: Mapping[str, str]
    file: Upload | None = None

    def get(self, name: str, longest: int = 200) -> str:
        """Return a text, cut where it is too long; empty where there is none."""
        return self.fields.get(name, "").strip()[:longest]

    def find_report(self) -> Upload:
        """Return the report: a file, or what was pasted.

        Raises:
            RequestError: There is none.
        """
        # browsers send CRLF, whatever was pasted
        text = self.fields.get("text", "").replace("\r\n", "\n")
        if not self.file and not text.strip():
            raise RequestError(400, "没有收到文稿，请选一个文件，或把文字粘贴进来。")
        return self.file or Upload(PASTED, text.encode("utf-8", "replace"))


class MemoryParser(MultiPartParser):
    """A parser that never puts a file on the disk: how long one may be is bounded before."""

    spool_max_size = 2**62


async def read_form(request: Request, most: int, seconds: float) -> Form:
    """Return the form that a request brings.

    Args:
        request: The request.
        most: Bytes that it may bring.
        seconds: It may take to arrive.

    Raises:
        RequestError: It brings more, takes longer, or is no form.
    """
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        raise RequestError(400, "请求的长度写得不对，请刷新页面再试。")
    try:
        async with asyncio.timeout(seconds):
            if int(length) > most:
                await drain(request, most)
            return await take(await parse_form(request, most))
    except TimeoutError:
        raise RequestError(408, f"文稿在 {seconds:g} 秒内没有传完，请检查连接再试。") from None
    except (MultiPartException, FormParserError):
        raise RequestError(400, "这份表单没有写对，请刷新页面再试。") from None


async def parse_form(request: Request, most: int) -> FormData:
    """Return the form in the body of a request.

    Raises:
        RequestError: It is too long, or its type is none of a form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    stream = bound(request, most)
    if kind == "multipart/form-data":
        return await MemoryParser(request.headers, stream, max_files=1, max_fields=FIELDS, max_part_size=most).parse()
    if kind == "application/x-www-form-urlencoded":
        return await FormParser(request.headers, stream).parse()
    raise RequestError(415, "这个请求不是表单，请用页面上的按钮操作。")


async def drain(request: Request, most: int) -> None:
    """Let a body that is known to be too long arrive, and refuse it.

    Raises:
        RequestError: Always.
    """
    async for _ in bound(request, most):
        pass
    raise refuse_size(most)


async def bound(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """Yield the body of a request up to a bound; what goes beyond it is dropped.

    Raises:
        RequestError: It is too long, whatever its head said.
    """
    count = 0
    async for piece in request.stream():
        count += len(piece)
        if count <= most:
            yield piece
        elif count > most * PATIENCE:
            break
    if count > most:
        raise refuse_size(most)


def refuse_size(most: int) -> RequestError:
    """Say that too much was sent."""
    return RequestError(413, f"文稿超过 {(most - SLACK) / MEGABYTE:.3g} MB，请拆成几份，或删去其中的图片再试。")


async def take(data: FormData) -> Form:
    """Return what starlette made of a form, and close its files."""
    fields = {name: value for name, value in data.items() if isinstance(value, str)}
    file = data.get("file")
    try:
        if isinstance(file, UploadFile) and file.filename:
            return Form(fields, Upload(clean_name(file.filename), await file.read()))
        return Form(fields)
    finally:
        await data.close()


def clean_name(name: str) -> str:
    """Return the name of a file without any path, and without what is unseen or means something to a system."""
    last = UNSAFE.sub("", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, suffix = last.rpartition(".")
    if not dot:
        stem, suffix = last, ""
    return f"{stem[:LONGEST_NAME] or UNNAMED}{dot}{suffix[:10]}"
