"""What a quantity counts: the noun behind it, the words before it in the clause, or what the sentence spoke of before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportlint import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.extract.dates import Date
    from reportlint.extract.quantities import Quantity

_BREAK = re.compile("[，。；：！？\n,;:!?\t]")
_STOPS = frozenset("。！？\n!?")
_REACH = 60  # characters of a clause before a number
_LONGEST = 24  # characters of a noun behind it
_WORD = 6  # characters of the longest word in the lexicon
# of these units the noun may stand behind: 5名村干部, 50亩地; of others it stands before: 占比5%, 历时5年
_COUNTING = frozenset({"count", "plain", "money", "length", "area", "volume", "mass", "energy", "data", "symbol"})
_EVENTS = ("次", "场", "期", "轮", "遍", "回", "趟")
_OPEN = re.compile("(?:[及或]?以[上下内]|左右|[余多])?(的?)(?=[一-鿿“‘《A-Za-z])")
_CLOSE = re.compile("[^一-鿿“”‘’《》A-Za-z]|[（）]")
_MARKS = "、（()） \u3000*#－—-"
_NUMBERED = re.compile("^[一二三四五六七八九十]+[是要]")
_SUFFIXES = "率班会数额量组队站点度费金力物件面性化器机室者员长区类型型式法期处所"  # 排查率, 培训班, 调解员 hold no verb
_PARTS = re.compile("[、和与及]")


class _Place(NamedTuple):
    """Where a quantity stands: the text that is its own on both sides, the clause and the number of the sentence."""

    left: int
    right: int
    clause: int
    sentence: int


def find_measures(text: str, quantities: Sequence[Quantity], dates: Sequence[Date]) -> list[str]:
    """Return what each quantity counts, in words of the text; empty where the text does not say."""
    places = list(_places(text, quantities))
    measures: list[str] = []
    for index, (quantity, place) in enumerate(zip(quantities, places, strict=True)):
        stated = _stated(text, quantity, place, dates)
        measures.append(stated or _inherited(quantities, places, measures, index))
    _distribute(text, quantities, places, measures)
    return measures


def _places(text: str, quantities: Sequence[Quantity]) -> Iterator[_Place]:
    breaks, stops = [-1], [0]
    for found in _BREAK.finditer(text):
        breaks.append(found.start())
        stops.append(stops[-1] + (found[0] in _STOPS))
    last = 0
    for index, quantity in enumerate(quantities):
        at = bisect_right(breaks, quantity.start) - 1
        after = bisect_left(breaks, quantity.end)
        right = breaks[after] if after < len(breaks) else len(text)
        if index + 1 < len(quantities):
            right = min(right, quantities[index + 1].start)
        clause = breaks[at] + 1
        yield _Place(max(clause, last, quantity.start - _REACH), right, clause, stops[at])
        last = quantity.end


def _stated(text: str, quantity: Quantity, place: _Place, dates: Sequence[Date]) -> str:
    counting = quantity.kind in _COUNTING
    behind = _noun_behind(text[quantity.end : min(place.right, quantity.end + _LONGEST)], quantity)
    if counting and behind:
        return behind
    return _noun_before(text, place.left, quantity.start, dates) or behind


def _noun_before(text: str, left: int, right: int, dates: Sequence[Date]) -> str:
    """Return the noun between two places; a date between noun and number is passed over."""
    first = bisect_left(dates, left, key=lambda date: date.span.start)
    ends = [left]
    for date in dates[first:]:
        if date.span.start >= right:
            break
        ends += [date.span.start, date.span.end]
    ends.append(right)
    parts = [text[ends[i] : ends[i + 1]] for i in range(0, len(ends), 2)]
    return next((noun for part in reversed(parts) if len(noun := _noun(part)) > 1), "")


def _noun(part: str) -> str:
    """Strip a run of words before a number down to the noun that is counted."""
    run = _without_end(_NUMBERED.sub("", part.strip(_MARKS)))
    run = _behind_verb(run)
    return _without_start(run)


def _without_end(run: str) -> str:
    words, whole = _words("link"), _words("keep")
    while run[-2:] not in whole:
        size = next((size for size in range(_WORD, 0, -1) if run[-size:] in words and len(run) >= size), 0)
        if not size:
            break
        run = run[:-size].rstrip(_MARKS)
    return run


def _without_start(run: str) -> str:
    words, whole = _words("lead") | _words("opening") | _words("verb"), _words("keep")
    while run[:2] not in whole:
        size = next((size for size in range(_WORD, 0, -1) if run[:size] in words and len(run) >= size), 0)
        if not size or (len(run) < size + 2 and run not in _words("lead")) or run[size:] in _words("generic"):
            break
        run = run[size:].lstrip(_MARKS)
    return run


def _behind_verb(run: str) -> str:
    """Return what stands behind the last verb that leaves a noun: 班子成员讲授专题党课 gives 专题党课."""
    verbs, generic = _words("verb"), _words("generic")
    for end in range(len(run) - 2, 1, -1):
        if run[end - 2 : end] in verbs and run[end] not in _SUFFIXES and run[end:] not in generic:
            return run[end:].lstrip(_MARKS)
    return run


def _noun_behind(tail: str, quantity: Quantity) -> str:
    """Return the noun at the beginning of the words behind a number; empty where they begin with something else."""
    opened = _OPEN.match(tail)
    if opened is None:
        return ""
    run = tail[opened.end() :]
    if quantity.unit.endswith(_EVENTS) or quantity.kind == "duration":
        run = _without_start(run)
    closed = _CLOSE.search(run)
    run = run[: closed.start() if closed else None]
    end = next((place for place in range(len(run)) if _ends(run, place)), len(run))
    return run[:end]


def _ends(run: str, place: int) -> bool:
    pair = run[place : place + 2]
    if pair in _words("keep") or run[place - 1 : place + 1] in _words("keep"):
        return False
    return run[place] in _words("end") or any(pair in _words(role) for role in ("end", "verb", "link"))


def _inherited(
    quantities: Sequence[Quantity], places: Sequence[_Place], measures: Sequence[str], index: int
) -> str:
    """Return what the sentence counted before: in the same unit, or just now where that is a rate."""
    near = ""
    for before in range(index - 1, max(-1, index - 7), -1):
        if places[before].sentence != places[index].sentence:
            break
        if measures[before] and quantities[index].kind != "rate" and quantities[before].unit == quantities[index].unit:
            return measures[before]
        near = near or measures[before]
    return near


def _distribute(
    text: str, quantities: Sequence[Quantity], places: Sequence[_Place], measures: list[str]
) -> None:
    """Give each number of a list behind 分别 its own noun."""
    for first, size in _lists(text, quantities, places):
        subject = text[places[first].clause : quantities[first].start].partition("分别")[0]
        names = [name for part in _PARTS.split(subject) if len(name := _noun(part)) > 1]
        if len(names) != size and len(names) < 2:
            names = measures[max(0, first - size) : first] if not names else []
        if len(names) == size and all(names):
            measures[first : first + size] = names


def _lists(
    text: str, quantities: Sequence[Quantity], places: Sequence[_Place]
) -> Iterator[tuple[int, int]]:
    """Find lists of numbers behind 分别: the first index and how many."""
    first = 0
    for index in range(1, len(quantities) + 1):
        if index < len(quantities) and _PARTS.fullmatch(text, quantities[index - 1].end, quantities[index].start):
            continue
        if index - first > 1 and "分别" in text[max(places[first].clause, quantities[first].start - _REACH) : quantities[first].start]:
            yield first, index - first
        first = index


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("clause-words") if row["role"] == role)
