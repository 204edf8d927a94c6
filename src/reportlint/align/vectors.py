"""Static word vectors: what two words have in common when they share no character."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.align import weights as stored_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

# smooth inverse frequency (Arora, Liang & Ma 2017): frequent words say little
SMOOTHING = 1e-3


class Table(NamedTuple):
    """Word vectors of unit length, and how much each word says (0 to 1)."""

    rows: dict[str, int]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


class Bag(NamedTuple):
    """The words of a text: their vectors, shape (words, dimensions), and weights, shape (words,)."""

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


@cache
def load() -> Table:
    """Read the table; made by tools/train_vectors.py."""
    with np.load(stored_weights.path("vectors.npz")) as stored:
        words = str(stored["words"]).split("\n")
        vectors = stored["vectors"].astype(np.float32)
        rarity = stored["rarity"].astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    weights = SMOOTHING / (SMOOTHING + np.exp(-rarity))
    return Table({word: row for row, word in enumerate(words)}, vectors, weights)


def bag(words: Iterable[str]) -> Bag:
    """Return the vectors of the words that the table knows, each word once."""
    table = load()
    rows = [table.rows[word] for word in dict.fromkeys(words) if word in table.rows]
    return Bag(table.vectors[rows], table.weights[rows])


def mean(one: Bag) -> NDArray[np.float32]:
    """Return the weighted mean of a bag; zeros when it is empty."""
    if not len(one.weights):
        return np.zeros(load().vectors.shape[1], dtype=np.float32)
    return np.asarray(one.weights @ one.vectors / one.weights.sum(), dtype=np.float32)


def coverage(one: Bag, other: Bag) -> float:
    """Return how well the words of `one` are met by words of `other`, weighted: 0 to 1."""
    if not len(one.weights) or not len(other.weights):
        return 0.0
    best = np.maximum((one.vectors @ other.vectors.T).max(axis=1), 0)
    return float(one.weights @ best / one.weights.sum())
