"""What speaks for a change: characters and words, the change itself, and what it would change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.nlp import find_words, is_word
from reportlint.typos.changes import Kind
from reportlint.typos.characters import AROUND, EDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.typos.characters import Floats
    from reportlint.typos.search import Found, Text
    from reportlint.typos.words import Cut, Words

REACH = 10  # characters on each side of a change that the segmenter sees
AHEAD = 6  # the fewer behind a name suffice to see it
SURROUNDINGS = 12
NOT_HAN = re.compile("[^\u4e00-\u9fff]")
NAMES = ("nr", "ns", "nt", "nz")
WORD_GAIN = 2 + 1 + 1 + 22 + len(Kind)


class Place(NamedTuple):
    """A change in a clause: what stands before it, as written, as changed, and what stands behind it."""

    start: int
    before: str
    written: str
    changed: str
    after: str

    @property
    def end(self) -> int:
        """Where what is written ends."""
        return self.start + len(self.written)

    def meant(self) -> tuple[int, int, str]:
        """Return the word that was probably meant, with where it would begin and end in the text as it is."""
        words = cut(self.before + self.changed + self.after)
        if not words:
            return self.start, self.end, self.changed
        ends = np.cumsum([len(word) for word in words])
        first = min(int(np.searchsorted(ends, len(self.before), side="right")), len(words) - 1)
        last = max(first, int(np.searchsorted(ends, len(self.before) + len(self.changed), side="left")))
        word = "".join(words[first : last + 1])
        start = self.start - len(self.before) + int(ends[first]) - len(words[first])
        return start, start + len(word) - len(self.changed) + len(self.written), word


def find_places(found: Found, text: Text) -> list[Place]:
    """Return where the changes stand, each with its clause as far as the segmenter shall see it."""
    places, letters = [], text.letters
    for start, changed in zip((found.changes.starts - AROUND).tolist(), found.changes.texts.tolist(), strict=True):
        end = start + found.changes.size
        before = NOT_HAN.split(letters[max(0, start - REACH) : start])[-1]
        after = NOT_HAN.split(letters[end : end + REACH], maxsplit=1)[0]
        places.append(Place(start, before, letters[start:end], "".join(map(chr, changed)), after))
    return places


def gather(found: Found, places: Sequence[Place], text: Text, words: Words) -> Floats:
    """Return the evidence for each change: [m, features]."""
    kinds = found.changes.kinds[:, None] == np.array(list(Kind))
    columns = [found.gains, found.gains.min(axis=1, keepdims=True), found.margins[:, None], found.known, kinds]
    surroundings = surprise(text, found)[:, None]
    names = np.array([name_tags(place) for place in places])
    return np.concatenate([*columns, weigh_words(places, words), names, surroundings], axis=1).astype(np.float32)


def surprise(text: Text, found: Found) -> Floats:
    """Return how likely the characters of its line around each change are on average, as a logarithm.

    Those of verse and foreign names are not. The first few behind a change tell more of the change than of the text.
    """
    starts, ends = found.changes.starts, found.changes.starts + found.changes.size
    reach = np.arange(SURROUNDINGS + AROUND)
    before = np.maximum(starts[:, None] - 1 - reach[:SURROUNDINGS], 0)
    behind = np.minimum(ends[:, None] + reach, len(text.codes) - 1)
    in_line = [~np.maximum.accumulate(text.codes[places] == EDGE, axis=1) for places in (before, behind)]
    around = np.concatenate([before, behind[:, AROUND:]], axis=1)
    seen = np.concatenate([in_line[0], in_line[1][:, AROUND:]], axis=1)
    return np.asarray((text.surprises[around] * seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1))


def name_tags(place: Place) -> list[bool]:
    """Tell whether what is written is part of a name of a person, a place, a body or another thing."""
    at, end = len(place.before), 0
    for word in find_words(place.before + place.written + place.after[:AHEAD]):
        end += len(word.text)
        if end > at:
            return [word.tag.startswith(name) for name in NAMES]
    return [False] * len(NAMES)


def weigh_words(places: Sequence[Place], words: Words) -> Floats:
    """Return the evidence of the words: [m, 14]."""
    cuts = [
        [cut(place.before + letters + place.after) for letters in (place.written, place.changed)] for place in places
    ]
    ends = np.cumsum([len(one) for pair in cuts for one in pair])
    model = words.weigh([word for pair in cuts for one in pair for word in one] or [""])
    rows = []
    for number, (place, pair) in enumerate(zip(places, cuts, strict=True)):
        bounds = [int(ends[2 * number + side - 1]) if number or side else 0 for side in (0, 1)]
        sides = [Side.of(one, len(place.before), first, model) for one, first in zip(pair, bounds, strict=True)]
        rows.append([sides[1].likely - sides[0].likely, sides[0].size - sides[1].size, *sides[0][2:], *sides[1][2:]])
    return np.array(rows, np.float32)


class Side(NamedTuple):
    """A clause cut into words, and the word that holds the change."""

    likely: float
    size: int
    length: int
    is_known: bool
    level: float
    joined_before: float
    joined_behind: float
    alone: float

    @classmethod
    def of(cls, words: Sequence[str], at: int, first: int, model: Cut) -> Side:
        """Describe a cut of which the words stand in the model from `first`."""
        if not words:
            return cls(0.0, 0, 0, False, 0.0, 0.0, 0.0, 0.0)
        number = min(int(np.searchsorted(np.cumsum([len(word) for word in words]), at, side="right")), len(words) - 1)
        own, last = first + number, first + len(words)
        return cls(
            float(model.alone[first] + model.log_probabilities[first + 1 : last].sum()),
            len(words),
            len(words[number]),
            is_word(words[number]),
            float(model.levels[own]),
            float(model.joined[own]) if number else 0.0,
            float(model.joined[own + 1]) if own + 1 < last else 0.0,
            float(len(words[number]) == 1),
        )


def cut(clause: str) -> list[str]:
    """Cut a clause into the words of the dictionary."""
    return [word.text for word in find_words(clause, guess=False)]


def gains(values: Floats) -> tuple[float, float]:
    """Return from the evidence how much likelier a change makes the text by characters and by words, as logarithms."""
    return float(values[:2].mean()), float(values[WORD_GAIN])
