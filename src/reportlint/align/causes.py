"""Causes: lists and sections of causes, sentences that mark them, and what explains a problem without a mark."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint.align import cause_cues as cues
from reportlint.align import clauses
from reportlint.align.problems import find_head
from reportlint.model import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.align.places import Entry, Place

LONGEST_ACCOUNT = 400  # characters on one problem; what is longer is a chapter
LEAD = 40  # characters before a list that say what it holds
_STOP = re.compile("[。；\n]")


def split_lists(text: str, place: Place) -> tuple[list[Entry], list[Entry]]:
    """Return the items that are causes, by the section's role or the words before their list, and the others."""
    caused: list[Entry] = []
    others: list[Entry] = []
    for members in place.inner_lists():
        if _is_led_by_cause(text, place, members[0]):
            caused.extend(members)
    for members in place.lists():
        (caused if _holds_causes(text, place, members[0]) else others).extend(members)
    return caused, others


def _holds_causes(text: str, place: Place, first: Entry) -> bool:
    return place.section.roles == ("causes",) or _is_led_by_cause(text, place, first)


def _is_led_by_cause(text: str, place: Place, first: Entry) -> bool:
    start = first.item.span.start
    before = _STOP.split(text[max(place.section.heading.end, start - LEAD) : start])[-1]
    said = cues.LEAD.search(before) and not cues.PROBLEM_LEAD.search(before)
    return bool(said) and bool({"problems", "causes"} & set(place.section.roles))


def find_causes(text: str, place: Place, entries: Sequence[Entry], *, problems: bool) -> Iterator[Unit]:
    """Yield the causes that a section marks as such.

    Args:
        text: The report.
        place: The section.
        entries: Its items that are causes.
        problems: Whether it also holds problems, so that 由于… gives the cause of one.
    """
    if not {"problems", "causes"} & set(place.section.roles):
        return
    for entry in entries:
        if head := find_head(text, entry):
            yield Unit(head, entry.item.span, place.number, entry.number)
    labelled = [line for part in place.parts for line in clauses.find_labelled(text, part, cues.LABEL)]
    for line in labelled:
        yield from (Unit(span, line, place.number) for span in clauses.find_segments(text, line))
    spoken_for = sorted([*(entry.item.span for entry in entries), *labelled])
    whole = place.section.roles == ("causes",)
    for part in place.parts:
        for segment in clauses.find_segments(text, part):
            if not clauses.touches(segment, spoken_for):
                spans = _stated(text, segment, whole=whole, grounded=whole or problems)
                yield from (Unit(span, segment, place.number, place.item_at(segment)) for span in spans)


def _stated(text: str, segment: Span, *, whole: bool, grounded: bool) -> Iterator[Span]:
    """Yield the words of a sentence that give a cause; in a section about causes at least what follows its topic."""
    if relation := cues.AROUND.search(text, segment.start, segment.end):
        yield Span(*relation.span())
    elif (root := cues.BEHIND.search(text, segment.start, segment.end)) and root.start() > segment.start:
        yield Span(segment.start, root.start())
    elif cue := cues.BEFORE.search(text, segment.start, segment.end):
        if cue.end() < segment.end and not cues.NONE.search(text, cue.end(), segment.end):
            yield from _joined(text, Span(cue.end(), segment.end))
    elif (grounds := list(cues.GROUND.finditer(text, segment.start, segment.end))) and grounded:
        ends = [*(ground.start() for ground in grounds[1:]), segment.end]
        for ground, end in zip(grounds, ends, strict=True):
            yield _before_effect(text, Span(ground.start(), end))
    elif whole and not cues.NONE.search(text, segment.start, segment.end):
        comma = text.find("，", segment.start, segment.end)
        yield from _joined(text, Span(comma + 1 if comma > 0 else segment.start, segment.end))


def _before_effect(text: str, span: Span) -> Span:
    """Return what stands before the last clause, or before the first one that states an effect."""
    first, *others = clauses.find_clauses(text, span)
    end = first.end
    for clause in others[:-1]:
        if cues.EFFECT.match(text, clause.start):
            break
        end = clause.end
    return Span(first.start, end)


def _joined(text: str, span: Span) -> Iterator[Span]:
    """Yield the causes that one sentence joins (一方面…，另一方面…; …，某人又…)."""
    for part in clauses.cut(span, [Span(*joint.span()) for joint in cues.JOINT.finditer(text, span.start, span.end)]):
        if cause := clauses.trim(text, part):
            yield cause


def is_explained(text: str, place: Place) -> bool:
    """Tell whether a report that has this section marks its causes: by a section, a list or a label for them."""
    if place.section.roles == ("causes",) or any(_holds_causes(text, place, members[0]) for members in place.lists()):
        return True
    return any(True for part in place.parts for _ in clauses.find_labelled(text, part, cues.LABEL))


def find_unmarked(text: str, problem: Unit) -> Iterator[Unit]:
    """Yield what explains a problem without saying so: a want of means or sense, or an act with its consequence."""
    account = Span(problem.span.end, problem.whole.end)
    if len(account) > LONGEST_ACCOUNT:
        return
    for segment in clauses.find_segments(text, account):
        if text.startswith(("，", ","), problem.span.end) and segment.start <= problem.span.end + 1:
            continue  # the rest of the problem's own sentence goes on about it
        if cue := _explains(text, segment):
            yield Unit(cue, segment, problem.section, problem.item)


def _explains(text: str, segment: Span) -> Span | None:
    """Return what leads to a consequence, else from the topic on what names a want."""
    if cues.EXAMPLE.match(text, segment.start):
        return None
    parts = list(clauses.find_clauses(text, segment))
    for before, clause in pairwise(parts):
        if cues.EFFECT.match(text, clause.start) and not cues.EFFECT.match(text, parts[0].start):
            return Span(segment.start, before.end)
    for number, clause in enumerate(parts):
        words = clause.of(text)
        if cues.UNMARKED.search(words) and not cues.NOT_UNMARKED.search(words):
            return Span(parts[max(number - 1, 0)].start, segment.end)
    return None
