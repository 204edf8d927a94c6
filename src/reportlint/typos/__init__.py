"""Wrong characters that no list holds, found by likelihood: sequences of characters and words of edited Chinese.

Only where a text reads oddly is any change tried (`search`); what speaks for it is gathered (`evidence`) and weighed
(`judge`); what is better left alone is left alone (`restraint`). All numbers are made by tools/train_typos.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
    from collections.abc import Iterable, Iterator

    from reportlint.typos.search import Found

Fault = Literal["wrong", "extra", "missing"]


@dataclass(frozen=True, slots=True)
class Suspect:
    """Characters that were probably not meant.

    Attributes:
        span: What would be replaced; empty where something is missing.
        text: What was probably meant; empty where something is too much.
        fault: What is wrong with it.
        odds: Logarithm of the odds that it is wrong.
        gain: Logarithm of how much likelier the text becomes by characters.
        word_gain: The same by words.
    """

    span: Span
    text: str
    fault: Fault
    odds: float
    gain: float
    word_gain: float


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
    cells = np.load(weights.path("typos-counts.npy"), mmap_mode="r")
    counts = Counts(cells, int(stored["segment"]), int(stored["starts"]))
    return Models(
        Characters(counts, float(stored["characters"]), stored["trust"]),
        Words(counts, float(stored["words"])),
        Confusions(stored),
        {fault: Judge.load(stored, fault) for fault in ("wrong", "extra", "missing")},
    )


def find_suspects(text: str) -> tuple[Suspect, ...]:
    """Return the characters of a text that were probably not meant, in order and without overlaps."""
    found = [one for one in propose(text, load()) if not restraint.is_spared(text, one)]
    return tuple(choose(found))


def propose(text: str, models: Models) -> Iterator[Suspect]:
    """Yield every change that the evidence speaks for at all."""
    read = Text(encode(text), models.characters, models.confusions)
    searches: tuple[tuple[Fault, Iterable[Found]], ...] = (
        ("wrong", read.replacements()),
        ("extra", [read.extras()]),
        ("missing", [read.gaps()]),
    )
    for fault, results in searches:
        for found in results:
            yield from weigh(found, fault, text, read, models)


def weigh(found: Found, fault: Fault, text: str, read: Text, models: Models) -> Iterator[Suspect]:
    """Yield the changes that are likelier than not."""
    places = evidence.find_places(found, text)
    features = evidence.gather(found, places, read, models.words)
    for place, values, odds in zip(places, features, models.judges[fault].weigh(features), strict=True):
        if odds > 0:
            span = Span(place.start, place.start + len(place.written))
            gain, word_gain = evidence.gains(values)
            yield Suspect(span, place.changed, fault, float(odds), gain, word_gain)


def choose(found: list[Suspect]) -> list[Suspect]:
    """Keep of changes that touch each other the likeliest."""
    kept: list[Suspect] = []
    for one in sorted(found, key=lambda one: (-one.odds, one.span)):
        if not any(one.span.start <= other.span.end and other.span.start <= one.span.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)
