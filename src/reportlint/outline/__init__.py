"""From text to its outline: title, headings and their roles, numbered items and their lists, sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlint.model import LINE_END, Item, Marker, Section, Sentence, Source, Span
from reportlint.outline import kinds, roles, titles
from reportlint.outline.bare import find_bare, find_title
from reportlint.outline.lists import Bare, Node, build
from reportlint.outline.markers import Candidate, Strength, find_candidates
from reportlint.outline.vocabulary import is_heading as is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCE_END = re.compile(r"[。！？!?]+[”’）)》」』]*")
LEVELS = {"一、": 1, "一，": 1, "（一）": 2, "——": 2, "1.": 3, "1、": 3, "1，": 3, "（1）": 4, "①": 5}


@dataclass(frozen=True, slots=True)
class Outline:
    """What `find_outline` finds; see the attributes of `Document` of the same names."""

    title: Span | None
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    lists: tuple[tuple[Marker, ...], ...]
    doc_type: str
    period: str


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the lines that hold more than white space, without the white space around them."""
    return tuple(_find_lines(text))


def _find_lines(text: str) -> Iterator[Span]:
    start = 0
    for end in [*(match.span() for match in LINE_END.finditer(text)), (len(text), len(text))]:
        line = text[start : end[0]]
        if line.strip():
            yield Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start = end[1]


def find_sentences(text: str, paragraphs: Sequence[Span]) -> tuple[Sentence, ...]:
    """Return the sentences: up to 。！？ with what closes behind them, or to the end of a paragraph."""
    found = []
    for paragraph in paragraphs:
        start = paragraph.start
        for end in [*(m.end() for m in _SENTENCE_END.finditer(text, start, paragraph.end)), paragraph.end]:
            words = text[start:end]
            if words.strip():
                found.append(Sentence(Span(start + len(words) - len(words.lstrip()), end)))
            start = end
    return tuple(found)


def find_outline(source: Source, paragraphs: Sequence[Span]) -> Outline:
    """Find title, headings, items and lists."""
    candidates = [c for c in find_candidates(source.text, paragraphs) if not _excluded(c.marker.span, source)]
    numbered = {c.line for c in candidates if c.strength == Strength.LINE}
    title = find_title(source, paragraphs, numbered)
    bare = find_bare(source, paragraphs, numbered, title)
    events: list[Candidate | Bare] = sorted([*candidates, *bare], key=_start)
    nodes = build(events)
    sections, items = _assemble(source, paragraphs, nodes)
    sections = roles.with_roles(source.text, sections)
    doc_type = kinds.find_doc_type(source.text, title, sections)
    period = kinds.find_period(source.text, title, paragraphs)
    return Outline(title, sections, items, _markers(sections, items), doc_type, period)


def _start(event: Candidate | Bare) -> int:
    return event.marker.span.start if isinstance(event, Candidate) else event.span.start


def _excluded(span: Span, source: Source) -> bool:
    before = bisect_left(source.excluded, Span(span.end, 0))
    return before > 0 and source.excluded[before - 1].overlaps(span)


def _markers(sections: Sequence[Section], items: Sequence[Item]) -> tuple[tuple[Marker, ...], ...]:
    lists: dict[int, list[Marker]] = {}
    numbered: list[Section | Item] = [*sections, *items]
    for one in numbered:
        if one.marker and one.list is not None:
            lists.setdefault(one.list, []).append(one.marker)
    return tuple(tuple(sorted(lists[n], key=lambda m: m.span)) for n in sorted(lists))


@dataclass(slots=True)
class _Assembly:
    """The nodes of a text on their way to sections and items; indexes are those of `nodes`."""

    text: str
    paragraphs: Sequence[Span]
    nodes: Sequence[Node]
    ends: Sequence[int]
    headings: set[int]
    units: Sequence[titles.Unit]


def _assemble(
    source: Source, paragraphs: Sequence[Span], nodes: Sequence[Node]
) -> tuple[tuple[Section, ...], tuple[Item, ...]]:
    ends = find_ends(nodes, len(source.text))
    lost = titles.has_lost_breaks(source.text, len(paragraphs))
    following = [*(node.start for node in nodes[1:]), len(source.text)][: len(nodes)]
    limits = map(min, ends, following)
    units = [titles.measure(source.text, *where, lost_breaks=lost) for where in zip(nodes, limits, ends, strict=True)]
    headings = _find_headings(source, paragraphs, nodes, units)
    assembly = _Assembly(source.text, paragraphs, nodes, ends, headings, units)
    numbers = _number_lists(nodes)
    sections: list[Section] = []
    items: list[Item] = []
    place: dict[int, int] = {}  # node → index among sections or among items
    for index in range(len(nodes)):
        if index in headings:
            place[index] = len(sections)
            sections.append(_section(assembly, index, place, sections, numbers))
        else:
            place[index] = len(items)
            items.append(_item(assembly, index, place, numbers))
    return tuple(sections), tuple(items)


def find_ends(nodes: Sequence[Node], length: int) -> list[int]:
    """Return where each node's text ends: at the next node that does not stand inside it."""
    ends = [length] * len(nodes)
    inside: list[int] = []
    for index, node in enumerate(nodes):
        while inside and inside[-1] != node.parent:
            ends[inside.pop()] = node.start
        inside.append(index)
    return ends


def _number_lists(nodes: Sequence[Node]) -> dict[int, int]:
    """Number the lists that have markers from 0, in order."""
    used = dict.fromkeys(node.list for node in nodes if isinstance(node.event, Candidate))
    return {list_: number for number, list_ in enumerate(used)}


def _find_headings(
    source: Source, paragraphs: Sequence[Span], nodes: Sequence[Node], units: Sequence[titles.Unit]
) -> set[int]:
    """Return the nodes that are headings: bare ones, and all members of the lists that hold titles."""
    members: dict[int, list[int]] = {}
    for index, node in enumerate(nodes):
        members.setdefault(node.list, []).append(index)
    headings: set[int] = set()
    for indexes in members.values():
        first = nodes[indexes[0]]
        if isinstance(first.event, Bare):
            headings.update(indexes)
        elif first.parent < 0 or first.parent in headings:
            forced = any(_is_marked(source, paragraphs, nodes[i]) for i in indexes)
            if titles.holds_headings(
                source.text, [nodes[i] for i in indexes], [units[i] for i in indexes], forced=forced
            ):
                headings.update(indexes)
    return headings


def _is_marked(source: Source, paragraphs: Sequence[Span], node: Node) -> bool:
    """Tell whether the format itself marks the node's line as a heading."""
    line = paragraphs[node.event.line]
    if not isinstance(node.event, Candidate) or node.event.strength < Strength.LINE:
        return False
    return line.of(source.text).startswith("#") or any(heading.start == node.start for heading, _ in source.headings)


def _section(
    assembly: _Assembly, index: int, place: dict[int, int], sections: Sequence[Section], numbers: dict[int, int]
) -> Section:
    node = assembly.nodes[index]
    parent = _section_above(assembly, index, place)
    if isinstance(node.event, Bare):
        heading = node.event.span
        above = sections[parent] if parent is not None else None
        level = _bare_level(node.event, above)
        title = heading.of(assembly.text).strip("：:—")
        return Section(Span(node.start, assembly.ends[index]), heading, title, level, parent=parent)
    unit = assembly.units[index]
    marker = replace(node.event.marker, ordinal=node.ordinal)
    return Section(
        span=Span(node.start, assembly.ends[index]),
        heading=Span(node.start, max(unit.title.end, marker.span.end)),
        title=unit.title.of(assembly.text),
        level=LEVELS.get(marker.style, 1 if marker.style.startswith("第一") else marker.style.count("1") + 2),
        marker=marker,
        parent=parent,
        list=numbers[node.list],
    )


def _bare_level(bare: Bare, above: Section | None) -> int:
    if bare.style.startswith("#"):
        return len(bare.style)
    return LEVELS.get(bare.style) or (above.level + 1 if above and above.marker else 1)


def _item(assembly: _Assembly, index: int, place: dict[int, int], numbers: dict[int, int]) -> Item:
    node = assembly.nodes[index]
    assert isinstance(node.event, Candidate)  # noqa: S101  # bare nodes are headings
    inside_item = node.parent >= 0 and node.parent not in assembly.headings
    return Item(
        span=Span(node.start, _item_end(assembly, index)),
        marker=replace(node.event.marker, ordinal=node.ordinal),
        list=numbers[node.list],
        head=_head(assembly.text, assembly.units[index]),
        section=_section_above(assembly, index, place),
        parent=place[node.parent] if inside_item else None,
    )


def _section_above(assembly: _Assembly, index: int, place: dict[int, int]) -> int | None:
    above = assembly.nodes[index].parent
    while above >= 0 and above not in assembly.headings:
        above = assembly.nodes[above].parent
    return place[above] if above >= 0 else None


def _item_end(assembly: _Assembly, index: int) -> int:
    """Return where an item ends: with its paragraph, or that of the last item inside it."""
    last = index
    while last + 1 < len(assembly.nodes) and assembly.nodes[last + 1].start < assembly.ends[index]:
        last += 1
    end = min(assembly.ends[index], assembly.paragraphs[assembly.nodes[last].event.line].end)
    return assembly.nodes[index].start + len(assembly.text[assembly.nodes[index].start : end].rstrip())


def _head(text: str, unit: titles.Unit) -> Span:
    words = re.split(r"[，,。；;：:！？]", unit.title.of(text), maxsplit=1)[0]
    return Span(unit.title.start, unit.title.start + len(words))
