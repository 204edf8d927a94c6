"""Learn links from annotated reports: two stages of logistic regression, the loneliness of units, a threshold.

What a stage learns from the stage before are probabilities for reports that this one did not see (stacking).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from reportlint.align import joint, links
from reportlint.align.links import Linear, Model, Scores

if TYPE_CHECKING:
    from tools.link_reports import Case

PAIRS, UNITS = 0.01, 0.1  # inverse strength of the regularisation
SURE = 5.0  # log-odds of what is always so
FOLDS = 5
SEED = 1
THRESHOLDS = np.arange(20, 66, 2) / 100
NEARLY = 0.02  # of F1

Features = Mapping[str, np.ndarray]


class Example(NamedTuple):
    """Features of one shape with labels of that shape."""

    features: Features
    labels: np.ndarray


def fit(examples: Sequence[Example], strength: float) -> Linear:
    """Fit one logistic regression; its weights are for the features as they are, not scaled."""
    names = list(examples[0].features)
    values = np.concatenate([_lay_out(one.features, names) for one in examples])
    labels = np.concatenate([one.labels.ravel() for one in examples])
    # long reports have more pairs, not more to teach
    weights = np.concatenate([np.full(one.labels.size, one.labels.size**-0.5) for one in examples])
    if labels.min() == labels.max():  # nothing to tell apart
        return Linear(dict.fromkeys(names, 0.0), SURE if labels[0] else -SURE)
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=strength, solver="newton-cholesky")
    model.fit(scaler.transform(values), labels, sample_weight=weights / weights.mean())
    plain = model.coef_[0] / scaler.scale_
    return Linear(dict(zip(names, plain.tolist(), strict=True)), float(model.intercept_[0] - plain @ scaler.mean_))


def _lay_out(features: Features, names: Sequence[str]) -> np.ndarray:
    return np.stack([features[name].ravel() for name in names], axis=-1)


def train(cases: Sequence[Case]) -> Model:
    """Learn one kind of answer from the possible links of that kind in all reports, of found units and of given ones."""
    paired = [case for case in cases if case.evidence]
    chances, first = stack(paired, [case.evidence for case in paired])
    both = [
        {**case.evidence, **joint.find_company(chance, case.problems, case.answers)}
        for case, chance in zip(paired, chances, strict=True)
    ]
    chances, second = stack(paired, both)
    problem, answer = (_fit_loneliness(paired, chances, axis) for axis in (0, 1))
    missing = sum(case.unreachable for case in cases if case.found)
    return Model(first, second, problem, answer, choose_threshold(paired, chances, missing))


def stack(cases: Sequence[Case], features: Sequence[Features]) -> tuple[list[np.ndarray], Linear]:
    """Return the chances of each case by a model of the other reports, and a model of all."""
    examples = [Example(found, case.labels) for case, found in zip(cases, features, strict=True)]
    groups = fold([case.report for case in cases], FOLDS)
    chances: dict[int, np.ndarray] = {}
    for group in groups:
        model = fit([one for one, case in zip(examples, cases, strict=True) if case.report not in group], PAIRS)
        chances |= {n: model.apply(features[n]) for n, case in enumerate(cases) if case.report in group}
    return [chances[n] for n in range(len(cases))], fit(examples, PAIRS)


def fold(reports: Sequence[str], folds: int) -> list[set[str]]:
    """Divide reports into groups, always the same."""
    names = sorted(set(reports))
    order = np.random.RandomState(SEED).permutation(len(names))
    return [{names[n] for n in order[start::folds]} for start in range(folds)]


def _fit_loneliness(cases: Sequence[Case], chances: Sequence[np.ndarray], axis: int) -> Linear:
    """Learn how likely a problem has no answer (axis 0) or an answer no problem (axis 1)."""
    examples = []
    for case, chance in zip(cases, chances, strict=True):
        shared = {name: case.evidence[name].T if axis else case.evidence[name] for name in joint.SHARED}
        examples.append(Example(joint.find_loneliness(chance.T if axis else chance, shared), case.lonely[axis]))
    return fit(examples, UNITS)


def choose_threshold(
    cases: Sequence[Case], chances: Sequence[np.ndarray], missing: int, thresholds: np.ndarray = THRESHOLDS
) -> float:
    """Return a threshold for found units, where `missing` links are out of reach.

    F1 is flat around its best, and where exactly that lies is chance: the middle of what is nearly as good is taken.
    """
    found = [(case.labels > 0, chance) for case, chance in zip(cases, chances, strict=True) if case.found]
    wanted = missing + sum(int(labels.sum()) for labels, _ in found)

    def f1(threshold: float) -> float:
        hits = sum(int((labels & (chance >= threshold)).sum()) for labels, chance in found)
        given = sum(int((chance >= threshold).sum()) for _, chance in found)
        return 2 * hits / max(given + wanted, 1)

    reached = np.array([f1(threshold) for threshold in thresholds])
    return round(float(np.median(thresholds[reached >= reached.max() - NEARLY])), 6)


def predict(model: Model, case: Case) -> Scores:
    """Decide the links of a case."""
    return links.weigh(model, case.evidence, case.problems, case.answers)
