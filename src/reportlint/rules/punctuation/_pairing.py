"""Which opening mark belongs to which closing one: one pass over the marks of a paragraph, with nesting.

A mark without its other half is set aside and the pass goes on, so that one slip does not spoil what follows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint import Span

from ._prose import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document

BRACKETS = {"（": "）)", "(": "）)", "［": "］]", "[": "］]", "〔": "〕", "【": "】", "《": "》", "〈": "〉"}
CORNERS = {"「": "」", "『": "』"}
QUOTES = {"“": "”〞", "〝": "〞”", "‘": "’", '"': '"', "'": "'"}
CLOSED_BY = BRACKETS | CORNERS | QUOTES
# where curly marks alone do not come out even, a straight one may be the other half, or one turned round
MIXED = {"“": '"', "‘": "'", '"': "”〞“", "'": "’“"}
BRACKET_ENDS = frozenset("".join(BRACKETS.values()))
ENDS = frozenset("".join(CLOSED_BY.values()))
STRAIGHT = "\"'"
NEAR = 20  # no longer than this are words between a straight mark and one turned round
MARK = re.compile(r"[（）()［］\[\]〔〕【】《》〈〉「」『』“”〝〞‘\"]|['’](?![A-Za-z])|(?<![A-Za-z0-9])['’]")


@dataclass(slots=True)
class Pairing:
    """The marks of a paragraph.

    Attributes:
        text: The text of the report.
        mixed: Whether straight marks may be halves of curly ones.
        pairs: From each opening mark through its closing one, the inner ones first.
        loose: Marks without another half, in order.
    """

    text: str
    mixed: bool
    pairs: list[Span] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    awaited: Counter[str] = field(default_factory=Counter)

    def run(self, marks: Sequence[int]) -> Pairing:
        """Pair the marks at these positions."""
        for position, following in zip(marks, [*marks[1:], len(self.text)], strict=False):
            mark = self.text[position]
            if self.awaited[mark] and self.may_close(position, self.text[following : following + 1]):
                self.close(position)
            elif mark in ENDS and mark not in STRAIGHT:
                self.set_aside(position)
            elif mark not in STRAIGHT or not self.follows_latin(position):
                self.open.append(position)
                self.awaited.update(self.ends_of(mark))
        self.loose = sorted([*self.loose, *self.open])
        return self

    def ends_of(self, mark: str) -> str:
        """Return the marks that close an opening one."""
        return CLOSED_BY[mark] + (MIXED.get(mark, "") if self.mixed else "")

    def may_close(self, position: int, following: str) -> bool:
        """Tell whether a mark that is awaited closes; “ does so only near a straight mark and without a ” of its own."""
        if self.text[position] != "“":
            return True
        opening = self.open[-1]
        return self.text[opening] in STRAIGHT and position - opening <= NEAR and following not in ("”", "〞")

    def close(self, position: int) -> None:
        """Pair a closing mark with the nearest opening one; those between stay without their other halves."""
        opening = self.take()
        while self.text[position] not in self.ends_of(self.text[opening]):
            self.loose.append(opening)
            opening = self.take()
        self.pairs.append(Span(opening, position + 1))

    def take(self) -> int:
        """Return the innermost open mark, which is open no longer."""
        opening = self.open.pop()
        self.awaited.subtract(self.ends_of(self.text[opening]))
        return opening

    def set_aside(self, position: int) -> None:
        """Keep a closing mark that nothing awaits, unless it is right by itself or ends a bracket of another form."""
        mark = self.text[position]
        if mark in BRACKET_ENDS and self.open and self.text[self.open[-1]] in BRACKETS and mark not in "》〉":
            self.pairs.append(Span(self.take(), position + 1))
        elif mark not in "”’" or not self.follows_latin(position):
            self.loose.append(position)

    def follows_latin(self, position: int) -> bool:
        """Tell whether a mark may be an apostrophe or the sign for inches or feet."""
        before = self.text[position - 1 : position]
        return before.isascii() and (before.isdigit() or (before.isalpha() and self.text[position] in "’'"))


def find_pairings(doc: Document) -> Iterator[Pairing]:
    """Yield the pairing of each paragraph that has marks."""
    for paragraph in doc.paragraphs:
        found = MARK.finditer(doc.text, paragraph.start, paragraph.end)
        marks = [match.start() for match in found if is_prose(doc, Span(*match.span()))]
        if marks:
            count = Counter(doc.text[mark] for mark in marks)
            mixed = count["“"] + count["〝"] != count["”"] + count["〞"] or count["‘"] != count["’"]
            yield Pairing(doc.text, mixed).run(marks)
