"""The noun beside a number, by the words that cannot belong to it (clause-words.tsv)."""

from __future__ import annotations

import re
from functools import cache

from reportlint import lexicon

_WORD = 6  # characters of the longest word in the lexicon
_LONGEST = 24  # characters of a noun behind a number
_LEFT = "、）) \u3000*#－—-"  # marks that are no part of a noun, on its left and on its right
_RIGHT = "、（( \u3000*#－—-"
_NUMBERED = re.compile("^(?:[一二三四五六七八九十]+[是要]|[0-9]+[.．、])")
_OPEN = re.compile("(?:[及或]?以[上下内]|左右|[余多])?的?(?=[一-鿿“‘《A-Za-z])")
_CLOSE = re.compile("[^一-鿿“”‘’《》A-Za-z]|[（）]")
_COMPARED = re.compile("[比较].{1,12}[高低多少快慢]")  # 比全国高
_PACES = ("年均增长", "年均增速", "平均增长")  # they stay with the noun
# behind these characters a verb is the beginning of a noun: 排查率, 培训班, 调解员
_SUFFIXES = "率班数额量组队站点度费金力物件面性化器机室者员长区类型式法期处所值品商权证书单房厂"


def noun_before(run: str) -> str:
    """Strip the words before a number down to the noun that is counted: 全年累计发放补贴 gives 补贴."""
    run = _without_end(_NUMBERED.sub("", run.lstrip(_LEFT).rstrip(_RIGHT)))
    noun = without_start(_behind_verb(without_start(run)))
    return noun if len(noun) > 1 and not _COMPARED.fullmatch(run) else ""


def noun_behind(tail: str, *, verb_first: bool) -> str:
    """Return the noun that the words behind a number begin with; empty where they begin with something else.

    Args:
        tail: What follows the unit.
        verb_first: A verb may stand between number and noun: 4次组织召开研讨会.
    """
    opened = _OPEN.match(tail)
    run = tail[opened.end() : _LONGEST] if opened else ""
    if verb_first:
        run = without_start(run)
    closed = _CLOSE.search(run)
    run = run[: closed.start()] if closed else run
    noun = run[: next((place for place in range(len(run)) if _ends(run, place)), None)].rstrip(_RIGHT + "“‘《")
    short = len(noun) == 1 and not (closed and closed[0] in "（(") and not run.startswith("的", 1)
    return "" if short else noun


def is_verb(run: str) -> bool:
    """Tell whether a run is a mere verb."""
    return run in _words("verb") or run in _words("opening")


def _without_end(run: str) -> str:
    """Strip the words that link noun and number: 办结率达到 gives 办结率."""
    while not (len(run) > 2 and run[-2:] in _words("whole")) and not run.endswith(_PACES):
        size = next((n for n in range(min(len(run), _WORD), 0, -1) if run[-n:] in _words("link")), 0)
        if not size:
            break
        run = run[:-size].rstrip(_RIGHT)
    return run


def without_start(run: str) -> str:
    """Strip adverbs and verbs in front of a noun. A verb stays where nothing that says more is left."""
    while run[:2] not in _words("whole") or run in _words("lead"):
        lead, verb = _opening(run, "lead"), max(_opening(run, "verb"), _opening(run, "opening"))
        rest = run[max(lead, verb) :].lstrip(_LEFT)
        bare = len(rest) < 2 and run not in _words("lead")
        if not (lead or verb) or bare or (verb > lead and rest in _words("general")):
            break
        run = rest
    return run


def _opening(run: str, role: str) -> int:
    """Return the length of the longest word of a role that opens a run."""
    return next((size for size in range(min(len(run), _WORD), 0, -1) if run[:size] in _words(role)), 0)


def _behind_verb(run: str) -> str:
    """Return what stands behind the first verb that leaves a noun: 班子成员讲授专题党课 gives 专题党课."""
    for end in range(2, len(run) - 1):
        if run[end - 2 : end] in _words("verb") and run[end] not in _SUFFIXES and run[end:] not in _words("general"):
            return run[end:].lstrip(_LEFT)
    return run


def _ends(run: str, place: int) -> bool:
    """Tell whether a word that no noun holds begins at a place: 7个党支部|开展, but not 指导员."""
    pair = run[place : place + 2]
    if len(pair) > 1 and (pair in _words("end") or pair in _words("link")):
        return True
    if pair in _words("verb"):
        return run[place + 2 : place + 3] not in tuple(_SUFFIXES)
    held = pair in _words("whole") or run[max(0, place - 1) : place + 1] in _words("whole")
    return run[place] in _words("end") and not held


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("clause-words") if row["role"] == role)
