"""Dates and periods of time: found in the text and resolved against the period that the report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from reportlint.model import Span
from reportlint.numbers import find_numerals, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DASH = "(?:[—–~～-]{1,2}|[至到])"
_YEAR = "(?:1[6-9]|20)[0-9]{2}"
_MONTH = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_QUARTER = "第?[一二三四1-4]"
_ALONE = "(?<![0-9.])"

_YEARS_AWAY = {
    "过去一年": 0, "一年来": 0, "这一年": 0, "上一年": -1, "下一年": 1,
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "下年": 1, "后年": 2,
}  # fmt: skip

# the first alternative that fits a place reads it; each has its reader below
_PATTERNS = {
    "numeric": rf"{_ALONE}{_YEAR}(?P<mark>[./-])[01]?[0-9](?:(?P=mark)[0-3]?[0-9])?(?![0-9.万亿元%倍])",
    "year": rf"(?<![0-9])(?:{_YEAR}|[一二][〇零○一二三四五六七八九]{{3}})\s?(?:年(?!代)度?|[学财]年)",
    "short_year": rf"{_ALONE}[0-9]{{2}}年(?=[0-9]{{1,2}}月)",
    "listed_year": rf"{_ALONE}{_YEAR}(?=年?(?:{_DASH}|[、和/]){_YEAR}(?:年|[、和]))",
    "relative_year": rf"(?:{'|'.join(_YEARS_AWAY)})(?![纪轻龄级])度?",
    "listed_quarter": f"{_QUARTER}(?=(?:{_DASH}|、){_QUARTER}季度)",
    "quarter": f"{_QUARTER}季度",
    "first_quarters": "前[二两三23]个?季度",
    "half": "[上下]半年",
    "listed_month": f"{_ALONE}{_MONTH}(?={_DASH}{_MONTH}月)",
    "first_months": f"前{_MONTH}个?月",
    "month": rf"{_ALONE}{_MONTH}月(?:{_DAY}[日号]|份?(?:[上中下]旬|[初中底末](?![共国央心小学]))?)",
    "bare_day": rf"{_ALONE}[0-9]{{1,2}}日(?![内均元游制本])(?!以内|之内)",
    "part": "年?[初底末终](?<=年.)|全年|年内",
    "plan": "“?(?:十[一二三四五六七八九]?|[三四五六七八九])五[”〞]?(?:时期|期间|末|以来|规划)|“(?:十[一二三四五六七八九]?|[六七八九])五[”〞]",
    "weekday": "(?:星期|礼拜|周)[一二三四五六日天](?![天个次节场期轮小例0-9])",
    "clock": (
        r"(?<![0-9:：.])(?:[01]?[0-9]|2[0-4])(?:时(?:[0-5]?[0-9]分|(?![间代长速期段刻限效候机空]))"
        "|点(?:[0-5]?[0-9]分|[半整钟许])|:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))"
    ),
}
_FIRST = "(?=[0-9一二三四五六七八九十第前上下今去本明后过这年底初末终全星礼周“])"  # what any of them can begin with
_ATOM = re.compile(f"{_FIRST}(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()) + ")")
_RANGE = re.compile(_DASH)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a period of time as the text names it.

    Attributes:
        span: The whole expression, both ends of a range.
        period: Normalised: 2023, 2023-H1, 2023-Q1, 2023-06, 2023-06-09, 2023-01/2023-11; empty when the year is unknown.
        year: As written or told by the report's period; None when unknown.
        month: As written, right or wrong; None for other periods.
        day: As written, right or wrong; None for longer periods.
        weekday: 1 for Monday to 7 for Sunday; None where the text does not say.
        explicit: The year is written in digits.
        until: The other end of a range.
    """

    span: Span
    period: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    explicit: bool = False
    until: Date | None = None


class _Atom(NamedTuple):
    """A date as far as one expression tells it. In `form` a Y stands for its year; empty when it names no period."""

    form: str = ""
    year: int | None = None
    away: int | None = None  # years from the report's own
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    start: int = 0
    end: int = 0

    @property
    def names_year(self) -> bool:
        return self.year is not None or self.away is not None


def find_dates(text: str, period: str = "") -> tuple[Date, ...]:
    """Find dates and periods in order; years that the text leaves out are those of the report's period."""
    folded = fold(text)
    base = int(period[:4]) if period[:4].isdecimal() else None
    return tuple(_ranges(folded, _wholes(folded, _atoms(folded)), base))


def _atoms(text: str) -> Iterator[_Atom]:
    for found in _ATOM.finditer(text):
        atom = _READERS[found.lastgroup or ""](found[0])
        yield atom._replace(start=found.start(), end=found.end())


def _wholes(text: str, atoms: Iterable[_Atom]) -> Iterator[_Atom]:
    """Put together what stands side by side: 2023年 + 6月9日 + （星期五）."""
    last: _Atom | None = None
    for atom in atoms:
        joined = _joined(text, last, atom) if last else None
        if last and not joined:
            yield last
        last = joined or atom
    if last:
        yield last


def _joined(text: str, last: _Atom, atom: _Atom) -> _Atom | None:
    gap = text[last.end : atom.start]
    if not gap and last.form == "Y" and last.names_year and atom.form and not atom.names_year:
        return atom._replace(start=last.start, year=last.year, away=last.away)
    if last.day and atom.weekday and gap in ("", "（", "("):
        closed = bool(gap) and text.startswith(("）", ")"), atom.end)
        return last._replace(end=atom.end + closed, weekday=atom.weekday)
    return None


def _ranges(text: str, atoms: Iterable[_Atom], base: int | None) -> Iterator[Date]:
    """Make dates of atoms, and one of two that a dash joins."""
    last: _Atom | None = None
    for atom in atoms:
        if last and last.form and (atom.form or atom.day) and _RANGE.fullmatch(text, last.end, atom.start):
            yield _range(last, atom, base)
            last = None
            continue
        if last:
            yield _date(last, base)
        last = atom
    if last:
        yield _date(last, base)


def _range(first: _Atom, second: _Atom, base: int | None) -> Date:
    if not second.form:
        second = _day(first.month, second.day)._replace(start=second.start, end=second.end)
    if not second.names_year:
        second = second._replace(year=first.year, away=first.away)
    low, high = _date(first, base), _date(second, base)
    period = f"{low.period}/{high.period}" if low.period and high.period else ""
    return replace(low, span=Span(first.start, second.end), period=period, until=high)


def _date(atom: _Atom, base: int | None) -> Date:
    year = atom.year
    if year is None and base is not None and "Y" in atom.form:
        year = base + (atom.away or 0)
    period = atom.form.replace("Y", str(year)) if year is not None or "Y" not in atom.form else ""
    span = Span(atom.start, atom.end)
    return Date(span, period, year, atom.month, atom.day, atom.weekday, explicit=atom.year is not None)


# Readers: what an expression tells by itself. A range that has only its first unit named is put together later.


def _number(text: str) -> int:
    value = next(find_numerals(text)).value
    return int(value if isinstance(value, Decimal) else value[0])


def _day(month: int | None, day: int | None) -> _Atom:
    form = "" if month is None else f"Y-{month:02}" if day is None else f"Y-{month:02}-{day:02}"
    return _Atom(form, month=month, day=day)


def _numeric(text: str) -> _Atom:
    year, month, *day = (int(part) for part in re.findall("[0-9]+", text))
    return _day(month, day[0] if day else None)._replace(year=year)


def _month(text: str) -> _Atom:
    month, _, day = text.partition("月")
    return _day(_number(month), _number(day) if day.endswith(("日", "号")) else None)


def _plan(text: str) -> _Atom:
    """Give the years of a five-year plan: the third began in 1966, “十四五” is 2021 to 2025."""
    first = 1951 + 5 * _number(text.removeprefix("“").rpartition("五")[0])
    return _Atom(f"{first}/{first + 4}")


def _part(text: str) -> _Atom:
    return _Atom({"初": "Y-01", "底": "Y-12", "末": "Y-12", "终": "Y-12"}.get(text[-1], "Y"))


_READERS: dict[str, Callable[[str], _Atom]] = {
    "numeric": _numeric,
    "year": lambda text: _Atom("Y", year=_number(text)),
    "short_year": lambda text: _Atom("Y", year=_number(text) + (2000 if _number(text) < 50 else 1900)),
    "listed_year": lambda text: _Atom("Y", year=_number(text)),
    "relative_year": lambda text: _Atom("Y", away=_YEARS_AWAY[text.removesuffix("度")]),
    "listed_quarter": lambda text: _Atom(f"Y-Q{_number(text)}"),
    "quarter": lambda text: _Atom(f"Y-Q{_number(text)}"),
    "first_quarters": lambda text: _Atom(f"Y-Q1/Y-Q{_number(text)}"),
    "half": lambda text: _Atom("Y-H1" if text[0] == "上" else "Y-H2"),
    "listed_month": lambda text: _day(_number(text), None),
    "first_months": lambda text: _Atom(f"Y-01/Y-{_number(text):02}"),
    "month": _month,
    "bare_day": lambda text: _day(None, _number(text)),
    "part": _part,
    "plan": _plan,
    "weekday": lambda text: _Atom(weekday=min("一二三四五六日天".index(text[-1]) + 1, 7)),
    "clock": lambda _: _Atom(),
}
