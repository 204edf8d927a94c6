"""A report as layers of spans over its untouched text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from reportlint import nlp, outline
from reportlint.extract.claims import find_claims
from reportlint.extract.dates import find_dates
from reportlint.extract.figures import find_figures
from reportlint.hits import find_hits, scan
from reportlint.model import LineIndex, Source
from reportlint.read import read_source
from reportlint.read.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from reportlint.align.links import Scores
    from reportlint.align.units import Units
    from reportlint.extract.dates import Date
    from reportlint.hits import Hit, Match
    from reportlint.model import Claim, Figure, Gap, Item, Link, Marker, Section, Sentence, Span, Unit, Word
    from reportlint.read.limits import Limits
    from reportlint.typos import Suspect


class Document:
    """A report. Each layer is a sorted tuple, computed when first asked for.

    Args:
        source: The text itself, or what a reader made of a file.
    """

    def __init__(self, source: str | Source) -> None:
        self.source = source if isinstance(source, Source) else Source(source)
        self.text = self.source.text
        self._hits: dict[str, tuple[Hit, ...]] = {}

    @cached_property
    def lines(self) -> LineIndex:
        """Lines and columns of positions."""
        return LineIndex.of(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines that hold more than white space, without the white space around them."""
        return outline.find_paragraphs(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences: up to 。！？ or ； or the end of a paragraph."""
        return outline.find_sentences(self.text, self.paragraphs)

    @cached_property
    def _outline(self) -> outline.Outline:
        return outline.find_outline(self.source, self.paragraphs)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every heading with what stands under it, in order; parents are indexes."""
        return self._outline.sections

    @property
    def items(self) -> tuple[Item, ...]:
        """Numbered items inside sections (一是 …, 第一，…, ① …), in order; parents are indexes."""
        return self._outline.items

    @property
    def lists(self) -> tuple[tuple[Marker, ...], ...]:
        """The markers of each list, headings' and items' alike, in order; `Section.list` and `Item.list` are indexes."""
        return self._outline.lists

    @property
    def title(self) -> Span | None:
        """The title of the report; None where it begins with its text."""
        return self._outline.title

    @property
    def doc_type(self) -> str:
        """述职报告, 工作总结, 整改报告 …; empty when neither title nor outline tells."""
        return self._outline.doc_type

    @property
    def period(self) -> str:
        """The year (`2023`), half year (`2023-H1`), quarter (`2023-Q3`) or month (`2023-05`) reported on; empty when unknown."""
        return self._outline.period

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """Dates and periods, in order; years that the text leaves out are those of the report's period."""
        return find_dates(self.text, self.period)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every quantity that a reader could check, in order."""
        return find_figures(self.text, self.dates)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The clauses in which the reporting side did, achieved, obtained or improved something, in order."""
        closed = (*self.source.excluded, *([self.title] if self.title else []))
        return find_claims(self.text, self.sections, self.items, closed, self.figures)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the text with their parts of speech; white space and marks are words too."""
        return nlp.find_words(self.text)

    @cached_property
    def _terms(self) -> dict[str, list[Match]]:
        return scan(self.text)

    def hits(self, lexicon: str) -> tuple[Hit, ...]:
        """Return where the rows of a lexicon apply, in order and without overlaps: span and row.

        Raises:
            KeyError: The lexicon does not take part in the scan (`hits.SCANNED`).
        """
        if lexicon not in self._hits:
            self._hits[lexicon] = tuple(find_hits(self._terms[lexicon], self.text, lambda: self.words))
            del self._terms[lexicon]  # they take as much room as the hits
        return self._hits[lexicon]

    @cached_property
    def _units(self) -> Units:
        from reportlint.align.units import find_units

        vocabulary = [outline.is_heading(section.title) for section in self.sections]
        return find_units(self.text, self.sections, self.items, vocabulary)

    @property
    def problems(self) -> tuple[Unit, ...]:
        """What the report says is wrong: the smallest units that it treats as one, in order."""
        return self._units.problems

    @property
    def causes(self) -> tuple[Unit, ...]:
        """Why it is so, in order."""
        return self._units.causes

    @property
    def measures(self) -> tuple[Unit, ...]:
        """What is to be done, in order."""
        return self._units.measures

    @cached_property
    def scores(self) -> Mapping[str, Scores]:
        """The probability of every possible link, by kind: causes, measures."""
        from reportlint.align import features, links

        report = features.Report(self.text, self.sections, self.items, self.words_in)
        return links.score(report, self._units)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Which cause and which measure belong to which problem; indexes into those layers."""
        from reportlint.align import links

        return links.find_links(self.scores)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Problems without a cause or a measure, and answers to no problem: what has no link, by place."""
        from reportlint.align import gaps

        return gaps.find_gaps(self.scores)

    @cached_property
    def suspects(self) -> tuple[Suspect, ...]:
        """Characters that were probably not meant, in order; found by likelihood."""
        from reportlint.typos import find_suspects

        return find_suspects(self.text)

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Return the words that lie wholly inside a span."""
        first = bisect_left(self.words, span.start, key=attrgetter("span.start"))
        last = bisect_right(self.words, span.end, lo=first, key=attrgetter("span.end"))
        return self.words[first:last]


def read(path: str | PathLike[str], *, limits: Limits = DEFAULT) -> Document:
    """Read a draft from disk.

    Args:
        path: A file of any format that reportlint reads.
        limits: How much of it is taken in.

    Raises:
        ReadError: The file cannot be read; the message is one sentence with the path and what to do.
    """
    return Document(read_source(path, limits=limits))
