"""Who copied what from whom: the texts of candidates side by side.

What many units share is a template, or words that every report has to have; it does not count as copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from reportlint.align.passages import find_passages
from reportlint.corpus.sketches import HAN, WHOLE_RUN, find_runs
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.align.passages import Passage

    Row = dict[str, Any]

ALIKE = 0.5  # Jaccard of what two reports say in their own words, from which they are near-duplicates …
ALL_ALIKE = 0.9  # … or of all their words, where they consist of templates
LEAST_RUNS = 100  # of its own that a report needs for the first
SHORTEST = 40  # Chinese characters of a copied passage outside of templates
CLOSE = 0.8  # share of equal characters in a passage


@dataclass(frozen=True)
class Paper:
    """A report as far as copying goes.

    Attributes:
        path: Its name in the corpus.
        unit: Who wrote it.
        period: What it reports on.
        date: When it was written; either may be empty.
        text: Its words.
        templates: Its sentences that many units have too, in order.
    """

    path: str
    unit: str
    period: str
    date: str
    text: str
    templates: tuple[Span, ...] = ()

    @cached_property
    def runs(self) -> set[str]:
        """The runs of characters of all its words."""
        return find_runs(self.text, WHOLE_RUN)

    @cached_property
    def own_runs(self) -> set[str]:
        """The runs of characters of what is no template."""
        edges = [0, *(edge for span in self.templates for edge in (span.start, span.end)), len(self.text)]
        pieces = (self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        return find_runs("".join(pieces), WHOLE_RUN)

    @cached_property
    def _sums(self) -> Sequence[int]:
        counted = [bool(HAN.match(one)) for one in self.text]
        for span in self.templates:
            counted[span.start : span.end] = [False] * len(span)
        return list(accumulate(counted, initial=0))

    def count_own(self, span: Span | None = None) -> int:
        """Count the Chinese characters outside of templates, in a place or in the whole text."""
        return self._sums[span.end] - self._sums[span.start] if span else self._sums[-1]


def compare(one: Paper, other: Paper) -> Row | None:
    """Return what two reports have in common: None where that is nothing worth a look."""
    source, copy, known = find_direction(one, other)
    alike, own_alike = jaccard(one.runs, other.runs), jaccard(one.own_runs, other.own_runs)
    enough = min(len(one.own_runs), len(other.own_runs)) >= LEAST_RUNS
    whole = (enough and own_alike >= ALIKE) or alike >= ALL_ALIKE
    passages = list(find_copied(source, copy))
    if not whole and not passages:
        return None
    copied = sum(passage["own"] for passage in passages)
    return {
        "source": source.path,
        "copy": copy.path,
        "source_unit": source.unit,
        "copy_unit": copy.unit,
        "direction_known": known,
        "whole": whole,
        "likeness": round(alike, 4),
        "own_likeness": round(own_alike, 4),
        "share": round(min(copied / max(copy.count_own(), 1), 1.0), 4),
        "copied": copied,
        "passages": passages,
    }


def find_copied(source: Paper, copy: Paper) -> Iterator[Row]:
    """Yield the passages of one report that stand in the other and are no templates."""
    for passage in find_passages(copy.text, source.text, shortest=SHORTEST):
        own = copy.count_own(passage.span)
        if own >= SHORTEST and passage.likeness >= CLOSE:
            yield describe(passage, source, copy, own)


def describe(passage: Passage, source: Paper, copy: Paper, own: int) -> Row:
    """Return a passage with its words on both sides."""
    return {
        "source_start": passage.source.start,
        "source_end": passage.source.end,
        "copy_start": passage.span.start,
        "copy_end": passage.span.end,
        "source_text": passage.source.of(source.text),
        "copy_text": passage.span.of(copy.text),
        "likeness": round(passage.likeness, 4),
        "own": own,
    }


def jaccard(one: set[str], other: set[str]) -> float:
    """Return the share of what two sets have in common in all that they have."""
    common = len(one & other)
    return common / max(len(one) + len(other) - common, 1)


def find_direction(one: Paper, other: Paper) -> tuple[Paper, Paper, bool]:
    """Return the earlier of two reports, the later, and whether period or date tells which is which."""
    for mine, theirs in ((one.period, other.period), (one.date, other.date)):
        if mine and theirs and not mine.startswith(theirs) and not theirs.startswith(mine):
            return (one, other, True) if mine < theirs else (other, one, True)
    first, second = sorted((one, other), key=lambda paper: paper.path)
    return first, second, False


def find_templates(sentences: Sequence[Row], numbers: Sequence[int]) -> tuple[Span, ...]:
    """Return the places of the sentences with these numbers."""
    return tuple(Span(sentences[number]["start"], sentences[number]["end"]) for number in sorted(numbers))
