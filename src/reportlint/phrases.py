"""Near matches of fixed phrases: wording that is almost one of a list and is none of it.

A phrase that may differ in n places is cut into n + 1 pieces; wherever a near form of it stands, one of the pieces stands
unchanged. One scan finds all pieces of all phrases, and only there is the text around compared with the phrase.
Quotation marks, spaces and the marks between parts (、，) do not count: the comparison is made in the text without them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportlint import nlp
from reportlint.hits import encodable
from reportlint.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ahocorasick_rs import AhoCorasick

_UNSEEN = re.compile("[“”\"‘’'〝〞「」『』、，, \t\u3000\xa0]")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿首第0123456789０１２３４５６７８９")
# words of grammar: with one of them more or less, or in place of another word, a phrase is put differently, not wrongly
_PARTICLES = frozenset("的地得了着过和与同及并或在以对把将从到为是就好也更等各")
_SHORT = 5  # so little is said that another word in it says something else
_SHORTEST = 2  # a piece of one character stands everywhere
_AROUND = 8  # characters on each side that tell which word a character belongs to


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


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A place that almost says a phrase, and what must change there."""

    span: Span
    phrase: Phrase
    edits: tuple[Edit, ...]


class Folded(NamedTuple):
    """A text without the marks that do not count."""

    text: str
    gaps: list[int]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Leave the marks out and remember where they were: each by how much stands before it."""
        marks = (mark.start() - number for number, mark in enumerate(_UNSEEN.finditer(text)))
        return cls(fold(text), list(marks))

    def place(self, position: int) -> int:
        """Return where a character stands in the whole text."""
        return position + bisect_right(self.gaps, position)


class Piece(NamedTuple):
    """A part of a phrase that a near form may have left whole: where it begins in the folded wording, and what that holds."""

    phrase: Phrase
    wording: str
    offset: int
    characters: frozenset[str]


class Reading(NamedTuple):
    """A phrase read into a text: how much of the text it takes, and where it differs."""

    taken: int
    places: tuple[int, ...]


class Candidate(NamedTuple):
    """What may be a near form in a folded text: its range, and where it differs; nowhere for a slip."""

    start: int
    end: int
    phrase: Phrase
    wording: str
    places: tuple[int, ...]


class Phrases:
    """A list of phrases, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)

    def find(self, text: str) -> Iterator[NearMatch]:
        """Yield the near forms of the phrases in a text, in order, none overlapping another."""
        folded = Folded.of(text)
        for near in _apart(self._candidates(folded.text)):
            span = Span(folded.place(near.start), folded.place(near.end - 1) + 1)
            # a mark in the middle of few words parts them
            if not (_is_short(near) and len(span) > near.end - near.start):
                yield NearMatch(span, near.phrase, tuple(_changes(folded, near)))

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
        near: set[Candidate] = set()
        right: list[tuple[int, int]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(encodable(text), overlapping=True):
            pattern = self._patterns[number]
            if pattern in self._right:
                right.append((start, end))
            if slip := self._slips.get(pattern):
                near.add(Candidate(start, end, slip, fold(slip.text), ()))
            for piece in self._pieces.get(pattern, ()):
                if one := _read_around(text, start, end, piece):
                    near.add(one)
        covered = _Covered(right)
        kept = [one for one in near if not covered.holds(one) and (not one.places or _is_slip(text, one))]
        return sorted(kept, key=lambda one: (one.start, -one.end, one.wording))


class _Covered:
    """The ranges of right forms."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, near: Candidate) -> bool:
        """Tell whether a right form holds the whole of a slip, or a place where a near form differs."""
        if near.places:
            return any(self._reach(place) > place for place in near.places)
        return self._reach(near.start) >= near.end

    def _reach(self, place: int) -> int:
        """Return how far the right forms go that begin at or before a place."""
        at = bisect_right(self._starts, place) - 1
        return self._ends[at] if at >= 0 else 0


def fold(text: str) -> str:
    """Return a text without the marks that do not count."""
    return _UNSEEN.sub("", text)


def _cut(wording: str, edits: int) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a phrase with their offsets: one more than it may differ in.

    A character is left out between long pieces, so that one that changes places with its neighbour spoils only one of them.
    """
    ends = [-(-len(wording) * n // (edits + 1)) for n in range(edits + 2)]
    for start, end in pairwise(ends) if edits else ():
        yield start, wording[start : end - 1 if end - start > _SHORTEST and end < len(wording) else end]


def _read_around(text: str, start: int, end: int, piece: Piece) -> Candidate | None:
    """Return the near form of a phrase of which a piece stands in the text, if there is one."""
    edits, wording, split = piece.phrase.edits, piece.wording, piece.offset + end - start
    first, last = max(0, start - piece.offset - edits), end + len(wording) - split + edits
    # nearly all pieces stand in other company, and this tells so at once
    if len(piece.characters.difference(text[first:last])) > edits:
        return None
    behind = _read(wording[split:], text[end:last], edits)
    if behind is None:
        return None
    before = _read(wording[: piece.offset][::-1], text[first:start][::-1], edits - len(behind.places))
    if before is None or not (before.places or behind.places):
        return None
    places = (*(start - 1 - place for place in before.places), *(end + place for place in behind.places))
    return Candidate(start - before.taken, end + behind.taken, piece.phrase, wording, places)


def _read(wording: str, text: str, edits: int) -> Reading | None:
    """Read a phrase from the beginning of a text in the way that differs least; None where it differs too much."""
    same = next(
        (n for n, (a, b) in enumerate(zip(wording, text, strict=False)) if a != b), min(len(wording), len(text))
    )
    if same == len(wording):
        return Reading(same, ())
    if edits <= 0:
        return None
    best: Reading | None = None
    for skipped, taken in _steps(wording[same:], text[same:]):
        rest = _read(wording[same + skipped :], text[same + taken :], edits - 1)
        if rest and (best is None or len(rest.places) + 1 < len(best.places)):
            best = Reading(same + taken + rest.taken, (same, *(same + taken + place for place in rest.places)))
    return best


def _steps(wording: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield how a phrase and a text can differ in their next character: how many of each to pass over."""
    wanted, found = wording[0], text[:1]
    content = "一" <= found <= "鿿" and found not in _NUMERALS | _PARTICLES
    if content and wanted not in _NUMERALS:
        yield 1, 1
        if len(wording) > 2 and wording[:2] == text[1::-1]:
            yield 2, 2
    if len(wording) > 1 and wanted not in _NUMERALS | _PARTICLES:
        yield 1, 0
    if content:
        yield 0, 1


def _is_short(near: Candidate) -> bool:
    return len(near.wording) <= _SHORT


def _is_slip(text: str, near: Candidate) -> bool:
    """Tell whether a near form is one, and not made of other words (四个意见, 两个保护, 学习|贯彻新时代…)."""
    if _is_short(near) and near.end - near.start != len(near.wording):
        return False
    start = max(0, near.start - _AROUND)
    words = [
        Span(word.span.start + start, word.span.end + start)
        for word in nlp.find_words(text[start : near.end + _AROUND], guess=False)
    ]
    if any(word.start < edge < word.end for word in words for edge in (near.start, near.end)):
        return False
    exposed = [place for place in near.places if _is_short(near) or place in (near.start, near.end - 1)]
    return not exposed or (_is_bound(near.wording) and all(Span(place, place + 1) in words for place in exposed))


def _is_bound(wording: str) -> bool:
    """Tell whether a phrase begins and ends in words of more than one character, which cannot be exchanged singly."""
    words = nlp.find_words(wording, guess=False)
    return len(words[0].span) > 1 and len(words[-1].span) > 1


def _apart(near: Iterable[Candidate]) -> list[Candidate]:
    """Choose among near forms that overlap: the one that differs least, the longest of these."""
    chosen: list[Candidate] = []
    for one in near:
        if chosen and one.start < chosen[-1].end:
            chosen[-1] = min(chosen[-1], one, key=lambda one: (len(one.places), one.start - one.end))
        else:
            chosen.append(one)
    return chosen


def _changes(folded: Folded, near: Candidate) -> Iterator[Edit]:
    """Yield what turns a near form into the phrase; the marks inside it stay."""
    found = folded.text[near.start : near.end]
    for kind, start, end, first, last in SequenceMatcher(None, found, near.wording, autojunk=False).get_opcodes():
        if kind == "insert":
            yield Edit(_gap(folded, near.start + start, opens=_opens(near.phrase.text, first)), near.wording[first:last])
        elif kind != "equal":
            span = Span(folded.place(near.start + start), folded.place(near.start + end - 1) + 1)
            yield Edit(span, near.wording[first:last])


def _gap(folded: Folded, position: int, *, opens: bool) -> Span:
    """Return the empty place before a character, or that behind the one before it; marks may stand between the two."""
    at = folded.place(position) if opens else folded.place(position - 1) + 1
    return Span(at, at)


def _opens(phrase: str, position: int) -> bool:
    """Tell whether a mark stands before a character of the folded phrase."""
    at = Folded.of(phrase).place(position)
    return at == 0 or _UNSEEN.match(phrase[at - 1]) is not None
