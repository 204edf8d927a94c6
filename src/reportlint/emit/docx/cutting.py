"""Runs split where a place begins or ends, so that it consists of whole runs; the format of each part stays."""

from __future__ import annotations

from bisect import bisect_left
from copy import deepcopy
from typing import TYPE_CHECKING

from reportlint.model import Span
from reportlint.read.docx.inline import RUN, TEXT, Atom, visible
from reportlint.read.docx.names import SPACE, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element


def cut(atoms: Iterable[Atom], positions: Iterable[int]) -> list[Atom]:
    """Split runs so that none holds text on both sides of a position; return the atoms as they are then."""
    ordered = sorted(set(positions))
    return [part for atom in atoms for part in cut_atom(atom, ordered)]


def cut_atom(atom: Atom, positions: Sequence[int]) -> Iterator[Atom]:
    """Split one atom at those of the sorted positions that lie in it."""
    for position in positions[bisect_left(positions, atom.span.start) : bisect_left(positions, atom.span.end)]:
        if position > atom.span.start:
            if atom.element.tag != TEXT or not atom.editable:
                continue
            left, atom = cut_text(atom, position)
            yield left
        split_run(atom.element)
    yield atom


def cut_text(atom: Atom, position: int) -> tuple[Atom, Atom]:
    """Split a `w:t` into two in the same run."""
    words, at = visible(atom.element), position - atom.span.start
    right = deepcopy(atom.element)
    right.tail = None
    for element, part in ((atom.element, words[:at]), (right, words[at:])):
        element.text = part
        element.set(SPACE, "preserve")
    atom.element.addnext(right)
    return (
        Atom(Span(atom.span.start, position), atom.element, editable=True),
        Atom(Span(position, atom.span.end), right, editable=True),
    )


def split_run(element: _Element) -> None:
    """Begin a new run, of the same format, before an element of a run; a formula stands in none."""
    run = element.getparent()
    if run is None or run.tag != RUN or is_first(element):
        return
    twin = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(w("rPr"))
    if properties is not None:
        twin.append(deepcopy(properties))
    twin.extend([element, *element.itersiblings()])
    run.addnext(twin)


def isolate(element: _Element) -> _Element:
    """Give an element of a run a run of its own and return it."""
    after = element.getnext()
    if after is not None:
        split_run(after)
    split_run(element)
    run: _Element = element.getparent()
    return run


def is_first(element: _Element) -> bool:
    """Tell whether nothing but the properties stands before an element of a run."""
    before = element.getprevious()
    return before is None or before.tag == w("rPr")
