"""What a text is about, by the lexicons: concepts, complaints and their remedies, asides."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from reportlint import lexicon
from reportlint.hits import encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind = Literal["problem", "measure"]


class Concept(NamedTuple):
    """A subject in the words of problems and causes, and in those of the measures that answer them."""

    name: str
    problem: tuple[str, ...]
    measure: tuple[str, ...]


class Terms(NamedTuple):
    """Words with the names that they stand for, and what finds them."""

    names: Mapping[str, Sequence[str]]
    automaton: AhoCorasick


@cache
def concepts() -> tuple[Concept, ...]:
    """Return all concepts in the order of the lexicon."""
    rows = lexicon.rows("concepts")
    return tuple(Concept(row["concept"], tuple(row["problem"].split()), tuple(row["measure"].split())) for row in rows)


@cache
def remedies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return words of complaint with the words that answer them."""
    return tuple((row["complaint"], tuple(row["remedies"].split())) for row in lexicon.rows("remedies"))


@cache
def asides() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the kinds of measures that seldom answer a problem, with their words."""
    return tuple((row["kind"], tuple(row["words"].split())) for row in lexicon.rows("asides"))


@cache
def general() -> frozenset[str]:
    """Return the words that any report uses: that two texts share one says little."""
    return frozenset(lexicon.terms("general-words"))


@cache
def _naming(kind: Kind) -> Terms:
    return _index((concept.name, getattr(concept, kind)) for concept in concepts())


@cache
def _giving_away() -> Terms:
    return _index(asides())


@cache
def _complaining() -> Terms:
    return _index((complaint, (complaint,)) for complaint, _ in remedies())


@cache
def _remedying() -> Terms:
    return _index(remedies())


def _index(rows: Iterable[tuple[str, Iterable[str]]]) -> Terms:
    names = defaultdict(list)
    for name, words in rows:
        for word in words:
            names[word].append(name)
    return Terms(dict(names), AhoCorasick(names, matchkind=MatchKind.Standard))


def _find(text: str, terms: Terms) -> Counter[str]:
    """Count the different words of each name that occur in a text."""
    words = dict.fromkeys(terms.automaton.find_matches_as_strings(encodable(text), overlapping=True))
    return Counter(name for word in words for name in terms.names[word])


def find_concepts(text: str, kind: Kind) -> Counter[str]:
    """Return the concepts of a text with the number of words that name each, in the words of one kind of unit."""
    return _find(text, _naming(kind))


def find_asides(text: str) -> frozenset[str]:
    """Return the kinds of asides that a text makes."""
    return frozenset(_find(text, _giving_away()))


def find_complaints(text: str) -> frozenset[str]:
    """Return the words of complaint in a text."""
    return frozenset(_find(text, _complaining()))


def find_answered(text: str) -> frozenset[str]:
    """Return the words of complaint that a text has an answer to."""
    return frozenset(_find(text, _remedying()))
