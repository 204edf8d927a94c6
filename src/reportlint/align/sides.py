"""A unit by its words: its own, those around it, those of the headings it stands under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportlint.model import Item, Section, Unit, Word

# words of these parts of speech carry no subject
_FUNCTION = ("u", "p", "c", "d", "r", "m", "q", "x", "w", "y", "e", "o", "f", "t", "zg")
WIDEST = 200  # characters of a unit's surroundings that count
NEAR = 100  # characters before and behind an answer that may name its problem
_ENDS = "。；;\n"


@dataclass(frozen=True, slots=True)
class Report:
    """What the evidence needs of a report."""

    text: str
    sections: Sequence[Section]
    items: Sequence[Item]
    words: Callable[[Span], Sequence[Word]]


@dataclass(frozen=True, slots=True)
class Side:
    """A unit with its text and the words of subject in it, by where they stand.

    Places: `own` the unit itself; `wide` the unit with what is said about it; `rest` only the latter; `head` the item
    and the heading it stands under; `title` the heading; `near` what stands before and behind it in its section.
    """

    unit: Unit
    text: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


def describe(report: Report, units: Sequence[Unit]) -> list[Side]:
    """Collect the words of units of one layer, given in order."""
    if not units:
        return []
    ends = [*(unit.span.start for unit in units[1:]), len(report.text)]
    return [_describe(report, unit, end) for unit, end in zip(units, ends, strict=True)]


def _describe(report: Report, unit: Unit, end: int) -> Side:
    places = {name: tuple(spans) for name, spans in _places(report, unit, max(end, unit.span.end))}
    text = {name: "。".join(span.of(report.text) for span in spans) for name, spans in places.items()}
    words = {
        name: tuple(w for span in spans for w in find_content(report.words(span))) for name, spans in places.items()
    }
    return Side(unit, text, words)


def _places(report: Report, unit: Unit, end: int) -> Iterator[tuple[str, Iterable[Span]]]:
    """Yield where the words of a unit stand; what is said about it ends where the next unit begins."""
    span, section = unit.span, report.sections[unit.section]
    first = max(unit.whole.start, *(report.text.rfind(mark, unit.whole.start, span.start) + 1 for mark in _ENDS))
    first = min(first, span.start)
    yield "own", [span]
    yield "wide", [Span(first, max(span.end, min(unit.whole.end, first + WIDEST, end)))]
    yield "rest", [Span(span.end, max(span.end, min(unit.whole.end, span.end + WIDEST, end)))]
    yield "head", [*_heads(report, unit), section.heading]
    yield "title", [section.heading]
    yield "near", [Span(max(span.start - NEAR, section.span.start), min(span.end + NEAR, section.span.end))]


def _heads(report: Report, unit: Unit) -> Iterator[Span]:
    number = unit.item
    while number is not None:
        yield report.items[number].head
        number = report.items[number].parent


def find_content(words: Iterable[Word]) -> list[str]:
    """Return those of some words that name something."""
    return [word.text for word in words if not word.tag.startswith(_FUNCTION) and "\u4e00" <= word.text[0] <= "\u9fff"]
