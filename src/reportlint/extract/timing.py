"""When a quantity holds and what it is measured against."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint.extract.clauses import REACH
from reportlint.model import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.extract.clauses import Place
    from reportlint.extract.dates import Date
    from reportlint.extract.quantities import Quantity

_UP = (
    "增长|增加|提高|提升|上升|上涨|上调|扩大|回升|净增|攀升|跃升|延长|(?<!新)增|升|涨|(?<!最)高出?|(?<![最至])多出?|快"
)
_DOWN = "下降|减少|降低|缩短|压缩|压减|回落|收窄|下跌|下调|缩小|减|降|跌|(?<!最)低|(?<![至不缺])少"
_CHANGE = re.compile(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|近|超过?|分别|达到?)*$")
_QUALITY = ("提高", "提升", "扩大", "延长")  # 改造提升300个小区 compares nothing
_SINCE = (
    "(?:上[年月季]|去年|前年|年初|期初|同期|历史同期|往年|计划|预期|目标|“[^”]{2,4}”|[12][0-9]{3}年|全[国省市县](?:平均)?)"
    "(?:度?同期|度?末|底|[0-9]{1,2}月份?|水平)?"
)
_BASIS = re.compile(f"同比|环比|同口径|[比较与同]{_SINCE}")
_AGAINST = ("比", "较", "与", "同")
_NUMBER = re.compile("的?[0-9]")
_EACH = re.compile("(?:分别|均|都|也|各|又|再)*")
_LISTED = re.compile("[、和及与]")


def find_comparisons(text: str, quantities: Sequence[Quantity], places: Sequence[Place]) -> list[Comparison | None]:
    """Return the change that each quantity states; None for a level."""
    found: list[Comparison | None] = []
    for index, (quantity, place) in enumerate(zip(quantities, places, strict=True)):
        head = text[place.left : quantity.start]
        if index and _LISTED.fullmatch(head) and quantities[index - 1].unit == quantity.unit:
            found.append(found[-1])
        else:
            found.append(_comparison(text, quantity, place, head))
    return found


def _comparison(text: str, quantity: Quantity, place: Place, head: str) -> Comparison | None:
    change = _CHANGE.search(head)
    if change is None or (quantity.kind == "count" and change[0].startswith(_QUALITY)):
        return None
    bases = _BASIS.findall(text, max(place.clause, quantity.start - REACH), quantity.start)
    if not bases and _EACH.fullmatch(head, 0, change.start()):
        bases = _BASIS.findall(text, max(place.sentence, place.clause - REACH), place.clause)
    return Comparison(bases[-1] if bases else "", "up" if change["up"] else "down")


def find_periods(
    text: str, quantities: Sequence[Quantity], places: Sequence[Place], dates: Sequence[Date]
) -> list[str]:
    """Return the period that each quantity is about: that of the last date before it in its sentence."""
    starts = [date.span.start for date in dates]
    return [
        _period(text, quantity, place, dates, bisect_right(starts, quantity.start) - 1)
        for quantity, place in zip(quantities, places, strict=True)
    ]


def _period(text: str, quantity: Quantity, place: Place, dates: Sequence[Date], last: int) -> str:
    for date in reversed(dates[max(0, last - 8) : last + 1]):
        if date.span.start < place.sentence:
            break
        owned = text[date.span.end : quantity.start] == "的"  # 较上年的3.2亿元
        if date.period and (owned or not _is_taken(text, date, quantity)):
            return date.period
    return ""


def _is_taken(text: str, date: Date, quantity: Quantity) -> bool:
    """Tell whether a date is only what something is compared with (比2020年) or holds for another number."""
    number = _NUMBER.match(text, date.span.end)
    other = number is not None and number.end() <= quantity.start
    return other or text.endswith(_AGAINST, 0, date.span.start)
