from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.extract.dates import Date, find_dates


def periods(text: str, period: str = "2023") -> list[tuple[str, str]]:
    return [(date.span.of(text), date.period) for date in find_dates(text, period)]


def only(text: str, period: str = "2023") -> Date:
    (date,) = find_dates(text, period)
    return date


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年", "2022"),
        ("２０２２年度", "2022"),
        ("二〇二二年", "2022"),
        ("一九五○年", "1950"),
        ("2022年底", "2022-12"),
        ("2022年年初", "2022-01"),
        ("2022年6月", "2022-06"),
        ("22年6月", "2022-06"),
        ("2022年6月9日", "2022-06-09"),
        ("2022.06.09", "2022-06-09"),
        ("2022-6-9", "2022-06-09"),
        ("2022年上半年", "2022-H1"),
        ("2022年第三季度", "2022-Q3"),
        ("2022年前三季度", "2022-Q1/2022-Q3"),
        ("2022年1—11月", "2022-01/2022-11"),
        ("2022年前5个月", "2022-01/2022-05"),
        ("2021—2022年", "2021/2022"),
        ("2021年至2022年", "2021/2022"),
        ("2021年12月20日至2022年2月3日", "2021-12-20/2022-02-03"),
        ("2022年3月8日至12日", "2022-03-08/2022-03-12"),
    ],
)
def test_explicit_dates(text: str, period: str) -> None:
    date = only(text, "2019")
    assert date.span.of(text) == text
    assert date.period == period
    assert date.explicit


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("今年", "2023"),
        ("全年", "2023"),
        ("去年", "2022"),
        ("上年", "2022"),
        ("明年6月底", "2024-06"),
        ("去年10月份", "2022-10"),
        ("上半年", "2023-H1"),
        ("四季度", "2023-Q4"),
        ("一至三季度", "2023-Q1/2023-Q3"),
        ("1至9月", "2023-01/2023-09"),
        ("11月中旬", "2023-11"),
        ("十一月", "2023-11"),
        ("年底", "2023-12"),
        ("“十四五”期间", "2021/2025"),
        ("“八五”时期", "1991/1995"),
    ],
)
def test_years_left_out_are_those_of_the_report(text: str, period: str) -> None:
    date = only(text)
    assert date.span.of(text) == text
    assert date.period == period
    assert not date.explicit


def test_without_a_report_period_only_explicit_dates_have_one() -> None:
    assert periods("2021年和今年上半年", "") == [("2021年", "2021"), ("今年上半年", "")]


def test_day_and_weekday_as_written() -> None:
    text = "2023年2月30日（星期五）"
    date = only(text)
    assert date.span.of(text) == text
    assert (date.year, date.month, date.day, date.weekday) == (2023, 2, 30, 5)
    assert only("13月").month == 13
    assert only("周日").weekday == 7


def test_both_ends_of_a_range() -> None:
    date = only("3月8日至4月31日")
    assert (date.month, date.day) == (3, 8)
    assert date.until is not None
    assert (date.until.month, date.until.day) == (4, 31)


@pytest.mark.parametrize(
    "text",
    ["十五年来", "3个月", "30日内", "五天", "每周五天", "上年纪的人", "80年代", "5G网络", "8小时", "12.5%", "第三季"],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, "2023") == ()


def test_numbered_year_is_found() -> None:
    assert periods("11.2025年建成", "") == [("2025年", "2025")]


@given(
    st.text(alphabet="0123456789年月日号季度半上下前今去至—-一二三四五十零〇周星期“”（）底末初 .:：时分", max_size=40)
)
def test_dates_lie_in_order_inside_the_text(text: str) -> None:
    dates = find_dates(text, "2023")
    assert all(0 <= date.span.start < date.span.end <= len(text) for date in dates)
    assert all(a.span.end <= b.span.start for a, b in pairwise(dates))
