"""Wrong characters that no list holds, found by likelihood: sequences of characters and words of edited Chinese.

Only where a text reads oddly is any change tried (`search`); what speaks for it is gathered (`evidence`) and weighed
(`judge`); what is better left alone is left alone (`restraint`). All numbers are made by tools/train_typos.py.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from reportlint.align import weights
from reportlint.model import Span
from reportlint.typos import evidence, restraint
from reportlint.typos.changes import Confusions
from reportlint.typos.characters import Characters
from reportlint.typos.counts import Counts
from reportlint.typos.judge import Judge
from reportlint.typos.pieces import Memory, cut
from reportlint.typos.search import Text
from reportlint.typos.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportlint.typos.evidence import Place
    from reportlint.typos.search import Found

Fault = Literal["wrong", "particle", "extra", "stray", "missing"]

JUDGED: tuple[Fault, ...] = ("wrong", "extra", "stray", "missing")
PARTICLES = frozenset("的地得")
# logarithms; less is no suspicion: one particle for another is a frequent slip
LEAST_ODDS: Mapping[Fault, float] = {"wrong": 1.0, "particle": -1.3, "extra": 1.0, "stray": 1.0, "missing": 1.0}
RARER = 1.5  # two wrong characters side by side are rarer than one, as a logarithm
MANY, MANY_RARER = 3, 3.0  # and so many wrong ones once more
# how much rarer a slip is among what is proposed in texts than it was in the lessons, beside a wrong character
SELDOM: Mapping[Fault, float] = {"wrong": 0.0, "extra": 4.45, "stray": 4.75, "missing": 1.95}


@dataclass(frozen=True, slots=True)
class Suspect:
    """Characters that were probably not meant.

    Attributes:
        span: What would be replaced; empty where something is missing.
        text: What was probably meant in its place; empty where something is too much.
        word: The word around the place, as it stands.
        meant: The word that was probably meant.
        fault: What is wrong; particle = one of 的, 地, 得 for another, extra = typed twice, stray = left over.
        odds: Logarithm of the odds that it is wrong.
        gains: Logarithms of how much likelier the change makes the text, by characters and by words.
    """

    span: Span
    text: str
    word: Span
    meant: str
    fault: Fault
    odds: float
    gains: tuple[float, float]


class Models(NamedTuple):
    """All that is learned."""

    characters: Characters
    words: Words
    confusions: Confusions
    judges: dict[Fault, Judge]


@cache
def load() -> Models:
    """Read the models; the counts stay on disk until they are asked for."""
    with np.load(weights.path("typos.npz")) as file:
        stored = dict(file)
    cells = np.asarray(np.load(weights.path("typos-counts.npy"), mmap_mode="r"))
    counts = Counts(cells, int(stored["segment"]), int(stored["starts"]))
    return Models(
        Characters(counts, float(stored["characters"]), stored["trust"]),
        Words(counts, float(stored["words"])),
        Confusions(stored),
        {fault: Judge.load(stored, fault) for fault in JUDGED},
    )


def find_suspects(text: str) -> tuple[Suspect, ...]:
    """Return the characters of a text that were probably not meant, in order and without overlaps."""
    starts, pieces = zip(*cut(text), strict=True) if text else ((), ())
    found = [shift(one, start) for start, some in zip(starts, searched.search(pieces), strict=True) for one in some]
    return tuple(choose(restraint.spare(text, found)))


def shift(suspect: Suspect, by: int) -> Suspect:
    """Return a suspect of a text that stands behind so many characters."""
    span, word = (Span(one.start + by, one.end + by) for one in (suspect.span, suspect.word))
    return replace(suspect, span=span, word=word)


def propose(pieces: Sequence[str]) -> list[tuple[Suspect, ...]]:
    """Return for each of some pieces of a text every change that the evidence speaks for."""
    models = load()
    read = Text(pieces, models.characters, models.confusions)
    found: list[list[Suspect]] = [[] for _ in pieces]
    for suspect in propose_all(read, models):
        number = bisect_right(read.starts, suspect.span.start) - 1
        found[number].append(shift(suspect, -read.starts[number]))
    return [tuple(some) for some in found]


def propose_all(read: Text, models: Models) -> Iterator[Suspect]:
    """Yield every change that the evidence speaks for."""
    searches: tuple[tuple[Fault, Iterable[Found]], ...] = (
        ("wrong", read.replacements()),
        ("extra", read.extras()),
        ("stray", read.strays()),
        ("missing", read.gaps()),
    )
    for fault, results in searches:
        for found in results:
            yield from weigh(found, fault, read, models)


def weigh(found: Found, fault: Fault, read: Text, models: Models) -> Iterator[Suspect]:
    """Yield the changes that are likely enough."""
    places = evidence.find_places(found, read)
    if not places:
        return
    features = evidence.gather(found, places, read, models.words)
    many = np.array([len(place.written) >= MANY and differ(place) >= MANY for place in places])
    rarity = RARER * (max(found.changes.size, 1) - 1) + MANY_RARER * many + SELDOM[fault]
    weighed = models.judges[fault].weigh(features) - rarity
    for place, values, odds in zip(places, features, weighed, strict=True):
        kind: Fault = "particle" if {place.written, place.changed} <= PARTICLES else fault
        if odds > LEAST_ODDS[kind]:
            start, end, meant = place.meant()
            span = Span(place.start, place.end)
            yield Suspect(span, place.changed, Span(start, end), meant, kind, float(odds), evidence.gains(values))


def differ(place: Place) -> int:
    """Return how many characters of a place change."""
    return sum(old != new for old, new in zip(place.written, place.changed, strict=False))


def choose(found: Iterable[Suspect]) -> Sequence[Suspect]:
    """Keep of changes that touch each other the likeliest, in order."""
    kept: list[Suspect] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.odds, one.span, one.text)):
        own = range(one.span.start, one.span.end + 1)
        if taken.isdisjoint(own):
            kept.append(one)
            taken.update(own)
    return sorted(kept, key=lambda one: one.span)


searched = Memory(propose)
