"""Links: which cause and which measure belong to which problem, as calibrated probabilities.

Two logistic regressions, trained by tools/train_links.py, of which only the weights are applied here: the first weighs
the evidence of each pair, the second also what the first says of all other pairs. Two more say how likely a problem
has no answer and an answer no problem; links and gaps are then decided together.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reportlint.align import features, joint, subjects, weights
from reportlint.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.align.features import Report, Side
    from reportlint.align.subjects import Kind
    from reportlint.align.units import Units

    Matrix = NDArray[np.float64]

# how the answers of each kind are worded: causes speak as problems do
KINDS: Mapping[str, Kind] = {"causes": "problem", "measures": "measure"}
MOST_REASONS = 4
# of problems and answers; with more it is no report that a person wrote, and nothing is linked
MOST_PAIRS = 10_000
# a unit more likely lonely than this has no link; a problem less likely lonely than that has at least its likeliest one,
# where that is not too far-fetched
LONELY, ANSWERED, FETCHED = 0.5, 0.4, 0.2


class Linear(NamedTuple):
    """A logistic regression: a weight for each feature that it reads."""

    weights: Mapping[str, float]
    intercept: float

    def apply(self, values: Mapping[str, Matrix]) -> Matrix:
        """Return probabilities in the shape of the features."""
        logits = sum((values[name] * weight for name, weight in self.weights.items()), start=np.array(self.intercept))
        return np.asarray(1 / (1 + np.exp(-logits)))


class Model(NamedTuple):
    """What is learned about one kind of answer."""

    first: Linear
    second: Linear
    lonely_problem: Linear
    lonely_answer: Linear
    threshold: float


class Scores(NamedTuple):
    """What is known about the possible links of one kind.

    Attributes:
        problems: One side.
        answers: The other: causes or measures.
        values: The probability of every link, shape (problems, answers).
        lonely: The probabilities that a problem has no answer and an answer no problem, shapes (problems,), (answers,).
        linked: The decision, shape (problems, answers).
    """

    problems: Sequence[Side]
    answers: Sequence[Side]
    values: Matrix
    lonely: tuple[Matrix, Matrix]
    linked: NDArray[np.bool_]


@cache
def load() -> Mapping[str, Model]:
    """Read the weights."""
    stored: dict[str, Any] = json.loads(weights.path("links.json").read_text("utf-8"))
    return {kind: parse_model(stored[kind]) for kind in KINDS}


def parse_model(stored: Mapping[str, Any]) -> Model:
    """Return the model of one kind as tools/train_links.py stores it."""
    linear = {name: Linear(stored[name]["weights"], stored[name]["intercept"]) for name in Model._fields[:-1]}
    return Model(**linear, threshold=stored["threshold"])


def score(report: Report, units: Units) -> dict[str, Scores]:
    """Return what is known about the links of each kind."""
    problems = features.describe(report, units.problems)
    sides = {kind: features.describe(report, getattr(units, kind)) for kind in KINDS}
    return {kind: score_pairs(load()[kind], report, problems, sides[kind], KINDS[kind]) for kind in KINDS}


def score_pairs(model: Model, report: Report, problems: Sequence[Side], answers: Sequence[Side], kind: Kind) -> Scores:
    """Weigh and decide the links between problems and answers of one kind."""
    if len(problems) * len(answers) > MOST_PAIRS:
        problems, answers = [], []
    evidence = features.find_features(report, problems, answers, kind) if problems and answers else {}
    return weigh(model, evidence, problems, answers)


def weigh(model: Model, evidence: Mapping[str, Matrix], problems: Sequence[Side], answers: Sequence[Side]) -> Scores:
    """Apply a model to the evidence of all pairs; where one side is empty all of the other is lonely."""
    if not evidence:
        shape = len(problems), len(answers)
        return Scores(problems, answers, np.zeros(shape), (np.ones(shape[0]), np.ones(shape[1])), np.zeros(shape, bool))
    first = model.first.apply(evidence)
    values = model.second.apply({**evidence, **joint.find_company(first, problems, answers)})
    backwards = {name: evidence[name].T for name in joint.SHARED}
    lonely = (
        model.lonely_problem.apply(joint.find_loneliness(values, evidence)),
        model.lonely_answer.apply(joint.find_loneliness(values.T, backwards)),
    )
    return Scores(problems, answers, values, lonely, decide(values, lonely, model.threshold))


def decide(values: Matrix, lonely: tuple[Matrix, Matrix], threshold: float) -> NDArray[np.bool_]:
    """Choose the links: the likely ones, none of a lonely unit, at least one of a problem that surely has an answer."""
    linked = values >= threshold
    answered = (lonely[0] < ANSWERED) & (values.max(axis=1) >= FETCHED) & ~linked.any(axis=1)
    linked[np.flatnonzero(answered), values.argmax(axis=1)[answered]] = True
    linked[lonely[0] > LONELY] = False
    linked[:, lonely[1] > LONELY] = False
    return linked


def find_links(scores: Mapping[str, Scores]) -> tuple[Link, ...]:
    """Return the links that were decided on, by problem."""
    return tuple(sorted(_links(scores), key=lambda link: (link.problem, link.cause is None, link.cause, link.measure)))


def _links(scores: Mapping[str, Scores]) -> Iterator[Link]:
    for kind, found in scores.items():
        for row, column in np.argwhere(found.linked).tolist():
            reasons = explain(found.problems[row], found.answers[column], KINDS[kind])
            probability = round(float(found.values[row, column]), 4)
            cause, measure = (column, None) if kind == "causes" else (None, column)
            yield Link(row, cause, measure, probability, reasons)


def explain(problem: Side, answer: Side, kind: Kind) -> tuple[str, ...]:
    """Return what a reader can see that speaks for a link: the same item, shared words, shared subjects."""
    inside = ("在同一条里",) if problem.unit.whole.covers(answer.unit.span) else ()
    return (
        *inside,
        *shared_words(problem, answer),
        *(f"同属{name}" for name in shared_subjects(problem, answer, kind)),
    )


def shared_words(problem: Side, answer: Side) -> tuple[str, ...]:
    """Return the words that both sides have, the longest first, those of any report left out."""
    both = {*problem.words["wide"]} & {*answer.words["own"]} - subjects.general()
    return tuple(sorted(both, key=lambda word: (-len(word), word))[:MOST_REASONS])


def shared_subjects(problem: Side, answer: Side, kind: Kind) -> tuple[str, ...]:
    """Return the concepts that both sides speak of, those with the most words first."""
    ours = subjects.find_concepts(problem.text["wide"], "problem")
    theirs = subjects.find_concepts(answer.text["own"], kind)
    both = sorted(ours.keys() & theirs.keys(), key=lambda name: (-ours[name] * theirs[name], name))
    return tuple(both[:MOST_REASONS])
