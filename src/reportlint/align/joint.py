"""The whole matrix of possible links as evidence for each of them: rivals, neighbours, the company it keeps.

A problem usually has one to three answers; the answers of one item answer the same problems; neighbours answer
neighbours. All of it is read from first probabilities, an array of shape (problems, answers), both at least 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportlint.align.features import best, standardise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.align.sides import Side

    Matrix = NDArray[np.float64]

LEAST = 1e-4  # probability; keeps log-odds finite
EXPECTED = 0.5  # links: where less is likely at all, the likeliest has less than its share
ANSWERS, PROBLEMS = 1, 0
# what a link without anything in common lacks: for a gap the most that any candidate shares
SHARED = ("concepts", "concepts own", "pairs wide own", "words wide own", "met wide own", "gives reason")


def log_odds(chances: Matrix) -> Matrix:
    """Return the log-odds of probabilities."""
    kept = np.clip(chances, LEAST, 1 - LEAST)
    return np.asarray(np.log(kept / (1 - kept)))


def find_company(chances: Matrix, problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    """Return what the other possible links say about each, every feature of shape (problems, answers)."""
    odds = log_odds(chances)
    found = {"chance": chances, "odds": odds, **_siblings(chances, problems, answers), **_neighbours(chances)}
    for axis, name in ((ANSWERS, "answers"), (PROBLEMS, "problems")):
        total = chances.sum(axis=axis, keepdims=True)
        found[f"odds among {name}"] = standardise(odds, axis)
        found[f"chance best of {name}"] = best(chances, axis)
        found[f"odds below best of {name}"] = odds - odds.max(axis=axis, keepdims=True)
        found[f"sum over {name}"] = np.broadcast_to(total, chances.shape)
        found[f"share of {name}"] = chances / np.maximum(total, EXPECTED)
    return found


def _siblings(chances: Matrix, problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    """Return the mean chance of the answers of the same item and section, and of the problems of the same section."""
    items = _same([(side.unit.section, side.unit.item) for side in answers])
    sections = _same([side.unit.section for side in answers])
    ours = _same([side.unit.section for side in problems])
    of_section = [np.where(row, chances, 0).max(axis=1) for row in sections]
    return {
        "siblings in item": _mean(chances, items),
        "siblings in section": _mean(chances, sections),
        "best sibling": np.stack(of_section, axis=1),
        "problems beside": _mean(chances.T, ours).T,
    }


def _same(places: Sequence[object]) -> NDArray[np.bool_]:
    same = np.array([[one == other for other in places] for one in places])
    np.fill_diagonal(same, val=False)
    return same


def _mean(chances: Matrix, same: NDArray[np.bool_]) -> Matrix:
    """Return for each column the mean of its sibling columns; of all columns where it has none."""
    counts = same.sum(axis=0)
    means = chances @ same / np.maximum(counts, 1)
    return np.asarray(np.where(counts > 0, means, chances.mean(axis=1, keepdims=True)))


def _neighbours(chances: Matrix) -> dict[str, Matrix]:
    around = np.pad(chances, 1)
    return {
        "problem before": around[:-2, 1:-1],
        "problem behind": around[2:, 1:-1],
        "answer before": around[1:-1, :-2],
        "answer behind": around[1:-1, 2:],
        "in step": around[:-2, :-2] + around[2:, 2:],
    }


def find_loneliness(chances: Matrix, evidence: Mapping[str, Matrix]) -> dict[str, NDArray[np.float64]]:
    """Return what tells that a problem has no answer, every feature of shape (problems,); transpose both for answers."""
    odds = log_odds(np.sort(chances, axis=1)[:, ::-1])
    likeliest = chances.argmax(axis=1)
    rival = log_odds(chances.max(axis=0))[likeliest]
    shape = len(chances)
    return {
        "best": odds[:, 0],
        "second": odds[:, 1] if odds.shape[1] > 1 else np.full(shape, log_odds(np.zeros(1))[0]),
        "sum": np.log(np.maximum(chances.sum(axis=1), LEAST)),
        "better elsewhere": rival - odds[:, 0],
        "candidates": np.full(shape, np.log1p(chances.shape[1])),
        "alike": np.full(shape, np.log1p(shape)),
        "others answered": np.full(shape, float((odds[:, 0] > 0).mean())),
        **{name: evidence[name].max(axis=1) for name in SHARED},
    }
