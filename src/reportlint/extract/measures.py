"""What a quantity counts: the noun behind it, the words before it in the clause, or what the sentence spoke of before."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from reportlint import lexicon
from reportlint.extract.clauses import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.extract.clauses import Place
    from reportlint.extract.dates import Date
    from reportlint.extract.quantities import Quantity

_LONGEST = 24  # characters of a noun behind it
_WORD = 6  # characters of the longest word in the lexicon
# of these the noun stands behind where there is one: 5名村干部; of others rather before: 占比5%, 管网86公里
_COUNTING = frozenset({"count", "plain"})
_EVENTS = ("次", "场", "期", "轮", "遍", "回", "趟")
_OPEN = re.compile("(?:[及或]?以[上下内]|左右|[余多])?(的?)(?=[一-鿿“‘《A-Za-z])")
_CLOSE = re.compile("[^一-鿿“”‘’《》A-Za-z]|[（）]")
_MARKS = "、（()） \u3000*#－—-"
_PACES = ("年均增长", "年均增速", "平均增长")  # they stay with the noun
_NUMBERED = re.compile("^[一二三四五六七八九十]+[是要]")
_SUFFIXES = "率班数额量组队站点度费金力物件面性化器机室者员长区类型型式法期处所值品商权证书单"  # 排查率, 培训班, 调解员 hold no verb
_PARTS = re.compile("[、和与及]")


_Time = tuple[int, int]


def find_measures(
    text: str, quantities: Sequence[Quantity], places: Sequence[Place], dates: Sequence[Date]
) -> list[str]:
    """Return what each quantity counts, in words of the text; empty where the text does not say."""
    durations = ((quantity.start, quantity.end) for quantity in quantities if quantity.kind == "duration")
    times = sorted([*((date.span.start, date.span.end) for date in dates), *durations])
    measures: list[str] = []
    for index, (quantity, place) in enumerate(zip(quantities, places, strict=True)):
        stated = _stated(text, quantity, place, times)
        measures.append(stated or _inherited(quantities, places, measures, index))
    _distribute(text, quantities, places, measures, times)
    return measures


def _stated(text: str, quantity: Quantity, place: Place, times: Sequence[_Time]) -> str:
    """Return the noun of the quantity's own clause; empty where it has none."""
    before = _noun_before(text, place.left, quantity.start, times)
    behind = _noun_behind(text[quantity.end : min(place.right, quantity.end + _LONGEST)], quantity)
    if quantity.kind in _COUNTING or before in _words("verb"):
        return behind or before
    return before or behind


def _noun_before(text: str, left: int, right: int, times: Sequence[_Time]) -> str:
    """Return the noun between two places; a date or a duration between noun and number is passed over."""
    ends = [left]
    for index in range(bisect_left(times, (left, left)), bisect_left(times, (right, right))):
        ends += times[index]
    ends.append(right)
    parts = [text[ends[i] : ends[i + 1]] for i in range(0, len(ends), 2)]
    return next((noun for part in reversed(parts) if len(noun := _noun(part)) > 1), "")


def _noun(run: str) -> str:
    """Strip a run of words before a number down to the noun that is counted."""
    run = _without_start(_without_end(_NUMBERED.sub("", run.strip(_MARKS))))
    return _without_start(_behind_verb(run))


def _without_end(run: str) -> str:
    """Strip the words that link noun and number: 办结率达到 gives 办结率."""
    while not (len(run) > 2 and run[-2:] in _words("whole")) and not run.endswith(_PACES):
        size = _size(run[-_WORD:], _words("link"), backwards=True)
        if not size:
            break
        run = run[:-size].rstrip(_MARKS)
    return run


def _without_start(run: str) -> str:
    """Strip what comes before the noun: 其中累计发放补贴 gives 补贴. A verb stays where nothing is left without it."""
    while run[:2] not in _words("whole") or run in _words("lead"):
        lead, verb = _size(run, _words("lead")), _size(run, _words("verb") | _words("opening"))
        rest = run[max(lead, verb) :].lstrip(_MARKS)
        if not (lead or verb) or (len(rest) < 2 and run not in _words("lead")) or (verb > lead and rest in _words("general")):
            break
        run = rest
    return run


def _size(run: str, words: frozenset[str], *, backwards: bool = False) -> int:
    """Return the length of the longest of the words at the beginning or the end of a run."""
    longest = min(len(run), _WORD)
    return next((size for size in range(longest, 0, -1) if (run[-size:] if backwards else run[:size]) in words), 0)


def _behind_verb(run: str) -> str:
    """Return what stands behind the first verb that leaves a noun: 班子成员讲授专题党课 gives 专题党课."""
    for end in range(2, len(run) - 1):
        verb, rest = run[end - 2 : end], run[end:]
        if verb in _words("verb") and rest[0] not in _SUFFIXES and rest not in _words("general"):
            return rest.lstrip(_MARKS)
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
    noun = run[: next((place for place in range(len(run)) if _ends(run, place)), None)].rstrip(_MARKS + "“‘《")
    return noun if len(noun) > 1 or tail.startswith(("的", "（", "("), opened.end() + 1) else ""


def _ends(run: str, place: int) -> bool:
    whole, pair = _words("whole"), run[place : place + 2]
    if len(pair) > 1 and any(pair in _words(role) for role in ("verb", "end", "link")):
        return run[place + 2 : place + 3] not in _SUFFIXES
    return run[place] in _words("end") and pair not in whole and run[max(0, place - 1) : place + 1] not in whole


def _inherited(
    quantities: Sequence[Quantity], places: Sequence[Place], measures: Sequence[str], index: int
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
    text: str, quantities: Sequence[Quantity], places: Sequence[Place], measures: list[str], times: Sequence[_Time]
) -> None:
    """Give each number of a list behind 分别 its own noun."""
    for first, size in _lists(text, quantities, places):
        left, right = places[first].left, text.rindex("分别", 0, quantities[first].start)
        names = list(_names(text, left, right, times))
        if not names:
            names = measures[max(0, first - size) : first]
        elif 2 * len(names[0]) < len(names[-1]):  # 城镇和农村居民收入: the head belongs to both
            names = [_noun_before(text, left, right, times)] * size
        if len(names) == size and all(names):
            measures[first : first + size] = names


def _names(text: str, left: int, right: int, times: Sequence[_Time]) -> Iterator[str]:
    """Split a list of nouns: 起数、死亡人数."""
    for mark in _PARTS.finditer(text, left, right):
        if noun := _noun_before(text, left, mark.start(), times):
            yield noun
        left = mark.end()
    if noun := _noun_before(text, left, right, times):
        yield noun


def _lists(
    text: str, quantities: Sequence[Quantity], places: Sequence[Place]
) -> Iterator[tuple[int, int]]:
    """Find lists of numbers behind 分别: the first index and how many."""
    first = 0
    for index in range(1, len(quantities) + 1):
        if index < len(quantities) and _PARTS.fullmatch(text, quantities[index - 1].end, quantities[index].start):
            continue
        if index - first > 1 and "分别" in text[max(places[first].clause, quantities[first].start - REACH) : quantities[first].start]:
            yield first, index - first
        first = index


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("clause-words") if row["role"] == role)
