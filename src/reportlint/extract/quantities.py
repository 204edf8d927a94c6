"""Quantities: numerals with their units, before anyone asks what they count."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from reportlint.extract.bounds import bound_before
from reportlint.extract.names import Places, find_labels, find_titles, is_name
from reportlint.extract.units import Unit, unit_at
from reportlint.numbers import Numeral, Value, find_numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.extract.dates import Date
    from reportlint.model import Bound

_HAN = re.compile("[一-鿿]")
_VAGUE: dict[str, Bound] = {"余": "more", "多": "more", "几": "more", "来": "about"}
_SIGNS = {"￥": "元", "¥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
_LINKED = re.compile("[—–~～-]|[至到、]")  # a number before one of these may be the first of a range

# 翻番 holds no numeral, and “零” is one only in quotes
_SPECIAL = re.compile("翻了?番|“零”(?!的?突破)")
_DOUBLING = re.compile("翻了?$")
# 成 and 大 stand behind numerals in other words too
_TENTHS = re.compile("成([一二三四五六七八九半]?)(?![立为功效果绩员本长熟就都套语品交型片因见败名灾人不分千])")
_DISCOUNT = re.compile("折(?=优惠|以[上下]|[，。；、起出销])")
_GREAT = re.compile("大(?=[一-鿿])(?!于|型|会|量|以来|报告|精神|召开|提出|代表|闭幕|开幕|胜利|[的和将后前时上])")
_PLAN = re.compile("[^，。、；：的了0-9]{0,6}?(?:行动|规划|计划|攻坚|纲要|方案)|[^，。、；：0-9]{0,6}生活圈|禁[渔捕]")
_HALF = re.compile("半(?![年天月个数径路程岛导山球成])")
_CALENDAR = ("年", "个月", "周", "个季度", "岁", "学期", "个学期", "学年", "个学年")
_ONCE = re.compile("(?:共|各|至少|不少于|减少|增加)$")
_REGULAR = re.compile("每(?:[半季年月周日天旬]|星期|学期|[0-9两三])[^，。；、：]{0,12}$")
_REGULARLY = ("次", "期", "场", "轮", "遍", "回", "节", "课", "篇")
_POWER_BEFORE = re.compile("(?:[近超约逾达上过]|突破|接近|不足|不到)了?$")
_ALONE_BEFORE = re.compile("(?:达到?|为|至|到|[共总合]计|[人总指系比]数|得分|评分)$")
_ALONE_BEHIND = re.compile("[，。；、）)]|以[上下内]|左右|$", re.MULTILINE)


class Quantity(NamedTuple):
    """A numeral with its unit. `kind` is the unit's: money, duration, rate, count …; plain where there is none."""

    start: int
    end: int
    value: Value
    unit: str
    kind: str
    bound: Bound = "exact"


def find_quantities(text: str, dates: Iterable[Date]) -> Iterator[Quantity]:
    """Find the quantities of a folded text in order; what has no unit is plain, and counts only where it joins another."""
    hidden = Places((date.span.start, date.span.end) for date in dates)
    titles, labels = find_titles(text), find_labels(text)
    for numeral in find_numerals(text):
        if numeral.start in hidden or numeral.start in titles or is_name(text, numeral):
            continue
        quantity = _quantity(text, _settled(text, numeral))
        if quantity and (numeral.start not in labels or quantity.kind in ("rate", "money")):
            yield quantity


def find_doublings(text: str) -> Iterator[Quantity]:
    """Find 翻番, which is a quantity without a numeral, and “零”."""
    for found in _SPECIAL.finditer(text):
        unit, kind = ("番", "multiple") if found[0].endswith("番") else ("", "count")
        yield Quantity(*found.span(), Decimal(1 if unit else 0), unit, kind)


def stands_alone(text: str, quantity: Quantity) -> bool:
    """Tell whether a number without a unit counts by itself: 贫困人口8500万, 指数达到102.5."""
    if isinstance(quantity.value, Decimal) and quantity.value >= 10_000 and text[quantity.end - 1] in "万亿余多":
        return True
    before = text[max(0, quantity.start - 4) : quantity.start]
    return _ALONE_BEFORE.search(before) is not None and _ALONE_BEHIND.match(text, quantity.end) is not None


def _settled(text: str, numeral: Numeral) -> Numeral:
    """Give 千 and 百 back to the unit: 80千瓦 is 80 of 千瓦."""
    unit = unit_at(text, numeral.end - 1) if text[numeral.end - 1] in "千百" else None
    if unit is None or unit.kind == "count":
        return numeral
    run = text[numeral.start : numeral.end - 1]
    shorter = next(find_numerals(run), None)
    return shorter._replace(start=numeral.start, end=numeral.end - 1) if shorter else numeral


def _quantity(text: str, numeral: Numeral) -> Quantity | None:
    if numeral.script in ("%", "‰"):
        return Quantity(numeral.start, numeral.end, numeral.value, numeral.script, "rate")
    if numeral.script == "fraction":
        return Quantity(numeral.start, numeral.end, numeral.value, "", "rate")
    if share := _share(text, numeral):
        return share
    vague = _VAGUE.get(text[numeral.end : numeral.end + 1])
    unit = (unit_at(text, numeral.end + 1) if vague else None) or unit_at(text, numeral.end) or _great(text, numeral)
    if unit is None:
        return _plain(text, numeral)
    more = numeral.vague or (numeral.script == "bare" and text[numeral.start - 1 : numeral.start] in ("上", "过"))
    bound: Bound = vague if vague and unit.end > numeral.end + 1 else "more" if more else "exact"
    if not _fits(text, numeral, unit, bound) or _continues(text, unit):
        return None
    return _halved(text, _signed(text, _of_unit(text, numeral, unit, bound)))


def _of_unit(text: str, numeral: Numeral, unit: Unit, bound: Bound) -> Quantity:
    start = numeral.start
    if unit.name == "番":
        start = text.rindex("翻", 0, start)
    return Quantity(start, unit.end, numeral.value, unit.name, unit.kind, bound)


def _share(text: str, numeral: Numeral) -> Quantity | None:
    """Read 八成 as 80 %, 七成六 as 76 %, 打八折 as 80 %."""
    value = numeral.value
    if isinstance(value, tuple) or not 0 < value <= 10 or numeral.script == "bare":
        return None
    if tenths := _TENTHS.match(text, numeral.end):
        more = "0一二三四五六七八九".find(tenths[1]) if tenths[1] else 0
        return Quantity(numeral.start, tenths.end(), value * 10 + (more if more >= 0 else 5), "%", "rate")
    if discount := _DISCOUNT.match(text, numeral.end):
        return Quantity(numeral.start, discount.end(), value * 10, "%", "rate")
    return None


def _great(text: str, numeral: Numeral) -> Unit | None:
    """Read 大 behind a small numeral as a measure word: 五大河流."""
    small = isinstance(numeral.value, Decimal) and 2 <= numeral.value <= 10 and not text.endswith("党的", 0, numeral.start)
    return Unit(numeral.end + 1, "大", "count") if small and _GREAT.match(text, numeral.end) else None


def _fits(text: str, numeral: Numeral, unit: Unit, bound: Bound) -> bool:
    """Tell whether a numeral of this script counts in that unit."""
    before = text[max(0, numeral.start - 20) : numeral.start]
    if unit.name == "番":
        return _DOUBLING.search(before) is not None
    if unit.kind == "duration" and numeral.value == 1 and (numeral.script != "arabic" or unit.name in _CALENDAR):
        return False
    if numeral.script == "arabic":
        return unit.after != "closed" or not _HAN.match(text, unit.end)
    if numeral.script == "bare":
        return unit.after in ("any", "long") and (bound != "exact" or _POWER_BEFORE.search(before) is not None)
    if numeral.value == 1:
        return unit.kind in ("rate", "multiple") or unit.name.endswith("美元") or _is_count(before, unit)
    if numeral.end - numeral.start == 1:
        return unit.after == "any" and text[numeral.start] not in "二零〇"
    return numeral.script == "chinese" and unit.after in ("any", "long")


def _is_count(before: str, unit: Unit) -> bool:
    """Tell whether 一 counts (共一项, 每月一次) and is no article (一项制度)."""
    return _ONCE.search(before) is not None or (
        unit.name in _REGULARLY and _REGULAR.search(before) is not None
    )


def _continues(text: str, unit: Unit) -> bool:
    """Tell whether number and unit are the beginning of a grade (万亿级) or of a plan's name (五年规划)."""
    return text.startswith("级", unit.end) or (unit.kind == "duration" and _PLAN.match(text, unit.end) is not None)


def _signed(text: str, quantity: Quantity) -> Quantity:
    """Take in a minus before the number."""
    before = text[max(0, quantity.start - 2) : quantity.start]
    minus = before.endswith("-") and _HAN.match(before) and quantity.kind in ("rate", "temperature")
    if not (minus or before.endswith("负")) or quantity.kind == "count" or isinstance(quantity.value, tuple):
        return quantity
    return quantity._replace(start=quantity.start - 1, value=-quantity.value)


def _halved(text: str, quantity: Quantity) -> Quantity:
    """Take in 半 behind the unit: 两年半, 三米半."""
    if quantity.kind in ("count", "rate", "money") or isinstance(quantity.value, tuple) or not _HALF.match(text, quantity.end):
        return quantity
    return quantity._replace(end=quantity.end + 1, value=quantity.value + Decimal("0.5"))


def _plain(text: str, numeral: Numeral) -> Quantity | None:
    if numeral.script not in ("arabic", "chinese") or (
        numeral.script == "chinese" and text[numeral.end - 1] not in "万亿" and not _LINKED.match(text, numeral.end)
    ):
        return None
    sign = _SIGNS.get(text[numeral.start - 1 : numeral.start])
    if sign:
        return Quantity(numeral.start - 1, numeral.end, numeral.value, sign, "money")
    vague = text[numeral.end : numeral.end + 1] in ("余", "多")
    bound: Bound = "more" if vague or numeral.vague else "exact"
    return Quantity(numeral.start, numeral.end + vague, numeral.value, "", "plain", bound)
