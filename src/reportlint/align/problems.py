"""Problems: the items of a list, the heading where it has none, the clauses of running text."""

from __future__ import annotations

from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from reportlint.align import cause_cues, clauses
from reportlint.align import problem_cues as cues
from reportlint.align.places import by_list
from reportlint.model import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportlint.align.places import Entry, Place

FEWEST = 2  # members that make an enumeration
SHORTEST_MEMBER = 4
LONGEST_TOPIC_SENTENCE = 14
LONGEST_TOPIC = 25  # characters of an item's first words that name its problem, whatever they say


def has_outline(text: str, place: Place, entries: Sequence[Entry]) -> bool:
    """Tell whether a section lists its problems."""
    if "problems" not in place.section.roles:
        return False
    return (place.named and not place.parent) or any(True for _ in _heads(text, entries))


def find_problems(text: str, place: Place, entries: Sequence[Entry], *, outlined: bool) -> Iterator[Unit]:
    """Yield the problems of a section.

    Args:
        text: The report.
        place: The section.
        entries: Its items that are no causes.
        outlined: Whether some section of the report lists its problems, so that running text only leads up to them.
    """
    if "problems" not in place.section.roles:
        if not outlined and place.section.roles != ("measures",):
            yield from _in_running_text(text, place, _enumerated)
        return
    heads = list(_heads(text, entries))
    stated = sum(bool(cues.STATED.search(head.of(text))) for _, head in heads)
    # items that praise or describe leave the problem to the heading
    in_title = place.named and 2 * stated < len(heads) and bool(cues.STATED.search(place.section.title))
    if heads and not in_title:
        yield from (Unit(head, _own(text, entry.item.span), place.number, entry.number) for entry, head in heads)
    elif place.parent or (place.named and _praises(place.section.title)):
        return
    elif place.named:
        yield Unit(place.title, _own(text, place.section.span), place.number)
    elif place.declared:
        yield from _in_running_text(text, place, _stated)
    elif not outlined:
        yield from _in_running_text(text, place, _stated_after_turn)


def _own(text: str, whole: Span) -> Span:
    """Return what is told of one problem alone, without what explains all of them together."""
    together = cause_cues.TOGETHER.search(text, whole.start, whole.end)
    return Span(whole.start, together.start()) if together else whole


def _heads(text: str, entries: Sequence[Entry]) -> Iterator[tuple[Entry, Span]]:
    """Yield the items with what states their problem, but for the lists that praise or plan."""
    for members in by_list(entries):
        heads = [(entry, head) for entry in members if (head := _problem_of(text, entry))]
        if 2 * sum(_praises(head.of(text)) or _plans(head.of(text)) for _, head in heads) <= len(heads):
            yield from heads


def _praises(head: str) -> bool:
    return bool(cues.PRAISE.search(head)) and not cues.STATED.search(head)


def _plans(head: str) -> bool:
    return bool(cues.PLAN.match(head)) and not cues.STATED.search(head)


def find_head(text: str, entry: Entry) -> Span | None:
    """Return the first segment of an item behind its marker."""
    return next(_segments(text, entry), None)


def _segments(text: str, entry: Entry) -> Iterator[Span]:
    return clauses.find_segments(text, Span(entry.item.marker.span.end, entry.item.span.end))


def _problem_of(text: str, entry: Entry) -> Span | None:
    """Return an item's topic, or where it opens with a long sentence that states no problem the first that does."""
    head = find_head(text, entry)
    if head and len(head) > LONGEST_TOPIC and not cues.STATED.search(head.of(text)):
        return next((segment for segment in _segments(text, entry) if cues.STATED.search(segment.of(text))), head)
    return head


def _in_running_text(
    text: str, place: Place, find: Callable[[str, Place, Span], Iterable[tuple[Span, Span]]]
) -> Iterator[Unit]:
    items = [entry.item.span for entry in place.entries]
    for part in place.parts:
        # what is well comes first, and 但是 turns to what is not
        turn = cues.TURNING.search(text, part.start, part.end)
        for stretch in clauses.cut(Span(turn.start(), part.end) if turn else part, items):
            topics = list(_topics(text, stretch)) if place.declared else []
            found = topics or [
                pair for segment in clauses.find_segments(text, stretch) for pair in find(text, place, segment)
            ]
            yield from (Unit(span, whole, place.number) for span, whole in found)


def _topics(text: str, stretch: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the short sentences that each state a problem, with what is told of it; nothing where there are not several."""
    topics = [_behind_lead(text, segment) for segment in clauses.find_segments(text, stretch)]
    topics = [topic for topic in topics if _is_topic(text, topic)]
    if len(topics) >= FEWEST:
        for topic, after in pairwise([*topics, Span(stretch.end, stretch.end)]):
            yield topic, Span(topic.start, after.start)


def _is_topic(text: str, segment: Span) -> bool:
    words = segment.of(text)
    ends = text.startswith("。", segment.end) and segment.end - segment.start <= LONGEST_TOPIC_SENTENCE
    return ends and "，" not in words and _states_problem(words, topic=True)


def _stated(text: str, place: Place, segment: Span) -> Iterable[tuple[Span, Span]]:
    """Return the members of an enumeration, else the first clause that states a problem, each with what tells of it."""
    if cause_cues.BEFORE.match(text, segment.start):
        return ()
    return _enumerated(text, place, segment) or _first_stated(text, place, segment)


def _stated_after_turn(text: str, place: Place, segment: Span) -> Iterable[tuple[Span, Span]]:
    """Return what a segment states to be wrong behind 但, 然而 …; an account of the background is no problem."""
    turn = cues.TURN.search(text, segment.start, segment.end)
    return _stated(text, place, Span(turn.start(), segment.end)) if turn else ()


def _first_stated(text: str, place: Place, segment: Span) -> Iterable[tuple[Span, Span]]:
    for number, clause in enumerate(clauses.find_clauses(text, segment)):
        found = _behind_lead(text, clause)
        topic = place.declared and (number == 0 or found != clause)
        if _states_problem(found.of(text), topic=topic):
            return ((found, segment),)
    return ()


def _behind_lead(text: str, clause: Span) -> Span:
    """Return a clause without what announces it (突出表现在：)."""
    colon = max(text.rfind(mark, clause.start, clause.end) for mark in "：:")
    return Span(colon + 1, clause.end) if clause.start <= colon < clause.end - 1 else clause


def _states_problem(clause: str, *, topic: bool) -> bool:
    if cues.NOT_STATED.search(clause) or cues.PREFACE.match(clause):
        return False
    if cues.STATED.search(clause):
        return True
    return topic and not cues.OPENING.match(clause) and bool(cues.COMPLAINT.search(clause))


def _enumerated(text: str, place: Place, segment: Span) -> Sequence[tuple[Span, Span]]:
    """Return the members of an enumeration of problems (存在甲、乙、丙等问题); elsewhere only one that is admitted (还存在…)."""
    closing = cues.ENUMERATED.search(text, segment.start, segment.end)
    if not closing or cues.NOT_STATED.search(text, segment.start, closing.end()):
        return ()
    inside = "problems" in place.section.roles
    cue = cues.PRESENT if inside else cues.ADMITTED
    opening = [match.end() for match in cue.finditer(text, segment.start, closing.start())]
    if not opening and not inside:
        return ()
    start = opening[-1] if opening else segment.start
    members = [Span(*member.span()) for member in cues.MEMBER.finditer(text, start, closing.start())]
    if not opening:
        members = list(dropwhile(lambda member: _leads_up(text, member), members))
    if len(members) < FEWEST or min(len(member) for member in members) < SHORTEST_MEMBER:
        return ()
    return [(member, member) for member in members]


def _leads_up(text: str, member: Span) -> bool:
    return text.startswith("，", member.end) and not cues.STATED.search(member.of(text))
