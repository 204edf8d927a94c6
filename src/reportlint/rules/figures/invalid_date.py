"""不存在的日期。"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as day_of
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Date, Document

WEEKDAYS = "一二三四五六日"
LEAP = 2024  # a year that has 29 February, for dates that name none
MONTHS = 12
DOTTED = re.compile(r"\d+[.．]\d")  # 2023.13.1 may be a version
NO_MONTH = re.compile("[龄薪大]|工资|奖金")  # 18月龄, 13月工资
MORE_DAYS = re.compile("[、和至到—-](?:周|星期|礼拜)")  # （周六、周日）
# 202223年上半年
LONG_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!0{1,4}年)\d{1,4}年(?![前来以间])")


@rule(
    "error",
    Example(bad="⟦2月30日⟧召开党员大会。", good="2月28日召开党员大会。"),
    Example(bad="⟦2025年6月9日（星期五）⟧开展演练。", good="2025年6月9日（星期一）开展演练。"),
)
def invalid_date(doc: Document) -> Iterator[Finding]:
    """日历上没有的日期，或者日期和星期对不上。

    如2月30日、6月31日、13月、平年的2月29日，3月15日至10日，多打了数字的202223年。写明年份的日期才和星期核对。
    """
    for date in doc.dates:
        if reason := explain(doc, date):
            yield Finding(date.span, f"{reason}，请核对“{date.span.of(doc.text)}”。")
    for match in LONG_YEAR.finditer(doc.text):
        yield Finding(Span(*match.span()), f"“{match[0]}”不是年份，多打了数字，请改正。")


def explain(doc: Document, date: Date) -> str:
    """Return why a date cannot be; empty where it can."""
    ends = (date, date.until) if date.until else (date,)
    reason = next((reason for one in ends if (reason := explain_day(doc.text, one))), "")
    if reason:
        return reason
    if date.until:
        return "结束的日期比开始的早" if ends_early(doc.text, date, date.until) else ""
    return explain_weekday(doc.text, date)


def explain_day(text: str, date: Date) -> str:
    """Return why a day or a month is not in the calendar; empty where it is."""
    if date.month is None or DOTTED.match(text, date.span.start):
        return ""
    if not 1 <= date.month <= MONTHS:
        return "" if date.day is None and NO_MONTH.match(text, date.span.end) else f"一年没有{date.month}月"
    last = monthrange(date.year if date.year and date.explicit else LEAP, date.month)[1]
    if date.day is not None and not 1 <= date.day <= last:
        return f"{date.month}月只有{last}天"
    return ""


def ends_early(text: str, date: Date, until: Date) -> bool:
    """Tell whether a period ends before it begins; one that names no second year may end in the next one."""
    start, end = (date.year or 0, date.month or 0, date.day or 0), (until.year or 0, until.month or 0, until.day or 0)
    if start[:2] == end[:2] and date.day and until.day:
        return end < start
    return "年" in until.span.of(text) and date.explicit and until.explicit and 0 < end[0] < start[0]


def explain_weekday(text: str, date: Date) -> str:
    """Return what weekday a date with its year falls on where the text says another; empty else."""
    if not (date.explicit and date.year and date.month and date.day and date.weekday):
        return ""
    weekday = day_of(date.year, date.month, date.day).isoweekday()
    if weekday == date.weekday or MORE_DAYS.match(text, date.span.end):
        return ""
    return f"{date.year}年{date.month}月{date.day}日是星期{WEEKDAYS[weekday - 1]}"
