"""Where the title of a numbered unit ends, and whether its list holds headings or items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.model import Span
from reportlint.outline.markers import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.outline.lists import Node

# these always count inside a text
ITEM_STYLES = {"一是", "一要", "一则", "第一", "其一", "首先", "①"}
LONGEST_TITLE = 80
# above this many characters a title without a stop probably lost its line break
LONGEST_PLAIN_TITLE = 45
SHORT_TITLE = 20
SHORTEST_TITLE = 8
USUAL_TITLE = 24
# a line of so many characters on average has lost its breaks
LONG_LINES = 300
_STOP = re.compile(r"[。！？!?；;\n\r]|[：:](?!\d)|[ \u3000]{2,}|\xa0")
_OPENING = " \t\u3000\xa0*"
_CLOSING = "。：:；;！!？?" + _OPENING
# words that open a sentence and hardly ever stand inside a title
_OPENERS = re.compile(
    "(?<=[\u4e00-\u9fff”）])(?:目前|当前|近年来|近几年|长期以来|一直以来|随着|由于|根据|按照|为了|鉴于|针对|通过|我省|我市|我县|我区|我国"
    "|我们|本人|全省|全市|各级|有的|有些|有一|一些|比如|例如|必须|应当|应该|建议|可以|一是|首先|一方面|对于|据调查|据统计|经调研|调研发现|现有|现在"
    "|\\d{4}年)"
)
_OPENS_SENTENCE = re.compile(
    "由于|因为|近年来|目前|当前|总体上|总的来看|从[^，]{2,20}来看|对于|随着|有些|有的|有一些|如果|虽然|尽管|在[^，]{2,12}[中后下]，"
)
_COMMA = re.compile("[，,]")
_REPEATED = re.compile(r"([\u4e00-\u9fff]{3,})[\u4e00-\u9fff]{0,6}(?=\1)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered unit.

    Attributes:
        title: Its first sentence or line, without the marker and the closing mark.
        body: Characters that follow.
        stop: The mark that ends the title.
        cut: Whether the title had no end and got the likeliest one.
    """

    title: Span
    body: int
    stop: str
    cut: bool = False


def has_lost_breaks(text: str, lines: int) -> bool:
    """Tell whether headings and paragraphs run into one another."""
    return len(text) > LONG_LINES * max(1, lines)


def measure(text: str, node: Node, limit: int, end: int, *, lost_breaks: bool) -> Unit:
    """Find the title of the unit that starts at a node and ends before `end`; its title ends before `limit`, the next node."""
    start = node.event.marker.span.end if isinstance(node.event, Candidate) else node.start
    start += len(text[start:limit]) - len(text[start:limit].lstrip(_OPENING))
    stop = _STOP.search(text, start, limit)
    stop_at = stop.start() if stop else limit
    cut = lost_breaks and stop_at - start > LONGEST_PLAIN_TITLE
    title_end = _likely_end(text, start, stop_at) if cut else stop_at
    title = Span(start, max(start, start + len(text[start:title_end].rstrip(_CLOSING))))
    body = len(text[stop_at:end].strip(_CLOSING + "\n\r"))
    return Unit(title, body, stop.group() if stop else "", cut)


def _likely_end(text: str, start: int, stop: int) -> int:
    """Return where a title without a stop probably ends.

    Before a word that opens a sentence or that the title repeats; else at a comma or where titles mostly end.
    """
    limit = min(stop, start + LONGEST_PLAIN_TITLE)
    opener = _OPENERS.search(text, start + SHORTEST_TITLE, limit)
    repeated = _REPEATED.search(text, start, min(stop, limit + LONGEST_PLAIN_TITLE))
    ends = [match for match in (opener and opener.start(), repeated and repeated.end()) if match]
    if ends and start + SHORTEST_TITLE <= min(ends) <= limit:
        return min(ends)
    comma = _COMMA.search(text, start + SHORT_TITLE - 4, start + USUAL_TITLE + 6)
    return comma.start() if comma else min(stop, start + USUAL_TITLE)


def holds_headings(text: str, nodes: Sequence[Node], units: Sequence[Unit], *, forced: bool) -> bool:
    """Tell whether the members of a list are headings: units with a title before their body.

    One member that is a plain sentence makes all of them items. A short one without a body may be a heading whose text is
    still missing, and a title that had no end says nothing.
    """
    style = nodes[0].event.marker.style if isinstance(nodes[0].event, Candidate) else ""
    if forced or (style.startswith("第一") and style != "第一"):
        return True
    if style in ITEM_STYLES or any(_is_plain(text, unit) for unit in units):
        return False
    telling = [unit for unit in units if unit.body or not unit.cut]
    titled = sum(unit.body > 0 for unit in telling)
    return titled * 2 > len(telling) or (style in ("一、", "（一）") and all(unit.stop in "\n\r" for unit in units))


def _is_plain(text: str, unit: Unit) -> bool:
    """Tell whether a unit is a sentence rather than a title and what follows it."""
    if unit.cut:
        return not unit.body and (unit.stop in ("；", ";") or bool(_OPENS_SENTENCE.match(text, unit.title.start)))
    length = len(unit.title)
    return length > LONGEST_TITLE or unit.stop in ("；", ";") or (unit.body < length / 2 and length > SHORT_TITLE)
