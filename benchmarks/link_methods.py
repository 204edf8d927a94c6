"""Simple ways of finding links, each a score for every pair of a problem and an answer, and one threshold.

The threshold, and the weights where there are any, are chosen on other reports than the one that is decided.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tools.link_training import PAIRS, Example, choose_threshold, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlint.align.features import Side
    from tools.link_reports import Case

K1, B = 1.5, 0.75  # BM25's usual constants
EVIDENCE = {
    "词向量": ("plain", "met", "centred"),
    "字词": ("pairs", "words", "figures"),
    "主题词表": ("concepts", "no concept", "remedies", "aside"),
    "话语": ("refers", "gives", "more", "length", "specific", "general", "has"),
}

Terms = list[list[str]]


class Method(NamedTuple):
    """A way of finding links: from training cases to a function that decides a case."""

    name: str
    learn: Callable[[Sequence[Case]], Callable[[Case], np.ndarray]]


def kind_of(feature: str) -> str:
    """Return which kind of evidence a feature belongs to; what no list names is a matter of place."""
    return next((kind for kind, starts in EVIDENCE.items() if feature.startswith(starts)), "位置")


def without(case: Case, kind: str) -> Case:
    """Return a case in which one kind of evidence says nothing."""
    evidence = {n: values * 0 if kind_of(n) == kind else values for n, values in case.evidence.items()}
    return replace(case, evidence=evidence)


def by_score(name: str, score: Callable[[Case], np.ndarray]) -> Method:
    """Make a method of a score that needs no training but a threshold."""

    def learn(cases: Sequence[Case]) -> Callable[[Case], np.ndarray]:
        scores = [score(case) for case in cases]
        grid = np.unique(np.quantile(np.concatenate([one.ravel() for one in scores]), np.linspace(0.3, 0.995, 60)))
        threshold = choose_threshold(cases, scores, sum(case.unreachable for case in cases), grid)
        return lambda case: score(case) >= threshold

    return Method(name, learn)


def by_evidence(name: str, starts: tuple[str, ...], kinds: tuple[str, ...]) -> Method:
    """Make a method of a logistic regression over some of the features."""

    def use(case: Case) -> dict[str, np.ndarray]:
        return {n: v for n, v in case.evidence.items() if n.startswith(starts) or kind_of(n) in kinds}

    def learn(cases: Sequence[Case]) -> Callable[[Case], np.ndarray]:
        model = fit([Example(use(case), case.labels) for case in cases], PAIRS)
        scores = [model.apply(use(case)) for case in cases]
        threshold = choose_threshold(cases, scores, sum(case.unreachable for case in cases))
        return lambda case: model.apply(use(case)) >= threshold

    return Method(name, learn)


def words(side: Side) -> list[str]:
    return list(side.words["wide"])


def characters(side: Side) -> list[str]:
    text = side.text["wide"]
    return [text[start : start + size] for size in (2, 3) for start in range(len(text) - size + 1)]


def weigh_terms(ours: Terms, theirs: Terms) -> np.ndarray:
    """Return cosines of TF-IDF vectors, shape (problems, answers); documents are the units of the report."""
    spread = Counter(term for terms in (*ours, *theirs) for term in set(terms))
    total = len(ours) + len(theirs)
    columns = {term: number for number, term in enumerate(spread)}
    laid_out = []
    for side in (ours, theirs):
        rows = np.zeros((len(side), max(len(columns), 1)))
        for row, terms in zip(rows, side, strict=True):
            for term, count in Counter(terms).items():
                row[columns[term]] = (1 + math.log(count)) * (math.log((1 + total) / (1 + spread[term])) + 1)
        laid_out.append(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
    return laid_out[0] @ laid_out[1].T


def rank_terms(ours: Terms, theirs: Terms) -> np.ndarray:
    """Return BM25 with the problem as the query and the answers as documents, shape (problems, answers)."""
    counts = [Counter(terms) for terms in theirs]
    spread = Counter(term for terms in theirs for term in set(terms))
    mean = max(sum(map(len, theirs)) / len(theirs), 1)

    def score(query: list[str], document: Counter[str]) -> float:
        norm = K1 * (1 - B + B * document.total() / mean)
        rarity = {t: math.log(1 + (len(theirs) - spread[t] + 0.5) / (spread[t] + 0.5)) for t in set(query)}
        return sum(rarity[t] * document[t] * (K1 + 1) / (document[t] + norm) for t in rarity if document[t])

    return np.array([[score(query, document) for document in counts] for query in ours])


def _over(
    terms: Callable[[Side], list[str]], score: Callable[[Terms, Terms], np.ndarray]
) -> Callable[[Case], np.ndarray]:
    return lambda case: score([terms(side) for side in case.problems], [terms(side) for side in case.answers])


METHODS = (
    by_score("词 TF-IDF", _over(words, weigh_terms)),
    by_score("字 2–3 元", _over(characters, weigh_terms)),
    by_score("BM25", _over(words, rank_terms)),
    by_evidence("只看位置", (), ("位置",)),
    by_evidence("字词加位置", ("pairs",), ("位置",)),
)
