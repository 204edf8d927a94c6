"""What a rule of a configuration looks for: phrases, or sequences of words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from ahocorasick_rs import AhoCorasick, MatchKind

from reportlint.hits import encodable, is_inside_word
from reportlint.model import Span
from reportlint.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.document import Document


class Finder(Protocol):
    """Finds the places that a rule is about, in any order."""

    def find(self, doc: Document) -> Iterator[Span]:
        """Yield the places."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as they are written; of those that overlap the first, and the longest of these.

    Attributes:
        phrases: None of them empty.
        whole_words: Whether no word of the dictionary may reach across an edge.
    """

    phrases: tuple[str, ...]
    whole_words: bool = False

    def find(self, doc: Document) -> Iterator[Span]:
        """Yield the places."""
        for _, start, end in load_automaton(self.phrases).find_matches_as_indexes(encodable(doc.text)):
            if not self.whole_words or not any(is_inside_word(edge, doc.words) for edge in (start, end)):
                yield Span(start, end)


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of words in the language of `patterns`."""

    patterns: tuple[str, ...]

    def find(self, doc: Document) -> Iterator[Span]:
        """Yield the places."""
        for _, words in Pattern.find_any(load_patterns(self.patterns), doc.words):
            yield Span(words[0].span.start, words[-1].span.end)


class Cover:
    """Ranges that are asked whether one of them holds a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def holds(self, span: Span) -> bool:
        """Tell whether one range holds the whole of a place."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._ends[at] >= span.end


@cache
def load_automaton(phrases: tuple[str, ...], *, overlapping: bool = False) -> AhoCorasick:
    """Return the automaton of phrases, which finds all of them, or of those that overlap the first and longest."""
    return AhoCorasick(phrases, matchkind=MatchKind.Standard if overlapping else MatchKind.LeftmostLongest)


@cache
def load_patterns(sources: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Return patterns, read once."""
    return tuple(map(Pattern.parse, sources))


def find_all(phrases: tuple[str, ...], text: str) -> Iterator[Span]:
    """Yield all places of phrases, also those that overlap."""
    automaton = load_automaton(phrases, overlapping=True)
    for _, start, end in automaton.find_matches_as_indexes(encodable(text), overlapping=True):
        yield Span(start, end)
