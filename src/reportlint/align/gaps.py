"""Gaps: problems that nothing explains or answers, and answers to no problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from reportlint.align import subjects
from reportlint.align.links import KINDS, shared_subjects, shared_words
from reportlint.model import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reportlint.align.links import Scores

    Answers = Literal["causes", "measures"]

SINGULAR: Mapping[Answers, Literal["cause", "measure"]] = {"causes": "cause", "measures": "measure"}
LONGEST_QUOTE = 12
MOST_WORDS = 2


def find_gaps(scores: Mapping[str, Scores]) -> tuple[Gap, ...]:
    """Return the units without a link, by layer and index."""
    return tuple(sorted(_gaps(scores), key=lambda gap: (gap.layer != "problems", gap.layer, gap.index, gap.missing)))


def _gaps(scores: Mapping[str, Scores]) -> Iterator[Gap]:
    for kind, missing in SINGULAR.items():
        found = scores[kind]
        for row in np.flatnonzero(~found.linked.any(axis=1)).tolist():
            nearest = _nearest(found.values[row])
            why = () if nearest is None else _why(found, row, nearest, kind)
            yield Gap("problems", row, missing, round(float(found.lonely[0][row]), 4), nearest, why)
        for column in np.flatnonzero(~found.linked.any(axis=0)).tolist():
            nearest = _nearest(found.values[:, column])
            why = () if nearest is None else _why(found, nearest, column, kind)
            yield Gap(kind, column, "problem", round(float(found.lonely[1][column]), 4), nearest, why)


def _nearest(values: NDArray[np.float64]) -> int | None:
    return int(values.argmax()) if len(values) else None


def _why(scores: Scores, row: int, column: int, kind: Answers) -> tuple[str, ...]:
    """Return what speaks against a link: nothing or little in common, an aside, a better match."""
    problem, answer = scores.problems[row], scores.answers[column]
    words = "、".join(f"“{word}”" for word in shared_words(problem, answer)[:MOST_WORDS])
    common = shared_subjects(problem, answer, KINDS[kind])
    kinds = subjects.find_asides(answer.text["own"]) - subjects.find_asides(problem.text["wide"])
    other = int(scores.values[:, column].argmax())
    reasons = (
        f"只有{words}字面相同" if words else "没有相同的词语",
        "" if common else "谈的不是同一类事",
        f"讲的是{'、'.join(sorted(kinds))}" if kinds else "",
        f"更切合“{_quote(scores.problems[other].text['own'])}”" if other != row else "",
    )
    return tuple(reason for reason in reasons if reason)


def _quote(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"
