"""The readers by format; each is imported when the first file of its format comes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportlint.model import Source
from reportlint.read.errors import ReadError
from reportlint.read.foreign import explain_damage, find_kind
from reportlint.read.text import check_content, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportlint.read.limits import Limits

    Reader = Callable[[bytes, object, Limits], Source]


def read_format(data: bytes, name: object, limits: Limits) -> Source:
    """Read the bytes of a file in whatever format they are; the path is left open.

    Raises:
        ReadError: The format is none that holds a report, or the file is damaged, hostile or empty.
    """
    source = READERS[find_kind(data, name, limits)](data, name, limits)
    check_content(source.text, name)
    return source


def read_text(data: bytes, name: object, limits: Limits) -> Source:  # noqa: ARG001  # a Reader
    """Read plain text.

    Raises:
        ReadError: It is none, perhaps because the file is damaged.
    """
    try:
        decoded = decode(data, name)
    except ReadError as error:
        raise ReadError(name, explain_damage(name) or error.problem) from None
    return Source(decoded.text, None, "text", decoded.encoding, decoded.bom)


def read_markdown(data: bytes, name: object, limits: Limits) -> Source:  # noqa: ARG001  # a Reader
    """Read Markdown."""
    from reportlint.read.markdown import find_layout

    decoded = decode(data, name)
    layout = find_layout(decoded.text)
    return Source(
        decoded.text, None, "markdown", decoded.encoding, decoded.bom, tuple(layout.excluded), tuple(layout.headings)
    )


def read_by(module: str) -> Reader:
    """Return the reader `read_<module>` of a module of this package."""

    def read(data: bytes, name: object, limits: Limits) -> Source:
        reader: Reader = getattr(import_module(f"reportlint.read.{module}"), f"read_{module}")
        return reader(data, name, limits)

    return read


def read_converted(kind: str) -> Reader:
    """Return a reader of a format that LibreOffice turns into .docx."""

    def read(data: bytes, name: object, limits: Limits) -> Source:
        from reportlint.read.office import read_through_office

        return read_through_office(data, kind, name, limits)

    return read


def refuse_archive(data: bytes, name: object, limits: Limits) -> Source:  # noqa: ARG001  # a Reader
    """Refuse an archive, which is more than one report.

    Raises:
        ReadError: Always.
    """
    raise ReadError(
        name, "这是 ZIP 压缩包，一次只能读一份文稿，请先解压，或用扩展名 .zip 交给 reportlint check 逐份检查。"
    )


READERS: Mapping[str, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_by("html"),
    "docx": read_by("docx"),
    "pdf": read_by("pdf"),
    "ofd": read_by("ofd"),
    "doc": read_by("doc"),
    "rtf": read_converted("rtf"),
    "odt": read_converted("odt"),
    "zip": refuse_archive,
}
