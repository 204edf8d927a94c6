"""Evidence that a cause or a measure belongs to a problem, as numbers: meaning, words, subjects, place, discourse.

Every feature is an array of shape (problems, answers); an answer is a cause or a measure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from reportlint.align import subjects
from reportlint.align.layout import find_layout
from reportlint.align.meaning import find_meaning
from reportlint.align.sides import Report, Side, describe
from reportlint.align.wording import find_wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.align.subjects import Kind

    Matrix = NDArray[np.float64]

__all__ = ["Report", "Side", "best", "describe", "find_features", "standardise"]

_REFERENCE = re.compile(r"针对|为(?:了)?(?:解决|破解|改变|扭转|缓解|克服|避免|防止)|对此|围绕|对于")
_REASON = re.compile("由于|因为|因此|究其|原因|根源|根子|症结|缘于|源于|在于|关系|导致|造成|使得|致使")
# features that say more beside those of the other answers to the problem, and of the other problems of the answer
RELATIVE = (
    "centred wide own",
    "centred own head",
    "met own own",
    "met wide own",
    "met own head",
    "met back wide own",
    "pairs wide own",
    "words wide own",
    "concepts",
)
WORTH_SAYING = 10  # characters behind a problem that add something to it
ANSWERS, PROBLEMS = 1, 0  # axes along which values are compared


def find_features(
    report: Report, problems: Sequence[Side], answers: Sequence[Side], kind: Kind
) -> Mapping[str, Matrix]:
    """Return every feature by name, each of shape (problems, answers), in a fixed order.

    Args:
        report: The report.
        problems: Its problems, in order, at least one.
        answers: Its causes or its measures, in order, at least one.
        kind: How the answers are worded: causes speak as problems do.
    """
    found = {**find_meaning(problems, answers), **find_wording(problems, answers, kind)}
    relative = {}
    for name in RELATIVE:
        for axis, other in ((ANSWERS, "answers"), (PROBLEMS, "problems")):
            relative[f"{name} among {other}"] = standardise(found[name], axis)
            relative[f"{name} best of {other}"] = best(found[name], axis) * (found[name] > 0)
    return {**found, **relative, **find_layout(report, problems, answers), **_discourse(problems, answers)}


def standardise(values: Matrix, axis: int) -> Matrix:
    """Return how many standard deviations each value lies above the mean along an axis."""
    spread = values.std(axis=axis, keepdims=True)
    return np.asarray((values - values.mean(axis=axis, keepdims=True)) / np.maximum(spread, 1e-6))


def best(values: Matrix, axis: int) -> Matrix:
    """Return 1 where a value is the highest along an axis, else 0."""
    return np.asarray(values >= values.max(axis=axis, keepdims=True), dtype=np.float64)


def _discourse(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    shape = len(problems), len(answers)
    ours = [frozenset(side.words["wide"]) for side in problems]
    theirs = [frozenset(side.words["own"]) for side in answers]
    refers = [bool(_REFERENCE.search(side.text["own"])) for side in answers]
    named = [[float(other and bool(one & words)) for other, words in zip(refers, theirs, strict=True)] for one in ours]

    def of_problem(values: Sequence[float]) -> Matrix:
        return np.broadcast_to(np.array(values)[:, None], shape)

    def of_answer(values: Sequence[float]) -> Matrix:
        return np.broadcast_to(np.array(values)[None, :], shape)

    return {
        "refers": np.array(named),
        "length of problem": of_problem([np.log1p(len(side.text["wide"])) for side in problems]),
        "length of answer": of_answer([np.log1p(len(side.text["own"])) for side in answers]),
        "gives reason": of_problem([float(bool(_REASON.search(side.text["wide"]))) for side in problems]),
        "more said": of_problem([float(len(side.text["rest"]) > WORTH_SAYING) for side in problems]),
        "specific words": of_answer([np.log1p(len(words - subjects.general())) for words in theirs]),
        "general share": of_answer([len(words & subjects.general()) / max(len(words), 1) for words in theirs]),
        "has figures": of_answer([float(any(c.isdigit() for c in side.text["own"])) for side in answers]),
    }
