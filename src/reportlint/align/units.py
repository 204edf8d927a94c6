"""Problems, causes and measures as units: items, headings without items, clauses of running text.

What a section is about (its roles) says what its items are; the words of a clause say what it is in running text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlint.align.causes import find_causes, find_unmarked, is_explained, split_lists
from reportlint.align.clauses import touches
from reportlint.align.measures import find_measures
from reportlint.align.places import find_places
from reportlint.align.problems import find_problems, has_outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.model import Item, Section, Unit


class Units(NamedTuple):
    """The problems, causes and measures of a report, each in order."""

    problems: tuple[Unit, ...]
    causes: tuple[Unit, ...]
    measures: tuple[Unit, ...]


def find_units(text: str, sections: Sequence[Section], items: Sequence[Item], vocabulary: Sequence[bool]) -> Units:
    """Find the units of a report.

    Args:
        text: The report.
        sections: Its sections with their roles.
        items: Its items.
        vocabulary: For each section whether its heading is made of the words of headings alone (存在问题).
    """
    problems: list[Unit] = []
    causes: list[Unit] = []
    measures: list[Unit] = []
    places = list(find_places(sections, items, vocabulary))
    lists = [split_lists(text, place) for place in places]
    outlined = any(has_outline(text, place, others) for place, (_, others) in zip(places, lists, strict=True))
    for place, (caused, others) in zip(places, lists, strict=True):
        found = list(find_problems(text, place, others, outlined=outlined))
        problems += found
        causes += find_causes(text, place, caused, problems=bool(found))
        measures += find_measures(text, place)
    if not any(is_explained(text, place) for place in places):
        causes += _unmarked(text, problems, causes)
    return Units(*(tuple(sorted(set(units), key=lambda unit: unit.span)) for units in (problems, causes, measures)))


def _unmarked(text: str, problems: Sequence[Unit], marked: Sequence[Unit]) -> list[Unit]:
    """Return the causes that a report without any marks leaves to its reader, where none is marked."""
    taken = sorted({cause.whole for cause in marked})
    unmarked = (cause for problem in problems for cause in find_unmarked(text, problem))
    return [cause for cause in unmarked if not touches(cause.whole, taken)]
