"""What is better left alone, however oddly it reads."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from reportlint import lexicon
from reportlint.typos.changes import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reportlint.model import Span
    from reportlint.typos import Suspect

NUMERALS = "〇零一二三四五六七八九十百千万亿两几"
# one for another of these is another meaning, or the business of another rule, never a slip that likelihood shows
GROUPS = tuple(
    map(
        frozenset,
        (
            "的地得之",
            "和与及或同而",
            "他她它",
            NUMERALS,
            "东南西北上中下左右前后",
            "年月日时",
            "甲乙丙丁戊己庚辛",
        ),
    )
)
REGIONS = frozenset("冀豫辽湘皖鲁浙赣鄂桂晋陕闽粤琼滇黔渝沪")  # short for provinces, and hardly ever anything else
CONJUNCTIONS = frozenset("和与及或")  # they fit between any two nouns
NEEDED = frozenset("不没未无非勿" + NUMERALS)  # without them something else is said, just as fluently
_TITLE = re.compile("《[^《》\n]*》|“[^“”，。；\n]{1,8}”")
_NEAR = 4  # characters between parallel phrases
_LONGEST = 30  # characters of a title or a term
_TERMS = ("set-phrases", "vocabulary", "institutions")


def spare(text: str, suspects: Sequence[Suspect]) -> Iterator[Suspect]:
    """Yield the suspects that are our business."""
    usage = Usage(text, {pair for suspect in suspects for pair in beside(text, suspect.span)})
    for suspect in suspects:
        if not (
            is_within_group(text, suspect)
            or (suspect.fault == "wrong" and suspect.text in CONJUNCTIONS)
            or any(usage.is_repeated(pair) for pair in beside(text, suspect.span))
            or suspect.span.of(text) in REGIONS
            or is_parallel(text, suspect)
            or (suspect.fault == "stray" and is_needed(text, suspect.span))
            or is_in_title(text, suspect.span.start)
            or is_in_term(text, suspect.span)
        ):
            yield suspect


def is_within_group(text: str, suspect: Suspect) -> bool:
    """Tell whether all characters that change do so within a group."""
    written = suspect.span.of(text)
    return (
        suspect.fault == "wrong"
        and len(suspect.text) == len(written)
        and all(
            old == new or any(old in group and new in group for group in GROUPS)
            for old, new in zip(written, suspect.text, strict=True)
        )
    )


def is_parallel(text: str, suspect: Suspect) -> bool:
    """Tell whether a character that is changed begins parallel phrases (赋权、赋能、赋责)."""
    start, end = suspect.span.start, suspect.span.end
    before = text[max(0, start - _NEAR) : start]
    return end - start == 1 and not before[-1:].isalnum() and text[start] in before


def is_needed(text: str, span: Span) -> bool:
    """Tell whether a character that could go says something: a negation, a number, or one of a pair (错发漏发)."""
    character = span.of(text)
    around = text[max(0, span.start - _NEAR) : span.start] + text[span.end : span.end + _NEAR]
    return character in NEEDED or character in around


def beside(text: str, span: Span) -> Iterator[str]:
    """Yield the pairs of neighbours of which one stands in a span; of an empty span the pair around it."""
    yield from (text[edge - 1 : edge + 1] for edge in range(span.start, span.end + 1) if 0 < edge < len(text))


class Usage:
    """How often pairs of characters stand in a text: what a report writes twice it means."""

    def __init__(self, text: str, pairs: Iterable[str]) -> None:
        sought = np.unique(_pairs("\n".join(pairs)))
        written = _pairs(text)
        place = np.searchsorted(sought, written)
        found = place[sought[np.minimum(place, len(sought) - 1)] == written] if len(sought) else place[:0]
        self._counts = dict(zip(sought.tolist(), np.bincount(found, minlength=len(sought)).tolist(), strict=True))

    def is_repeated(self, pair: str) -> bool:
        """Tell whether two Chinese characters stand together more than once."""
        return any(self._counts.get(code, 0) > 1 for code in _pairs(pair).tolist())


def _pairs(text: str) -> NDArray[np.uint64]:
    """Return one number for each two neighbouring Chinese characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    first, second = codes[:-1], codes[1:]
    both = is_han(first) & is_han(second)
    return (first[both].astype(np.uint64) << np.uint64(32)) | second[both]


def is_in_title(text: str, position: int) -> bool:
    """Tell whether a place stands in the title of a work, or in a label of few words in quotation marks (“三直一快”)."""
    first = max(0, position - _LONGEST)
    opened = max(text.rfind(mark, first, position + 1) for mark in "《“")
    title = _TITLE.match(text, opened, opened + 2 * _LONGEST) if opened >= 0 else None
    return bool(title and position < title.end())


def is_in_term(text: str, span: Span) -> bool:
    """Tell whether a term of the lexicons holds a place as it is written; one that only ends there does not."""
    start, end = (span.start, span.end) if len(span) else (span.start - 1, span.end + 1)
    return any(
        text[first:last] in terms()
        for first in range(max(0, start + 1 - longest_term()), start + 1)
        for last in range(end, first + longest_term() + 1)
    )


@cache
def terms() -> frozenset[str]:
    """Return the terms of the lexicons that hold right wordings."""
    listed = (row["term"] for name in _TERMS for row in lexicon.rows(name))
    return frozenset(term for term in (*listed, *lexicon.terms("trade-words")) if len(term) <= _LONGEST)


@cache
def longest_term() -> int:
    """Return the length of the longest term."""
    return max(map(len, terms()))
