"""Runs split where a place begins or ends, so that it consists of whole runs; the format of each part stays."""

from __future__ import annotations

from bisect import bisect_left
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint.model import Span
from reportlint.read.docx.inline import RUN, TEXT, Atom, visible
from reportlint.read.docx.names import SPACE, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element


def cut(atoms: Sequence[Atom], positions: Iterable[int]) -> list[Atom]:
    """Split runs so that none holds text on both sides of a position; return the atoms as they are then."""
    places = set(positions)
    ordered = sorted(places)
    parts: list[Atom] = []
    # from the end, so that each split moves only what stands up to the one before
    for atom in reversed(atoms):
        first, last = (bisect_left(ordered, place) for place in (atom.span.start + 1, atom.span.end))
        for part in reversed(cut_text(atom, ordered[first:last])):
            if part.span.start in places:
                split_run(part.element)
            parts.append(part)
    return parts[::-1]


def cut_text(atom: Atom, positions: Sequence[int]) -> list[Atom]:
    """Split a `w:t` into several in the same run; what is no text stays whole."""
    if not positions or atom.element.tag != TEXT or not atom.editable:
        return [atom]
    words, element = visible(atom.element), atom.element
    parts: list[Atom] = []
    for start, end in pairwise([atom.span.start, *positions, atom.span.end]):
        if parts:
            element.addnext(element.makeelement(TEXT))
            element = element.getnext()
        element.text = words[start - atom.span.start : end - atom.span.start]
        element.set(SPACE, "preserve")
        parts.append(Atom(Span(start, end), element, editable=True))
    return parts


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
