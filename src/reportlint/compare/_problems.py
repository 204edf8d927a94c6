"""Problems of last year that this year's report names again, word for word or in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlint.align import clauses, subjects
from reportlint.align.sides import find_content
from reportlint.model import Span

from ._statements import admitted, find_segments, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.align.passages import Passage
    from reportlint.document import Document

AGAIN = 0.36  # likeness from which two problems are one in other words
SUBJECT = 0.1  # what a subject that both speak of adds to their likeness
MOST_SUBJECTS = 2
SHORTEST_COPY = 8  # characters with which a problem stands again word for word
MOST_CLAUSES = 4  # of a problem that are looked at for that


class Stated(NamedTuple):
    """A problem by its core words, and all that is said about it."""

    span: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Repeat:
    """A problem of both years.

    Attributes:
        last: Place in last year's report.
        this: Place in this year's.
        score: How alike they are, 0 to 1.
        verbatim: Whether it is the same words.
    """

    last: Span
    this: Span
    score: float
    verbatim: bool


def find_problems(doc: Document) -> tuple[Stated, ...]:
    """Return the problems of a report; without a section for them, what it admits in a paragraph."""
    if doc.problems:
        return tuple(Stated(unit.span, unit.whole) for unit in doc.problems)
    return tuple(Stated(segment, segment) for segment in find_segments(doc, list(admitted(doc))))


def find_repeats(last: Document, this: Document, copies: Sequence[Passage]) -> tuple[Repeat, ...]:
    """Find the problems that stand again, by their place in this year's report.

    Args:
        last: Last year's report.
        this: This year's.
        copies: The passages copied from last year's report.
    """
    before, now = find_problems(last), find_problems(this)
    same = list(_verbatim(last, this, before, now))
    same += _copied(last, this, copies, merge([repeat.this for repeat in same]))
    old, new = {repeat.last for repeat in same}, {repeat.this for repeat in same}
    rest = [one for one in before if one.span not in old], [one for one in now if one.span not in new]
    return tuple(sorted([*same, *_reworded(last, this, *rest)], key=lambda repeat: repeat.this))


def _verbatim(last: Document, this: Document, before: Sequence[Stated], now: Sequence[Stated]) -> Iterator[Repeat]:
    openings = {words: one.span for one in before for words in _openings(last, one)}
    for one in now:
        if found := next((words for words in _openings(this, one) if words in openings), None):
            yield Repeat(openings[found], one.span, 1.0, verbatim=True)


def _copied(last: Document, this: Document, copies: Sequence[Passage], known: Sequence[Span]) -> Iterator[Repeat]:
    """Yield what is copied from problems to problems, whether or not it reads as a problem of its own."""
    old, new = (merge([s.span for s in doc.sections if s.roles == ("problems",)]) for doc in (last, this))
    for copy in copies:
        inside = clauses.touches(copy.source, old) and clauses.touches(copy.span, new)
        if inside and not clauses.touches(copy.span, known):
            yield Repeat(copy.source, copy.span, round(copy.likeness, 4), verbatim=True)


def _openings(doc: Document, one: Stated) -> Iterator[str]:
    """Yield the words of a problem up to the end of each of its first clauses, the longest first."""
    ends = [clause.end for clause in clauses.find_clauses(doc.text, one.span)][:MOST_CLAUSES]
    words = (doc.text[one.span.start : end] for end in reversed(ends))
    yield from (opening for opening in words if len(opening) >= SHORTEST_COPY)


def _reworded(last: Document, this: Document, before: Sequence[Stated], now: Sequence[Stated]) -> Iterator[Repeat]:
    """Yield the pairs in which each is the other's nearest."""
    if not before or not now:
        return
    likeness = _find_likeness(last, this, before, now)
    for row, values in enumerate(likeness):
        column = values.index(max(values))
        if values[column] >= AGAIN and values[column] == max(other[column] for other in likeness):
            yield Repeat(before[row].span, now[column].span, round(min(values[column], 1.0), 4), verbatim=False)


def _find_likeness(
    last: Document, this: Document, before: Sequence[Stated], now: Sequence[Stated]
) -> list[list[float]]:
    from reportlint.align.coverage import find_coverage, weigh

    ours, theirs = (
        [find_content(last.words_in(one.whole)) for one in before],
        [find_content(this.words_in(one.whole)) for one in now],
    )
    documents = (last, ours), (this, theirs)
    weights = weigh(
        [
            *ours,
            *theirs,
            *(
                find_content(doc.words_in(part))
                for doc, _ in documents
                for part in find_segments(doc, [Span(0, len(doc.text))])
            ),
        ]
    )
    there, back = find_coverage(ours, theirs, weights), find_coverage(theirs, ours, weights)
    if not there:
        return []
    mine = [subjects.find_concepts(one.whole.of(last.text), "problem").keys() for one in before]
    others = [subjects.find_concepts(one.whole.of(this.text), "problem").keys() for one in now]
    return [
        [
            (there[row][column] + back[column][row]) / 2 + SUBJECT * min(len(mine[row] & others[column]), MOST_SUBJECTS)
            for column in range(len(now))
        ]
        for row in range(len(before))
    ]
