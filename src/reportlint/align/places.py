"""Sections as places of units: each with the text and the items that stand directly in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlint.align import clauses, problem_cues
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.model import Item, Section


class Entry(NamedTuple):
    """An item with its index into `Document.items`."""

    number: int
    item: Item


@dataclass(frozen=True, slots=True)
class Place:
    """A section with what stands directly in it.

    Attributes:
        number: Index into `Document.sections`.
        section: The section itself.
        named: Whether its heading says something of its own, not just 存在问题.
        parts: Its text without its subsections.
        entries: Its outermost items.
        inner: The items inside those.
        markers: The markers of all its items.
        parent: Whether it has subsections.
    """

    number: int
    section: Section
    named: bool
    parts: tuple[Span, ...]
    entries: tuple[Entry, ...]
    inner: tuple[Entry, ...]
    markers: tuple[Span, ...]
    parent: bool

    @property
    def title(self) -> Span:
        """The heading without its marker."""
        return Span(self.section.heading.end - len(self.section.title), self.section.heading.end)

    @property
    def declared(self) -> bool:
        """Whether the heading itself promises problems."""
        return bool(problem_cues.HEADING.search(self.section.title))

    def lists(self) -> Iterator[list[Entry]]:
        """Yield the outermost lists, each with its members."""
        return by_list(self.entries)

    def inner_lists(self) -> Iterator[list[Entry]]:
        """Yield the lists inside items."""
        return by_list(self.inner)

    def item_at(self, span: Span) -> int | None:
        """Return the number of the outermost item around a span."""
        before = bisect_right(self.entries, span.start, key=lambda entry: entry.item.span.start)
        if not before:
            return None
        number, item = self.entries[before - 1]
        return number if item.span.covers(span) else None


def by_list(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the lists that items belong to, each with its members."""
    members: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        members[entry.item.list].append(entry)
    yield from members.values()


def find_places(sections: Sequence[Section], items: Sequence[Item], vocabulary: Sequence[bool]) -> Iterator[Place]:
    """Yield each section as a place.

    Args:
        sections: The sections of a report.
        items: Its items.
        vocabulary: For each section whether its heading is made of the words of headings alone (存在问题).
    """
    children: dict[int, list[Span]] = defaultdict(list)
    inside: dict[int, list[Entry]] = defaultdict(list)
    for section in sections:
        if section.parent is not None:
            children[section.parent].append(section.span)
    for number, item in enumerate(items):
        if item.section is not None:
            inside[item.section].append(Entry(number, item))
    for number, section in enumerate(sections):
        body = Span(section.heading.end, section.span.end)
        entries = inside[number]
        yield Place(
            number,
            section,
            named=bool(section.title.strip()) and not vocabulary[number],
            parts=tuple(clauses.cut(body, children.get(number, ()))),
            entries=tuple(entry for entry in entries if entry.item.parent is None),
            inner=tuple(entry for entry in entries if entry.item.parent is not None),
            markers=tuple(sorted(entry.item.marker.span for entry in entries)),
            parent=number in children,
        )
