"""Measures: the sentences and ；-segments that state an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.align import clauses
from reportlint.align import measure_cues as cues
from reportlint.model import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.align.places import Place

SHORTEST = 8
LONGEST_HEAD = 25  # characters of an item's first sentence that only names what the next ones say


def find_measures(text: str, place: Place) -> Iterator[Unit]:
    """Yield the measures of a section; one that also holds problems marks them by a label."""
    roles = place.section.roles
    if "measures" not in roles:
        return
    mixed = "problems" in roles
    for part in place.parts:
        for stretch in clauses.find_labelled(text, part, cues.LABEL) if mixed else [part]:
            yield from _actions(text, place, stretch, labelled=mixed)


def _actions(text: str, place: Place, stretch: Span, *, labelled: bool) -> Iterator[Unit]:
    starts = {marker.end for marker in place.markers}
    for piece in clauses.cut(stretch, place.markers):
        listed = piece.start in starts
        segments = list(clauses.find_segments(text, piece))
        found = [
            segment
            for number, segment in enumerate(segments)
            if _states_action(segment.of(text), certain=labelled or (listed and number == 0))
        ]
        if listed and len(found) > 1 and found[0] == segments[0] and _is_head(text, found[0]):
            del found[0]
        yield from (Unit(segment, segment, place.number, place.item_at(segment)) for segment in found)


def _is_head(text: str, segment: Span) -> bool:
    return len(segment) <= LONGEST_HEAD and text.startswith("。", segment.end)


def _states_action(words: str, *, certain: bool) -> bool:
    if len(words) < SHORTEST or cues.NONE.search(words):
        return False
    if cues.QUOTED.search(words) and not cues.PROPOSAL.search(words):
        return False
    if cues.STATE.search(words) and not cues.DEMAND.search(words):
        return False
    return certain or bool(cues.ACTION.search(words))
