"""不存在的日期。"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as day_of
from itertools import takewhile
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Date, Document

WEEKDAYS = "一二三四五六日"
LEAP = 2024  # a year that has 29 February, for dates without one
LAST_MONTH = 12
# 18月龄, 13月工资
NO_MONTH = re.compile("[龄薪大]|工资|[份]?奖金")
# 202223年上半年
LONG_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!0{1,4}年)\d{1,4}年(?![前来以间])")


@rule(
    "error",
    Example(bad="⟦2月30日⟧召开党员大会。", good="2月28日召开党员大会。"),
    Example(bad="⟦2025年6月9日（星期五）⟧开展演练。", good="2025年6月9日（星期一）开展演练。"),
)
def invalid_date(doc: Document) -> Iterator[Finding]:
    """日历上没有的日期，或者日期和星期对不上。

    如2月30日、6月31日、13月、平年的2月29日，3月15日至10日，多打了数字的202223年。写明了年份的日期才和星期核对。
    """
    for date in doc.dates:
        if (reason := explain(date)) and not NO_MONTH.match(doc.text, date.span.end):
            yield Finding(date.span, f"{reason}，请核对“{date.span.of(doc.text)}”。")
    for match in LONG_YEAR.finditer(doc.text):
        yield Finding(Span(*match.span()), f"“{match[0]}”不是年份，多打了数字，请改正。")
