"""Marks without their other halves: turned round, at home in another paragraph, or really alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Span

from ._pairing import CLOSED_BY
from ._prose import HAN, paragraph_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document

NEAR = 40  # characters; a quotation with a mark turned round is a name or a slogan
FAR = 30  # paragraphs; the longest quotation
LINES = 2  # how many line breaks a bracket or a short quotation may hold
DOUBLE = "“”〝〞"
SINGLE = "‘’"
SENTENCE_END = re.compile("[。！？；\\n]")
KIND = {mark: opening for opening, ends in CLOSED_BY.items() for mark in opening + ends} | {
    ")": "（", "(": "（", "[": "［", "]": "［", "〝": "“", "〞": "“"
}  # fmt: skip
# a half-width bracket is the text's own only between Chinese
CHINESE = re.compile(rf"[{HAN}”》）][(]|[)](?=[{HAN}，。；：、“《（]|$)", re.MULTILINE)


def find_turned(text: str, positions: Sequence[int]) -> tuple[list[Span], list[int]]:
    """Split the loose marks of a paragraph into quotations with a mark turned round, and the rest."""
    turned: list[Span] = []
    rest: list[int] = []
    for position in positions:
        if rest and is_turned(text, rest[-1], position):
            turned.append(Span(rest.pop(), position + 1))
        else:
            rest.append(position)
    return turned, rest


def is_turned(text: str, first: int, second: int) -> bool:
    """Tell whether two loose quotation marks would be a pair, were they not turned round."""
    same = any(text[first] in kind and text[second] in kind for kind in (DOUBLE, SINGLE))
    crossed = text[first] in CLOSED_BY and text[second] not in CLOSED_BY
    return same and not crossed and 1 < second - first <= NEAR and not SENTENCE_END.search(text, first, second)


def without_partner(doc: Document, positions: Sequence[int]) -> Iterator[int]:
    """Yield the loose marks of a text that have no other half in another paragraph either."""
    waiting: dict[str, int] = {}
    for position in positions:
        mark = doc.text[position]
        before = waiting.pop(KIND[mark], None)
        if mark in CLOSED_BY:
            waiting[KIND[mark]] = position
            if before is not None and not continues(doc, before, position):
                yield before
        elif before is None or not encloses(doc, before, position):
            yield from (one for one in (before, position) if one is not None)
    yield from waiting.values()


def continues(doc: Document, before: int, position: int) -> bool:
    """Tell whether a quotation goes on in a new paragraph, which opens with the same mark again."""
    here = paragraph_index(doc, position)
    return doc.paragraphs[here].start == position and paragraph_index(doc, before) == here - 1


def encloses(doc: Document, opening: int, closing: int) -> bool:
    """Tell whether two marks are a pair over several lines: a long quotation, or a line broken by hand."""
    first, last = paragraph_index(doc, opening), paragraph_index(doc, closing)
    introduced = doc.paragraphs[first].start == opening or doc.text[opening - 1] in "：:"
    reach = FAR if introduced and doc.text[opening] in DOUBLE else LINES
    return last - first <= reach
