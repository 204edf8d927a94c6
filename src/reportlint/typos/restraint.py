"""What is better left alone, however odd it reads."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportlint import lexicon

if TYPE_CHECKING:
    from reportlint.typos import Suspect

# one for another of these is another meaning, or the business of another rule, never a slip that likelihood shows
GROUPS = tuple(
    map(
        frozenset,
        ("的地得之", "和与及或同而", "他她它", "〇零一二三四五六七八九十百千万亿两几", "东南西北上中下左右前后", "年月日时", "甲乙丙丁戊己庚辛"),
    )
)
_TITLE = re.compile("《[^《》\n]*》")
_HAN = re.compile("[\u4e00-\u9fff]+")
_LONGEST_TERM = 12


def is_spared(text: str, suspect: Suspect) -> bool:
    """Tell whether a change is none of our business."""
    return (
        is_within_group(text, suspect)
        or is_repeated(text, suspect)
        or is_in_title(text, suspect.span.start)
        or is_in_term(text, suspect)
    )


def is_within_group(text: str, suspect: Suspect) -> bool:
    """Tell whether all characters that change do so within a group."""
    changed = zip(suspect.span.of(text), suspect.text, strict=False)
    return len(suspect.text) == len(suspect.span) and all(
        old == new or any(old in group and new in group for group in GROUPS) for old, new in changed
    )


def is_repeated(text: str, suspect: Suspect) -> bool:
    """Tell whether the report writes the same beside the same character somewhere else too."""
    start, end = suspect.span.start, suspect.span.end
    beside = (text[max(0, start - 1) : end], text[start : end + 1])
    return any(_HAN.fullmatch(one) and len(one) > 1 and text.count(one) > 1 for one in beside)


def is_in_title(text: str, position: int) -> bool:
    """Tell whether a place stands in the title of a work."""
    line = text.rfind("\n", 0, position) + 1
    opened = text.rfind("《", line, position)
    return opened >= 0 and text.find("》", opened, position) < 0 and bool(_TITLE.match(text, opened))


def is_in_term(text: str, suspect: Suspect) -> bool:
    """Tell whether a term of our lexicons holds the place as written."""
    left, right = max(0, suspect.span.start - _LONGEST_TERM), suspect.span.end + _LONGEST_TERM
    return any(
        text[start:end] in terms()
        for start in range(left, suspect.span.start + 1)
        for end in range(suspect.span.end, min(right, start + _LONGEST_TERM) + 1)
    )


@cache
def terms() -> frozenset[str]:
    """Return the terms of the lexicons that hold right wordings."""
    names = ("set-phrases", "vocabulary", "institutions")
    return frozenset(row["term"] for name in names for row in lexicon.rows(name))
