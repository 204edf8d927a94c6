"""Near matches of fixed phrases: wording that is almost one of a list and is none of it.

A phrase that may differ in n places is cut into n + 1 pieces; wherever a near form of it stands, one of the pieces stands
unchanged. One scan finds all pieces of all phrases, and only there is the text around compared with the phrase.
Quotation marks, spaces and the marks between parts (、，) do not count: the comparison is made in the text without them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportlint.hits import encodable
from reportlint.model import Edit, Span
from reportlint.phrases.folding import Folded, fold
from reportlint.phrases.reading import SHORT, Near, is_slip, read_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ahocorasick_rs import AhoCorasick

_SHORTEST = 2  # a piece of one character stands everywhere


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed wording.

    Attributes:
        text: As it should be written.
        edits: In how many characters a near form differs at most; 0 = only the slips are wrong.
        variants: What is like it and also right.
        slips: What is wrong for certain, however much it differs.
    """

    text: str
    edits: int = 1
    variants: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Phrase:
        """Make a phrase of a row of a lexicon: `term`, and `edits`, `variants`, `slips` where it has them."""
        variants, slips = (tuple(filter(None, row.get(key, "").split("|"))) for key in ("variants", "slips"))
        return cls(row["term"], int(row.get("edits", 1)), variants, slips)


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A place that almost says a phrase, and what must change there."""

    span: Span
    phrase: Phrase
    edits: tuple[Edit, ...]


class Piece(NamedTuple):
    """A part of a phrase that a near form may have left whole: where it begins in the folded wording, and what that holds."""

    phrase: Phrase
    wording: str
    offset: int
    characters: frozenset[str]


class Candidate(NamedTuple):
    """What may be a near form of a phrase in a folded text; it differs nowhere when it is a slip."""

    near: Near
    phrase: Phrase
    wording: str


class Phrases:
    """A list of phrases, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)

    def find(self, text: str) -> Iterator[NearMatch]:
        """Yield the near forms of the phrases in a text, in order, none overlapping another."""
        folded = Folded.of(text)
        for near, phrase, wording in _apart(self._candidates(folded.text)):
            span = Span(folded.place(near.start), folded.place(near.end - 1) + 1)
            # a mark in the middle of few words parts them
            if len(wording) > SHORT or len(span) == near.end - near.start:
                yield NearMatch(span, phrase, tuple(_changes(folded, near, phrase)))

    @cached_property
    def _right(self) -> frozenset[str]:
        return frozenset(fold(text) for phrase in self._phrases for text in (phrase.text, *phrase.variants))

    @cached_property
    def _slips(self) -> dict[str, Phrase]:
        return {fold(slip): phrase for phrase in self._phrases for slip in phrase.slips}

    @cached_property
    def _pieces(self) -> dict[str, list[Piece]]:
        pieces: dict[str, list[Piece]] = {}
        for phrase in self._phrases:
            wording = fold(phrase.text)
            for offset, piece in _cut(wording, phrase.edits):
                pieces.setdefault(piece, []).append(Piece(phrase, wording, offset, frozenset(wording)))
        return pieces

    @cached_property
    def _patterns(self) -> list[str]:
        return sorted({*self._right, *self._slips, *self._pieces})

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    def _candidates(self, text: str) -> list[Candidate]:
        """Return the near forms in a folded text that no right form explains, the earlier and longer first."""
        found: set[Candidate] = set()
        right: list[tuple[int, int]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(encodable(text), overlapping=True):
            pattern = self._patterns[number]
            if pattern in self._right:
                right.append((start, end))
            if slip := self._slips.get(pattern):
                found.add(Candidate(Near(start, end, ()), slip, fold(slip.text)))
            for piece in self._pieces.get(pattern, ()):
                if near := _read_piece(text, start, end, piece):
                    found.add(Candidate(near, piece.phrase, piece.wording))
        covered = _Covered(right)
        kept = [one for one in found if not covered.holds(one.near) and _is_meant(text, one)]
        return sorted(kept, key=lambda one: (one.near.start, -one.near.end, one.wording))


class _Covered:
    """The ranges of right forms."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, near: Near) -> bool:
        """Tell whether a right form holds the whole of a slip, or a place where a near form differs."""
        if near.places:
            return any(self._reach(place) > place for place in near.places)
        return self._reach(near.start) >= near.end

    def _reach(self, place: int) -> int:
        """Return how far the right forms go that begin at or before a place."""
        at = bisect_right(self._starts, place) - 1
        return self._ends[at] if at >= 0 else 0


def _cut(wording: str, edits: int) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a phrase with their offsets: one more than it may differ in.

    A character is left out between long pieces, so that one that changes places with its neighbour spoils only one of them.
    """
    ends = [-(-len(wording) * n // (edits + 1)) for n in range(edits + 2)]
    for start, end in pairwise(ends) if edits else ():
        yield start, wording[start : end - 1 if end - start > _SHORTEST and end < len(wording) else end]


def _read_piece(text: str, start: int, end: int, piece: Piece) -> Near | None:
    """Return the near form of a phrase of which a piece stands in a text, if there is one."""
    edits = piece.phrase.edits
    first = start - piece.offset
    # nearly all pieces stand in other company, and this tells so at once
    if len(piece.characters.difference(text[max(0, first - edits) : first + len(piece.wording) + edits])) > edits:
        return None
    return read_around(text, start, end, piece.wording, piece.offset, edits)


def _is_meant(text: str, one: Candidate) -> bool:
    return not one.near.places or is_slip(text, one.near, one.wording)


def _apart(found: Iterable[Candidate]) -> list[Candidate]:
    """Choose among near forms that overlap: the one that differs least, the longest of these."""
    chosen: list[Candidate] = []
    for one in found:
        if chosen and one.near.start < chosen[-1].near.end:
            chosen[-1] = min(chosen[-1], one, key=lambda one: (len(one.near.places), one.near.start - one.near.end))
        else:
            chosen.append(one)
    return chosen


def _changes(folded: Folded, near: Near, phrase: Phrase) -> Iterator[Edit]:
    """Yield what turns a near form into the phrase; the marks inside it stay."""
    found, wanted = folded.text[near.start : near.end], Folded.of(phrase.text)
    for kind, start, end, first, last in SequenceMatcher(None, found, wanted.text, autojunk=False).get_opcodes():
        if kind == "insert":
            at = _place_between(folded, near.start + start, opens=wanted.follows_mark(first))
            yield Edit(Span(at, at), wanted.text[first:last])
        elif kind != "equal":
            span = Span(folded.place(near.start + start), folded.place(near.start + end - 1) + 1)
            yield Edit(span, wanted.text[first:last])


def _place_between(folded: Folded, position: int, *, opens: bool) -> int:
    """Return the place directly before a character, or directly behind the one before it; marks may stand between."""
    return folded.place(position) if opens else folded.place(position - 1) + 1
