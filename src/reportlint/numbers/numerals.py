"""Numerals found in running text, in linear time."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlint.numbers.cardinals import DIGITS, read_cardinal, read_range

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = Decimal | tuple[Decimal, Decimal]
# bare: powers without a digit (百, 千亿); row: Chinese digits in a row, as in years (二〇二三)
Script = Literal["arabic", "chinese", "bare", "row", "fraction", "%", "‰"]

LONGEST = 40  # more characters in a row are a code or noise

_WIDE = str.maketrans("０１２３４５６７８９％．－＋／○", "0123456789%.-+/〇")
_SIMPLE = str.maketrans(
    "壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟萬億兩點餘幾個負，",
    "一二二三三三四五六六七八九十百千万亿两点余几个负,",
)
_FOLDABLE = re.compile("[０-９％．－＋／○]")
_GROUPED = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_PLACES = Decimal("1e-6")  # of a fraction

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
_BEFORE_POWER = "(?=[余多几来]?[十百千万亿])"
_MIXED = (
    rf"{_ARABIC}(?:[余多几来]?+[十百千万亿]++"
    rf"(?:零?+{_ARABIC}{_BEFORE_POWER}|零{_ARABIC}|[一二两三四五六七八九]{_BEFORE_POWER})?+)*+"
)
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]++(?:点[零〇一二三四五六七八九]++)?+(?:[余多几来]?+[百千万亿]++)*+"
_CAPITAL = "[壹贰叁肆伍陆柒捌玖][拾佰仟万亿][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]*+"
_RUN = re.compile(f"{_MIXED}|{_CHINESE}|{_CAPITAL}")
_DENOMINATOR = re.compile(r"/([1-9][0-9]?+)(?![0-9./])")
_VAGUE = re.compile("[余多几来]")


class Numeral(NamedTuple):
    """A number in a text, without its unit. `vague` tells that 余, 多, 几 or 来 stands inside."""

    start: int
    end: int
    value: Value
    script: Script
    vague: bool = False


def fold(text: str) -> str:
    """Make full-width digits and the signs of numbers half-width; every character keeps its place."""
    return _GROUPED.sub(",", text).translate(_WIDE) if _FOLDABLE.search(text) else text


def simplify(text: str) -> str:
    """Write numerals in everyday characters and half width: 壹佰貳拾 becomes 一百二十; every character keeps its place."""
    return fold(text).translate(_SIMPLE)


def find_numerals(text: str) -> Iterator[Numeral]:
    """Find the numerals of a folded text, in order."""
    position = 0
    while found := _RUN.search(text, position):
        position = found.end()
        if position - found.start() <= LONGEST and (numeral := _fraction(text, found) or _numeral(found)):
            position = numeral.end
            yield numeral


def _numeral(found: re.Match[str]) -> Numeral | None:
    value, script, vague = _read(found[0])
    return None if value is None else Numeral(*found.span(), value, script, vague)


@lru_cache(4096)
def _read(run: str) -> tuple[Value | None, Script, bool]:
    plain = _VAGUE.sub("", run).translate(_SIMPLE)
    between = read_range(plain)
    return between or read_cardinal(plain), "chinese" if between else _script(plain), len(plain) < len(run)


def _script(run: str) -> Script:
    if run[0] in "0123456789":
        return "arabic"
    if not DIGITS.keys() & set(run) and run[0] != "十":
        return "bare"
    return "row" if len(run) > 1 and DIGITS.keys() >= set(run) else "chinese"


def _fraction(text: str, whole: re.Match[str]) -> Numeral | None:
    """Read 三分之一, 百分之五 or 1/8 where the first part has been found."""
    start, end = whole.span()
    if text.startswith("分之", end):
        part = _RUN.match(text, end + 2)
        return _share(start, whole[0], part) if part else None
    slash = _DENOMINATOR.match(text, end)
    if slash is None or not whole[0].isdecimal() or int(whole[0]) >= int(slash[1]) or text[start - 1 : start] == "/":
        return None
    return Numeral(start, slash.end(), _quotient(Decimal(whole[0]), Decimal(slash[1])), "fraction")


def _share(start: int, whole: str, found: re.Match[str]) -> Numeral | None:
    part, of = read_cardinal(found[0]), read_cardinal(whole)
    if part is None or not of:
        return None
    if whole in ("百", "千"):
        return Numeral(start, found.end(), part, "%" if whole == "百" else "‰")
    return Numeral(start, found.end(), _quotient(part, of), "fraction")


def _quotient(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole).quantize(_PLACES).normalize() + 0
