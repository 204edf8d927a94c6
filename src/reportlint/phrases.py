"""Near matches of fixed phrases: wording that is almost one of a list and is none of it.

A phrase that may differ in n places is cut into n + 1 pieces; wherever a near form of it stands, one of the pieces stands
unchanged. One scan finds all pieces of all phrases, and what stands around a piece is compared only there.
Quotation marks, spaces and the marks between parts (、，) do not count.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportlint import nlp
from reportlint.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ahocorasick_rs import AhoCorasick

_UNSEEN = "“”\"‘’'〝〞「」『』、，, \t\u3000\xa0"
_FOLD = dict.fromkeys(map(ord, _UNSEEN))
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿首第0123456789０１２３４５６７８９")
# a phrase with one of these more or less is the same phrase
_PARTICLES = frozenset("的和与及以了各等")
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


class Piece(NamedTuple):
    """A part of a phrase that a near form may have left whole."""

    phrase: Phrase
    offset: int


class Reading(NamedTuple):
    """A phrase read into a text: how much of the text it takes, and where it differs."""

    taken: int
    places: tuple[int, ...]


class Candidate(NamedTuple):
    """A near form in the folded text: how many places differ, its range, and the places."""

    cost: int
    start: int
    end: int
    phrase: Phrase
    places: tuple[int, ...]


class Phrases:
    """A list of phrases, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)

    def find(self, text: str) -> Iterator[NearMatch]:
        """Yield the near forms of the phrases in a text, in order, none overlapping another."""
        folded = text.translate(_FOLD)
        if not self._phrases or not (near := self._candidates(folded)):
            return
        places = [place for place, character in enumerate(text) if ord(character) not in _FOLD]
        for one in _apart(near):
            span = Span(places[one.start], places[one.end - 1] + 1)
            yield NearMatch(span, one.phrase, tuple(_changes(folded, one, places)))

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
            for offset, piece in _cut(fold(phrase.text), phrase.edits):
                pieces.setdefault(piece, []).append(Piece(phrase, offset))
        return pieces

    @cached_property
    def _patterns(self) -> list[str]:
        return sorted({*self._right, *self._slips, *self._pieces})

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    def _candidates(self, text: str) -> set[Candidate]:
        """Return the near forms in a folded text that no right form explains."""
        near: set[Candidate] = set()
        right: list[tuple[int, int]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            pattern = self._patterns[number]
            if pattern in self._right:
                right.append((start, end))
            if pattern in self._slips:
                near.add(Candidate(0, start, end, self._slips[pattern], (start, end - 1)))
            for piece in self._pieces.get(pattern, ()):
                near.update(_read_around(text, start, end, piece))
        covered = _Covered(right)
        return {one for one in near if not any(map(covered.holds, one.places)) and _is_slip(text, one)}


class _Covered:
    """The ranges of right forms, to be asked for a place."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def fold(text: str) -> str:
    """Return a text without the characters that do not count."""
    return text.translate(_FOLD)


def _cut(phrase: str, edits: int) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a phrase with their offsets: one more than it may differ in."""
    if edits:
        ends = [len(phrase) * n // (edits + 1) for n in range(edits + 2)]
        yield from ((start, phrase[start:end]) for start, end in pairwise(ends))


def _read_around(text: str, start: int, end: int, piece: Piece) -> Iterator[Candidate]:
    """Yield the near form of a phrase of which a piece stands in the text, if there is one."""
    phrase = fold(piece.phrase.text)
    edits = piece.phrase.edits
    behind = _read(phrase[piece.offset + end - start :], text[end : end + len(phrase) + edits], edits)
    if behind is None:
        return
    before_text = text[max(0, start - piece.offset - edits) : start][::-1]
    before = _read(phrase[: piece.offset][::-1], before_text, edits - len(behind.places))
    if before is None or not (cost := len(before.places) + len(behind.places)):
        return
    places = (*(start - 1 - place for place in before.places), *(end + place for place in behind.places))
    yield Candidate(cost, start - before.taken, end + behind.taken, piece.phrase, places)


def _read(phrase: str, text: str, edits: int) -> Reading | None:
    """Read a phrase from the beginning of a text in the way that differs least; None where it differs too much."""
    same = next((n for n, (a, b) in enumerate(zip(phrase, text, strict=False)) if a != b), min(len(phrase), len(text)))
    if same == len(phrase):
        return Reading(same, ())
    if edits <= 0:
        return None
    best: Reading | None = None
    for skipped, taken in _steps(phrase[same:], text[same:]):
        rest = _read(phrase[same + skipped :], text[same + taken :], edits - 1)
        if rest and (best is None or len(rest.places) + 1 < len(best.places)):
            first = same + taken
            best = Reading(first + rest.taken, (same, *(first + place for place in rest.places)))
    return best


def _steps(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield how a phrase and a text can differ in their next character: how many of each to pass over."""
    wanted, found = phrase[0], text[:1]
    written = _is_han(found) and found not in _NUMERALS
    if written and wanted not in _NUMERALS:
        yield 1, 1
        if len(phrase) > 2 and phrase[:2] == text[1::-1]:
            yield 2, 2
    if len(phrase) > 1 and wanted not in _NUMERALS | _PARTICLES:
        yield 1, 0
    if written and found not in _PARTICLES:
        yield 0, 1


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"


def _is_slip(text: str, near: Candidate) -> bool:
    """Tell whether a near form is one, not another word that ends or begins like the phrase (四个意见)."""
    edges = (near.start, near.end - 1)
    return not near.cost or all(_stands_alone(text, place) for place in near.places if place in edges)


def _stands_alone(text: str, place: int) -> bool:
    """Tell whether a character belongs to no word."""
    start = max(0, place - _AROUND)
    words = nlp.find_words(text[start : place + _AROUND], guess=False)
    return any(len(word.span) == 1 and word.span.start == place - start for word in words)


def _apart(near: Iterable[Candidate]) -> list[Candidate]:
    """Choose among near forms that overlap: the one that differs least, the longest of these."""
    chosen: list[Candidate] = []
    for one in sorted(near, key=lambda one: (one.start, -one.end)):
        if chosen and one.start < chosen[-1].end:
            chosen[-1] = min(chosen[-1], one, key=lambda one: (one.cost, one.start - one.end))
        else:
            chosen.append(one)
    return chosen


def _changes(text: str, near: Candidate, places: list[int]) -> Iterator[Edit]:
    """Yield what turns a near form into the phrase; the marks inside it stay."""
    found, phrase = text[near.start : near.end], fold(near.phrase.text)
    for kind, start, end, first, last in SequenceMatcher(None, found, phrase, autojunk=False).get_opcodes():
        if kind != "equal":
            at = places[near.start + start] if start < end else places[near.start + start - 1] + 1
            yield Edit(Span(at, places[near.start + end - 1] + 1 if start < end else at), phrase[first:last])
