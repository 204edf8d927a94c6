"""What a problem and an answer have in common in words, figures and subjects.

Every measure is an array of shape (problems, answers). What few units of the report share weighs more.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reportlint.align import subjects, vectors
from reportlint.align.meaning import GENERAL_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.align.sides import Side
    from reportlint.align.subjects import Kind

    Matrix = NDArray[np.float64]

_FIGURE = re.compile(r"[0-9０-９.]{2,}")
PAIRS = (("own", "own"), ("wide", "own"), ("wide", "wide"), ("own", "head"), ("wide", "head"))
WORDS = (("own", "own"), ("wide", "own"), ("wide", "head"))


def find_wording(problems: Sequence[Side], answers: Sequence[Side], kind: Kind) -> dict[str, Matrix]:
    """Return what is shared in characters, words, subjects and figures; `kind` says how the answers are worded."""
    return {
        **_pairs(problems, answers),
        **_words(problems, answers),
        **_concepts(problems, answers, kind),
        **_remedies(problems, answers),
        **_asides(problems, answers),
        "figures": _shared(problems, answers, lambda side: _FIGURE.findall(side.text["wide"])),
    }


def _shared(problems: Sequence[Side], answers: Sequence[Side], of: Callable[[Side], Iterable[str]]) -> Matrix:
    ours, theirs = [frozenset(of(side)) for side in problems], [frozenset(of(side)) for side in answers]
    return np.array([[float(bool(one & other)) for other in theirs] for one in ours])


def _pairs(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    """Weigh shared pairs of characters, as a share of what the poorer side has."""
    found = {}
    ours = {place: [bigrams(side.text[place]) for side in problems] for place in {place for place, _ in PAIRS}}
    theirs = {place: [bigrams(side.text[place]) for side in answers] for place in {place for _, place in PAIRS}}
    for one, other in PAIRS:
        mine, others = incidence(ours[one], theirs[other])
        weights = _rarity(mine, others)
        both = (mine * weights) @ others.T
        least = np.minimum((mine @ weights)[:, None], (others @ weights)[None, :])
        found[f"pairs {one} {other}"] = both / np.maximum(least, 1e-9)
        found[f"pairs sum {one} {other}"] = np.sqrt(both)
    return found


def bigrams(text: str) -> dict[str, float]:
    """Return the pairs of Chinese characters that stand together, each once."""
    return {a + b: 1.0 for a, b in pairwise(text) if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff"}


def incidence(ours: Sequence[Mapping[str, float]], theirs: Sequence[Mapping[str, float]]) -> tuple[Matrix, Matrix]:
    """Lay what both sides have out as two arrays with common columns, of shape (units, terms)."""
    columns = {term: n for n, term in enumerate(dict.fromkeys(term for terms in (*ours, *theirs) for term in terms))}
    laid_out = []
    for side in (ours, theirs):
        rows = np.zeros((len(side), len(columns)))
        for row, terms in zip(rows, side, strict=True):
            row[[columns[term] for term in terms]] = list(terms.values())
        laid_out.append(rows)
    return laid_out[0], laid_out[1]


def _rarity(ours: Matrix, theirs: Matrix) -> NDArray[np.float64]:
    """Return a weight for each column: the fewer units have it, the more it says."""
    spread = (ours > 0).sum(axis=0) + (theirs > 0).sum(axis=0)
    return np.asarray(np.log((len(ours) + len(theirs)) / np.maximum(spread, 1)) + 0.1)


def _words(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    found = {}
    for one, other in WORDS:
        ours = [dict.fromkeys(side.words[one], 1.0) for side in problems]
        theirs = [{word: _weight(word) for word in side.words[other]} for side in answers]
        mine, others = incidence(ours, theirs)
        found[f"words {one} {other}"] = (mine * _rarity(mine, others)) @ others.T
    return found


def _weight(word: str) -> float:
    table = vectors.load()
    known = float(table.weights[table.rows[word]]) if word in table.rows else 1.0
    return known * (GENERAL_WEIGHT if word in subjects.general() else 1.0)


def _concepts(problems: Sequence[Side], answers: Sequence[Side], kind: Kind) -> dict[str, Matrix]:
    def count(sides: Sequence[Side], place: str, wording: Kind) -> list[dict[str, float]]:
        found = [subjects.find_concepts(side.text[place], wording) for side in sides]
        return [{name: float(np.sqrt(number)) for name, number in one.items()} for one in found]

    found = {}
    answered, heads = count(answers, "own", kind), count(answers, "head", "measure")
    for name, ours, theirs in (
        ("concepts", count(problems, "wide", "problem"), answered),
        ("concepts own", count(problems, "own", "problem"), answered),
        ("concepts head", count(problems, "own", "problem"), heads),
        ("concepts restated", count(problems, "wide", "problem"), count(answers, "own", "problem")),
    ):
        mine, others = incidence(ours, theirs)
        weights = _rarity(mine, others)
        both = (mine * weights) @ others.T
        lengths = [np.maximum(np.sqrt((rows**2) @ weights), 1e-9) for rows in (mine, others)]
        found[name] = both
        found[f"{name} share"] = both / (lengths[0][:, None] * lengths[1][None, :])
    found["no concept"] = (found["concepts"] == 0).astype(np.float64)
    return found


def _remedies(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    """Count complaints of the problem that the answer has a word for, less where many answers have one."""
    complaints = [complaint for complaint, _ in subjects.remedies()]
    answered = [subjects.find_answered(side.text["own"]) for side in answers]
    answering = np.array([[complaint in one for complaint in complaints] for one in answered])
    weights = len(answers) / (answering.sum(axis=0) + 1)
    found = {}
    for place in ("own", "wide"):
        stated = [subjects.find_complaints(side.text[place]) for side in problems]
        complaining = np.array([[complaint in one for complaint in complaints] for one in stated])
        found[f"remedies {place}"] = (complaining * weights) @ answering.T.astype(np.float64)
    return found


def _asides(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    ours = [subjects.find_asides(side.text["wide"]) for side in problems]
    theirs = [subjects.find_asides(side.text["own"]) for side in answers]
    return {
        "aside": np.array([[float(len(other - one)) for other in theirs] for one in ours]),
        "aside of the problem": np.array([[float(len(other & one)) for other in theirs] for one in ours]),
    }
