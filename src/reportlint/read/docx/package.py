"""The parts of a .docx: the document, its styles, numbers, notes and comments, found by their relationships."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from reportlint.read.archive import open_archive
from reportlint.read.docx.names import STRICT, WORD
from reportlint.read.errors import ReadError
from reportlint.read.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reportlint.read.limits import Limits

ROOT = ""
REOPEN = "请用 Word 或 WPS 打开后另存为 .docx。"


class Package:
    """A .docx in memory; each part is parsed once, so that what is changed in its tree can be written back.

    Attributes:
        archive: The file.
        main: The name of the part that holds the body.
        trees: The roots of the parts that have been parsed, by name.
        strict: Those of them that are written in the namespace of the strict kind.
        changed: Those of them whose trees differ from the file.

    Raises:
        ReadError: It is no archive, a hostile one, or has no document in it.
    """

    def __init__(self, data: bytes, name: object, limits: Limits) -> None:
        self.archive = open_archive(data, name, limits)
        self.name = name
        self.limits = limits
        self.trees: dict[str, _Element] = {}
        self.strict: set[str] = set()
        self.changed: set[str] = set()
        main = self.find_part(ROOT, "officeDocument")
        if main is None:
            raise ReadError(name, f"里面没有 Word 文档的正文，{REOPEN}")
        self.main = main

    @property
    def document(self) -> _Element:
        """The root of the main part.

        Raises:
            ReadError: It is no XML.
        """
        return self.parse(self.main)

    def related(self, kind: str) -> _Element | None:
        """Return the root of a part that the document relates to: styles, numbering, footnotes …; None without one.

        Raises:
            ReadError: It is no XML.
        """
        part = self.find_part(self.main, kind)
        return None if part is None else self.parse(part)

    def find_part(self, source: str, kind: str) -> str | None:
        """Return the name of the part of a kind that `source` relates to; links out of the file are never followed."""
        path = relationships_of(source)
        if path not in self.archive.members:
            return None
        for one in self.parse(path):
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                part = resolve(source, one.get("Target", ""))
                if part in self.archive.members:
                    return part
        return None

    def parse(self, part: str) -> _Element:
        """Return the root of a part, in the usual namespace also where the file is of the strict kind.

        Raises:
            ReadError: It is missing or no XML.
        """
        if part not in self.trees:
            data = self.archive.read(part)
            if STRICT.encode() in data:
                self.strict.add(part)
                data = data.replace(STRICT.encode(), WORD.encode())
            self.trees[part] = parse_xml(data, self.name, self.limits)
        return self.trees[part]

    def mark_changed(self, element: _Element) -> None:
        """Note that the part in which an element stands differs from the file."""
        root = element.getroottree().getroot()
        self.changed |= {part for part, tree in self.trees.items() if tree is root}


def relationships_of(part: str) -> str:
    """Return the name of the part that holds the relationships of another one; of the package itself for an empty name."""
    return join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")


def resolve(source: str, target: str) -> str:
    """Return the name of the part that a relationship of `source` leads to."""
    return normpath(join("/", dirname(source), target)).lstrip("/")
