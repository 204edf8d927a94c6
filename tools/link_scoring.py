"""Count how well links and gaps were found, as the annotation counts them: optional marks neither way.

A problem without a linked cause or measure is a gap, and so is an answer without a problem where the report's annotation
lists such answers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reportlint.align.links import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.link_reports import Annotated

SINGULAR = {"causes": "cause", "measures": "measure"}

Pair = tuple[str, str]


class Tally(NamedTuple):
    """What was found of what was annotated."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    @classmethod
    def of(cls, wanted: set[Pair], found: set[Pair]) -> Tally:
        """Compare two sets."""
        return cls(len(wanted & found), len(found - wanted), len(wanted - found))

    def __add__(self, other: object) -> Tally:
        """Sum two tallies."""
        assert isinstance(other, Tally)
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / max(self.hits + self.extra, 1)

    @property
    def recall(self) -> float:
        """The share of what was annotated that was found."""
        return self.hits / max(self.hits + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / max(2 * self.hits + self.extra + self.missed, 1)


def is_optional(mark: Mapping[str, Any]) -> bool:
    """Tell whether a mark counts neither way: a second reader could decide otherwise."""
    return mark.get("sure") is False or mark.get("listed") is False


def count_links(report: Annotated, found: set[Pair]) -> Tally:
    """Compare the links of a report; those with an optional unit are left out."""
    free = find_optional(report)
    return Tally.of(*({link for link in links if not free & set(link)} for links in (report.links, found)))


def find_optional(report: Annotated) -> set[str]:
    """Return the ids of the units that count neither way."""
    return {mark["id"] for layer in ("problems", *KINDS) for mark in report.gold[layer] if is_optional(mark)}


def count_gaps(report: Annotated, names: Mapping[str, Sequence[str]], links: set[Pair]) -> Tally:
    """Compare the gaps that the links leave open with the annotated ones.

    Args:
        report: A report with gaps.
        names: For each layer the ids of the found units.
        links: The links found, as pairs of ids.
    """
    wanted, unsure = find_gaps(report)
    free = find_optional(report)
    linked = defaultdict(set)
    for problem, answer in links:
        if not free & {problem, answer}:
            linked[problem].add(answer)
            linked[answer].add(problem)
    flagged = {
        (problem, SINGULAR[kind])
        for kind in KINDS
        for problem in names["problems"]
        if not linked[problem] & {*names[kind]}
    }
    flagged |= {(answer, "problem") for kind in KINDS for answer in names[kind] if not linked[answer]}
    kinds = {*SINGULAR.values(), *(missing for _, missing in wanted)}
    return Tally.of(wanted, {gap for gap in flagged - unsure if gap[1] in kinds})


def find_gaps(report: Annotated) -> tuple[set[Pair], set[Pair]]:
    """Return the annotated gaps that are sure, and all that count neither way, as pairs of an id and what is missing."""
    gaps = report.gold.get("gaps", [])
    optional = {(gap["id"], gap["missing"]) for gap in gaps if is_optional(gap)}
    optional |= {(name, missing) for name in find_optional(report) for missing in (*SINGULAR.values(), "problem")}
    return {(gap["id"], gap["missing"]) for gap in gaps} - optional, optional


def name_links(names: Mapping[str, Sequence[str]], kind: str, linked: np.ndarray) -> set[Pair]:
    """Return the links of one kind as pairs of ids."""
    return {(names["problems"][row], names[kind][column]) for row, column in np.argwhere(linked).tolist()}
