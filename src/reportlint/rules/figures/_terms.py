"""Written numbers as terms of a calculation: what they say, what they may stand for, and how the calculation reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from reportlint import rows

if TYPE_CHECKING:
    from reportlint import Figure

INFINITE = Decimal("Infinity")
ABOUT = Decimal("0.1")  # 约 may be off by so much of the value
CUT = Decimal("0.49")  # what cutting off adds to half a unit: 0.19 reads 0.1
WHOLE = frozenset(("个工作日", "工作日", "天", "日", "年", "个月", "岁"))  # counted, though they measure
ARABIC = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?(?P<powers>[余多几来十百千万亿]*)")
CHINESE = re.compile("(?:点(?P<decimals>[零〇一二三四五六七八九]+)|(?<![余多几来万亿]))(?P<powers>[余多几来万亿]*)$")
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


@dataclass(frozen=True, slots=True)
class Term:
    """A number, written or calculated.

    Attributes:
        value: As written.
        low: The least that it may stand for.
        high: The most that it may stand for.
        text: How it reads.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    text: str

    def __add__(self, other: Term) -> Term:
        text = f"{self.text}＋{other.text}"
        return Term(self.value + other.value, self.low + other.low, self.high + other.high, text)

    def __sub__(self, other: Term) -> Term:
        text = f"{self.text}－{other.text}"
        return Term(self.value - other.value, self.low - other.high, self.high - other.low, text)

    def __truediv__(self, other: Term) -> Term:
        """Divide a term that is not negative by one that is not 0."""
        text = f"{self.bracketed}÷{other.bracketed}"
        most = self.high / other.low if other.low > 0 else INFINITE
        return Term(self.value / other.value, self.low / other.high, most, text)

    def percent(self) -> Term:
        """Return the term in hundredths; it reads the same."""
        return Term(self.value * 100, self.low * 100, self.high * 100, self.text)

    def cut(self, place: Decimal) -> Term:
        """Return the term as one whose last place may have been cut off instead of rounded."""
        return Term(self.value, self.low, self.high + place * CUT, self.text)

    def meets(self, other: Term) -> bool:
        """Tell whether both can be the same number."""
        return self.low <= other.high and other.low <= self.high

    @property
    def bracketed(self) -> str:
        """The text as a part of a product."""
        return f"（{self.text}）" if re.search("[＋－]", self.text) else self.text

    def equation(self, like: Figure, text: str) -> str:
        """Return the calculation with its result, written and rounded like a figure."""
        power, decimals, signs = written_form(like, text)
        exact = self.value.scaleb(-power)
        result = f"{exact:.{decimals}f}"
        sign = "＝" if Decimal(result) == exact else "≈"
        return f"{self.text}{sign}{result.rstrip('0').rstrip('.') if decimals else result}{signs}{like.unit}"


def term(figure: Figure, text: str) -> Term:
    """Return a figure as a term: within half a unit of its last place, wider where it says 余, 近 or 约.

    A range stands for all between its ends.
    """
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    written, place = figure.span.of(text), last_place(figure, text)
    half = place / 2 if place != 1 or figure.unit in measured_units() else Decimal(0)
    spread = max(abs(high) * ABOUT, half) if figure.bound == "about" else half
    least, most = low - spread, high + spread
    if figure.bound == "more":
        least, most = low, high + leading_step(high) if re.search("[余多]", written) else INFINITE
    if figure.bound == "less":
        least, most = Decimal(0), high
    return Term(high, least, most, written)


def last_place(figure: Figure, text: str) -> Decimal:
    """Return the value of one in the last written place: 0.1亿 of 3.6亿元, 1 of 330元, 10 of 八成."""
    power, decimals, _ = written_form(figure, text)
    return Decimal(1).scaleb(power - decimals + text.endswith("成", figure.span.start, figure.span.end))


def written_form(figure: Figure, text: str) -> tuple[int, int, str]:
    """Return the power of ten of a figure's 万 and 亿, how many decimals it has, and the 万 and 亿 themselves."""
    written = normalize("NFKC", figure.span.of(text)).removesuffix(normalize("NFKC", figure.unit))
    found = next(iter([*ARABIC.finditer(written)][-1:]), None) or CHINESE.search(written)
    if found is None:
        return 0, 0, ""
    signs = "".join(sign for sign in found["powers"] if sign in POWERS)
    return sum(POWERS[sign] for sign in signs), len(found["decimals"] or ""), signs


def leading_step(value: Decimal) -> Decimal:
    """Return one in the last place that is not zero: 100 of 4200, 10 of 60."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


@cache
def measured_units() -> frozenset[str]:
    """Return the units of what is measured, not counted, and therefore rounded: 吨, 元, 公里."""
    return frozenset(row["unit"] for row in rows("units")) - WHOLE
