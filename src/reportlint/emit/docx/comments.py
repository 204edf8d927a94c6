"""Findings as the comments of Word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import count
from typing import TYPE_CHECKING

from reportlint.emit import LABELS
from reportlint.emit.docx.cutting import cut
from reportlint.emit.docx.saving import add_part
from reportlint.model import Span
from reportlint.read.docx.inline import holder
from reportlint.read.docx.names import SPACE, WORD, to_int, w
from reportlint.read.docx.walk import PARAGRAPH, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from reportlint.model import Diagnostic
    from reportlint.read.docx.inline import Atom
    from reportlint.read.docx.package import Package
    from reportlint.read.docx.walk import Line

AUTHOR = "reportlint"
PART = "word/comments{}.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
SHOWN = 30
# what XML has no way to write
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Commenter:
    """Sets comments into a document.

    Args:
        package: The document; its trees are changed.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.walk = walk(package)
        self.starts = [line.span.start for line in self.walk.lines]
        self.atoms: list[Atom] = self.walk.atoms
        self.ends: list[int] = []

    def comment(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Set a comment on each finding."""
        if not diagnostics:
            return
        spans = [self.widen(one.finding.span) for one in diagnostics]
        self.atoms = cut(self.walk.atoms, (place for span in spans for place in (span.start, span.end)))
        self.ends = [atom.span.end for atom in self.atoms]
        comments = self.open_comments()
        first = 1 + max(self.used_ids(comments), default=-1)
        numbered = [*enumerate(zip(diagnostics, spans, strict=True), first)]
        for key, (one, span) in numbered:
            comments.append(make_comment(key, one, self.describe(one, span)))
        # what is set at the same place later stands nearer to the words: backwards keeps the order of the text
        for key, (_, span) in reversed(numbered):
            self.anchor(key, span)
        self.package.changed.add(self.package.main)

    def open_comments(self) -> _Element:
        """Return the root of the comments, of a new part where the document has none."""
        from lxml import etree

        part = self.package.find_part(self.package.main, "comments")
        if part is None:
            # a part of the usual name may be there that nothing relates to
            names = (PART.format(number or "") for number in count())
            part = next(name for name in names if name not in self.package.archive.members)
            add_part(self.package, part, "comments", CONTENT_TYPE, etree.Element(w("comments"), nsmap={"w": WORD}))
        self.package.changed.add(part)
        return self.package.parse(part)

    def used_ids(self, comments: _Element) -> Iterable[int]:
        """Return the numbers that comments have, also those whose comments are lost."""
        names = [w("comment"), w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")]
        found = [*comments.iter(names[0]), *self.package.document.iter(*names[1:])]
        return (key for one in found if (key := to_int(one.get(w("id")))) is not None)

    def line(self, position: int) -> Line:
        """Return the line that a position stands in."""
        return self.walk.lines[max(bisect_right(self.starts, position) - 1, 0)]

    def widen(self, span: Span) -> Span:
        """Let an empty place, and one at a line's end, be the character before it in its line, else the one behind."""
        line = self.line(span.start)
        start, end = min(span.start, line.span.end), min(span.end, len(self.walk.text))
        if start < end and self.walk.text[start:end].strip("\n"):
            return Span(start, end)
        return Span(start - 1, start) if start > line.label.end else Span(start, min(start + 1, line.span.end))

    def anchor(self, key: int, span: Span) -> None:
        """Set the marks of a comment round its words."""
        start, end = (make_mark(name, key) for name in ("commentRangeStart", "commentRangeEnd"))
        line = self.line(span.start)
        atoms = self.covered(span, line)
        if line.host is not None:
            place(holder(line.host), holder(line.host), start, end)
        elif atoms:
            place(holder(atoms[0].element), holder(atoms[-1].element), start, end)
        else:
            paragraph = line.paragraphs[-1]
            paragraph.insert(0 if paragraph.find(w("pPr")) is None else 1, start)
            start.addnext(end)
        top = end
        while top.getparent().tag != PARAGRAPH:
            top = top.getparent()
        top.addnext(make_reference(key))

    def covered(self, span: Span, line: Line) -> list[Atom]:
        """Return the atoms of a place that stand in the body; those of its line where it is but an automatic number."""
        found = self.atoms[bisect_right(self.ends, span.start) : bisect_left(self.ends, span.end) + 1]
        inside = [one for one in found if one.span.overlaps(span) and self.line(one.span.start).host is None]
        if inside or not span.overlaps(line.label):
            return inside
        return self.atoms[bisect_right(self.ends, line.span.start) : bisect_right(self.ends, line.span.end)]

    def describe(self, diagnostic: Diagnostic, span: Span) -> str:
        """Return the words of a comment."""
        finding, line = diagnostic.finding, self.line(span.start)
        words = f"[{LABELS[diagnostic.severity]}] {diagnostic.rule} — {finding.message}"
        if line.host is not None:
            words += f"（{line.place}“{shorten(span.of(self.walk.text))}”）"
        if finding.fix:
            words += f" 建议：{finding.fix.title}"
        for other in finding.related:
            words += f" 另见“{shorten(other.span.of(self.walk.text))}”：{other.message}"
        return words


def shorten(text: str) -> str:
    """Return the beginning of a text, on one line."""
    return " ".join(text[:SHOWN].split()) + "…" * (len(text) > SHOWN)


def place(first: _Element, last: _Element, start: _Element, end: _Element) -> None:
    """Put two marks round what stands from one element to another."""
    first.addprevious(start)
    last.addnext(end)


def make_mark(name: str, key: int) -> _Element:
    """Return an element that refers to a comment."""
    from lxml import etree

    return etree.Element(w(name), {w("id"): str(key)})


def make_reference(key: int) -> _Element:
    """Return the run that shows where a comment is."""
    run = make_run()
    run.append(make_mark("commentReference", key))
    return run


def make_run() -> _Element:
    """Return an empty run."""
    from lxml import etree

    return etree.Element(w("r"))


def make_comment(key: int, diagnostic: Diagnostic, words: str) -> _Element:
    """Return a comment of one paragraph; its initials tell the severity."""
    from lxml import etree

    attributes = {"id": str(key), "author": AUTHOR, "initials": LABELS[diagnostic.severity]}
    comment = etree.Element(w("comment"), {w(name): text for name, text in attributes.items()})
    paragraph = etree.SubElement(comment, w("p"))
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
    text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"), {SPACE: "preserve"})
    text.text = UNWRITABLE.sub("\ufffd", words)
    return comment
