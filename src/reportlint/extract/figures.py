"""Figures: every quantity that a reader could check, with what it counts, when, and against what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.extract.clauses import find_places
from reportlint.extract.joins import govern, join
from reportlint.extract.measures import find_measures
from reportlint.extract.quantities import find_doublings, find_quantities, stands_alone
from reportlint.extract.timing import find_comparisons, find_periods
from reportlint.model import Figure, Span
from reportlint.numbers import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.extract.dates import Date
    from reportlint.extract.quantities import Quantity


def find_figures(text: str, dates: Sequence[Date]) -> tuple[Figure, ...]:
    """Find the figures of a text in order, given its dates."""
    folded = fold(text)
    quantities = _quantities(folded, dates)
    places = list(find_places(folded, quantities))
    measures = find_measures(text, quantities, places, dates)
    periods = find_periods(folded, quantities, places, dates)
    comparisons = find_comparisons(folded, quantities, places)
    return tuple(
        Figure(Span(q.start, q.end), q.value, q.unit, q.bound, measure, period, comparison)
        for q, measure, period, comparison in zip(quantities, measures, periods, comparisons, strict=True)
    )


def _quantities(text: str, dates: Sequence[Date]) -> list[Quantity]:
    found = sorted([*join(text, find_quantities(text, dates)), *find_doublings(text)])
    counted = [quantity for quantity in found if quantity.kind != "plain" or stands_alone(text, quantity)]
    return list(govern(text, counted))
