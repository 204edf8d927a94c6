"""Passages that two texts have in common, word for word or nearly so.

Runs of equal characters are found by their first few characters and extended; runs that only a few characters part
become one passage, and what is left of a clause at its ends is given back. The time is linear in both texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SEED = 8  # characters by which an equal run is found
MOST_SEEDS = 4  # places of one text at which a run of the other may continue
WIDEST_GAP = 6  # characters that may differ between two equal runs of one passage
SHORTEST = 12  # Chinese characters of a passage
_SHOWN = re.compile(r"\S")
_NUMERAL = re.compile("[0-9０-９〇零一二三四五六七八九十百千万亿%％.]")
_END = "，。；：！？,;:!?\\n\\r…"
_MARKER = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]，)\s?"
# what stands before a clause, and what ends one
_BEFORE = re.compile(rf"(?:^|[{_END}]|{_MARKER})[ \u3000“‘（《【(]{{0,3}}$")
_BEHIND = re.compile(rf"[{_END}]|.[”’）》】)]{{0,3}}(?:[{_END}]|$)", re.DOTALL)
_LONGEST_BEFORE = 10  # characters that any of them takes


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text that the other has too.

    Attributes:
        span: Place in the text that is looked at.
        source: Place in the other text.
        likeness: The share of its characters, white space aside, that are the same: 1 for a passage copied unchanged.
    """

    span: Span
    source: Span
    likeness: float


class _Run(NamedTuple):
    """Equal characters: where they begin in each of two texts without white space, and how many there are."""

    start: int
    source: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def source_end(self) -> int:
        return self.source + self.length


class _Shown(NamedTuple):
    """A text without its white space, and where each character stands."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Shown:
        found = list(_SHOWN.finditer(text))
        return cls("".join(match[0] for match in found), [match.start() for match in found])

    def span(self, start: int, end: int) -> Span:
        return Span(self.places[start], self.places[end - 1] + 1)


def count_han(text: str) -> int:
    """Count the Chinese characters of a text."""
    return sum("\u4e00" <= one <= "\u9fff" for one in text)


def find_passages(text: str, source: str, *, shortest: int = SHORTEST) -> tuple[Passage, ...]:
    """Find the passages of a text that stand in another too, in order and without overlaps.

    A passage consists of whole clauses. A few other characters may stand inside it, but no other number.

    Args:
        text: The text that is looked at.
        source: The other.
        shortest: Chinese characters that a passage has at least.
    """
    ours, theirs = _Shown.of(text), _Shown.of(source)
    found = []
    for runs in _chain(_find_runs(ours.text, theirs.text), ours.text, theirs.text):
        passage = _whole_clauses(runs, text, ours, theirs)
        if passage and count_han(passage.span.of(text)) >= shortest:
            found.append(passage)
    return tuple(found)


def _find_runs(text: str, source: str) -> Iterator[_Run]:
    """Yield the longest equal run at each place that no earlier run covers."""
    seeds = _index(source)
    start, expected = 0, -1
    while start <= len(text) - SEED:
        places = seeds.get(text[start : start + SEED], ())
        if not places:
            start += 1
            continue
        # of equally long runs the one that goes on where the last one ended
        runs = (_Run(start, place, _count_equal(text, source, start, place)) for place in places)
        best = max(runs, key=lambda run: (run.length, -abs(run.source - expected)))
        yield best
        start, expected = best.end, best.source_end


def _index(source: str) -> Mapping[str, Sequence[int]]:
    seeds: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(source) - SEED + 1):
        places = seeds[source[place : place + SEED]]
        if len(places) < MOST_SEEDS:
            places.append(place)
    return seeds


def _count_equal(text: str, source: str, start: int, place: int) -> int:
    length, most = SEED, min(len(text) - start, len(source) - place)
    while length < most and text[start + length] == source[place + length]:
        length += 1
    return length


def _chain(runs: Iterable[_Run], text: str, source: str) -> Iterator[list[_Run]]:
    """Put runs together that hardly anything parts."""
    chain: list[_Run] = []
    for run in runs:
        if chain and not _continues(chain[-1], run, text, source):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _continues(last: _Run, run: _Run, text: str, source: str) -> bool:
    ours, theirs = text[last.end : run.start], source[last.source_end : run.source]
    if run.source < last.source_end or max(len(ours), len(theirs)) > WIDEST_GAP:
        return False
    return not _NUMERAL.search(ours) and not _NUMERAL.search(theirs)


def _whole_clauses(runs: Sequence[_Run], text: str, ours: _Shown, theirs: _Shown) -> Passage | None:
    """Return a chain of runs without the parts of clauses at its ends; None where nothing is left."""
    pairs = [(run.start + n, run.source + n) for run in runs for n in range(run.length)]
    first = next((n for n, (place, _) in enumerate(pairs) if _begins(text, ours.places[place])), len(pairs))
    last = next((n for n in reversed(range(first, len(pairs))) if _ends(text, ours.places[pairs[n][0]])), None)
    if last is None:
        return None
    (start, from_), (end, to) = pairs[first], pairs[last]
    span, other = ours.span(start, end + 1), theirs.span(from_, to + 1)
    return Passage(span, other, (last - first + 1) / (max(end - start, to - from_) + 1))


def _begins(text: str, place: int) -> bool:
    """Tell whether a clause begins at a place."""
    return bool(_BEFORE.search(text[max(0, place - _LONGEST_BEFORE) : place]))


def _ends(text: str, place: int) -> bool:
    """Tell whether a clause ends with the character at a place."""
    return bool(_BEHIND.match(text[place : place + _LONGEST_BEFORE]))
