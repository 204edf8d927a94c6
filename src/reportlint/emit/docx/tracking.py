"""Edits as the tracked changes of Word, which the author accepts or rejects one by one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint.emit.docx.comments import AUTHOR, UNWRITABLE, make_run
from reportlint.emit.docx.cutting import cut, isolate
from reportlint.read.docx.inline import INSERTED, RUN, TEXT, holder
from reportlint.read.docx.names import SPACE, to_int, w
from reportlint.read.docx.walk import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from reportlint.model import Edit, Span
    from reportlint.read.docx.inline import Atom
    from reportlint.read.docx.package import Package
    from reportlint.read.docx.walk import Line

# a line end in an inserted text becomes a line break, not a paragraph: the paragraph keeps its format
WRITTEN = {"\n": "br", "\t": "tab"}
BREAKS = re.compile("([\n\t])")
# what closes the properties of a paragraph
LAST_PROPERTIES = (w("sectPr"), w("pPrChange"))


class Tracker:
    """Sets tracked changes into a document.

    Args:
        package: The document; its trees are changed.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.walk = walk(package)
        self.starts = [line.span.start for line in self.walk.lines]
        self.atoms: list[Atom] = self.walk.atoms
        self.ends: list[int] = [atom.span.end for atom in self.atoms]
        found = (to_int(one.get(w("id"))) for tree in package.trees.values() for one in tree.iter())
        self.last_id = max((one for one in found if one is not None), default=0)

    def track(self, edits: Sequence[Edit]) -> None:
        """Write those of the sorted, disjoint edits that touch nothing but text."""
        possible = [edit for edit in edits if self.is_possible(edit)]
        self.atoms = cut(self.walk.atoms, (place for edit in possible for place in self.bounds(edit)))
        self.ends = [atom.span.end for atom in self.atoms]
        for edit in possible:
            self.write(edit)

    def bounds(self, edit: Edit) -> list[int]:
        """Return where an edit begins and ends, and each atom that it deletes."""
        return [edit.span.start, edit.span.end, *(atom.span.start for atom in self.covered(edit.span)[1:])]

    def line(self, position: int) -> int:
        """Return the index of the line that a position stands in."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def covered(self, span: Span) -> list[Atom]:
        """Return the atoms that a place touches."""
        found = self.atoms[bisect_right(self.ends, span.start) : bisect_left(self.ends, span.end) + 1]
        return [atom for atom in found if atom.span.overlaps(span)]

    def is_possible(self, edit: Edit) -> bool:
        """Tell whether an edit neither touches an automatic number, a formula nor a line end that must stay."""
        first, last = self.line(edit.span.start), self.line(edit.span.end)
        lines = self.walk.lines[first : last + 1]
        atoms = self.covered(edit.span)
        return (
            bool(lines)
            and edit.span.start >= lines[0].label.end
            and all(atom.editable for atom in atoms)
            and all(can_join(line, after) for line, after in pairwise(lines))
        )

    def write(self, edit: Edit) -> None:
        """Write an edit: what it deletes, then what it inserts."""
        deleted = None
        for atom in self.covered(edit.span):
            deleted = self.delete(atom, deleted)
        for line in self.walk.lines[self.line(edit.span.start) : self.line(edit.span.end)]:
            self.delete_mark(line.paragraphs[-1])
        if edit.text:
            self.insert(edit, deleted)

    def delete(self, atom: Atom, last: _Element | None) -> _Element:
        """Mark an element of a run as deleted, together with what has just been where that is its neighbour."""
        run = isolate(atom.element)
        if last is None or run.getprevious() is not last:
            last = self.make_change("del", run)
            run.addprevious(last)
        last.append(run)
        if atom.element.tag == TEXT:
            atom.element.tag = w("delText")
        return last

    def delete_mark(self, paragraph: _Element) -> None:
        """Mark the end of a paragraph as deleted, so that the next one goes on in it."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = paragraph.makeelement(w("pPr"))
            paragraph.insert(0, properties)
        mark = properties.find(w("rPr"))
        if mark is None:
            mark = properties.makeelement(w("rPr"))
            following = next((one for one in properties if one.tag in LAST_PROPERTIES), None)
            properties.append(mark) if following is None else following.addprevious(mark)
        mark.insert(1 if mark.find(w("ins")) is not None else 0, self.make_change("del", paragraph))

    def insert(self, edit: Edit, deleted: _Element | None) -> None:
        """Insert a text behind what was deleted, else behind the character before it, or before the one after it."""
        at = bisect_left(self.ends, edit.span.start)
        line = self.walk.lines[self.line(edit.span.start)]
        near = [one for one in self.atoms[at : at + 2] if line.span.start <= one.span.start < line.span.end]
        before = next((one for one in near if one.span.end == edit.span.start), None)
        if deleted is not None:
            self.insert_after(deleted, deleted[-1], edit.text)
        elif before is not None:
            self.insert_after(holder(before.element), holder(before.element), edit.text)
        elif near:
            self.insert_before(holder(near[0].element), edit.text)
        else:
            paragraph = line.paragraphs[-1]
            paragraph.append(self.make_insertion(edit.text, paragraph))

    def insert_after(self, element: _Element, model: _Element, text: str) -> None:
        """Insert a text behind an element; another author's insertion is parted there."""
        while element.getparent().tag in INSERTED:
            self.part(element)
            element = element.getparent()
        element.addnext(self.make_insertion(text, model))

    def insert_before(self, element: _Element, text: str) -> None:
        """Insert a text before the first text of a line."""
        model = element
        while element.getparent().tag in INSERTED:
            element = element.getparent()
        element.addprevious(self.make_insertion(text, model))

    def part(self, element: _Element) -> None:
        """Let a change end behind an element, and one of the same author go on with what follows."""
        change, following = element.getparent(), [*element.itersiblings()]
        if following:
            twin = change.makeelement(change.tag, dict(change.attrib) | {w("id"): self.next_id()})
            twin.extend(following)
            change.addnext(twin)

    def make_insertion(self, text: str, model: _Element) -> _Element:
        """Return a text as an insertion, in the format of a run."""
        insertion = self.make_change("ins", model)
        run = make_run()
        insertion.append(run)
        properties = model.find(w("rPr")) if model.tag == RUN else None
        if properties is not None:
            run.append(strip_changes(deepcopy(properties)))
        fill(run, text)
        return insertion

    def make_change(self, name: str, place: _Element) -> _Element:
        """Return an empty change, and mark the part in which it is to stand as changed."""
        self.package.mark_changed(place)
        change: _Element = place.makeelement(w(name), {w("id"): self.next_id(), w("author"): AUTHOR})
        return change

    def next_id(self) -> str:
        """Return a number that no change has yet."""
        self.last_id += 1
        return str(self.last_id)


def can_join(line: Line, after: Line) -> bool:
    """Tell whether a line can go on in the next: two plain paragraphs, one behind the other."""
    last, first = line.paragraphs[-1], after.paragraphs[0]
    numbered = bool(line.label) or bool(after.label)
    section = last.find(f"{w('pPr')}/{w('sectPr')}") is not None
    return last.getnext() is first and not numbered and not section and line.host is after.host


def strip_changes(properties: _Element) -> _Element:
    """Take the record of a changed format out of the properties of a run."""
    for change in properties.findall(w("rPrChange")):
        properties.remove(change)
    return properties


def fill(run: _Element, text: str) -> None:
    """Write a text into a run."""
    for words in BREAKS.split(UNWRITABLE.sub("", text)):
        if words in WRITTEN:
            run.append(run.makeelement(w(WRITTEN[words])))
        elif words:
            part = run.makeelement(w("t"), {SPACE: "preserve"})
            part.text = words
            run.append(part)
