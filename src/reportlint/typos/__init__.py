"""Wrong characters that no list holds, found by likelihood: sequences of characters and words of edited Chinese.

Only where a text reads oddly is any change tried (`search`); what speaks for it is gathered (`evidence`) and weighed
(`judge`); what is better left alone is left alone (`restraint`). All numbers are made by tools/train_typos.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from reportlint.align import weights
from reportlint.model import Span
from reportlint.typos import evidence, restraint
from reportlint.typos.changes import Confusions
from reportlint.typos.characters import Characters, encode
from reportlint.typos.counts import Counts
from reportlint.typos.judge import Judge
from reportlint.typos.search import Text
from reportlint.typos.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportlint.typos.search import Found

Fault = Literal["wrong", "particle", "extra", "missing"]

# characters that are searched at once: at least, up to the end of a line, and at most
FEWEST, PIECE = 1_000, 20_000
JUDGED: tuple[Fault, ...] = ("wrong", "extra", "missing")
PARTICLES = frozenset("的地得")
# logarithms; less is no suspicion: one particle for another is a frequent slip
LEAST_ODDS: Mapping[Fault, float] = {"wrong": 1.0, "particle": -1.3, "extra": 1.0, "missing": 1.0}
RARER = 1.5  # two wrong characters side by side are rarer than one, as a logarithm


@dataclass(frozen=True, slots=True)
class Suspect:
    """Characters that were probably not meant.

    Attributes:
        span: What would be replaced; empty where something is missing.
        text: What was probably meant in its place; empty where something is too much.
        word: The word around the place, as it stands.
        meant: The word that was probably meant.
        fault: What is wrong; particle = one of 的, 地, 得 for another.
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
    found = [shift(one, start) for start, piece in cut(text) for one in propose_all(piece)]
    return tuple(choose(restraint.spare(text, found)))


def cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a text, at ends of lines where there are any, with their starts."""
    start = 0
    while start < len(text):
        line_end = text.find("\n", start + FEWEST, start + PIECE) + 1
        end = line_end or start + PIECE
        yield start, text[start:end]
        start = end


# while one types, nearly all pieces come again
@lru_cache(maxsize=64)
def propose_all(piece: str) -> tuple[Suspect, ...]:
    """Return every change that the evidence speaks for in a piece of a text."""
    return tuple(propose(piece, load()))


def shift(suspect: Suspect, by: int) -> Suspect:
    """Return a suspect of a text that stands behind so many characters."""
    span, word = (Span(one.start + by, one.end + by) for one in (suspect.span, suspect.word))
    return replace(suspect, span=span, word=word)


def propose(text: str, models: Models) -> Iterator[Suspect]:
    """Yield every change that the evidence speaks for."""
    read = Text(encode(text), models.characters, models.confusions)
    searches: tuple[tuple[Fault, Iterable[Found]], ...] = (
        ("wrong", read.replacements()),
        ("extra", read.extras()),
        ("missing", read.gaps()),
    )
    for fault, results in searches:
        for found in results:
            yield from weigh(found, fault, text, read, models)


def weigh(found: Found, fault: Fault, text: str, read: Text, models: Models) -> Iterator[Suspect]:
    """Yield the changes that are likely enough."""
    places = evidence.find_places(found, text)
    if not places:
        return
    features = evidence.gather(found, places, read, models.words)
    weighed = models.judges[fault].weigh(features) - RARER * (max(found.changes.size, 1) - 1)
    for place, values, odds in zip(places, features, weighed, strict=True):
        kind: Fault = "particle" if {place.written, place.changed} <= PARTICLES else fault
        if odds > LEAST_ODDS[kind]:
            start, end, meant = place.meant()
            span = Span(place.start, place.end)
            yield Suspect(span, place.changed, Span(start, end), meant, kind, float(odds), evidence.gains(values))


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
