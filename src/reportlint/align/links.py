"""Links: which cause and which measure belong to which problem, as calibrated probabilities.

A logistic regression over the features, trained by tools/train_links.py; here only its weights are applied.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reportlint.align import features, weights
from reportlint.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.align.features import Report, Side
    from reportlint.align.units import Units

KINDS = ("causes", "measures")
MOST_REASONS = 4


class Model(NamedTuple):
    """The weights for one kind of answer; the arrays have one value a feature."""

    names: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercept: float
    threshold: float


class Scores(NamedTuple):
    """The probability of every possible link of one kind, shape (problems, answers), and the two sides."""

    problems: Sequence[Side]
    answers: Sequence[Side]
    values: NDArray[np.float64]
    threshold: float


@cache
def load() -> Mapping[str, Model]:
    """Read the weights."""
    stored: dict[str, Any] = json.loads(weights.path("links.json").read_text("utf-8"))
    return {kind: _model(stored[kind]) for kind in KINDS}


def _model(stored: Mapping[str, Any]) -> Model:
    mean, scale, coefficients = (np.array(stored[key]) for key in ("mean", "scale", "coefficients"))
    return Model(tuple(stored["features"]), mean, scale, coefficients, stored["intercept"], stored["threshold"])


def score(report: Report, units: Units) -> dict[str, Scores]:
    """Return the probabilities of all links by kind."""
    problems = [features.describe(report, unit) for unit in units.problems]
    found = {}
    for kind in KINDS:
        answers = [features.describe(report, unit) for unit in getattr(units, kind)]
        model = load()[kind]
        found[kind] = Scores(problems, answers, apply(model, report, problems, answers), model.threshold)
    return found


def apply(model: Model, report: Report, problems: Sequence[Side], answers: Sequence[Side]) -> NDArray[np.float64]:
    """Return probabilities, shape (problems, answers)."""
    if not problems or not answers:
        return np.zeros((len(problems), len(answers)))
    values = features.find_features(report, problems, answers)
    stacked = np.stack([values[name] for name in model.names], axis=-1)
    logits = ((stacked - model.mean) / model.scale) @ model.coefficients + model.intercept
    return np.asarray(1 / (1 + np.exp(-logits)))


def find_links(scores: Mapping[str, Scores]) -> tuple[Link, ...]:
    """Return the links that are likelier than their kind's threshold, by problem."""
    return tuple(sorted(_links(scores), key=lambda link: (link.problem, link.cause is None, link.cause, link.measure)))


def _links(scores: Mapping[str, Scores]) -> Iterator[Link]:
    for kind, (problems, answers, values, threshold) in scores.items():
        for row, column in np.argwhere(values >= threshold).tolist():
            reasons = explain(problems[row], answers[column])
            probability = round(float(values[row, column]), 4)
            cause, measure = (column, None) if kind == "causes" else (None, column)
            yield Link(row, cause, measure, probability, reasons)


def explain(problem: Side, answer: Side) -> tuple[str, ...]:
    """Return what a reader can see that speaks for a link: shared words, shared subjects, the same item."""
    words = sorted(problem.words & answer.words, key=lambda word: (-len(word), word))
    subjects = features.find_concepts(problem.wide_text, measure=False) & features.find_concepts(
        answer.wide_text, measure=True
    )
    inside = ("在同一条里",) if problem.unit.whole.covers(answer.unit.span) else ()
    return (*inside, *words[:MOST_REASONS], *(f"同属{subject}" for subject in sorted(subjects)[:MOST_REASONS]))
