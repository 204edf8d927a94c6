"""Quantities that belong together: ranges, sums of money in two units, lists with one unit or under one bound."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlint.extract.bounds import bound_before, bound_behind
from reportlint.numbers import find_numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.extract.quantities import Quantity
    from reportlint.model import Bound
    from reportlint.numbers import Value

_DASH = re.compile("[—–~～-]{1,2}|[至到]")
_LIST = re.compile("[、和及与]")
_REACH = 20  # characters before a list in which 分别 may stand
_DIGITS = re.compile("[0-9.]+|[一二两三四五六七八九]")
_POWERS = re.compile("[十百千万亿]")
_MINOR = {("元", "角"): Decimal("0.1"), ("元", "分"): Decimal("0.01"), ("美元", "美分"): Decimal("0.01")}


def join(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Make one quantity of the two ends of a range and of 元 with 角."""
    last: Quantity | None = None
    for quantity in _lend(text, list(quantities)):
        joined = (_range(text, last, quantity) or _sum(text, last, quantity)) if last else None
        if last and not joined:
            yield last
        last = joined or quantity
    if last:
        yield last


def _lend(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give the bare numbers of a list the unit of the last: 分别提高15、22个百分点."""
    for index in range(len(quantities) - 2, -1, -1):
        first, second = quantities[index : index + 2]
        listed = first.kind == "plain" and second.kind != "plain" and _LIST.fullmatch(text, first.end, second.start)
        each = listed and "分别" in text[max(0, first.start - _REACH) : first.start]
        if each and _digits(text, second) == second.value:
            quantities[index] = first._replace(unit=second.unit, kind=second.kind)
    return quantities


def _digits(text: str, quantity: Quantity) -> Value | None:
    """Return the number at the beginning of a quantity without its powers: 5 of 5万."""
    found = _DIGITS.match(text, quantity.start)
    return next(find_numerals(found[0])).value if found else None


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    low, high, gap = first.value, second.value, text[first.end : second.start]
    if isinstance(low, tuple) or isinstance(high, tuple) or len(gap) > 2 or first.unit not in ("", second.unit):
        return None
    if gap == "、" and first.kind == "plain" and _adjacent(text, first, second):
        return second._replace(start=first.start, value=(low, high), bound="about")
    if not _DASH.fullmatch(gap) or (gap in "至到" and text.endswith(("从", "由", "自"), 0, first.start)):
        return None
    low *= _scale(text, first, second)
    return second._replace(start=first.start, value=(low, high)) if low < high else None


def _adjacent(text: str, first: Quantity, second: Quantity) -> bool:
    """Tell whether two Chinese digits are written as one vague number: 三、四个月, but not the heading 三、四个…."""
    digits = text[first.start : first.end] + text[second.start : second.start + 1]
    return (
        len(digits) == 2 and digits in "一二三四五六七八九" and first.start > 0 and text[first.start - 1] not in "\n第"
    )


def _scale(text: str, first: Quantity, second: Quantity) -> Decimal:
    """Return what the digits of the second number are multiplied by, where the first lacks it: 5～10万, 一到两成."""
    low, digits, high = first.value, _digits(text, second), second.value
    bare = first.kind == "plain" and not _POWERS.search(text, first.start, first.end)
    if not bare or not isinstance(low, Decimal) or not isinstance(digits, Decimal) or not isinstance(high, Decimal):
        return Decimal(1)
    return high / digits if low < digits else Decimal(1)


def _sum(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Read 50元6角 as 50.6 元."""
    ratio, gap = _MINOR.get((first.unit, second.unit)), text[first.end : second.start]
    if not ratio or gap not in ("", "又") or isinstance(first.value, tuple) or isinstance(second.value, tuple):
        return None
    return first._replace(end=second.end, value=first.value + second.value * ratio)


def govern(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Bound the quantities; a word before the first or behind the last of a list of one unit bounds them all."""
    for group in _lists(text, quantities):
        shared = _outer(text, group[0].start, group[-1].end, group[0].kind)
        for quantity in group:
            yield quantity._replace(bound=_own(text, quantity) or shared or "exact")


def _own(text: str, quantity: Quantity) -> Bound | None:
    if quantity.bound != "exact":
        return quantity.bound
    return _outer(text, quantity.start, quantity.end, quantity.kind)


def _outer(text: str, start: int, end: int, kind: str) -> Bound | None:
    return bound_before(text, start, kind) or bound_behind(text, end)


def _lists(text: str, quantities: Iterable[Quantity]) -> Iterator[list[Quantity]]:
    group: list[Quantity] = []
    for quantity in quantities:
        if group and not (quantity.unit == group[-1].unit and _LIST.fullmatch(text, group[-1].end, quantity.start)):
            yield group
            group = []
        group.append(quantity)
    if group:
        yield group
