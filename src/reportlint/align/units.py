"""Problems, causes and measures as units: items, headings without items, clauses of running text.

What a section is about (its roles) says what its items are; the words of a clause say what it is in running text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlint.align import cues
from reportlint.model import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.model import Item, Section

_SENTENCE = re.compile(r"[^。！？!?\n\r]+")
_SEGMENT = re.compile(r"[^。；;！？!?\n\r]+")
_CLAUSE = re.compile(r"[^，,；;]+")
_OPENING = " \t\u3000\xa0：:”）)、"
LEAD = 40  # characters before a list that say what it holds


class Units(NamedTuple):
    """The problems, causes and measures of a report, each in order."""

    problems: tuple[Unit, ...]
    causes: tuple[Unit, ...]
    measures: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A section with what stands directly in it: its text before the first subsection, and its items."""

    number: int
    section: Section
    body: Span
    named: bool
    items: tuple[tuple[int, Item], ...]
    parent: bool

    @property
    def title(self) -> Span:
        """The heading without its marker."""
        return Span(self.section.heading.end - len(self.section.title), self.section.heading.end)


def find_units(text: str, sections: Sequence[Section], items: Sequence[Item], vocabulary: Sequence[bool]) -> Units:
    """Find the units of a report.

    Args:
        text: The report.
        sections: Its sections with their roles.
        items: Its items.
        vocabulary: For each section whether its heading is made of the words of headings alone (存在问题).
    """
    problems: list[Unit] = []
    causes: list[Unit] = []
    measures: list[Unit] = []
    for place in _places(sections, items, vocabulary):
        caused, others = _split_lists(text, place)
        problems += _problems(text, place, others)
        causes += _causes(text, place, caused)
        measures += _measures(text, place)
    return Units(*(tuple(sorted(set(units), key=lambda unit: unit.span)) for units in (problems, causes, measures)))


def _places(sections: Sequence[Section], items: Sequence[Item], vocabulary: Sequence[bool]) -> Iterator[Place]:
    first_child: dict[int, int] = {}
    inside: dict[int, list[tuple[int, Item]]] = defaultdict(list)
    for section in sections:
        if section.parent is not None:
            first_child.setdefault(section.parent, section.span.start)
    for number, item in enumerate(items):
        if item.parent is None and item.section is not None:
            inside[item.section].append((number, item))
    for number, section in enumerate(sections):
        body = Span(section.heading.end, first_child.get(number, section.span.end))
        yield Place(number, section, body, not vocabulary[number], tuple(inside[number]), number in first_child)


def _split_lists(text: str, place: Place) -> tuple[list[tuple[int, Item]], list[tuple[int, Item]]]:
    """Return the items that are causes, by the section's role or the words before their list, and the others."""
    lists: dict[int, list[tuple[int, Item]]] = defaultdict(list)
    for number, item in place.items:
        lists[item.list].append((number, item))
    caused: list[tuple[int, Item]] = []
    others: list[tuple[int, Item]] = []
    for members in lists.values():
        (caused if _holds_causes(text, place, members[0][1]) else others).extend(members)
    return caused, others


def _holds_causes(text: str, place: Place, first: Item) -> bool:
    roles = place.section.roles
    if roles == ("causes",):
        return True
    before = re.split("[。；\n]", text[max(place.body.start, first.span.start - LEAD) : first.span.start])[-1]
    said = cues.CAUSE_LEAD.search(before) and not cues.PROBLEM_LEAD.search(before)
    return bool(said) and bool({"problems", "causes"} & set(roles))


def _problems(text: str, place: Place, items: Sequence[tuple[int, Item]]) -> Iterator[Unit]:
    if "problems" not in place.section.roles:
        return
    heads = [(number, item, head) for number, item in items if (head := _head(text, item))]
    stated = sum(bool(cues.PROBLEM.search(head.of(text))) for _, _, head in heads)
    # items that praise or describe leave the problem to the heading
    in_title = place.named and 2 * stated < len(heads) and bool(cues.PROBLEM.search(place.section.title))
    if heads and not in_title:
        yield from (Unit(head, item.span, place.number, number) for number, item, head in heads)
    elif place.parent:
        return
    elif place.named:
        yield Unit(place.title, place.section.span, place.number)
    else:
        yield from _stated_problems(text, place)


def _head(text: str, item: Item) -> Span | None:
    return next(_spans(_SEGMENT, text, item.marker.span.end, item.span.end), None)


def _stated_problems(text: str, place: Place) -> Iterator[Unit]:
    """Yield, for each sentence of running text, the first clause that states a problem."""
    end = place.items[0][1].span.start if place.items else place.body.end
    for sentence in _spans(_SENTENCE, text, place.body.start, end):
        if cues.CAUSE.match(text, sentence.start):
            continue
        clauses = list(_spans(_CLAUSE, text, sentence.start, sentence.end))
        found = next(
            (clause for n, clause in enumerate(clauses) if _states_problem(clause.of(text), first=n == 0)), None
        )
        if found:
            yield Unit(found, sentence, place.number)


def _states_problem(clause: str, *, first: bool) -> bool:
    stated = cues.PROBLEM.search(clause)
    if (preface := cues.PREFACE.match(clause)) and not (stated and preface.group()[0] in "但然"):
        return False
    return bool(stated) or (first and bool(cues.COMPLAINT.search(clause)))


def _causes(text: str, place: Place, items: Sequence[tuple[int, Item]]) -> Iterator[Unit]:
    if not {"problems", "causes"} & set(place.section.roles):
        return
    taken = []
    for number, item in items:
        if head := _head(text, item):
            taken.append(item.span)
            yield Unit(head, item.span, place.number, number)
    labelled = list(_labelled(text, place.body, cues.CAUSE_LABEL))
    for line in labelled:
        yield from (Unit(span, line, place.number) for span in _spans(_SEGMENT, text, line.start, line.end))
    spoken_for = sorted([*taken, *labelled])
    for segment in _spans(_SEGMENT, text, place.body.start, place.body.end):
        if any(span.overlaps(segment) for span in _near(spoken_for, segment)):
            continue
        if cause := _stated_cause(text, segment, whole=place.section.roles == ("causes",)):
            yield Unit(cause, segment, place.number, _item_at(place, segment))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return the neighbours of a span among sorted, disjoint ones."""
    before = bisect_right(spans, span)
    return spans[max(before - 1, 0) : before + 1]


def _labelled(text: str, body: Span, label: re.Pattern[str]) -> Iterator[Span]:
    """Yield the lines behind a label (原因分析：…)."""
    for match in label.finditer(text, body.start, body.end):
        line = re.compile("[^\n\r]*").match(text, match.end(), body.end)
        if line and line.group().strip():
            yield Span(*line.span())


def _stated_cause(text: str, segment: Span, *, whole: bool) -> Span | None:
    """Return the words of a sentence that give a cause; in a section about causes at least what follows its topic."""
    if relation := cues.RELATION.search(text, segment.start, segment.end):
        return Span(*relation.span())
    if cue := cues.CAUSE.search(text, segment.start, segment.end):
        return Span(cue.end(), segment.end) if cue.end() < segment.end else None
    if ground := cues.GROUND.search(text, segment.start, segment.end):
        comma = text.find("，", ground.end(), segment.end)
        end = comma if comma > 0 else segment.end
        return Span(ground.end(), end) if end - ground.end() >= 4 else None
    comma = text.find("，", segment.start, segment.end)
    return Span(comma + 1 if comma > 0 else segment.start, segment.end) if whole else None


def _item_at(place: Place, span: Span) -> int | None:
    before = bisect_right(place.items, span.start, key=lambda entry: entry[1].span.start)
    number, item = place.items[before - 1] if before else (None, None)
    return number if item and item.span.covers(span) else None


def _measures(text: str, place: Place) -> Iterator[Unit]:
    """Yield the sentences and ；-segments that state an action."""
    roles = place.section.roles
    if "measures" not in roles:
        return
    mixed = "problems" in roles
    ranges = _labelled(text, place.body, cues.MEASURE_LABEL) if mixed else [place.body]
    for part in ranges:
        for segment in _spans(_SEGMENT, text, part.start, part.end):
            if _states_action(segment.of(text), labelled=mixed):
                yield Unit(segment, segment, place.number, _item_at(place, segment))


def _states_action(words: str, *, labelled: bool) -> bool:
    if len(words) < cues.SHORTEST_MEASURE or cues.NO_MEASURE.search(words):
        return False
    return labelled or bool(cues.ACTION.search(words))


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    for match in pattern.finditer(text, start, end):
        words = match.group()
        left = match.start() + len(words) - len(words.lstrip(_OPENING))
        right = match.start() + len(words.rstrip())
        if left < right:
            yield Span(left, right)
