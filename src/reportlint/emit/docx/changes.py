"""Two texts compared: by lines, the lines that differ by clauses, these by characters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from reportlint.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LINES = re.compile(r"[^\n]*\n|[^\n]+")
CLAUSES = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]|[^，。；：、！？\n]+")
SPLITTERS: tuple[Callable[[str], list[str]], ...] = (LINES.findall, CLAUSES.findall, list)
# what is longer has nothing in common that is worth the time to find it
LONGEST = 2000


def find_edits(old: str, new: str) -> list[Edit]:
    """Return edits, in order, that make `new` of `old`; none touches another one."""
    edits: list[Edit] = []
    for edit in refine(old, new, 0, SPLITTERS):
        if edits and edits[-1].span.end == edit.span.start:
            last = edits.pop()
            edit = Edit(Span(last.span.start, edit.span.end), last.text + edit.text)
        edits.append(edit)
    return edits


def refine(old: str, new: str, start: int, splitters: Sequence[Callable[[str], list[str]]]) -> Iterator[Edit]:
    """Yield the edits of a passage, which begins at `start`; what differs is split more finely as far as it goes."""
    if old == new:
        return
    if not splitters or not old or not new or (len(splitters) == 1 and len(old) + len(new) > LONGEST):
        yield Edit(Span(start, start + len(old)), new)
        return
    left, right = splitters[0](old), splitters[0](new)
    places = [*accumulate(map(len, left), initial=start)]
    for one, other in find_differences(left, right):
        olds, news = left[one.start : one.end], right[other.start : other.end]
        # as many on both sides: each has most likely taken the place of one
        pairs = [*zip(olds, news, strict=True)] if len(olds) == len(news) else [("".join(olds), "".join(news))]
        for place, pair in zip(places[one.start : one.end + 1], pairs, strict=False):
            yield from refine(*pair, place, splitters[1:])


def find_differences(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Span, Span]]:
    """Yield the stretches that differ, as indexes into both."""
    head = count_equal(left, right)
    tail = count_equal(left[head:][::-1], right[head:][::-1])
    matcher = SequenceMatcher(None, left[head : len(left) - tail], right[head : len(right) - tail])
    for kind, *bounds in matcher.get_opcodes():
        if kind != "equal":
            start, end, other_start, other_end = (head + bound for bound in bounds)
            yield Span(start, end), Span(other_start, other_end)


def count_equal(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many members are the same at the beginning."""
    pairs = zip(left, right, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))
