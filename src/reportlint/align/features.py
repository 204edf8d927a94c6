"""Evidence that a cause or a measure belongs to a problem, as numbers: meaning, words, concepts, place, discourse.

Every feature is an array of shape (problems, answers); an answer is a cause or a measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reportlint import lexicon
from reportlint.align import vectors
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from reportlint.model import Item, Section, Unit, Word

# words of these parts of speech carry no subject
_FUNCTION = ("u", "p", "c", "d", "r", "m", "q", "x", "w", "y", "e", "o", "f", "t", "zg", "ul", "uj")
WIDEST = 200  # characters of a unit's surroundings that count
_REFERENCE = re.compile(r"针对|为(?:了)?(?:解决|破解|改变|扭转)|对此|围绕")


@dataclass(frozen=True, slots=True)
class Report:
    """What the features need of a report."""

    text: str
    sections: Sequence[Section]
    items: Sequence[Item]
    words: Callable[[Span], Sequence[Word]]


@dataclass(frozen=True, slots=True)
class Side:
    """A unit with its words: its own, those around it, those of its heading."""

    unit: Unit
    own: vectors.Bag
    wide: vectors.Bag
    heading: vectors.Bag
    pairs: frozenset[str]
    wide_pairs: frozenset[str]
    words: frozenset[str]
    wide_text: str
    heading_text: str


def describe(report: Report, unit: Unit) -> Side:
    """Collect the words of a unit."""
    section = report.sections[unit.section]
    wide = Span(unit.whole.start, min(unit.whole.end, max(unit.whole.start + WIDEST, unit.span.end)))
    own, around = _content(report.words(unit.span)), _content(report.words(wide))
    title = _content(report.words(section.heading))
    return Side(
        unit,
        vectors.bag(own),
        vectors.bag(around),
        vectors.bag(title),
        _bigrams(unit.span.of(report.text)),
        _bigrams(wide.of(report.text)),
        frozenset(around),
        wide.of(report.text),
        section.title,
    )


def _content(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words if not word.tag.startswith(_FUNCTION) and "\u4e00" <= word.text[0] <= "\u9fff"]


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(text) if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff")


def find_features(
    report: Report, problems: Sequence[Side], answers: Sequence[Side]
) -> Mapping[str, NDArray[np.float64]]:
    """Return every feature by name, each of shape (problems, answers), in a fixed order."""
    found = {**_meaning(problems, answers), **_words(problems, answers), **_concepts(problems, answers)}
    relative = {}
    for name in ("centred wide", "coverage", "coverage wide", "bigrams wide", "concepts", "heading"):
        relative[f"{name} in row"] = _standardise(found[name], axis=1)
        relative[f"{name} in column"] = _standardise(found[name], axis=0)
        relative[f"{name} best in row"] = _is_best(found[name], axis=1)
        relative[f"{name} best in column"] = _is_best(found[name], axis=0)
    return {**found, **relative, **_place(report, problems, answers), **_discourse(report, problems, answers)}


def _meaning(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, NDArray[np.float64]]:
    means = {
        (which, side): np.array([vectors.mean(getattr(one, which)) for one in units])
        for which in ("own", "wide", "heading")
        for side, units in (("problem", problems), ("answer", answers))
    }
    # what the whole report is about says nothing about a pair
    centre = np.concatenate([means["wide", "problem"], means["wide", "answer"]]).mean(axis=0)
    centred = {key: _unit_length(value - centre) for key, value in means.items()}
    return {
        "plain": _unit_length(means["own", "problem"]) @ _unit_length(means["own", "answer"]).T,
        "centred": centred["own", "problem"] @ centred["own", "answer"].T,
        "centred wide": centred["wide", "problem"] @ centred["wide", "answer"].T,
        "own to wide": centred["own", "problem"] @ centred["wide", "answer"].T,
        "heading": centred["own", "problem"] @ centred["heading", "answer"].T,
        "headings": centred["heading", "problem"] @ centred["heading", "answer"].T,
        "coverage": _pairwise(problems, answers, lambda p, a: vectors.coverage(p.own, a.own)),
        "coverage wide": _pairwise(problems, answers, lambda p, a: vectors.coverage(p.own, a.wide)),
        "coverage back": _pairwise(problems, answers, lambda p, a: vectors.coverage(a.own, p.wide)),
        "coverage heading": _pairwise(problems, answers, lambda p, a: vectors.coverage(a.heading, p.own)),
    }


def _unit_length(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float64)


def _pairwise(
    problems: Sequence[Side], answers: Sequence[Side], measure: Callable[[Side, Side], float]
) -> NDArray[np.float64]:
    values = [[measure(problem, answer) for answer in answers] for problem in problems]
    return np.array(values, dtype=np.float64).reshape(len(problems), len(answers))


def _words(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, NDArray[np.float64]]:
    """Weigh shared character pairs by how few units of the report have them."""
    spread: dict[str, int] = {}
    for side in (*problems, *answers):
        for pair in side.wide_pairs:
            spread[pair] = spread.get(pair, 0) + 1
    total = len(problems) + len(answers)

    def weight(pairs: Iterable[str]) -> float:
        return sum(float(np.log(total / spread.get(pair, 1))) + 0.1 for pair in pairs)

    def shared(one: frozenset[str], other: frozenset[str]) -> float:
        return float(weight(one & other) / max(min(weight(one), weight(other)), 1e-9))

    return {
        "bigrams": _pairwise(problems, answers, lambda p, a: shared(p.pairs, a.pairs)),
        "bigrams wide": _pairwise(problems, answers, lambda p, a: shared(p.wide_pairs, a.wide_pairs)),
        "bigrams own wide": _pairwise(problems, answers, lambda p, a: shared(p.pairs, a.wide_pairs)),
        "bigrams heading": _pairwise(problems, answers, lambda p, a: shared(p.pairs, _bigrams(a.heading_text))),
        "same words": _pairwise(problems, answers, lambda p, a: float(len(p.words & a.words))),
    }


@cache
def _concept_terms() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((row["concept"], row["side"], tuple(row["terms"].split())) for row in lexicon.rows("concepts"))


@cache
def _remedies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["complaint"], tuple(row["remedies"].split())) for row in lexicon.rows("remedies"))


def find_concepts(text: str, *, measure: bool) -> frozenset[str]:
    """Return the concepts that a text speaks of, on the side of the problem or also of the measure."""
    sides = ("both", "measure") if measure else ("both",)
    return frozenset(c for c, side, words in _concept_terms() if side in sides and any(word in text for word in words))


def _concepts(problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, NDArray[np.float64]]:
    stated = {id(p): find_concepts(p.wide_text, measure=False) for p in problems}
    answered = {id(a): find_concepts(a.wide_text, measure=True) for a in answers}
    total = len(problems) + len(answers)
    spread: dict[str, int] = {}
    for concepts in (*stated.values(), *answered.values()):
        for concept in concepts:
            spread[concept] = spread.get(concept, 0) + 1

    def shared(problem: Side, answer: Side) -> float:
        return float(sum(np.log(total / spread[c]) + 0.1 for c in stated[id(problem)] & answered[id(answer)]))

    def remedied(problem: Side, answer: Side) -> float:
        return float(
            any(c in problem.wide_text and any(r in answer.wide_text for r in words) for c, words in _remedies())
        )

    return {"concepts": _pairwise(problems, answers, shared), "remedies": _pairwise(problems, answers, remedied)}


def _standardise(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    spread = values.std(axis=axis, keepdims=True) if values.size else values
    return (
        np.asarray((values - values.mean(axis=axis, keepdims=True)) / np.maximum(spread, 1e-6))
        if values.size
        else values
    )


def _is_best(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    if not values.size:
        return values
    best = values.max(axis=axis, keepdims=True)
    return np.asarray((values >= best) & (best > 0), dtype=np.float64)


def _place(report: Report, problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, NDArray[np.float64]]:
    starts = np.array([side.unit.span.start for side in problems])
    ranks = [np.arange(len(units)) / max(len(units) - 1, 1) for units in (problems, answers)]

    def nearest(problem: Side, answer: Side) -> float:
        before = starts[starts <= answer.unit.span.start]
        return float(len(before) > 0 and before[-1] == problem.unit.span.start)

    def same_place(problem: Side, answer: Side) -> float:
        return float(problem.unit.section == answer.unit.section)

    def inside(problem: Side, answer: Side) -> float:
        return float(problem.unit.whole.covers(answer.unit.span))

    def ordinal(side: Side) -> int | None:
        number = side.unit.item
        return report.items[number].ordinal if number is not None else report.sections[side.unit.section].number

    def same_number(problem: Side, answer: Side) -> float:
        return float(ordinal(problem) is not None and ordinal(problem) == ordinal(answer))

    def same_heading_number(problem: Side, answer: Side) -> float:
        numbers = [report.sections[side.unit.section].number for side in (problem, answer)]
        return float(numbers[0] is not None and numbers[0] == numbers[1])

    def distance(problem: Side, answer: Side) -> float:
        return float(np.log1p(abs(answer.unit.span.start - problem.unit.span.end)))

    counts = np.full((len(problems), len(answers)), float(len(problems) == len(answers)))
    close = 1 - np.abs(ranks[0][:, None] - ranks[1][None, :])
    return {
        "rank": close,
        "rank where counts agree": close * counts,
        "nearest": _pairwise(problems, answers, nearest),
        "same section": _pairwise(problems, answers, same_place),
        "inside": _pairwise(problems, answers, inside),
        "same number": _pairwise(problems, answers, same_number),
        "same heading number": _pairwise(problems, answers, same_heading_number),
        "distance": _pairwise(problems, answers, distance),
        "after": _pairwise(problems, answers, lambda p, a: float(a.unit.span.start > p.unit.span.start)),
        "problems": np.full((len(problems), len(answers)), np.log1p(len(problems))),
        "answers": np.full((len(problems), len(answers)), np.log1p(len(answers))),
    }


def _discourse(report: Report, problems: Sequence[Side], answers: Sequence[Side]) -> dict[str, NDArray[np.float64]]:
    def refers(problem: Side, answer: Side) -> float:
        return float(bool(_REFERENCE.search(answer.wide_text)) and bool(problem.words & answer.words))

    # a unit inside a problem's own text tells of its cause in its own way
    own_cause = [report.text[side.unit.span.end : side.unit.whole.end][:WIDEST] for side in problems]
    bags = [vectors.bag(_content(report.words(_rest(side)))) for side in problems]
    rest = {id(side): bag for side, bag in zip(problems, bags, strict=True)}
    return {
        "refers": _pairwise(problems, answers, refers),
        "rest to answer": _pairwise(problems, answers, lambda p, a: vectors.coverage(a.own, rest[id(p)])),
        "answer to rest": _pairwise(problems, answers, lambda p, a: vectors.coverage(rest[id(p)], a.own)),
        "has rest": _pairwise(problems, answers, lambda p, _: float(len(own_cause[problems.index(p)]) > 10)),
    }


def _rest(side: Side) -> Span:
    return Span(side.unit.span.end, max(side.unit.span.end, min(side.unit.whole.end, side.unit.span.end + WIDEST)))
