"""The way through a document: its paragraphs, tables, text boxes and notes as lines of one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.model import Piece, Revision, Span
from reportlint.read.docx.inline import ALTERNATE, DELETED, KEPT, PROPERTIES, Found, Inline, choose_branch, plain_text
from reportlint.read.docx.names import is_on, number, value, w
from reportlint.read.docx.numbering import Numbering
from reportlint.read.docx.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from reportlint.read.docx.inline import Atom
    from reportlint.read.docx.package import Package

PARAGRAPH = w("p")
TABLE = w("tbl")
ROW = w("tr")
CELL = w("tc")
CONTENTS = "Table of Contents"
NOTE_PARTS = {"脚注": ("footnotes", "footnote"), "尾注": ("endnotes", "endnote")}


@dataclass(slots=True)
class Line:
    """A line of the text.

    Attributes:
        span: Place in the text, without the line end.
        paragraphs: The paragraphs that make it: several where the marks between them are deleted or hidden.
        label: The automatic number in front, with the space behind it; empty without one.
        place: As in `Piece`.
        host: The drawing or the reference in the body that brings the text box or the note; None in the body itself.
    """

    span: Span
    paragraphs: Sequence[_Element]
    label: Span
    place: str
    host: _Element | None


@dataclass(slots=True)
class Walk:
    """A document as text, with the way back from each character to its element.

    Attributes:
        text: The lines.
        lines: Where each comes from.
        atoms: Where the characters stand, in order; automatic numbers and line ends have none.
        headings: As in `Source`.
        revisions: As in `Source`.
    """

    text: str
    lines: list[Line]
    atoms: list[Atom]
    headings: list[tuple[Span, int]]
    revisions: list[Revision]

    def pieces(self) -> tuple[Piece, ...]:
        """Return the map back into the file: a piece for each automatic number and for what stands between."""
        found: list[Piece] = []
        for line, after in zip(
            self.lines, [*(line.span.start for line in self.lines[1:]), len(self.text)], strict=True
        ):
            add_piece(found, Piece(line.label, line.place, automatic=True))
            add_piece(found, Piece(Span(line.label.end, after), line.place))
        return tuple(found)


def add_piece(pieces: list[Piece], piece: Piece) -> None:
    """Append a piece, or let the last one go on where the two are alike."""
    last = pieces[-1] if pieces else None
    if last and not last.automatic and not piece.automatic and last.place == piece.place:
        pieces[-1] = Piece(Span(last.span.start, piece.span.end), piece.place)
    elif piece.span:
        pieces.append(piece)


def walk(package: Package) -> Walk:
    """Read a document from its first paragraph to its last note; headers and footers are left out.

    Raises:
        ReadError: A part is no XML.
    """
    return Walker(package).walk()


@dataclass(slots=True)
class Story:
    """A part of the document with paragraphs of its own: the body, a text box, a note."""

    place: str = ""
    host: _Element | None = None


class Walker:
    """Goes through a document once.

    Args:
        package: The document; its trees are not changed.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"), self.styles)
        self.found = Found()
        self.commented: dict[str, Span] = {}
        self.lines: list[Line] = []
        self.headings: list[tuple[Span, int]] = []
        self.tables = 0

    def walk(self) -> Walk:
        """Return the document as text."""
        body = self.package.document.find(w("body"))
        if body is not None:
            self.read_story(body, Story())
        for kind, place, note, host in self.find_notes():
            self.read_story(note, Story(f"{kind}{place}", host))
        revisions = sorted([*self.found.revisions, *self.find_comments()], key=lambda one: one.span)
        return Walk("".join(self.found.parts), self.lines, self.found.atoms, self.headings, revisions)

    def read_story(self, root: _Element, story: Story) -> None:
        """Read a part of the document; fields do not lead from one to another."""
        inline = Inline(self.found, self.styles)
        self.read_blocks(root, story, inline)
        self.commented |= inline.commented

    def read_blocks(self, container: _Element, story: Story, inline: Inline) -> None:
        """Read paragraphs and tables in order; a paragraph whose mark is gone runs on into the next one."""
        group: list[_Element] = []
        for block in find_blocks(container, {PARAGRAPH, TABLE}):
            if block.tag == PARAGRAPH:
                group.append(block)
            if group and (block.tag == TABLE or not lacks_mark(block)):
                self.read_line(group, story, inline)
                group = []
            if block.tag == TABLE:
                self.read_table(block, story, inline)
        if group:
            self.read_line(group, story, inline)

    def read_table(self, table: _Element, story: Story, inline: Inline) -> None:
        """Read a table cell by cell."""
        self.tables += 1
        name = f"表{self.tables}"
        for row, cells in enumerate(map(find_cells, find_blocks(table, {ROW})), 1):
            for column, cell in cells:
                self.read_blocks(cell, Story(f"{name}第{row}行第{column}列", story.host), inline)

    def read_line(self, group: list[_Element], story: Story, inline: Inline) -> None:
        """Read the paragraphs that make a line, then the text boxes that hang on them."""
        if self.lines:
            self.found.write("\n")
        first, start = len(self.found.parts), self.found.length
        lead = next((one for one in group if not has_deleted_mark(one)), group[-1])
        label = self.found.write("" if inline.muted else self.numbering.label(lead))
        heading = ""
        for paragraph in group:
            inline.read(paragraph)
            heading = heading if paragraph is not lead else "".join(self.found.parts[first:])
        line = Line(Span(start, self.found.length), tuple(group), label, story.place, story.host)
        self.lines.append(line)
        self.add_format_change(line, lead)
        self.add_heading(line, lead, heading)
        self.read_boxes(story)

    def add_format_change(self, line: Line, paragraph: _Element) -> None:
        """Note that the format of a paragraph was changed."""
        change = paragraph.find(f"{w('pPr')}/{w('pPrChange')}")
        if change is not None:
            self.found.revise(line.span.start, "format", change)

    def add_heading(self, line: Line, paragraph: _Element, words: str) -> None:
        """Keep the first line of a paragraph as a heading where its format marks it as one."""
        level = self.styles.level(paragraph)
        title = words.strip().partition("\n")[0].rstrip()
        if level is not None and title and not line.place:
            start = line.span.start + len(words) - len(words.lstrip())
            self.headings.append((Span(start, start + len(title)), level))

    def read_boxes(self, story: Story) -> None:
        """Read the text boxes that hang on the last line."""
        boxes, self.found.boxes = self.found.boxes, []
        for box, drawing in boxes:
            self.read_story(box, Story(story.place or "文本框", drawing if story.host is None else story.host))

    def find_notes(self) -> Iterator[tuple[str, int, _Element, _Element]]:
        """Yield footnotes and endnotes in the order of the text: kind, number, note, its reference."""
        counts = dict.fromkeys(NOTE_PARTS, 0)
        parts = {}
        for kind, (part, tag) in NOTE_PARTS.items():
            root = self.package.related(part)
            parts[kind] = {} if root is None else {one.get(w("id")): one for one in root.findall(w(tag))}
        for kind, key, reference in list(self.found.notes):
            counts[kind] += 1
            if key in parts[kind]:
                yield kind, counts[kind], parts[kind].pop(key), reference

    def find_comments(self) -> Iterator[Revision]:
        """Yield the comments with the places that they are about."""
        root = self.package.related("comments")
        for comment in [] if root is None else root.findall(w("comment")):
            span = self.commented.get(comment.get(w("id"), ""))
            if span is not None:
                yield Revision(span, "comment", comment.get(w("author"), ""), plain_text(comment)[:KEPT])


def find_blocks(container: _Element, wanted: set[str]) -> Iterator[_Element]:
    """Yield the elements of some names, without those inside them, in deletions and in tables of contents."""
    waiting = list(reversed(container))
    while waiting:
        one = waiting.pop()
        if one.tag in wanted:
            yield one
        elif one.tag == ALTERNATE:
            branch = choose_branch(one)
            waiting += [] if branch is None else [branch]
        elif one.tag not in DELETED and one.tag not in PROPERTIES and not is_contents(one):
            waiting += reversed(one)


def find_cells(row: _Element) -> Iterator[tuple[int, _Element]]:
    """Yield the cells of a row with their columns; none of a deleted row, and none that only goes on from above."""
    if row.find(f"{w('trPr')}/{w('del')}") is not None:
        return
    column = 1 + (number(row.find(f"{w('trPr')}/{w('gridBefore')}")) or 0)
    for cell in find_blocks(row, {CELL}):
        merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merged is None or value(merged) == "restart":
            yield column, cell
        column += number(cell.find(f"{w('tcPr')}/{w('gridSpan')}")) or 1


def is_contents(element: _Element) -> bool:
    """Tell whether an element is a table of contents that Word has made."""
    return value(element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")) == CONTENTS


def has_deleted_mark(paragraph: _Element) -> bool:
    """Tell whether the mark at a paragraph's end is deleted, so that the next paragraph goes on in its line."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in DELETED)


def lacks_mark(paragraph: _Element) -> bool:
    """Tell whether the mark at a paragraph's end is deleted or hidden."""
    return has_deleted_mark(paragraph) or is_on(paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('vanish')}"))
