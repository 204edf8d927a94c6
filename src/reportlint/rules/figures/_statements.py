"""Statements that count an act: who did what how many times, read from the words around a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from reportlint import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlint import Document, Figure, Word

REACH = 40  # characters before a figure in which its clause begins
BEHIND = 6  # words behind a figure that may be the noun
SHORTEST, LONG, LONGEST = 2, 4, 14  # characters of a noun
BREAK = re.compile("[，。；：！？\n（）(),;:!?]")
SENTENCE_END = re.compile("[。！？\n]")
# the number is one of several, a part, a change or an aim
QUALIFIED = re.compile(
    "[比较由从每各另再又还将拟要均]|其中|分别|平均|同比|上年|去年|同期|计划|力争|目标|预计|增至|以上|至少|不少于|近年"
)
# where the subject of a clause ends
PLACED = frozenset(
    (
        *("在", "到", "对", "向", "以", "按", "与", "和", "就", "于", "赴", "通过", "深入", "围绕", "针对", "利用"),
        *("按照", "根据", "聚焦", "面向", "依托", "结合", "坚持", "带头"),
    )
)
LEVEL = frozenset(("完成", "实现", "达到", "达", "为", "是"))
# words of a noun that do not say which
GENERAL = frozenset(
    ["新", "专题", "集中", "各类", "各种", "有关", "相关", "全部", "一批", "专项", "各项", "多种", "的", *"“”‘’"]
)
# how the tags of nouns begin; between a verb and its number other words are nouns, too
SURE_NOUNS = ("n", "vn", "j", "l")
NOUNS = (*SURE_NOUNS, "v", "a", "i", "b", "z", "s", "x")
HAN = re.compile("[一-鿿“”‘’]+")
TIMES = tuple("dtmxuc")  # tags of what a subject does not consist of


class Statement(NamedTuple):
    """What is counted.

    Attributes:
        figure: How many.
        subject: Who did it, in the words of the clause; empty where it does not say.
        act: The number of the verb's row in the lexicon of acts.
        noun: What it was done to, without the words that do not say which.
    """

    figure: Figure
    subject: str
    act: int
    noun: str


def find_statements(doc: Document) -> Iterator[Statement]:
    """Yield the figures whose clause tells an act of the lexicon and what it was done to."""
    starts = [word.span.start for word in doc.words]
    last, end = None, 0
    for figure in doc.figures:
        start = clause_start(doc.text, figure, end)
        before = doc.words[bisect_left(starts, start) : bisect_left(starts, figure.span.start)]
        at = bisect_left(starts, figure.span.end)
        behind = doc.words[at : at + BEHIND]
        # 党员大会5次、支委会12次: the act is that of the number before
        act = last if start == end and doc.text.startswith("、", start) else None
        # behind other numbers a rate is of them: 完成99个，完成率46%
        of_another = figure.unit == "%" and not SENTENCE_END.search(doc.text, end, figure.span.start)
        last = None if of_another else read_level(figure, before) or read_statement(figure, before, behind, act)
        end = figure.span.end
        if last and not figure.comparison and not QUALIFIED.search(doc.text, start, figure.span.start):
            yield last


def clause_start(text: str, figure: Figure, last: int) -> int:
    """Return where the words that are a figure's own begin: behind a mark or the figure before it."""
    low = max(last, figure.span.start - REACH)
    return max((match.end() for match in BREAK.finditer(text, low, figure.span.start)), default=low)


def read_level(figure: Figure, words: Sequence[Word]) -> Statement | None:
    """Read 实现营业收入8.6亿元 or 群众满意度为98%: a sum or a rate of something called by a long name; None for others."""
    rest = [word for word in words if not word.tag.startswith(TIMES) and word.text not in LEVEL]
    noun = name(rest)
    if figure.unit not in ("元", "%") or not all(map(is_noun, rest)) or not LONG <= len(noun) <= LONGEST:
        return None
    return Statement(figure, "", acts()["实现"], noun)


def read_statement(
    figure: Figure, before: Sequence[Word], behind: Sequence[Word], last: Statement | None
) -> Statement | None:
    """Read 班子成员讲党课6次 or 今年新建的36个大棚; None where there is no act, or more than a noun behind it.

    `last` is the statement whose act goes on in a list.
    """
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at].text in acts()), None)
    rest = before[(1 if last else 0) if at is None else at + 1 :]
    if (at is None and last is None) or not all(map(is_noun, rest)):
        return None
    if not rest and at is not None and before[at].text == "有":
        return None  # 有5名党员 are only some
    noun = name(rest) or name(takewhile(is_sure_noun, behind))
    if not SHORTEST <= len(noun) <= LONGEST:
        return None
    if at is None:
        return last._replace(figure=figure, noun=noun) if last else None
    return Statement(figure, find_subject(before[:at]), acts()[before[at].text], noun)


def is_noun(word: Word) -> bool:
    """Tell whether a word between a verb and its number may be part of the noun."""
    return word.text == "的" or (word.tag.startswith(NOUNS) and HAN.fullmatch(word.text) is not None)


def is_sure_noun(word: Word) -> bool:
    """Tell whether a word behind a number is part of a noun."""
    return word.tag.startswith(SURE_NOUNS) and HAN.fullmatch(word.text) is not None


def name(words: Iterable[Word]) -> str:
    """Return a noun without the words that do not say which."""
    return "".join(word.text for word in words if word.text not in GENERAL)


def find_subject(words: Iterable[Word]) -> str:
    """Return who acts: what stands before the first preposition, without times and adverbs."""
    head = takewhile(lambda word: word.text not in PLACED, words)
    return "".join(word.text for word in head if not word.tag.startswith(TIMES) and word.text not in acts())


@cache
def acts() -> dict[str, int]:
    """Map the verbs of the lexicon to the numbers of their rows."""
    return {verb: number for number, row in enumerate(rows("acts")) for verb in row["verbs"].split(",")}
