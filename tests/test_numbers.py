from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.numbers import find_numerals, fold, parse_number

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """Write a number below 10^12 in Chinese."""
    if number < 10_000:
        return spell_group(number) or "零"
    power, sign = (100_000_000, "亿") if number >= 100_000_000 else (10_000, "万")
    high, low = divmod(number, power)
    gap = "零" if low and low < power // 10 else ""
    return f"{spell(high)}{sign}{gap}{spell(low) if low else ''}"


def spell_group(number: int) -> str:
    text, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        gap = gap or (digit == 0 and text != "")
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + sign
            gap = False
    return text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.08亿", "108000000"),
        ("3万5千", "35000"),
        ("3万5", "35000"),
        ("1亿2000万", "120000000"),
        ("7 000 万", "70000000"),
        ("７０００多万", "70000000"),
        ("1亿3000多万", "130000000"),
        ("12,345.6", "12345.6"),
        ("两千四百五", "2450"),
        ("两千四百零五", "2405"),
        ("一百零三点五万", "1035000"),
        ("二十几万", "200000"),
        ("四万亿", "4000000000000"),
        ("十五", "15"),
        ("百三", "130"),
        ("〇", "0"),
        ("二〇二三", "2023"),
        ("壹佰贰拾", "120"),
        ("叁仟零伍拾萬", "30500000"),
        ("负三点五", "-3.5"),
        ("-12", "-12"),
        ("2e3", "2000"),
        ("15k", "15000"),
    ],
)
def test_reads_whole_and_decimal_numbers(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25.9％", "25.9"),
        ("百分之二十五点九", "25.9"),
        ("百分之百", "100"),
        ("千分之三", "0.3"),
        ("14‰", "1.4"),
        ("3.5个百分点", "3.5"),
        ("八成", "80"),
        ("七成六", "76"),
        ("半成", "5"),
        ("对折", "50"),
        ("八折", "80"),
        ("七五折", "75"),
        ("1/8", "0.125"),
        ("四分之三", "0.75"),
        ("二又五分之一", "2.2"),
        ("1 3/4", "1.75"),
    ],
)
def test_reads_shares_and_fractions(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "一般", "统一", "3.5亿元", "5名", "2.5.3", "两三", "十七八", "负", "k", "3/0", "零分之一", "1" * 200],
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parse_number(text) is None


def test_value_is_exact_and_plain() -> None:
    assert str(parse_number("1.08亿")) == "108000000"
    assert parse_number("0.1亿") == 10_000_000
    assert parse_number("1234567890123456789012345678901234.5") == Decimal("1234567890123456789012345678901234.5")


@given(st.integers(0, 10**12 - 1))
def test_spelled_numbers_come_back(number: int) -> None:
    assert parse_number(spell(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 6), st.sampled_from([("", 0), ("万", 4), ("亿", 8), ("万亿", 12)]))
def test_mixed_numbers_come_back(digits: int, places: int, power: tuple[str, int]) -> None:
    value = Decimal(digits).scaleb(-places)
    assert parse_number(f"{value:f}{power[0]}") == value.scaleb(power[1])


@given(st.text(max_size=60))
def test_any_text_is_safe(text: str) -> None:
    value = parse_number(text)
    assert value is None or value.is_finite()


def found(text: str) -> list[tuple[str, object]]:
    return [(text[n.start : n.end], n.value) for n in find_numerals(fold(text))]


def test_finds_numerals_in_running_text() -> None:
    text = "投资３万5千元，占百分之二点五，走访两三百户，三分之一为老户，比例达1/8。"
    assert found(text) == [
        ("３万5千", Decimal(35000)),
        ("百分之二点五", Decimal("2.5")),
        ("两三百", (Decimal(200), Decimal(300))),
        ("三分之一", Decimal("0.333333")),
        ("1/8", Decimal("0.125")),
    ]


def test_adjacent_digits_are_a_range_only_next_to_each_other() -> None:
    assert found("十七八") == [("十七八", (Decimal(17), Decimal(18)))]
    assert found("三五") == [("三五", (Decimal(3), Decimal(5)))]
    assert found("二六") == [("二六", Decimal(26))]
    assert found("一二三") == [("一二三", Decimal(123))]


def test_full_width_groups_are_one_number() -> None:
    assert found("３，５５６万担") == [("３，５５６万", Decimal(35_560_000))]
    assert found("3，556") == [("3", Decimal(3)), ("556", Decimal(556))]


def test_endless_digits_are_no_number() -> None:
    assert found("9" * 100_000) == []
    assert found("一" * 100_000 + "，5") == [("5", Decimal(5))]


@given(st.text(alphabet="0123456789一二两三十百千万亿点分之多余几,.，/０９％ 年个", max_size=40))
def test_numerals_lie_in_order_inside_the_text(text: str) -> None:
    spans = [(n.start, n.end) for n in find_numerals(fold(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(st.text(max_size=60))
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)
