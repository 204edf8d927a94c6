"""Texts without the marks that do not count when wordings are compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_UNSEEN = re.compile("[“”\"‘’'〝〞「」『』、，, \t\u3000\xa0]")


def fold(text: str) -> str:
    """Return a text without quotation marks, spaces and the marks between parts."""
    return _UNSEEN.sub("", text)


class Folded(NamedTuple):
    """A text without the marks that do not count, and how much of it stands before each mark."""

    text: str
    gaps: list[int]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Leave the marks out and remember where they were."""
        return cls(fold(text), [mark.start() - number for number, mark in enumerate(_UNSEEN.finditer(text))])

    def place(self, position: int) -> int:
        """Return where a character stands in the whole text."""
        return position + bisect_right(self.gaps, position)

    def follows_mark(self, position: int) -> bool:
        """Tell whether a character stands first, or with a mark before it."""
        return position == 0 or self.place(position) > self.place(position - 1) + 1
