"""The language model of words: how likely a cut of a clause is, as evidence apart from the characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.typos.counts import COUNT, WORD, mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportlint.typos.counts import Counts, Hashes, Levels

LONGEST = 12  # characters of a word that count


def hash_words(words: Sequence[str]) -> Hashes:
    """Return a hash of each word."""
    sizes = np.array([min(len(word), LONGEST) for word in words], dtype=np.int64)
    letters = "".join(word[:LONGEST] for word in words).encode("utf-32-le", "surrogatepass")
    codes = np.zeros((len(words), LONGEST), np.uint32)
    codes[np.arange(LONGEST) < sizes[:, None]] = np.frombuffer(letters, dtype=np.uint32)
    hashes = np.full(len(words), WORD)
    for at in range(LONGEST):
        longer = sizes > at
        hashes[longer] = mix(hashes[longer], codes[longer, at])
    return hashes


class Cut(NamedTuple):
    """What the model says of words in a row.

    Attributes:
        levels: How frequent each is.
        joined: How frequent each is directly behind the one before it; 0 for the first.
        alone: Logarithm of the probability of each.
        log_probabilities: The same, of each behind the one before it.
    """

    levels: Levels
    joined: Levels
    alone: NDArray[np.float64]
    log_probabilities: NDArray[np.float64]


class Words(NamedTuple):
    """The model.

    Attributes:
        counts: Of words and of pairs of them.
        total: Of all words counted.
    """

    counts: Counts
    total: float

    def weigh(self, words: Sequence[str]) -> Cut:
        """Return what the model says of words in a row."""
        hashes = hash_words(words)
        levels = self.counts.levels(hashes)
        joined = np.zeros_like(levels)
        joined[1:] = np.minimum(self.counts.levels(mix(hashes[:-1], hashes[1:])), np.minimum(levels[:-1], levels[1:]))
        alone = (COUNT[levels] + 0.3) / self.total
        before = COUNT[levels[:-1]]
        trust = 0.8 * before / (before + 20)
        found = alone.copy()
        found[1:] = trust * COUNT[joined[1:]] / np.maximum(before, 1) + (1 - trust) * alone[1:]
        return Cut(levels, joined, np.log(alone), np.log(found))
