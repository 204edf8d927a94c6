"""Where quantities stand: in which clause and sentence, and which words around are their own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.extract.quantities import Quantity

REACH = 60  # characters of a clause before a number that are looked at

_BREAK = re.compile("[，。；：！？\n,;:!?\t]")
_STOPS = frozenset("。！？；\n!?;")


class Place(NamedTuple):
    """Where a quantity stands: the words that are its own on both sides, where its clause and its sentence begin."""

    left: int
    right: int
    clause: int
    sentence: int


def find_places(text: str, quantities: Sequence[Quantity]) -> Iterator[Place]:
    """Find the place of each quantity. Durations do not end the words of what follows: 总额五年增长64.1%."""
    breaks, sentences = [-1], [0]
    for found in _BREAK.finditer(text):
        breaks.append(found.start())
        sentences.append(found.end() if found[0] in _STOPS else sentences[-1])
    last = 0
    for index, quantity in enumerate(quantities):
        at = bisect_right(breaks, quantity.start) - 1
        after = bisect_left(breaks, quantity.end)
        right = breaks[after] if after < len(breaks) else len(text)
        if index + 1 < len(quantities):
            right = min(right, quantities[index + 1].start)
        clause = breaks[at] + 1
        yield Place(max(clause, last, quantity.start - REACH), right, clause, sentences[at])
        if quantity.kind != "duration":
            last = quantity.end
