"""Dates and periods of time: found in the text and resolved against the period that the report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlint.model import Span
from reportlint.numbers import fold, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

DASH = "(?:[—–~～-]{1,2}|[至到])"
_MONTH = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = "(?:1[6-9]|20)[0-9]{2}"
_QUARTER = "第?[一二三四1-4]"

_RELATIVE = {
    "上一年": -1, "下一年": 1, "过去一年": 0, "一年来": 0, "这一年": 0, "近一年": 0,
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "下年": 1, "后年": 2,
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"
_ENDS = {"初": "01", "底": "12", "末": "12", "终": "12"}

# one alternative a kind of expression; each outer group names the function that reads it
_ATOM = re.compile(
    rf"""
    (?<![0-9.])(?P<iso>(?P<iso_year>{_YEAR})(?P<mark>[./-])(?P<iso_month>[01]?[0-9])(?:(?P=mark)(?P<iso_day>[0-3]?[0-9]))
        (?![0-9.万亿元%]))
    |(?<![0-9.])(?P<year>(?P<digits>{_YEAR}|[一二][〇零○一二三四五六七八九]{{3}})\s?(?:年(?!代)度?|[学财]年))
    |(?<![0-9.])(?P<listed>{_YEAR}(?=年?(?:{DASH}|[、和/]){_YEAR}(?:年|[、和]{_YEAR})))
    |(?P<relative>(?P<word>{"|".join(_RELATIVE)})(?!纪|轻|龄|级)度?)
    |(?P<quarters>(?P<from_quarter>{_QUARTER})(?:季度)?(?:{DASH}|、)(?P<to_quarter>{_QUARTER})季度|前(?P<quarter_count>[二两三23])个?季度)
    |(?P<quarter>{_QUARTER})季度
    |(?P<half>[上下])半年
    |(?P<months>(?<![0-9.])(?P<from_month>{_MONTH})月?份?{DASH}(?P<to_month>{_MONTH})月(?![0-9]{{1,2}}[日号])份?|前(?P<month_count>{_MONTH})个?月)
    |(?P<day>(?<![0-9.])(?P<month>{_MONTH})月份?(?:(?P<number>{_DAY})[日号])?(?:[初中底末](?![共国央心小学])|[上中下]旬)?)
    |(?P<days>(?<![0-9.])(?P<bare_day>[0-9]{{1,2}})日(?![内均元游制]|以内|之内))
    |(?P<part>年?(?P<end>[初底末终])|(?:全年|年内|年中))
    |(?P<plan>“?(?P<plan_number>十?[一二三四五六七八九]|十)五[”"〞]?(?:时期|期间|末|以来|初)?)
    |(?P<weekday>(?:星期|礼拜|周)(?P<weekday_name>[一二三四五六日天])(?![天个次节场期轮小例0-9]))
    |(?P<clock>(?<![0-9:：])(?:[01]?[0-9]|2[0-4])(?:时(?:[0-5]?[0-9]分|(?![间代长速期段刻限效候机空])[许半整多]?)|点(?:[0-5]?[0-9]分|[半整钟许])|:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a period of time as the text names it.

    Attributes:
        span: The whole expression, of a range both ends.
        period: Normalised: 2023, 2023-H1, 2023-Q1, 2023-06, 2023-06-09, 2023-01/2023-11; empty when the year is unknown.
        year: As written, or told by the report's period; None when unknown.
        month: 1 to 12 (or what the text wrongly says); None for longer periods.
        day: 1 to 31 (or what the text wrongly says); None for longer periods.
        weekday: 1 for Monday to 7; None where the text does not say.
        relative: The year is not written in digits (今年, 6月底).
        until: The last day of a range.
    """

    span: Span
    period: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: bool = False
    until: Date | None = None
