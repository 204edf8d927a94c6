"""The text inside a paragraph: runs and what stands between and inside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportlint.model import Revision, Span
from reportlint.read.docx.names import COMPATIBILITY, MATH, SPACE, w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from lxml.etree import _Element

    from reportlint.read.docx.styles import Styles

    Kind = Literal["insertion", "deletion", "format"]

ALTERNATE = f"{{{COMPATIBILITY}}}AlternateContent"
FORMULA = f"{{{MATH}}}oMath"
TEXT = w("t")
RUN = w("r")
BOX = w("txbxContent")
INSERTED = {w("ins"), w("moveTo")}
DELETED = {w("del"), w("moveFrom")}
PROPERTIES = {
    w(name) for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "trPr", "tcPr")
}
SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
NOTES = {w("footnoteReference"): "脚注", w("endnoteReference"): "尾注"}
# fields whose results repeat what stands elsewhere
REPEATING = {"TOC", "TOA", "INDEX"}
WHITE = " \t\r\n"
TO_SPACES = str.maketrans("\t\r\n", "   ")
# letters of symbol fonts stand in a private area and mean something else in each font
PRIVATE = range(0xE000, 0xF900)
HIGHEST = 0x10FFFF
# of deleted words and instructions: enough to tell what they are
KEPT = 200


@dataclass(slots=True)
class Atom:
    """A stretch of text that one element of the file holds.

    Attributes:
        span: Place in the text.
        element: The `w:t`, `w:tab`, `w:br` … or the formula.
        editable: Whether it is a part of the run that can be split off, deleted and replaced.
    """

    span: Span
    element: _Element
    editable: bool


def holder(element: _Element) -> _Element:
    """Return what a comment on an element is set around: the run that it stands in, or the formula itself."""
    parent = element.getparent()
    return element if element.tag == FORMULA or parent is None else parent


@dataclass(slots=True)
class Field:
    """A field that is being read: it hides its instruction, and its result where that repeats other text."""

    instruction: str = ""
    hides: bool = True


@dataclass(slots=True)
class Found:
    """What a walk through a document gathers.

    Attributes:
        parts: The text in pieces.
        length: Of the text, in code points.
        atoms: Where the characters of the text stand in the file.
        revisions: Tracked changes and comments.
        notes: References to footnotes and endnotes: kind, id, element.
        boxes: Text boxes of the paragraph that is being read, each with the drawing in the run.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    atoms: list[Atom] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    notes: list[tuple[str, str, _Element]] = field(default_factory=list)
    boxes: list[tuple[_Element, _Element]] = field(default_factory=list)

    def write(self, text: str) -> Span:
        """Append to the text and return the place."""
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def revise(self, start: int, kind: Kind, element: _Element, text: str = "") -> None:
        """Note a change from a position on; one that goes on where one of the same author ends is the same."""
        one = Revision(Span(start, self.length), kind, element.get(w("author"), ""), text[:KEPT])
        last = self.revisions[-1] if self.revisions else None
        if last and (last.span.end, last.kind, last.author) == (start, kind, one.author):
            one = replace(one, span=Span(last.span.start, self.length), text=(last.text + text)[:KEPT])
            self.revisions.pop()
        self.revisions.append(one)


class Inline:
    """Reads paragraphs one after the other; fields and comments may go on from one to the next.

    Args:
        found: Where the text goes.
        styles: The styles, some of which hide text.
    """

    def __init__(self, found: Found, styles: Styles) -> None:
        self.found = found
        self.styles = styles
        self.fields: list[Field] = []
        self.muted = 0
        self.comments: dict[str, int] = {}
        self.commented: dict[str, Span] = {}

    def read(self, parent: _Element) -> None:
        """Read what stands in a paragraph or in an element inside it."""
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self.run(child)
            elif tag in DELETED:
                self.found.revise(self.found.length, "deletion", child, deleted_text(child))
            elif tag in INSERTED:
                start = self.found.length
                self.read(child)
                self.found.revise(start, "insertion", child)
            elif tag == FORMULA:
                self.hold("".join(one.text or "" for one in child.iter(f"{{{MATH}}}t")), child)
            elif tag == ALTERNATE:
                self.read_branch(child)
            elif tag == w("fldSimple") and repeats(child.get(w("instr"), "")):
                continue
            elif tag not in PROPERTIES and not self.mark_comment(child):
                self.read(child)

    def read_branch(self, alternate: _Element) -> None:
        """Read the one of several equal contents that holds text."""
        branch = choose_branch(alternate)
        if branch is not None:
            self.read(branch)

    def mark_comment(self, element: _Element) -> bool:
        """Note where a comment begins or ends; tell whether the element says so."""
        key = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            self.comments[key] = self.found.length
        elif element.tag == w("commentRangeEnd"):
            self.commented[key] = Span(self.comments.get(key, self.found.length), self.found.length)
        else:
            return False
        return True

    def run(self, run: _Element) -> None:
        """Read a run."""
        start = self.found.length
        properties = run.find(w("rPr"))
        hidden = self.styles.hides(properties)
        for child in run:
            if not self.control(child) and not hidden and not self.muted:
                self.read_sign(child)
        change = None if properties is None else properties.find(w("rPrChange"))
        if change is not None and self.found.length > start:
            self.found.revise(start, "format", change)

    def control(self, child: _Element) -> bool:
        """Follow a field, or note a reference; tell whether the element is one of these."""
        tag = child.tag
        if tag == w("fldChar"):
            self.follow_field(child.get(w("fldCharType"), ""))
        elif tag == w("instrText"):
            if self.fields:
                self.fields[-1].instruction = (self.fields[-1].instruction + (child.text or ""))[:KEPT]
        elif tag in NOTES:
            self.found.notes.append((NOTES[tag], child.get(w("id"), ""), child))
        elif tag == w("commentReference"):
            self.commented.setdefault(child.get(w("id"), ""), Span(self.found.length, self.found.length))
        else:
            return False
        return True

    def follow_field(self, kind: str) -> None:
        """Begin a field, pass on to its result, or end it."""
        if kind == "begin":
            self.fields.append(Field())
            self.muted += 1
        elif kind == "separate" and self.fields and not repeats(self.fields[-1].instruction):
            self.muted -= self.fields[-1].hides
            self.fields[-1].hides = False
        elif kind == "end" and self.fields:
            self.muted -= self.fields.pop().hides

    def read_sign(self, child: _Element) -> None:
        """Read an element of a run that the reader sees."""
        tag = child.tag
        if tag == TEXT:
            self.hold(visible(child), child, editable=True)
        elif tag in SIGNS:
            self.hold(SIGNS[tag], child, editable=True)
        elif tag == w("sym"):
            self.hold(symbol(child), child, editable=True)
        elif tag == w("ruby"):
            base = child.find(w("rubyBase"))
            self.hold("" if base is None else plain_text(base), child)
        elif tag == ALTERNATE and child.find(f".//{BOX}") is None:
            branch = choose_branch(child)
            self.hold("" if branch is None else plain_text(branch), child)
        else:
            self.found.boxes += [(box, child) for box in find_boxes(child)]

    def hold(self, text: str, element: _Element, *, editable: bool = False) -> None:
        """Append text together with the element that holds it."""
        if text and not self.muted:
            self.found.atoms.append(Atom(self.found.write(text), element, editable))


def visible(text: _Element) -> str:
    """Return what a `w:t` shows: white space at its ends counts only where it says so."""
    words = text.text or ""
    return (words if text.get(SPACE) == "preserve" else words.strip(WHITE)).translate(TO_SPACES)


def symbol(element: _Element) -> str:
    """Return the character of a `w:sym`; empty where only its font knows it."""
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0 < code <= HIGHEST and code not in PRIVATE and not 0xD800 <= code <= 0xDFFF else ""


def plain_text(element: _Element) -> str:
    """Return the words inside an element."""
    return "".join(visible(one) for one in element.iter(TEXT))


def deleted_text(element: _Element) -> str:
    """Return the words of a tracked deletion or of the place from which words were moved."""
    return "".join(one.text or "" for one in element.iter(w("delText"), TEXT))


def repeats(instruction: str) -> bool:
    """Tell whether a field's result repeats what stands elsewhere, as a table of contents does."""
    return next(iter(instruction.upper().split()), "") in REPEATING


def choose_branch(alternate: _Element) -> _Element | None:
    """Return the first of several equal contents that holds text; None where none does."""
    return next((branch for branch in alternate if next(branch.iter(TEXT), None) is not None), None)


def find_boxes(element: _Element) -> Iterator[_Element]:
    """Yield the text boxes in a drawing, each once, without those inside others."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag == BOX:
            yield one
        elif one.tag == ALTERNATE:
            branch = choose_branch(one)
            waiting += [] if branch is None else [branch]
        else:
            waiting += reversed(one)
