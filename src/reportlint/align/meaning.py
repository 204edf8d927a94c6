"""What a problem and an answer have in common in meaning, by static word vectors.

Every measure is an array of shape (problems, answers).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.align import subjects, vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.align.sides import Side

    Matrix = NDArray[np.float64]
    Floats = NDArray[np.float32]

# places of the problem and of the answer that are compared
COMPARED = (
    ("own", "own"),
    ("wide", "own"),
    ("rest", "own"),
    ("own", "head"),
    ("wide", "head"),
    ("own", "near"),
    ("wide", "wide"),
    ("title", "own"),
    ("title", "title"),
)
GENERAL_WEIGHT = 0.25  # of a word that any report uses


class Lexis(NamedTuple):
    """The known words of a report's units: column numbers, vectors of unit length, weights."""

    columns: Mapping[str, int]
    vectors: Floats
    weights: Floats


class Place(NamedTuple):
    """Units by the words of one of their places.

    Attributes:
        weights: What each word of the report weighs there; 0 where it is missing.
        met: How well each word of the report is met there.
        means: The weighted means of the vectors.
    """

    weights: Floats
    met: Floats
    means: Floats


def find_meaning(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    """Return for each pair of places how well the words meet, both ways, and how near their means are."""
    lexis = _lexis([*problems, *answers])
    alike = np.maximum(lexis.vectors @ lexis.vectors.T, 0)
    ours = {name: _place(lexis, alike, problems, name) for name in {name for name, _ in COMPARED}}
    theirs = {name: _place(lexis, alike, answers, name) for name in {name for _, name in COMPARED}}
    # what the whole report is about says nothing about a pair
    centre = np.concatenate([ours["wide"].means, theirs["wide"].means]).mean(axis=0)
    found: dict[str, Floats] = {"plain": _cosine(ours["own"].means, theirs["own"].means)}
    for one, other in COMPARED:
        mine, other_ = ours[one], theirs[other]
        found[f"met {one} {other}"] = _met(mine, other_)
        found[f"met back {one} {other}"] = _met(other_, mine).T
        found[f"centred {one} {other}"] = _cosine(mine.means - centre, other_.means - centre)
    return {name: np.asarray(values, dtype=np.float64) for name, values in found.items()}


def _lexis(sides: Sequence[Side]) -> Lexis:
    table = vectors.load()
    known = dict.fromkeys(w for side in sides for words in side.words.values() for w in words if w in table.rows)
    rows = [table.rows[word] for word in known]
    special = np.array([GENERAL_WEIGHT if word in subjects.general() else 1.0 for word in known], dtype=np.float32)
    columns = {word: column for column, word in enumerate(known)}
    return Lexis(columns, table.vectors[rows], table.weights[rows] * special)


def _place(lexis: Lexis, alike: Floats, sides: Sequence[Side], name: str) -> Place:
    weights = np.zeros((len(sides), len(lexis.columns)), dtype=np.float32)
    met = np.zeros_like(weights)
    means = np.zeros((len(sides), lexis.vectors.shape[1]), dtype=np.float32)
    for row, side in enumerate(sides):
        columns = sorted({lexis.columns[word] for word in side.words[name] if word in lexis.columns})
        if columns:
            own = lexis.weights[columns]
            weights[row, columns] = own
            met[row] = alike[columns].max(axis=0)
            means[row] = own @ lexis.vectors[columns] / own.sum()
    return Place(weights, met, means)


def _met(one: Place, other: Place) -> Floats:
    """Return how well the words of each of `one` are met by each of `other`: 0 to 1."""
    return np.asarray(one.weights @ other.met.T / np.maximum(one.weights.sum(axis=1, keepdims=True), 1e-9))


def _cosine(one: Floats, other: Floats) -> Floats:
    lengths = [np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9) for rows in (one, other)]
    return np.asarray((one / lengths[0]) @ (other / lengths[1]).T)
