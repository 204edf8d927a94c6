"""From possible markers and unnumbered headings to lists, nested in the order in which the text itself opens them.

One pass with a stack of open lists. A marker continues the innermost list that waits for it, else starts a list of its
own; whatever was open inside the list it joins is closed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.outline.markers import Candidate, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlint.model import Span

# styles that writers mix in one list
FAMILIES = (("1.", "1、", "1，"), ("一、", "一，"), ("一是", "一要", "一则", "第一", "其一", "首先"))
_FAMILY = {style: family for family in FAMILIES for style in family}
# a lone 首先 or 一要 counts nothing; with a second member it does
NEEDS_SECOND = {"首先", "一要", "一则", "1，", "一，"}
NEEDS_SENTENCE = {"一、", "一，", "1.", "1、", "1，"}
FARTHEST_GAP = 3
NEAR = 3  # paragraphs


@dataclass(frozen=True, slots=True)
class Bare:
    """A heading without a number.

    Attributes:
        span: The heading, with a leading ——, without closing marks.
        style: `#` to `######` as Markdown or Word give the depth, `——`, or empty for a line that only looks like a heading.
        line: Its paragraph.
    """

    span: Span
    style: str
    line: int


Event = Candidate | Bare


@dataclass(slots=True)
class Node:
    """A marker or bare heading that has found its place. `parent` and `list` are indexes; -1 for none."""

    event: Event
    list: int
    parent: int
    ordinal: int

    @property
    def start(self) -> int:
        """Where the node starts in the text."""
        return self.event.marker.span.start if isinstance(self.event, Candidate) else self.event.span.start


@dataclass(slots=True)
class Open:
    """A list that can still grow."""

    style: str
    list: int
    last: int
    node: int
    line: int
    inline: bool


@dataclass(slots=True)
class Builder:
    """Take events in order of the text; `nodes` holds what was accepted."""

    ahead: Ahead
    nodes: list[Node] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    closed: dict[str, Open] = field(default_factory=dict)
    lists: int = 0

    def take(self, number: int, event: Event) -> None:
        """Give an event its place, or leave it where it is no marker."""
        if isinstance(event, Bare):
            self._take_bare(event)
        elif event.marker.ordinal == 1:
            self._take_first(number, event)
        else:
            self._take_next(event)

    def _take_bare(self, bare: Bare) -> None:
        self._close_inline()
        depth = next((i for i, o in enumerate(self.stack) if _same_or_deeper(o.style, bare.style)), len(self.stack))
        self._place(depth, bare, bare.style, 0, self._new_list())

    def _take_first(self, number: int, event: Candidate) -> None:
        style = event.marker.style
        if not self._plausible_first(number, event):
            return
        if event.strength == Strength.LINE and style not in _FAMILY["一是"]:
            self._close_inline()
        depth = next((i for i in reversed(range(len(self.stack))) if self.stack[i].style == style), None)
        if depth is None or self._stands_inside(number, event, self.stack[depth]):
            depth = len(self.stack)
        self._place(depth, event, style, 1, self._new_list())

    def _stands_inside(self, number: int, event: Candidate, outer: Open) -> bool:
        """Tell whether a first member opens a list within a member of an open list of its own style."""
        return (event.strength < Strength.LINE and not outer.inline) or self.ahead.nested(number, event, outer)

    def _plausible_first(self, number: int, event: Candidate) -> bool:
        style = event.marker.style
        if event.strength >= Strength.SENTENCE and style not in NEEDS_SECOND:
            return True
        if style in NEEDS_SENTENCE and event.strength == Strength.CLAUSE:
            return False
        return self.ahead.second(number, event, Strength.SENTENCE if style in NEEDS_SENTENCE else Strength.CLAUSE)

    def _take_next(self, event: Candidate) -> None:
        depth = self._waiting(event)
        if depth is not None:
            self._join(depth, event)
        elif event.marker.style != "首先" and event.strength >= self._least(event):
            self._take_stray(event)

    def _least(self, event: Candidate) -> Strength:
        """Return what must stand before a member that no list waits for: 一是…，三是… needs a comma only."""
        running = any(one.style == event.marker.style and one.line == event.line for one in self.stack)
        return Strength.CLAUSE if running and event.marker.style in _FAMILY["一是"] else Strength.SENTENCE

    def _waiting(self, event: Candidate) -> int | None:
        """Return the innermost open list whose next member this is: of its own style, else of a related one."""
        style, ordinal = event.marker.style, event.marker.ordinal
        for related in (False, True):
            fits = [
                depth
                for depth, one in enumerate(self.stack)
                if (_is_related(event, one) if related else style == one.style)
                and _follows(one, style, ordinal)
                and _strong_enough(event, one)
            ]
            # a line goes on with a list of lines, whatever waits inside a paragraph
            lines = [depth for depth in fits if event.strength == Strength.LINE and not self.stack[depth].inline]
            if fits:
                return (lines or fits)[-1]
        return None

    def _take_stray(self, event: Candidate) -> None:
        """Place a member that no list waits for: after a gap, repeated, taken up again, or the first that is left."""
        style, ordinal, at_line = event.marker.style, event.marker.ordinal, event.strength == Strength.LINE
        depth = next((i for i in reversed(range(len(self.stack))) if self.stack[i].style == style), None)
        if depth is not None:
            gap = ordinal - self.stack[depth].last
            if at_line or 0 <= gap <= FARTHEST_GAP:
                self._join(depth, event)
            return
        before = self.closed.get(style)
        if before and before.last + 1 == ordinal:
            self._place(len(self.stack), event, style, ordinal, before.list)
        elif at_line:
            self._place(len(self.stack), event, style, ordinal, self._new_list())

    def _join(self, depth: int, event: Candidate) -> None:
        one = self.stack[depth]
        ordinal = one.last + 1 if event.marker.style == "首先" else event.marker.ordinal
        self._place(depth, event, one.style, ordinal, one.list)

    def _place(self, depth: int, event: Event, style: str, ordinal: int, list_: int) -> None:
        for one in self.stack[depth:]:
            self.closed[one.style] = one
        del self.stack[depth:]
        parent = self.stack[-1].node if self.stack else -1
        inline = event.strength < Strength.LINE if isinstance(event, Candidate) else event.style == "——"
        self.stack.append(Open(style, list_, ordinal, len(self.nodes), event.line, inline))
        self.nodes.append(Node(event, list_, parent, ordinal))

    def _close_inline(self) -> None:
        """Close what cannot hold a heading or a list of lines: lists inside a paragraph, paragraphs behind a dash."""
        while self.stack and self.stack[-1].inline:
            one = self.stack.pop()
            self.closed[one.style] = one

    def _new_list(self) -> int:
        self.lists += 1
        return self.lists - 1


def _same_or_deeper(open_style: str, style: str) -> bool:
    """Tell whether a bare heading closes an open list."""
    if not style.startswith("#"):
        return open_style == style
    return not open_style.startswith("#") or len(open_style) >= len(style)


def _is_related(event: Candidate, one: Open) -> bool:
    """Tell whether a writer may have gone on with a list in another style: 一是 …，第二，… ."""
    return event.marker.style in _FAMILY.get(one.style, ()) and event.line - one.line <= NEAR


def _follows(one: Open, style: str, ordinal: int) -> bool:
    # words count by their place, and only among words
    return one.style == "首先" if style == "首先" else ordinal == one.last + 1


def _strong_enough(event: Candidate, one: Open) -> bool:
    if event.strength >= Strength.SENTENCE:
        return True
    return event.line == one.line and event.marker.style not in NEEDS_SENTENCE


class Ahead:
    """What comes after a candidate in its own style; asked before a first member is believed."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._ordinals: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
        self._index: dict[int, int] = {}
        for number, event in enumerate(events):
            if isinstance(event, Candidate):
                family = _FAMILY.get(event.marker.style, (event.marker.style,))[0]
                self._index[number] = len(self._ordinals[family])
                self._ordinals[family].append((number, event))

    def _run(self, number: int, event: Candidate) -> Iterable[Candidate]:
        """Yield the following members of the family up to the next first one."""
        family = _FAMILY.get(event.marker.style, (event.marker.style,))[0]
        members = self._ordinals[family]
        for position in range(self._index[number] + 1, len(members)):
            follower = members[position][1]
            if follower.marker.ordinal == 1:
                return
            yield follower

    def second(self, number: int, event: Candidate, least: Strength) -> bool:
        """Tell whether a second member follows, in the same paragraph or at the start of a later one."""
        for follower in self._run(number, event):
            near = follower.line == event.line or (
                event.strength >= Strength.SENTENCE and follower.strength == Strength.LINE
            )
            counts = follower.marker.ordinal == 2 or follower.marker.style == "首先"
            return near and counts and follower.strength >= least
        return False

    def nested(self, number: int, event: Candidate, outer: Open) -> bool:
        """Tell whether a first member opens a list inside one of the same style, which goes on after it."""
        if event.line != outer.line or event.strength == Strength.LINE:
            return False
        last = 1
        for follower in self._run(number, event):
            if follower.line != event.line:
                return False
            if follower.marker.ordinal != last + 1:
                return follower.marker.ordinal == outer.last + 1
            last = follower.marker.ordinal
        return False


def build(events: Sequence[Event]) -> list[Node]:
    """Give each event that is a marker or a bare heading its list and its parent, in order of the text."""
    builder = Builder(Ahead(events))
    for number, event in enumerate(events):
        builder.take(number, event)
    return builder.nodes
