"""What the places of a problem and an answer say: order, numbers, headings, nearness.

Every measure is an array of shape (problems, answers).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    from reportlint.align.sides import Report, Side

    Matrix = NDArray[np.float64]

FURTHEST = 3  # problems back from the nearest one; beyond it makes no difference


def find_layout(report: Report, problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    """Return the measures of order, of numbers and of nearness."""
    return {
        **_order(problems, answers),
        **_numbers(report, problems, answers),
        **_nearness(problems, answers),
        **_sizes(problems, answers),
    }


def _order(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    ours, theirs = _blocks(problems, _item), _blocks(answers, _item)
    sections, their_sections = _blocks(problems, _section), _blocks(answers, _section)
    one_each, other_each = np.arange(len(problems)), np.arange(len(answers))
    return {
        "rank": _close(one_each, other_each),
        "rank where counts agree": _close(one_each, other_each) * (len(problems) == len(answers)),
        "rank of blocks": _close(ours, theirs),
        "same block": _same_where_counts_agree(ours, theirs),
        "same section by rank": _same_where_counts_agree(sections, their_sections),
        "block of problem": _same_where_counts_agree(one_each, theirs),
        "section of problem": _same_where_counts_agree(one_each, their_sections),
    }


def _item(side: Side) -> Hashable:
    return side.unit.section, side.unit.item


def _section(side: Side) -> Hashable:
    return side.unit.section


def _blocks(sides: Sequence[Side], of: Callable[[Side], Hashable]) -> NDArray[np.int64]:
    """Number the blocks that units stand in, in order."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(of(side), len(numbers)) for side in sides])


def _close(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> Matrix:
    places = [numbers / max(int(numbers.max()), 1) for numbers in (ours, theirs)]
    return np.asarray(1 - np.abs(places[0][:, None] - places[1][None, :]))


def _same_where_counts_agree(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> Matrix:
    agree = ours.max() == theirs.max() > 0
    return np.asarray((ours[:, None] == theirs[None, :]) * float(agree))


def _numbers(report: Report, problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    def of_heading(side: Side) -> int | None:
        return report.sections[side.unit.section].number

    def own(side: Side) -> int | None:
        return report.items[side.unit.item].ordinal if side.unit.item is not None else of_heading(side)

    def parent(side: Side) -> int | None:
        return report.sections[side.unit.section].parent

    def equal(one: Callable[[Side], int | None], other: Callable[[Side], int | None]) -> Matrix:
        theirs = [other(answer) for answer in answers]
        ours = [one(problem) for problem in problems]
        return np.array([[float(mine is not None and mine == number) for number in theirs] for mine in ours])

    return {
        "same number": equal(own, own),
        "same number of headings": equal(of_heading, of_heading),
        "number of heading": equal(own, of_heading),
        "same parent": equal(parent, parent),
    }


def _nearness(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    starts, ends = _positions(problems)
    their_starts, their_ends = _positions(answers)
    last = np.searchsorted(starts, their_starts, side="right") - 1
    back = last[None, :] - np.arange(len(problems))[:, None]
    wholes = np.array([(side.unit.whole.start, side.unit.whole.end) for side in problems])
    inside = (wholes[:, :1] <= their_starts) & (their_ends <= wholes[:, 1:])
    sections = [np.array([side.unit.section for side in sides]) for sides in (problems, answers)]
    share = float(inside.any(axis=0).mean())  # of the answers that stand with a problem
    return {
        "nearest": (back == 0).astype(np.float64),
        "next to nearest": (back == 1).astype(np.float64),
        "back": np.clip(back, -FURTHEST, FURTHEST).astype(np.float64),
        "before": (their_starts[None, :] < starts[:, None]).astype(np.float64),
        "inside": inside.astype(np.float64),
        "answers inside": np.full(inside.shape, share),
        "nearest where inside": (back == 0) * share,
        "same section": (sections[0][:, None] == sections[1][None, :]).astype(np.float64),
        "distance": np.log1p(np.abs(their_starts[None, :] - ends[:, None])),
    }


def _positions(sides: Sequence[Side]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.array([side.unit.span.start for side in sides]), np.array([side.unit.span.end for side in sides])


def _sizes(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, Matrix]:
    shape = len(problems), len(answers)
    sections = [side.unit.section for side in problems]
    alone = np.array([float(sections.count(section) == 1) for section in sections])
    per_block = len(answers) / (int(_blocks(answers, _item).max()) + 1)
    return {
        "problems": np.full(shape, np.log1p(len(problems))),
        "answers": np.full(shape, np.log1p(len(answers))),
        "answers a block": np.full(shape, per_block),
        "only problem of its section": np.repeat(alone[:, None], shape[1], axis=1),
    }
