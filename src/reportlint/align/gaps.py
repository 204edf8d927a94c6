"""Gaps: problems that nothing explains or answers, and answers to no problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from reportlint.model import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reportlint.align.links import Scores

    Answers = Literal["causes", "measures"]

SINGULAR: Mapping[Answers, Literal["cause", "measure"]] = {"causes": "cause", "measures": "measure"}


def find_gaps(scores: Mapping[str, Scores]) -> tuple[Gap, ...]:
    """Return the units without a link, by layer and index."""
    return tuple(sorted(_gaps(scores), key=lambda gap: (gap.layer != "problems", gap.layer, gap.index, gap.missing)))


def _gaps(scores: Mapping[str, Scores]) -> Iterator[Gap]:
    for kind, missing in SINGULAR.items():
        found = scores[kind]
        for row, values in enumerate(found.values):
            if not (values >= found.threshold).any():
                yield Gap("problems", row, missing, *_loneliness(values))
        for column, values in enumerate(found.values.T):
            if not (values >= found.threshold).any():
                yield Gap(kind, column, "problem", *_loneliness(values))


def _loneliness(values: NDArray[np.float64]) -> tuple[float, int | None]:
    nearest = int(values.argmax()) if len(values) else None
    return round(float(np.prod(1 - values)), 4), nearest
