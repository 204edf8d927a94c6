"""Static word vectors: what two words have in common when they share no character."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.align import weights as stored_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Table(NamedTuple):
    """Words by row, their vectors of unit length, and how much each word says."""

    rows: dict[str, int]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


@cache
def load() -> Table:
    """Read the table; made by tools/train_vectors.py."""
    with np.load(stored_weights.path("vectors.npz")) as stored:
        words = str(stored["words"]).split("\n")
        vectors = stored["vectors"].astype(np.float32)
        weights = stored["weights"].astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return Table({word: row for row, word in enumerate(words)}, vectors, weights)
