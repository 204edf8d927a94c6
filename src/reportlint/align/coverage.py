"""How much of one statement stands in another: by words, and by words of nearly the same meaning.

What few statements say weighs more; words that any report uses weigh little.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from reportlint.align import subjects, vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

GENERAL_WEIGHT = 0.25  # of a word that any report uses
NEAREST = 0.45  # cosine of two words from which they count as near
MOST_CELLS = 40_000_000  # of any array
MOST_PAIRS = 2_000_000  # of statements


def weigh(statements: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return how much each word says: the fewer statements have it, the more."""
    spread = Counter(word for words in statements for word in set(words))
    count = max(len(statements), 1)
    general = subjects.general()
    return {
        word: float(np.log(1 + count / number)) * (GENERAL_WEIGHT if word in general else 1.0)
        for word, number in spread.items()
    }


def find_coverage(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], weights: Mapping[str, float]
) -> list[list[float]]:
    """Return for each pair which share of our words theirs say too: 0 to 1, shape (ours, theirs).

    Empty where there are more of them than any person writes.

    Args:
        ours: Words of the statements that are looked for.
        theirs: Words of the statements that may say the same.
        weights: How much each word says; those without a weight say nothing.
    """
    mine, others = (
        dict.fromkeys(word for words in side for word in words if word in weights) for side in (ours, theirs)
    )
    sizes = (len(mine) * len(others), len(others) * len(theirs), len(mine) * len(theirs))
    if max(sizes) > MOST_CELLS or len(ours) * len(theirs) > MOST_PAIRS:
        return []
    if not theirs:
        return [[] for _ in ours]
    alike = _alike(list(mine), list(others))
    said = _incidence(theirs, list(others))
    # how well each of our words is met by the best word of each of their statements
    met = np.stack([alike[:, row].max(axis=1, initial=0.0) for row in said], axis=1)
    wanted = _weighted(ours, list(mine), weights)
    total = np.maximum(wanted.sum(axis=1, keepdims=True), 1e-9)
    covered: list[list[float]] = (wanted @ met / total).tolist()
    return covered


def _alike(mine: Sequence[str], others: Sequence[str]) -> Matrix:
    """Return how near words are, shape (mine, others): 1 for the same word, 0 for a distant one."""
    table = vectors.load()
    alike = np.zeros((len(mine), len(others)), dtype=np.float32)
    ours, theirs = ([(n, word) for n, word in enumerate(words) if word in table.rows] for words in (mine, others))
    if ours and theirs:
        mine_, others_ = (table.vectors[[table.rows[word] for _, word in known]] for known in (ours, theirs))
        cosines = mine_ @ others_.T
        alike[np.ix_([n for n, _ in ours], [n for n, _ in theirs])] = cosines
    alike[alike < NEAREST] = 0
    columns = {word: n for n, word in enumerate(others)}
    for row, word in enumerate(mine):
        if word in columns:
            alike[row, columns[word]] = 1
    return alike


def _incidence(statements: Iterable[Sequence[str]], words: Sequence[str]) -> list[list[int]]:
    columns = {word: n for n, word in enumerate(words)}
    return [sorted({columns[word] for word in statement if word in columns}) for statement in statements]


def _weighted(statements: Sequence[Sequence[str]], words: Sequence[str], weights: Mapping[str, float]) -> Matrix:
    rows = np.zeros((len(statements), len(words)), dtype=np.float32)
    for row, columns in zip(rows, _incidence(statements, words), strict=True):
        row[columns] = [weights[words[column]] for column in columns]
    return rows
