"""The report's text as lines of stretches, cut wherever a mark or an anchor begins or ends.

What overlaps is cut, never nested; the work is linear, for nothing that is marked crosses a line or is longer than `LONGEST`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint.document import Document
    from reportlint.emit.html.marks import Mark
    from reportlint.model import Section

LONGEST = 300  # characters that a mark covers; a longer finding is marked where it begins
FIRST_LEVEL = 3  # of the headings in the text: h1 is the page's, h2 that of its parts
LAST_LEVEL = 6
HEADING_END = "。：:"


@dataclass(frozen=True, slots=True)
class Target:
    """What the page points at, inside one line.

    Attributes:
        span: Its place.
        id: Its anchor.
        mark: The finding that is marked there; None for a mere anchor.
        bold: Whether its words stand out.
    """

    span: Span
    id: str
    mark: Mark | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the same findings cover.

    Attributes:
        text: The words; empty for a finding between two characters.
        ids: The anchors that begin here.
        marks: The findings, the gravest first.
        ends: The numbers of the findings that end here.
        bold: Whether the words stand out.
    """

    text: str
    ids: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    ends: tuple[int, ...] = ()
    bold: bool = False

    @property
    def title(self) -> str:
        """What the findings say."""
        return "\n".join(f"{mark.label}：{mark.message}" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text.

    Attributes:
        number: From 1.
        tag: The element it becomes: p, or h3 to h6 for a heading.
        stretches: Its words.
        title: Whether it belongs to the title of the report.
    """

    number: int
    tag: str
    stretches: tuple[Stretch, ...]
    title: bool = False


def lay_out(doc: Document, marks: Sequence[Mark]) -> Iterator[Line]:
    """Yield the lines that hold more than white space, or a finding."""
    targets = group_targets(doc, marks)
    headings = find_heading_lines(doc)
    for number in range(1, len(doc.lines.starts) + 1):
        span = line_span(doc, number)
        if targets[number] or span.of(doc.text).strip():
            title = doc.title is not None and doc.title.overlaps(span)
            yield Line(number, headings.get(number, "p"), tuple(cut(doc.text, span, targets[number])), title)


def line_span(doc: Document, number: int) -> Span:
    """Return a line, numbered from 1, without its end."""
    starts, text = doc.lines.starts, doc.text
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(text)
    return Span(start, start + len(text[start:end].rstrip("\r\n")))


def group_targets(doc: Document, marks: Sequence[Mark]) -> Mapping[int, list[Target]]:
    """Return the targets of each line by where they begin; the first at a place gives its element the id."""
    found: defaultdict[int, list[Target]] = defaultdict(list)
    for target in find_targets(doc, marks):
        line, _ = doc.lines.place(target.span.start)
        bounds = line_span(doc, line)
        start = min(target.span.start, bounds.end)
        end = min(max(target.span.end, start), bounds.end, start + LONGEST)
        found[line].append(Target(Span(start, end), target.id, target.mark, target.bold))
    for targets in found.values():
        targets.sort(key=lambda target: target.span.start)
    return found


def find_targets(doc: Document, marks: Sequence[Mark]) -> Iterator[Target]:
    """Yield all that the page points at, the findings first."""
    for mark in marks:
        yield Target(mark.span, f"m{mark.number}", mark)
    for index, section in enumerate(doc.sections):
        yield Target(section.heading, f"s{index}", bold=True)
    for index, figure in enumerate(doc.figures):
        yield Target(figure.span, f"q{index}")
    for layer in ("problems", "causes", "measures"):
        for index, unit in enumerate(getattr(doc, layer)):
            yield Target(unit.span, f"{layer}-{index}")
    for place in (place for mark in marks for place in mark.related):
        yield Target(place.span, place.id)


def find_heading_lines(doc: Document) -> dict[int, str]:
    """Return the elements of the lines that are headings and nothing else, by how deep the sections are nested."""
    found: dict[int, str] = {}
    depths: list[int] = []
    for section in doc.sections:
        depths.append(0 if section.parent is None else depths[section.parent] + 1)
        line, _ = doc.lines.place(section.heading.start)
        if fills(doc.text, section, line_span(doc, line)):
            found[line] = f"h{min(FIRST_LEVEL + depths[-1], LAST_LEVEL)}"
    return found


def fills(text: str, section: Section, line: Span) -> bool:
    """Tell whether nothing stands beside a heading in its line."""
    around = text[line.start : section.heading.start] + text[section.heading.end : line.end]
    return not around.strip().strip(HEADING_END)


def cut(text: str, line: Span, targets: Sequence[Target]) -> Iterator[Stretch]:
    """Yield the stretches of a line.

    Args:
        text: The text of the report.
        line: The line without its end.
        targets: What is pointed at in it, in order.
    """
    bounds = sorted({line.start, line.end, *(edge for one in targets for edge in (one.span.start, one.span.end))})
    waiting, active = iter(targets), list[Target]()
    following = next(waiting, None)
    for start, end in zip(bounds, [*bounds[1:], None], strict=True):
        begun = []
        while following and following.span.start == start:
            begun.append(following)
            following = next(waiting, None)
        yield from (make_stretch("", start, [one], [one]) for one in begun if not one.span)
        if end is None:
            return
        active = [one for one in (*active, *begun) if one.span.end > start]
        yield make_stretch(text[start:end], end, active, [one for one in begun if one.span])


def make_stretch(words: str, end: int, targets: Sequence[Target], begun: Sequence[Target]) -> Stretch:
    """Return the words that all `targets` cover, some of which begin here."""
    marks = sorted((one.mark for one in targets if one.mark), key=lambda mark: (-mark.severity.rank, mark.number))
    ends = tuple(one.mark.number for one in targets if one.mark and one.span.end == end)
    return Stretch(words, tuple(one.id for one in begun), tuple(marks), ends, any(one.bold for one in targets))
