"""Automatic numbers: the 一、 and （一） that stand only in a document's definitions of lists."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reportlint.read.docx.names import is_on, number, to_int, value, w
from reportlint.read.docx.numerals import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reportlint.read.docx.styles import Styles

PLACEHOLDER = re.compile(r"%([1-9])")
# behind these a number stands clear of the text; behind 1. or 1 the space is needed (1. 2023年)
CLOSED = tuple("、）)，：；。】〕")
UNNUMBERED = 0
LOWEST_LEVEL = 8
MOST_LINKS = 10  # from one list style to another
# longer ones are no numbers
LONGEST_PATTERN = 255
LONGEST_LABEL = 100


class Place(NamedTuple):
    """A list and a level of it, as a paragraph or a style names them; None where it does not say."""

    list: int | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts.

    Attributes:
        start: Its first number.
        format: Word's name for how the number is written.
        text: What is shown, with %1 … %9 for the numbers of the levels.
        restart: The level, from 1, whose next number lets this one begin anew; 0 never, None after any level above.
        legal: Whether the numbers of all levels are written in digits.
        spaced: Whether white space parts the number from the text.
    """

    start: int
    format: str
    text: str
    restart: int | None
    legal: bool
    spaced: bool

    @classmethod
    def of(cls, element: _Element) -> Level:
        """Read a `w:lvl`."""
        formats = [value(one) for one in element.iter(w("numFmt"))]
        start = number(element.find(w("start")))
        return cls(
            start=0 if start is None else start,
            # a custom format stands beside one for programs that do not know it
            format=next((one for one in formats if one and one != "custom"), "decimal"),
            text=(value(element.find(w("lvlText"))) or "")[:LONGEST_PATTERN],
            restart=number(element.find(w("lvlRestart"))),
            legal=is_on(element.find(w("isLgl"))),
            spaced=value(element.find(w("suff"))) != "nothing",
        )


class Numbering:
    """The lists of a document and how far each has counted; ask for the paragraphs in their order.

    Args:
        root: The part `numbering`; None where a document has none.
        styles: The styles, some of which number their paragraphs.
    """

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists = index(root, "num", "numId")
        self.abstract = index(root, "abstractNum", "abstractNumId")
        self.links = {key: value(one.find(w("numStyleLink"))) for key, one in self.abstract.items()}
        self.counts: dict[str | None, dict[int, int]] = defaultdict(dict)
        self.restarted: set[tuple[int, int]] = set()
        # what paragraphs share is looked up once
        self.inherited = cache(self.find_inherited)
        self.level_of_style = cache(self.find_level_of_style)
        self.definition = cache(self.find_definition)
        self.level = cache(self.find_level)
        self.start = cache(self.find_start)

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph and return its number as shown, with the space behind it; empty without one."""
        place = self.find_place(paragraph)
        if place is None:
            return ""
        list_, depth = place
        level = self.level(list_, depth)
        return self.show(list_, level, self.count(list_, depth, level)) if level else ""

    def find_place(self, paragraph: _Element) -> tuple[int, int] | None:
        """Return the list and the level of a paragraph, its own or its style's; None where it has no number."""
        own = find_own(paragraph.find(w("pPr")))
        style, inherited = self.inherited(self.styles.of(paragraph))
        list_ = own.list if own.list is not None else inherited.list
        if not list_ or list_ not in self.lists:
            return None
        level = own.level
        if level is None and own.list is None:
            level = self.level_of_style(list_, style)
        level = inherited.level if level is None else level
        return (list_, level or 0) if 0 <= (level or 0) <= LOWEST_LEVEL else None

    def find_inherited(self, style: str | None) -> tuple[str | None, Place]:
        """Return which one of a style and its ancestors numbers paragraphs, and its list and level."""
        for ancestor, element in self.styles.chain(style):
            place = find_own(element.find(w("pPr")))
            if place.list is not None:
                return ancestor, place
        return None, Place(None, None)

    def find_level_of_style(self, list_: int, style: str | None) -> int | None:
        """Return the level of a list that names a style as its own."""
        definition = self.definition(list_)
        levels = levels_of(definition, "lvl")
        return next((depth_of(one) for one in levels if style and value(one.find(w("pStyle"))) == style), None)

    def find_definition(self, list_: int) -> _Element | None:
        """Return the definition that a list uses, also where it is that of a list style."""
        seen: set[int] = set()
        while list_ in self.lists and list_ not in seen and len(seen) < MOST_LINKS:
            seen.add(list_)
            key = number(self.lists[list_].find(w("abstractNumId")))
            link = self.links.get(key)
            if link is None or link not in self.styles.by_id:
                return self.abstract.get(key)
            list_ = find_own(self.styles.by_id[link].find(w("pPr"))).list or UNNUMBERED
        return None

    def find_level(self, list_: int, depth: int) -> Level | None:
        """Return how a level of a list counts, its own exceptions included; None where it is not defined."""
        override = self.override(list_, depth)
        element = None if override is None else override.find(w("lvl"))
        if element is None:
            found = levels_of(self.definition(list_), "lvl")
            element = next((one for one in found if depth_of(one) == depth), None)
        return None if element is None else Level.of(element)

    def override(self, list_: int, depth: int) -> _Element | None:
        """Return what a list says of a level otherwise than its definition."""
        found = levels_of(self.lists.get(list_), "lvlOverride")
        return next((one for one in found if depth_of(one) == depth), None)

    def count(self, list_: int, depth: int, level: Level) -> dict[int, int]:
        """Count a paragraph; lists of one definition count together, unless one of them starts anew."""
        definition = self.definition(list_)
        counts = self.counts[None if definition is None else definition.get(w("abstractNumId"))]
        for deeper in [one for one in counts if one > depth and self.restarts(list_, one, depth)]:
            del counts[deeper]
        start = self.start(list_, depth)
        if start is not None and (list_, depth) not in self.restarted:
            self.restarted.add((list_, depth))
            counts.pop(depth, None)
        first = level.start if start is None else start
        counts[depth] = counts[depth] + 1 if depth in counts else first
        return counts

    def find_start(self, list_: int, depth: int) -> int | None:
        """Return the number at which a list itself starts a level; None where it leaves that to its definition."""
        override = self.override(list_, depth)
        return None if override is None else number(override.find(w("startOverride")))

    def restarts(self, list_: int, deeper: int, depth: int) -> bool:
        """Tell whether a level begins anew after a number of a level above it."""
        level = self.level(list_, deeper)
        after = None if level is None else level.restart
        return after is None or depth < after

    def show(self, list_: int, level: Level, counts: dict[int, int]) -> str:
        """Return the number of a level as the reader sees it."""

        def written(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self.level(list_, depth)
            if other is None:
                return ""
            return format_number(counts.get(depth, other.start), "decimal" if level.legal else other.format)

        if level.format == "bullet":
            return ""
        shown = PLACEHOLDER.sub(written, level.text).strip()[:LONGEST_LABEL]
        return f"{shown} " if shown and level.spaced and not shown.endswith(CLOSED) else shown


def levels_of(element: _Element | None, name: str) -> list[_Element]:
    """Return what a list or its definition says of its levels; there are no more than nine."""
    return [] if element is None else [*islice(element.iterchildren(w(name)), LOWEST_LEVEL + 1)]


def index(root: _Element | None, name: str, key: str) -> dict[int | None, _Element]:
    """Return the elements of a name by their number."""
    found = [] if root is None else root.findall(w(name))
    return {to_int(one.get(w(key))): one for one in found}


def find_own(properties: _Element | None) -> Place:
    """Return the list and the level that the properties of a paragraph name."""
    numbers = None if properties is None else properties.find(w("numPr"))
    if numbers is None:
        return Place(None, None)
    return Place(number(numbers.find(w("numId"))), number(numbers.find(w("ilvl"))))


def depth_of(element: _Element) -> int | None:
    """Return the level, from 0, that a `w:lvl` or a `w:lvlOverride` is about."""
    return to_int(element.get(w("ilvl")))
