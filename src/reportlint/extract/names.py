"""Numerals that count nothing: inside titles and labels, in codes, ordinals, ranks and set phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from reportlint import lexicon
from reportlint.numbers import find_numerals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlint.numbers import Numeral

_TITLE = re.compile("《[^《》\n]{1,80}》|〔[0-9]{4}〕[0-9]{1,5}号")
_LABEL = re.compile('[“"‘「][^“”"‘’「」〞，。；！？\n]{1,20}[”"’」〞]')
_REACH = 8  # characters before a numeral that can make it a name
# behind 目前 or 之前 a number counts; behind a mere 前 it is a rank
_RANK_BEFORE = re.compile("(?<![目之以此当日提事战空面眼])前$")
_SESSION_BEFORE = re.compile("(?:大|届[^，。；0-9]{0,8})$")
_MORE = "(?:[、和][一二三四五六七八九十]+次)?"
_PLENUM = re.compile(f"中全会|次{_MORE}(?:全会|代表大会|党代会)")
_MEETING = re.compile(f"次{_MORE}(?:全体会议|会议|常委会)")
_CHINESE_BEFORE = re.compile("(?:[几数]|成千上|[初高])$")
_ORDINAL_BEFORE = re.compile("第[一二三四五六七八九十百0-9]+[、和至到—-]$")
_CODE_BEFORE = re.compile(r"(?:[A-Za-z_#@·•+×*=]|[A-Za-z][-—.]|[0-9][:：∶/.])$")
_CODE_BEHIND = re.compile(r"[_#@·•+×*=]|[.:：∶/][0-9]")


class Places:
    """Spans that do not overlap, to look positions up in."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def __contains__(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._spans[at][1]


def find_titles(text: str) -> Places:
    """Find 《titles》 and document numbers, in which no numeral counts anything."""
    return Places(found.span() for found in _TITLE.finditer(text))


def find_labels(text: str) -> Places:
    """Find short quoted labels, “三大工程”, in which numerals count only with a unit of money or a %."""
    return Places(found.span() for found in _LABEL.finditer(text))


def is_name(text: str, numeral: Numeral) -> bool:
    """Tell whether a numeral is an ordinal, a rank, the base of a rate, a part of a code or of a set phrase."""
    before = text[max(0, numeral.start - _REACH) : numeral.start]
    return (
        before.endswith(("第", "每"))
        or _CODE_BEFORE.search(before) is not None
        or _CODE_BEHIND.match(text, numeral.end) is not None
        or _RANK_BEFORE.search(before) is not None
        or _ORDINAL_BEFORE.search(before) is not None
        or (numeral.script != "arabic" and _is_chinese_name(text, numeral, before))
        or any(
            text.startswith(behind, numeral.end) and before.endswith(ahead)
            for ahead, behind in _phrases().get(text[numeral.start : numeral.end], ())
        )
    )


def _is_chinese_name(text: str, numeral: Numeral, before: str) -> bool:
    """Tell whether Chinese digits are vague (数十), a school year (高三) or those of a meeting in its series."""
    if _CHINESE_BEFORE.search(before) or _PLENUM.match(text, numeral.end):
        return True
    return _MEETING.match(text, numeral.end) is not None and _SESSION_BEFORE.search(before) is not None


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """Map each numeral of the set phrases to what stands before and behind it there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase in lexicon.terms("number-phrases"):
        for numeral in find_numerals(phrase):
            found.setdefault(phrase[numeral.start : numeral.end], []).append(
                (phrase[: numeral.start], phrase[numeral.end :])
            )
    return found
