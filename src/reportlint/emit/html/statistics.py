"""What the page counts: findings by family, the length of sections, the shares of roles, the length of sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reportlint.emit import LABELS
from reportlint.emit.html.marks import find_excerpt, name_family
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlint.document import Document
    from reportlint.emit.html.marks import Mark
    from reportlint.model import Span

    Measure = Callable[[Span], int]

ROLES = {"achievements": "成效", "problems": "问题", "causes": "原因", "measures": "措施", "other": "其他"}
SENTENCE_BOUNDS = (10, 20, 40, 60, 80, 120)  # characters, inclusive
MOST_SECTIONS = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar.

    Attributes:
        kind: What it stands for: a severity, a role, or plain.
        start: Where it begins, in hundredths of the widest bar.
        width: In the same measure.
    """

    kind: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: its name, its value in words, and the parts to draw."""

    label: str
    value: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A small plot that is a table at the same time.

    Attributes:
        title: What it shows.
        head: What the labels and the values are.
        bars: Its lines.
        legend: The kinds of its parts in words; empty where there is one kind.
    """

    title: str
    head: tuple[str, str]
    bars: tuple[Bar, ...]
    legend: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a chart before it is drawn: kinds with their amounts."""

    label: str
    value: str
    amounts: tuple[tuple[str, float], ...]


def find_charts(doc: Document, marks: Sequence[Mark]) -> Iterator[Chart]:
    """Yield the charts that have something to show."""
    length = measure_text(doc.text)
    severities = {severity.value: label for severity, label in LABELS.items()}
    charts = (
        draw("各类问题的数量", ("类别", "处数"), count_families(marks), severities),
        draw("各部分的篇幅", ("部分", "字数"), measure_sections(doc, length), ROLES),
        draw("内容的构成", ("内容", "占比"), measure_roles(doc, length), ROLES),
        draw("句子的长短", ("字数", "句数"), count_sentences(doc, length), {}),
    )
    return (chart for chart in charts if chart.bars)


def draw(title: str, head: tuple[str, str], rows: Sequence[Row], legend: dict[str, str]) -> Chart:
    """Return a chart whose longest bar is 100 wide; its legend names only what is in it."""
    longest = max((sum(amount for _, amount in row.amounts) for row in rows), default=0) or 1
    bars = tuple(Bar(row.label, row.value, tuple(find_parts(row, 100 / longest))) for row in rows)
    used = {part.kind for bar in bars for part in bar.parts}
    return Chart(title, head, bars, {kind: name for kind, name in legend.items() if kind in used})


def find_parts(row: Row, scale: float) -> Iterator[Part]:
    """Yield the parts of a bar, one behind the other."""
    amounts = [(kind, amount * scale) for kind, amount in row.amounts if amount]
    starts = accumulate((amount for _, amount in amounts), initial=0.0)
    for (kind, amount), start in zip(amounts, starts, strict=False):
        yield Part(kind, round(start, 2), round(amount, 2))


def measure_text(text: str) -> Measure:
    """Return what tells the characters of a span, white space not counted."""
    sums = [0, *accumulate(not one.isspace() for one in text)]
    return lambda span: sums[span.end] - sums[span.start]


def count_families(marks: Sequence[Mark]) -> list[Row]:
    """Count the findings of each family by severity, the most frequent first."""
    counts = Counter((mark.family, mark.severity) for mark in marks)
    totals = Counter(mark.family for mark in marks)
    return [
        Row(name_family(family), str(total), tuple((one.value, counts[family, one]) for one in Severity))
        for family, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    ]


def measure_sections(doc: Document, length: Measure) -> list[Row]:
    """Measure the sections at the top, as far as a plot can hold them."""
    tops = [section for section in doc.sections if section.parent is None][:MOST_SECTIONS]
    return [
        Row(
            find_excerpt(doc.text, section.heading),
            str(length(section.span)),
            ((section.roles[0] if section.roles else "other", length(section.span)),),
        )
        for section in tops
    ]


def measure_roles(doc: Document, length: Measure) -> list[Row]:
    """Measure how much of the sections tells of achievements, problems, causes and measures.

    A section with two roles counts half for each.
    """
    amounts = dict.fromkeys(ROLES, 0.0)
    own = [length(section.span) for section in doc.sections]
    for section in doc.sections:
        if section.parent is not None:
            own[section.parent] -= length(section.span)
    for section, size in zip(doc.sections, own, strict=True):
        for role in section.roles or ("other",):
            amounts[role] += size / max(len(section.roles), 1)
    total = sum(amounts.values())
    return [Row(ROLES[role], f"{size / total:.0%}", ((role, size),)) for role, size in amounts.items() if size]


def count_sentences(doc: Document, length: Measure) -> list[Row]:
    """Count the sentences by length."""
    if not doc.sentences:
        return []
    counts = Counter(bisect_left(SENTENCE_BOUNDS, length(sentence.span)) for sentence in doc.sentences)
    between = [f"{low + 1}–{high}" for low, high in pairwise((0, *SENTENCE_BOUNDS))]
    labels = [*between, f"{SENTENCE_BOUNDS[-1]} 以上"]
    return [Row(label, str(counts[index]), (("plain", counts[index]),)) for index, label in enumerate(labels)]
