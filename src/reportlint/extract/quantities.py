"""Quantities: numerals with their units, before anyone asks what they count."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from reportlint.extract.names import Places, find_labels, find_titles, is_name
from reportlint.extract.units import UnitWord, unit_at
from reportlint.numbers import Numeral, Value, find_numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.extract.dates import Date
    from reportlint.model import Bound

_HAN = re.compile("[一-鿿]")
_REACH = 20  # characters before a numeral that can tell whether it counts
_VAGUE: dict[str, Bound] = {"余": "more", "多": "more", "几": "more", "来": "about"}
_SIGNS = {"￥": "元", "¥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
_LINKED = re.compile("[—–~～-]|[至到、]")  # a number before one of these may be the first of a range

# 翻番 holds no numeral, and “零” is one only in quotes
_SPECIAL = re.compile("翻了?番|“零”(?!的?突破)")
_DOUBLING = re.compile("翻了?$")
# 成, 折 and 大 stand behind numerals in other words too
_TENTHS = re.compile("成([一二三四五六七八九半]?)(?![立为功效果绩员本长熟就都套语品交型片因见败名灾人不分千])")
_DISCOUNT = re.compile("折(?=优惠|以[上下]|[，。；、起出销])")
_GREAT = re.compile("大(?=[一-鿿])(?!于|型|会|量|以来|报告|精神|召开|提出|代表|闭幕|开幕|胜利|[的和将后前时上])")
_PLAN = re.compile("[^，。、；：的了0-9]{0,6}?(?:行动|规划|计划|攻坚|纲要|方案)|[^，。、；：0-9]{0,6}生活圈|禁[渔捕]")
_HALF = re.compile("半(?![年天月个数径路程岛导山球成])")
_AND_HALF = re.compile("个半(小时|月(?!刊)|学期)")
_CALENDAR = ("年", "个月", "周", "个季度", "学期", "个学期", "学年", "个学年")

# 一 counts behind these (共一项), and where it tells how often (每月一次); else it is an article (一项制度)
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
    """Find the quantities of a folded text in order.

    What has no unit is plain: it counts where it joins another, or where `stands_alone` says so.
    """
    hidden = Places((date.span.start, date.span.end) for date in dates)
    titles, labels = find_titles(text), find_labels(text)
    last = 0
    for numeral in find_numerals(text):
        if numeral.start in hidden or numeral.end - 1 in hidden or numeral.start in titles or is_name(text, numeral):
            continue
        quantity = _quantity(text, _settled(text, numeral))
        if quantity is None or (numeral.start in labels and quantity.kind not in ("rate", "money")):
            continue
        if quantity.start - 1 == last or not _is_model(text, quantity.start):
            yield quantity
            last = quantity.end


def find_doublings(text: str) -> Iterator[Quantity]:
    """Find 翻番, which is a quantity without a numeral, and “零”."""
    for found in _SPECIAL.finditer(text):
        value, unit, kind = (1, "番", "multiple") if found[0].endswith("番") else (0, "", "count")
        yield Quantity(*found.span(), Decimal(value), unit, kind)


def stands_alone(text: str, quantity: Quantity) -> bool:
    """Tell whether a number without a unit counts by itself: 贫困人口8500万, 指数达到102.5."""
    if isinstance(quantity.value, Decimal) and quantity.value >= 10_000 and text[quantity.end - 1] in "万亿余多":
        return True
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    arabic = text[quantity.start] in "0123456789"
    return arabic and bool(_ALONE_BEFORE.search(before) and _ALONE_BEHIND.match(text, quantity.end))


def _is_model(text: str, start: int) -> bool:
    """Tell whether a number stands behind a hyphen as in 歼-20; a range has a number before it."""
    return text[start - 1 : start] == "-" and _HAN.match(text, start - 2) is not None


def _settled(text: str, numeral: Numeral) -> Numeral:
    """Give 千, 百 and 两 back to the unit: 80千瓦 is 80 of 千瓦."""
    unit = unit_at(text, numeral.end - 1) if text[numeral.end - 1] in "千百两" else None
    if unit is None or unit.kind == "count":
        return numeral
    shorter = next(find_numerals(text[numeral.start : numeral.end - 1]), None)
    return shorter._replace(start=numeral.start, end=numeral.end - 1) if shorter else numeral


def _quantity(text: str, numeral: Numeral) -> Quantity | None:
    if numeral.script in ("%", "‰", "fraction"):
        unit_name = "" if numeral.script == "fraction" else numeral.script
        return Quantity(numeral.start, numeral.end, numeral.value, unit_name, "rate")
    if read := _share(text, numeral) or _and_half(text, numeral):
        return read
    vague = _VAGUE.get(text[numeral.end : numeral.end + 1])
    unit = (unit_at(text, numeral.end + 1) if vague else None) or unit_at(text, numeral.end) or _great(text, numeral)
    if unit is None:
        return _plain(text, numeral)
    bound = _inner_bound(text, numeral, vague if unit.end > numeral.end + 1 else None)
    if not _fits(text, numeral, unit, bound) or _continues(text, unit):
        return None
    start = text.rindex("翻", 0, numeral.start) if unit.name == "番" else numeral.start
    quantity = Quantity(start, unit.end, numeral.value, unit.name, unit.kind, bound)
    return _halved(text, _signed(text, quantity))


def _inner_bound(text: str, numeral: Numeral, vague: Bound | None) -> Bound:
    """Return the bound that 余, 多, 几 or 来 sets, or 上 before a bare power: 上千人."""
    above = numeral.script == "bare" and text[numeral.start - 1 : numeral.start] in ("上", "过")
    return vague or ("more" if numeral.vague or above else "exact")


def _share(text: str, numeral: Numeral) -> Quantity | None:
    """Read 八成 as 80 %, 七成六 as 76 %, 打八折 as 80 %."""
    value = numeral.value
    if isinstance(value, tuple) or not 0 < value <= 10 or numeral.script == "bare":
        return None
    if tenths := _TENTHS.match(text, numeral.end):
        more = "零一二三四五六七八九".find(tenths[1] or "零")
        return Quantity(numeral.start, tenths.end(), value * 10 + (more if more >= 0 else 5), "%", "rate")
    if discount := _DISCOUNT.match(text, numeral.end):
        return Quantity(numeral.start, discount.end(), value * 10, "%", "rate")
    return None


def _and_half(text: str, numeral: Numeral) -> Quantity | None:
    """Read 一个半小时 as 1.5 小时, 两个半月 as 2.5 个月."""
    found = _AND_HALF.match(text, numeral.end)
    if found is None or isinstance(numeral.value, tuple):
        return None
    unit = "小时" if found[1] == "小时" else f"个{found[1]}"
    return Quantity(numeral.start, found.end(), numeral.value + Decimal("0.5"), unit, "duration")


def _great(text: str, numeral: Numeral) -> UnitWord | None:
    """Read 大 behind a small numeral as a measure word: 五大河流, but not 党的十大."""
    small = isinstance(numeral.value, Decimal) and 2 <= numeral.value <= 10
    if not small or text.endswith("党的", 0, numeral.start) or not _GREAT.match(text, numeral.end):
        return None
    return UnitWord(numeral.end + 1, "大", "count")


def _fits(text: str, numeral: Numeral, unit: UnitWord, bound: Bound) -> bool:
    """Tell whether a numeral of this script counts in that unit."""
    before = text[max(0, numeral.start - _REACH) : numeral.start]
    if unit.name == "番":
        return _DOUBLING.search(before) is not None
    if unit.kind == "duration" and numeral.value == 1 and (numeral.script != "arabic" or unit.name in _CALENDAR):
        return False
    if numeral.script == "arabic":
        return unit.after != "closed" or not _HAN.match(text, unit.end)
    if numeral.script == "bare":
        return unit.after in ("any", "long") and (bound != "exact" or _POWER_BEFORE.search(before) is not None)
    if numeral.value == 1:
        return unit.kind in ("rate", "multiple") or unit.name.endswith("美元") or _counts_once(before, unit)
    if numeral.end - numeral.start == 1:
        return unit.after == "any" and text[numeral.start] not in "二零〇"
    return numeral.script == "chinese" and unit.after in ("any", "long")


def _counts_once(before: str, unit: UnitWord) -> bool:
    return bool(_ONCE.search(before) or (unit.name in _REGULARLY and _REGULAR.search(before)))


def _continues(text: str, unit: UnitWord) -> bool:
    """Tell whether number and unit are the beginning of a grade (万亿级) or of a plan's name (五年规划)."""
    return text.startswith("级", unit.end) or (unit.kind == "duration" and _PLAN.match(text, unit.end) is not None)


def _signed(text: str, quantity: Quantity) -> Quantity:
    """Take in a minus before the number; behind Chinese characters a hyphen is one only before rates and degrees."""
    before = text[max(0, quantity.start - 2) : quantity.start]
    hyphen = before.endswith("-") and _HAN.match(before) and quantity.kind in ("rate", "temperature")
    minus = hyphen or (before.endswith("负") and quantity.kind != "count")
    if not minus or isinstance(quantity.value, tuple):
        return quantity
    return quantity._replace(start=quantity.start - 1, value=-quantity.value)


def _halved(text: str, quantity: Quantity) -> Quantity:
    """Take in 半 behind the unit: 两年半, 三米半."""
    value = quantity.value
    if isinstance(value, tuple) or quantity.kind in ("count", "rate", "money") or not _HALF.match(text, quantity.end):
        return quantity
    return quantity._replace(end=quantity.end + 1, value=value + Decimal("0.5"))


def _plain(text: str, numeral: Numeral) -> Quantity | None:
    """Keep a number without a unit where it can be more than a code: Arabic, large, or the first of a range."""
    linked = text[numeral.end - 1] in "万亿" or _LINKED.match(text, numeral.end)
    if numeral.script != "arabic" and not (numeral.script == "chinese" and linked):
        return None
    if sign := _SIGNS.get(text[numeral.start - 1 : numeral.start]):
        return Quantity(numeral.start - 1, numeral.end, numeral.value, sign, "money")
    vague = text[numeral.end : numeral.end + 1] in ("余", "多")
    bound: Bound = "more" if vague or numeral.vague else "exact"
    return Quantity(numeral.start, numeral.end + vague, numeral.value, "", "plain", bound)
