"""Marks without their other halves: of the wrong form or direction, at home in another paragraph, or really alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Span

from ._pairing import CLOSED_BY
from ._prose import HAN, IS_HAN, VIEW, paragraph_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document

NEAR = 40  # characters; a quotation with a mark turned round is a name or a slogan
WRAPPED = 120  # characters; what a line broken by hand may cut in two
LONGEST = 30  # paragraphs; the longest quotation
DOUBLE, SINGLE = "“”〝〞", "‘’"
LONG_QUOTES = "“「『"
SENTENCE_END = re.compile("[。！？；\\n]")
KIND = {mark: opening for opening, ends in CLOSED_BY.items() for mark in opening + ends} | {
    "（": "(", "［": "[", "〝": "“", "〞": "“", "”": "“"
}  # fmt: skip
# 1）, a）, 二）: the number of a list's member; the bracket closes nothing
NUMERALS = "0-9０-９A-Za-z一二三四五六七八九十①-⑳"
LABEL = re.compile(rf"(?<![{NUMERALS}])(?:[0-9０-９]{{1,3}}|[A-Za-z]|[一二三四五六七八九十]{{1,3}}|[①-⑳])\s?\Z")
BEFORE_LABEL = re.compile(rf"[^{HAN}%％]")
LONGEST_LABEL = 4
FACES = frozenset(":;：；^")
# half-width brackets are the text's own only between Chinese; elsewhere they are code, faces, intervals
CHINESE = re.compile(
    rf"(?<=[{HAN}”》）])\((?=[{HAN}“《])|(?<=[{HAN}”》）])\)(?=[{HAN}，。；：、“《（]|$)", re.MULTILINE
)


def find_turned(text: str, positions: Sequence[int]) -> tuple[list[Span], list[int]]:
    """Split the loose marks of a paragraph into quotations with a mark of the wrong form or direction, and the rest."""
    turned: list[Span] = []
    rest: list[int] = []
    for position in positions:
        if rest and is_turned(text, rest[-1], position):
            turned.append(Span(rest.pop(), position + 1))
        else:
            rest.append(position)
    return turned, rest


def is_turned(text: str, first: int, second: int) -> bool:
    """Tell whether two loose quotation marks would be a pair, were they of the right form and direction."""
    left, right = text[first], text[second]
    quotes = {left, right} <= {*DOUBLE, *SINGLE}
    crossed = KIND[left] == KIND[right] and left in CLOSED_BY and right not in CLOSED_BY
    return quotes and not crossed and 1 < second - first <= NEAR and not SENTENCE_END.search(text, first, second)


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
    """Tell whether two marks are a pair over several lines: a long quotation, or a line broken by hand.

    In one paragraph they would be a pair already, did they not cross another.
    """
    first, last = paragraph_index(doc, opening), paragraph_index(doc, closing)
    if closing - opening <= WRAPPED:
        return first < last
    return doc.text[opening] in LONG_QUOTES and is_introduced(doc, opening) and first < last <= first + LONGEST


def is_introduced(doc: Document, opening: int) -> bool:
    """Tell whether a mark opens a quotation of sentences: at the start of a paragraph or after a colon."""
    return doc.paragraphs[paragraph_index(doc, opening)].start == opening or doc.text[opening - 1] in "：:"


def may_stand_alone(doc: Document, position: int) -> bool:
    """Tell whether a mark without its other half may be right, or what is left of a longer text."""
    text, mark = doc.text, doc.text[position]
    paragraph = doc.paragraphs[paragraph_index(doc, position)]
    if mark in "[]\"'" or (mark in "()" and not CHINESE.match(text, position)):
        return True
    if mark in "《》" and mark in (text[position - 1 : position], text[position + 1 : position + 2]):
        return True  # an arrow
    if mark in "）)" and (text[position - 1 : position] in FACES or is_label(text, paragraph.start, position)):
        return True
    if mark in LONG_QUOTES:
        near = max(paragraph.start, position - VIEW), min(paragraph.end - 1, position + VIEW)
        return is_introduced(doc, position) and not SENTENCE_END.search(text, *near)
    return mark not in CLOSED_BY and position == paragraph.start


def is_label(text: str, start: int, position: int) -> bool:
    """Tell whether a bracket closes the number of a list's member: at the start, behind a mark, or before its text."""
    label = LABEL.search(text, max(start, position - LONGEST_LABEL), position)
    if label is None:
        return False
    first = label.start() == start or BEFORE_LABEL.match(text, label.start() - 1)
    return bool(first or IS_HAN.match(text, position + 1))
