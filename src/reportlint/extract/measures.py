"""What a quantity counts: the noun behind it, the words before it in the clause, or what the sentence spoke of before."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from reportlint.extract.nouns import is_verb, noun_before, noun_behind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.extract.clauses import Place
    from reportlint.extract.dates import Date
    from reportlint.extract.quantities import Quantity

    Times = Sequence[tuple[int, int]]

_BACK = 6  # quantities of a sentence among which an unnamed one finds its noun
# of these the noun stands behind where there is one: 5名村干部; of others rather before: 占比5%, 管网86公里
_COUNTING = ("count", "plain")
_EVENTS = ("次", "场", "期", "轮", "遍", "回", "趟")
_VAGUE = ("", "问题")  # 巡察反馈的23个问题 are what the words before say
_LISTED = re.compile("[、和与及]")


def find_measures(
    text: str, quantities: Sequence[Quantity], places: Sequence[Place], dates: Sequence[Date]
) -> list[str]:
    """Return what each quantity counts, in words of the text; empty where the text does not say."""
    durations = ((quantity.start, quantity.end) for quantity in quantities if quantity.kind == "duration")
    times = sorted([*((date.span.start, date.span.end) for date in dates), *durations])
    measures: list[str] = []
    for index, (quantity, place) in enumerate(zip(quantities, places, strict=True)):
        stated = _stated(text, quantity, place, times)
        measures.append(stated or _inherited(quantities, places, measures, index))
    _distribute(text, quantities, places, measures, times)
    return measures


def _stated(text: str, quantity: Quantity, place: Place, times: Times) -> str:
    """Return the noun of the quantity's own clause; empty where it has none."""
    before = _before(text, place.left, quantity.start, times)
    event = quantity.unit.endswith(_EVENTS) or quantity.kind == "duration"
    behind = noun_behind(text[quantity.end : place.right], verb_first=event)
    if not before or is_verb(before) or (quantity.kind in _COUNTING and behind not in _VAGUE):
        return behind or before
    return before


def _before(text: str, left: int, right: int, times: Times) -> str:
    """Return the noun between two places; a date or a duration between noun and number is passed over."""
    ends = [left]
    for index in range(bisect_left(times, (left, left)), bisect_left(times, (right, right))):
        ends += times[index]
    ends.append(right)
    parts = [text[ends[i] : ends[i + 1]] for i in range(0, len(ends), 2)]
    return next((noun for part in reversed(parts) if (noun := noun_before(part))), "")


def _inherited(quantities: Sequence[Quantity], places: Sequence[Place], measures: Sequence[str], index: int) -> str:
    """Return what the sentence counted before: in the same unit, or just now where that is a rate."""
    near = ""
    for before in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if places[before].sentence != places[index].sentence:
            break
        if measures[before] and quantities[index].kind != "rate" and quantities[before].unit == quantities[index].unit:
            return measures[before]
        near = near or measures[before]
    return near


def _distribute(
    text: str, quantities: Sequence[Quantity], places: Sequence[Place], measures: list[str], times: Times
) -> None:
    """Give each number of a list behind 分别 its own noun."""
    for first, size, left, right in _lists(text, quantities, places):
        names = list(_names(text, left, right, times))
        if not names:
            names = measures[max(0, first - size) : first]
        elif 2 * len(names[0]) <= len(names[-1]):  # 城镇和农村居民收入: the head belongs to both
            names = [_before(text, left, right, times)] * size
        if len(names) == size and all(names):
            measures[first : first + size] = names


def _names(text: str, left: int, right: int, times: Times) -> Iterator[str]:
    """Split a list of nouns: 起数、死亡人数."""
    for mark in _LISTED.finditer(text, left, right):
        if noun := _before(text, left, mark.start(), times):
            yield noun
        left = mark.end()
    if noun := _before(text, left, right, times):
        yield noun


def _lists(text: str, quantities: Sequence[Quantity], places: Sequence[Place]) -> Iterator[tuple[int, int, int, int]]:
    """Find lists of numbers behind 分别: the first index, how many, and where the words before 分别 stand."""
    first = 0
    for index in range(1, len(quantities) + 1):
        if index < len(quantities) and _LISTED.fullmatch(text, quantities[index - 1].end, quantities[index].start):
            continue
        left = places[first].left
        each = text.rfind("分别", left, quantities[first].start)
        if index - first > 1 and each >= 0:
            yield first, index - first, left, each
        first = index
