"""Reports with annotated links, as the training of links and its benchmark read them.

Two forms: NAME.gold.json beside NAME.txt (layers problems, causes, measures, links as lists of quotes with ids and of
pairs of ids), and texts with marks in braces, `{P1 …}`, `{M3>P1,P2 …}`; a measure without `>` answers nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlint import Document, Span, Unit
from reportlint.align import features
from reportlint.align.links import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint.align.features import Side

LAYERS = ("problems", *KINDS)
TRAINING = Path(__file__).parents[1] / "data" / "training"
COVERED = 0.6  # share of an annotated unit that a found one must cover to count as the same
_MARK = re.compile(r"\{([PCM]\d+)(?:>([P\d,]+))? ([^}]*)\}")
_LAYER = {"P": "problems", "C": "causes", "M": "measures"}

Marks = dict[str, list[tuple[Span, str]]]


@dataclass
class Annotated:
    """A report with the places and the ids of its units and the pairs of ids that are linked."""

    name: str
    doc: Document
    marks: Marks
    links: set[tuple[str, str]]
    gold: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Case:
    """The possible links of one kind in one report, with units found or given.

    Attributes:
        names: For each layer the ids of the units; those that match no annotated one get a name of their own.
        evidence: The features, each of shape (problems, answers); empty where there is no pair.
        labels: Whether the pair is linked, same shape.
        lonely: Whether a problem has no answer and an answer no problem, found or not; shapes (problems,), (answers,).
        unreachable: The number of annotated links with a unit that was not found.
    """

    report: str
    kind: str
    found: bool
    problems: Sequence[Side]
    answers: Sequence[Side]
    names: Mapping[str, Sequence[str]]
    evidence: Mapping[str, np.ndarray]
    labels: np.ndarray
    lonely: tuple[np.ndarray, np.ndarray]
    unreachable: int


# --- two forms of annotation


def read_gold(folder: Path) -> Iterator[Annotated]:
    """Yield the reports of a folder whose links are annotated."""
    for path in sorted(folder.rglob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "links" in gold:
            name = path.name.removesuffix(".gold.json")
            doc = Document(path.with_name(f"{name}.txt").read_bytes().decode("utf-8"))
            marks = {layer: [(locate(doc.text, mark), mark["id"]) for mark in gold[layer]] for layer in LAYERS}
            yield Annotated(name, doc, marks, {tuple(link) for link in gold["links"]}, gold)


def locate(text: str, mark: Mapping[str, Any]) -> Span:
    """Return the place of a quote that occurs once, or once in its context."""
    if "start" in mark:
        return Span(mark["start"], mark["end"])
    context = mark.get("in", mark["quote"])
    start = text.index(context) + context.index(mark["quote"])
    return Span(start, start + len(mark["quote"]))


def read_marked(folder: Path = TRAINING) -> Iterator[Annotated]:
    """Yield the reports that were written with their marks; the first line is a comment."""
    for path in sorted(folder.glob("links-*.txt")):
        marked = path.read_text("utf-8").partition("\n")[2]
        marks: Marks = {layer: [] for layer in LAYERS}
        links, text, end = set(), "", 0
        for mark in _MARK.finditer(marked):
            text += marked[end : mark.start()]
            place = Span(len(text), len(text) + len(mark[3]))
            marks[_LAYER[mark[1][0]]].append((place, mark[1]))
            links |= {(problem, mark[1]) for problem in (mark[2] or "").split(",") if problem}
            text, end = text + mark[3], mark.end()
        yield Annotated(path.stem, Document(text + marked[end:]), marks, links)


# --- from reports to possible links


def make_cases(report: Annotated) -> Iterator[Case]:
    """Yield the possible links of a report by kind, of found units and of annotated ones."""
    for found in (True, False):
        units, names = {}, {}
        for layer, marks in report.marks.items():
            ordered = sorted(marks, key=lambda mark: mark[0])
            units[layer] = getattr(report.doc, layer) if found else [give(report.doc, span) for span, _ in ordered]
            names[layer] = match(layer, units[layer], marks) if found else [name for _, name in ordered]
        yield from (_case(report, kind, found, units, names) for kind in KINDS)


def _case(
    report: Annotated, kind: str, found: bool, units: Mapping[str, Sequence[Unit]], names: Mapping[str, Sequence[str]]
) -> Case:
    doc = report.doc
    view = features.Report(doc.text, doc.sections, doc.items, doc.words_in)
    sides = [features.describe(view, units[layer]) for layer in ("problems", kind)]
    evidence = features.find_features(view, *sides, KINDS[kind]) if all(sides) else {}
    labels = np.array([[float((p, a) in report.links) for a in names[kind]] for p in names["problems"]])
    reached = {(p, a) for p in names["problems"] for a in names[kind]}
    ids = {name for _, name in report.marks[kind]}
    linked = {name for link in report.links if link[1] in ids for name in link}
    lonely = tuple(np.array([float(name not in linked) for name in names[layer]]) for layer in ("problems", kind))
    unreachable = sum(link[1] in ids and link not in reached for link in report.links)
    labels = labels.reshape(len(sides[0]), len(sides[1]))
    return Case(report.name, kind, found, *sides, names, evidence, labels, lonely, unreachable)


def give(doc: Document, span: Span) -> Unit:
    """Make a unit of an annotated span: its item or its heading's section, else its sentence."""
    section = max((n for n, s in enumerate(doc.sections) if span.start in s.span), default=0)
    item = max((n for n, i in enumerate(doc.items) if span.start in i.span), default=None)
    whole = next((s.span for s in doc.sentences if span.start in s.span), span)
    if doc.sections and span.start < doc.sections[section].heading.end:
        whole = doc.sections[section].span
    elif item is not None:
        whole = doc.items[item].span
    return Unit(span, Span(min(whole.start, span.start), max(whole.end, span.end)), section, item)


def match(layer: str, units: Sequence[Unit], marks: Sequence[tuple[Span, str]]) -> list[str]:
    """Name each found unit by the annotated one that it covers, one to one, best first."""
    pairs = sorted(
        (-common(span, unit.span) / len(span), len(unit.span), place, number, name)
        for number, unit in enumerate(units)
        for place, (span, name) in enumerate(marks)
        if common(span, unit.span) >= COVERED * len(span)
    )
    named: dict[int, str] = {}
    for _, _, _, number, name in pairs:
        if number not in named and name not in named.values():
            named[number] = name
    return [named.get(number, f"?{layer}{number}") for number in range(len(units))]


def common(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
