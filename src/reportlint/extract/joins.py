"""Quantities that belong together: ranges, sums of money in two units, lists under one bound."""

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

_DASH = re.compile("[—–~～-]{1,2}|[至到]")
_LIST = re.compile("[、和及与]")
_HEAD = re.compile("[0-9.]+|[一二两三四五六七八九]")
_MINOR = {("元", "角"): Decimal("0.1"), ("元", "分"): Decimal("0.01"), ("美元", "美分"): Decimal("0.01")}
_POWERS = re.compile("[十百千万亿]")


def join(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Make one quantity of the two ends of a range and of 元 with 角."""
    last: Quantity | None = None
    for quantity in quantities:
        joined = (_range(text, last, quantity) or _sum(text, last, quantity)) if last else None
        if last and not joined:
            yield last
        last = joined or quantity
    if last:
        yield last


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    low, high = first.value, second.value
    gap = text[first.end : second.start]
    if isinstance(low, tuple) or isinstance(high, tuple) or len(gap) > 2 or first.unit not in ("", second.unit):
        return None
    if gap == "、":
        return _neighbours(text, first, second)
    if not _DASH.fullmatch(gap) or (gap in "至到" and text[first.start - 1 : first.start] in ("从", "由", "自")):
        return None
    if first.kind == "plain":
        low *= _scale(text, first, second)
    return second._replace(start=first.start, value=(low, high)) if low < high else None


def _neighbours(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Read 三、四个月 as 三四个月."""
    digits = "一二三四五六七八九"
    one, other = text[first.start : first.end], text[second.start : second.start + 1]
    opening = first.start == 0 or text[first.start - 1] in "\n第"
    if opening or first.kind != "plain" or f"{one}{other}" not in digits or len(one) != 1:
        return None
    return second._replace(start=first.start, value=(first.value, second.value), bound="about")  # type: ignore[arg-type]


def _scale(text: str, first: Quantity, second: Quantity) -> Decimal:
    """Return by what the second number of 5～10万 or 一到两成 is more than its digits, where the first is bare."""
    head = _HEAD.match(text, second.start)
    if head is None or _POWERS.search(text, first.start, first.end):
        return Decimal(1)
    digits = next(find_numerals(head[0])).value
    if isinstance(digits, tuple) or isinstance(first.value, tuple) or first.value >= digits:
        return Decimal(1)
    return second.value / digits  # type: ignore[operator]


def _sum(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Read 50元6角 as 50.6 元."""
    ratio = _MINOR.get((first.unit, second.unit))
    if ratio is None or text[first.end : second.start] not in ("", "又") or isinstance(first.value, tuple):
        return None
    return first._replace(end=second.end, value=first.value + second.value * ratio)  # type: ignore[operator]


def govern(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Bound the quantities; a word before the first or behind the last of a list of one unit bounds them all."""
    for group in _lists(text, quantities):
        before = bound_before(text, group[0].start, group[0].kind)
        behind = bound_behind(text, group[-1].end)
        for quantity in group:
            own = _own(text, quantity)
            yield quantity._replace(bound=own or before or behind or "exact")


def _own(text: str, quantity: Quantity) -> Bound | None:
    if quantity.bound != "exact":
        return quantity.bound
    return bound_before(text, quantity.start, quantity.kind) or bound_behind(text, quantity.end)


def _lists(text: str, quantities: Iterable[Quantity]) -> Iterator[list[Quantity]]:
    group: list[Quantity] = []
    for quantity in quantities:
        if group and not (quantity.unit == group[-1].unit and _LIST.fullmatch(text, group[-1].end, quantity.start)):
            yield group
            group = []
        group.append(quantity)
    if group:
        yield group
