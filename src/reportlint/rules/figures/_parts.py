"""Parts of a whole: lists of figures, and whether their labels divide the whole."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportlint import find_words, rows

from ._frames import F

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Figure

    from ._frames import Frame

END = f"，,、；;。：:！？（）(){F}"
# 党员126名，其中 …
OPENING = re.compile(
    rf"(?P<whole>{F})[^{END}]{{0,16}}(?:[，,；]?[（(]?其中[：:，,]?(?:包括|有)?|[，,](?:分别[为是有]?|包括)|[（(]含?)"
)
ITEM = re.compile(rf"和?(?P<before>[^{END}]{{0,24}})(?P<part>{F})(?P<behind>[^{END}]{{0,16}})(?P<mark>[，,、]?)")
CLOSED = re.compile("$|[。；;！？）)]")
OTHERS = re.compile("其[他它余]|剩余|余下")
SINGLE_PLACE = re.compile("[^全各本]{1,5}[村镇乡县区市省州盟旗]")


class Parts(NamedTuple):
    """A whole and its parts.

    Attributes:
        whole: The total.
        parts: Figures of the same unit, two or more.
        apart: Whether nothing is counted in two of them.
        complete: Whether nothing is left out.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    apart: bool
    complete: bool


def find_parts(frame: Frame) -> Iterator[Parts]:
    """Yield the wholes of a sentence that a list of their parts follows."""
    for match in OPENING.finditer(frame.words):
        whole = frame.figure(match, "whole")
        items = list(find_items(frame, match.end(), whole.unit)) if whole else []
        if whole and len(items) > 1:
            labels = [label for _, label, _ in items]
            apart, complete = divide(labels)
            parts = tuple(part for part, _, _ in items)
            yield Parts(whole, parts, apart, complete and items[-1][2])


def find_items(frame: Frame, position: int, unit: str) -> Iterator[tuple[Figure, str, bool]]:
    """Yield the members of a list of one unit from a position: figure, label, and whether the list ends behind it."""
    marks = set()
    while (match := ITEM.match(frame.words, position)) and (part := frame.figure(match, "part")):
        if part.unit != unit or (marks and match["before"] in ("", "和")):
            return
