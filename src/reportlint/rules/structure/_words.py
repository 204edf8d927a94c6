"""What a measure is made of: the words that fit any topic, and those that say what it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Span, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlint import Document, Item, Word

FUNCTION = ("x", "w", "u", "p", "c", "e", "y", "d", "r", "f")  # tags of words that name nothing
LINE = re.compile(r"[^\r\n]+")
SENTENCE = re.compile(r"[^\s。！？!?：:；、][^。！？!?\r\n]*")
LONGEST_WORD = 8
LEAST_SHARED = 4  # characters; fewer may be a coincidence


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a measure by what they say.

    Attributes:
        own: What it is about.
        things: What fits any topic (工作, 水平).
        acts: What is done and how, of any topic (加强, 进一步).
    """

    own: tuple[str, ...]
    things: tuple[str, ...]
    acts: tuple[str, ...]

    @property
    def vague(self) -> bool:
        """Whether it could stand in any report."""
        return bool(self.acts and self.things) and not self.own

    def repeats(self, problem: str) -> bool:
        """Tell whether all that it is about stands in a problem's own words."""
        shared = {*self.own, *(thing for thing in self.things if thing in problem)}
        return bool(self.acts) and all(word in problem for word in self.own) and len("".join(shared)) >= LEAST_SHARED


@cache
def kinds() -> Mapping[str, str]:
    """Return the general words with their kind, act or thing."""
    return {row["term"]: row["kind"] for row in rows("general-words")}


def find_content(doc: Document, span: Span) -> Content:
    """Sort the words of a stretch of the text."""
    found: dict[str, list[str]] = {"own": [], "thing": [], "act": []}
    for word in doc.words_in(span):
        for kind, part in sort_word(word):
            found[kind].append(part)
    return Content(tuple(found["own"]), tuple(found["thing"]), tuple(found["act"]))


def sort_word(word: Word) -> Iterator[tuple[str, str]]:
    """Yield the general words that a word is made of (工作力度), or the word itself."""
    if word.text in kinds():
        yield kinds()[word.text], word.text
    elif parts := split(word.text):
        yield from ((kinds()[part], part) for part in parts)
    elif not word.tag.startswith(FUNCTION):
        yield "own", word.text


def split(text: str) -> tuple[str, ...]:
    """Return the general words of two characters or more that make up a compound; empty where something is left."""
    if len(text) > LONGEST_WORD:
        return ()
    for end in range(len(text), 1, -1):
        if text[:end] in kinds() and (end == len(text) or split(text[end:])):
            return (text[:end], *split(text[end:]))
    return ()


def find_blocks(doc: Document) -> Iterator[tuple[Span, ...]]:
    """Yield the sentences of each item, or of each paragraph outside items, in the sections about measures alone."""
    held: dict[int | None, list[Item]] = defaultdict(list)
    for item in doc.items:
        if item.parent is None:
            held[item.section].append(item)
    ends = (*(section.span.start for section in doc.sections[1:]), len(doc.text))
    for number, (section, end) in enumerate(zip(doc.sections, ends, strict=False)):
        if section.roles == ("measures",):
            start = section.heading.end
            for item in held[number]:
                yield from find_paragraphs(doc, start, item.span.start)
                yield find_sentences(doc, item.marker.span.end, item.span.end)
                start = item.span.end
            yield from find_paragraphs(doc, start, min(section.span.end, end))


def find_paragraphs(doc: Document, start: int, end: int) -> Iterator[tuple[Span, ...]]:
    """Yield the sentences of each paragraph between two places; the last one of a report closes it."""
    for line in LINE.finditer(doc.text, start, end):
        if not line.start() <= doc.paragraphs[-1].start < line.end():
            yield find_sentences(doc, *line.span())


def find_sentences(doc: Document, start: int, end: int) -> tuple[Span, ...]:
    """Return what stands between full stops."""
    return tuple(Span(*match.span()) for match in SENTENCE.finditer(doc.text, start, end))
