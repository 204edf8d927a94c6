"""Figures: every quantity that a reader could check, with what it counts and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.extract.joins import govern, join
from reportlint.extract.measures import find_measures
from reportlint.extract.quantities import find_doublings, find_quantities, stands_alone
from reportlint.model import Figure, Span
from reportlint.numbers import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.extract.dates import Date


def find_figures(text: str, dates: Sequence[Date]) -> tuple[Figure, ...]:
    """Find the figures of a text, given its dates."""
    folded = fold(text)
    found = sorted([*join(folded, find_quantities(folded, dates)), *find_doublings(folded)])
    quantities = list(govern(folded, (q for q in found if q.kind != "plain" or stands_alone(folded, q))))
    measures = find_measures(text, quantities, dates)
    return tuple(
        Figure(Span(q.start, q.end), q.value, q.unit, q.bound, measure)
        for q, measure in zip(quantities, measures, strict=True)
    )
