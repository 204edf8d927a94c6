"""Digits and powers read as exact decimals, in simplified everyday characters."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache

DIGITS = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True))
POWERS = {"兆": 12, "亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}

_EXACT = 120  # digits of precision: more than any numeral that is read here can need
_LITERAL = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]{1,2})?", re.ASCII)
_NEIGHBOURS = re.compile(
    "(?:一(?=两|二[十百千])|[二两](?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))(?=.(?:[十百千万亿]|$))"
)


@lru_cache(4096)
def read_cardinal(run: str) -> Decimal | None:
    """Read digits and powers: 四亿五千万零六十 is 450000060, 四百五 is 450; None for what is no numeral."""
    with localcontext() as context:
        context.prec = _EXACT
        return _cardinal(run)


def _cardinal(run: str) -> Decimal | None:
    for sign, power in POWERS.items():
        head, found, tail = run.rpartition(sign)
        if found:
            high = _cardinal(head) if head.lstrip("零") else Decimal(1)
            low = _below(tail, power)
            return None if high is None or low is None else high.scaleb(power) + low
    return _literal(run)


def _below(tail: str, power: int) -> Decimal | None:
    """Read what stands behind a power: behind 百, 五 is 50, 零五 is 5."""
    if not tail:
        return Decimal(0)
    whole, point, decimals = tail.partition("点")
    if len(whole) == 1 and whole not in POWERS and whole not in "零〇":
        digit, rest = _literal(whole), _literal(f"零点{decimals}") if point else Decimal(0)
        return None if digit is None or rest is None else digit.scaleb(power - 1) + rest
    low = _cardinal(tail.lstrip("零") or "零")
    return low if low is not None and low < Decimal(10) ** power else None


def _literal(run: str) -> Decimal | None:
    """Read a run without powers: 1,234.5, 2e5, 二〇二三, 三点一四."""
    digits = "".join(DIGITS.get(sign, sign) for sign in run.replace(",", "").replace("点", "."))
    return Decimal(digits) + 0 if _LITERAL.fullmatch(digits) else None


@lru_cache(4096)
def read_range(run: str) -> tuple[Decimal, Decimal] | None:
    """Read adjacent digits as a range: 两三百 is 200 to 300, 十七八 is 17 to 18; None for other runs."""
    pair = _NEIGHBOURS.search(run)
    at = pair.start() if pair else 0
    if pair is None or (at and run[at - 1] in DIGITS):
        return None
    low, high = read_cardinal(run[: at + 1] + run[at + 2 :]), read_cardinal(run[:at] + run[at + 1 :])
    return (low, high) if low is not None and high is not None else None
