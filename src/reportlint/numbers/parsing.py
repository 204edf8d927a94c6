"""A text that is one number, read as an exact decimal."""

from __future__ import annotations

import re
from decimal import Decimal

from reportlint.numbers.cardinals import read_cardinal, read_range
from reportlint.numbers.numerals import LONGEST, simplify

_MIXED = re.compile(r"([0-9]+)\s+([0-9]+/[0-9]+)", re.ASCII)
_PERCENT = re.compile(r"(?P<whole>[十百千万亿]+)分之(?P<part>.+)|(?P<number>.+?)(?P<sign>%|‰|个?百分点)")
_SHARE = re.compile(r"(.+?)([成折打])([0-9一二三四五六七八九]?)")
_FRACTION = re.compile(r"(?:(.+)又)?(?:(.+)分之(.+)|(.+)/(.+))")
_VAGUE = re.compile(r"(?<=.)[余多几来](?=[万亿]|$)")
_HALVES = {"半成": Decimal(5), "对折": Decimal(50), "半折": Decimal(5)}


def parse_number(text: str) -> Decimal | None:
    """Read a text that is one number and nothing else.

    Takes Chinese, Arabic and mixed numerals in every width and script, fractions, 成 and 折, with spaces between.
    A percentage gives the number before the sign (25.9％ → 25.9, 百分之二十五 → 25, 千分之三 → 0.3, 对折 → 50).

    Returns:
        The exact value (of a fraction without end its first 28 digits); None where the text is no number.
    """
    if len(text) > 2 * LONGEST:
        return None
    plain = simplify(text).strip()
    mixed = _MIXED.fullmatch(plain)
    return _signed(f"{mixed[1]}又{mixed[2]}" if mixed else re.sub(r"\s", "", plain))


def _signed(text: str) -> Decimal | None:
    if text[:1] in ("负", "-"):
        value = _unsigned(text[1:])
        return None if value is None else -value
    return _unsigned(text.removeprefix("+"))


def _unsigned(text: str) -> Decimal | None:
    if found := _PERCENT.fullmatch(text):
        return _percent(found)
    if found := _SHARE.fullmatch(text):
        return _share(found)
    if found := _FRACTION.fullmatch(text):
        return _fraction(found)
    return _number(text)


def _percent(found: re.Match[str]) -> Decimal | None:
    value = _number(found["part"] or found["number"])
    whole = read_cardinal(found["whole"] or ("千" if found["sign"] == "‰" else "百"))
    return value * 100 / whole if value is not None and whole else None


def _share(found: re.Match[str]) -> Decimal | None:
    """Read 成 (七成六 is 76), 折 (五五折 is 55) and 打, the dozen."""
    text, sign, rest = found.groups()
    value, more = _number(text), _number(rest) if rest else Decimal(0)
    if value is None or more is None or (rest and sign != "成"):
        return _HALVES.get(found[0])
    if sign == "折" and value > 10:
        return value
    return value * (12 if sign == "打" else 10) + more


def _fraction(found: re.Match[str]) -> Decimal | None:
    entire, *parts = found.groups()
    below, above = (parts[0], parts[1]) if parts[0] else (parts[3], parts[2])
    value, whole, over = _number(entire) if entire else Decimal(0), _negatable(below), _negatable(above)
    return value + over / whole if value is not None and over is not None and whole else None


def _negatable(text: str) -> Decimal | None:
    value = _number(text.removeprefix("负"))
    return -value if value is not None and text.startswith("负") else value


def _number(text: str) -> Decimal | None:
    digits = _VAGUE.sub("", text.removesuffix("k"))
    value = None if read_range(digits) else read_cardinal(digits)
    return value * 1000 if value is not None and text.endswith("k") else value
