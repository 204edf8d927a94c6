"""What a report consists of and what is said about it: frozen, slotted data, nothing else.

All positions are half-open and count code points of `Document.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

Role = Literal["achievements", "problems", "causes", "measures"]
Bound = Literal["exact", "more", "less", "about"]
Evidence = Literal["figure", "named", "none"]

LINE_END = re.compile(r"\r\n|\n|\r")


class Severity(StrEnum):
    """How sure a finding is: certainly wrong, probably wrong, worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return ("note", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def of(self, text: str) -> str:
        """Return the words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with where it stands in a file that is more than text.

    Attributes:
        span: Place in the text.
        place: For the reader of the file: 第3页, 表2第1行第2列, 脚注1, 文本框; empty in the running text.
        automatic: Whether the format makes it (an automatic number); it cannot be edited as text.
    """

    span: Span
    place: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change or a comment in a file, made before the check.

    Attributes:
        span: The inserted or commented words; empty where the words are deleted.
        kind: insertion, deletion, format or comment.
        author: As the file names him; empty when it does not.
        text: The deleted words, or those of the comment.
    """

    span: Span
    kind: Literal["insertion", "deletion", "format", "comment"]
    author: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader made of a file.

    Attributes:
        text: The decoded text, unchanged.
        path: Where it came from; None for text given directly.
        format: `text`, `markdown`, `docx`, `pdf`, `ofd`, `html` …
        encoding: Python's name of the encoding it was decoded with.
        bom: Whether the file began with a byte order mark (not part of `text`).
        excluded: Places that are no prose (code, link targets); nothing is reported there.
        headings: Headings that the format itself marks, with their depth from 1; without `#` marks and spaces around.
        pieces: The map back into a file that is more than text, in order and disjoint; empty for text.
        revisions: Tracked changes that nobody has accepted or rejected yet, and comments, by place.
        raw: The bytes of such a file, from which it is written back with comments or tracked changes.
        sha256: Of the file's bytes, in hexadecimal; empty where the text comes from no file.
    """

    text: str
    path: Path | None = None
    format: str = "text"
    encoding: str = "utf-8"
    bom: bool = False
    excluded: tuple[Span, ...] = ()
    headings: tuple[tuple[Span, int], ...] = ()
    pieces: tuple[Piece, ...] = ()
    revisions: tuple[Revision, ...] = ()
    raw: bytes = field(default=b"", repr=False)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """The number in front of a heading or an item, as written.

    Attributes:
        span: Place of the marker with its own punctuation, without the space behind it.
        text: As written: `一、`, `（二）`, `三是`, `首先`.
        style: The first member of its series in normal form: `一、` `（一）` `1.` `1、` `（1）` `①` `第一章` `一是` `第一` `首先` …
        ordinal: As written (三是 → 3); for words without a number the position in the list.
    """

    span: Span
    text: str
    style: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it.

    Attributes:
        span: From the heading to the end of the section, subsections included.
        heading: The heading with its marker, without the closing 。 or ：
        title: The heading without its marker.
        level: By the marker's style: 一、 1, （一） 2, 1. 3, （1） 4; an unnumbered heading 1 or one below its parent.
        marker: None for a heading without a number.
        roles: Subset of achievements, problems, causes, measures, in this order; empty = other.
        parent: Index into `Document.sections`; None at the top.
        list: The same number for the markers of one list; None without a marker.
    """

    span: Span
    heading: Span
    title: str
    level: int
    marker: Marker | None = None
    roles: tuple[Role, ...] = ()
    parent: int | None = None
    list: int | None = None

    @property
    def number(self) -> int | None:
        """The heading's ordinal; None for a heading without a number."""
        return self.marker.ordinal if self.marker else None


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item inside a section: 一是 …, 第一，…, ① …, 1. … .

    Attributes:
        span: From the marker to the end of the item's text.
        marker: Its number as written.
        list: The same number for the members of one list (shared with `Section.list`).
        head: The first clause after the marker, without closing punctuation.
        section: Index into `Document.sections`; None before the first heading.
        parent: Index into `Document.items` of the item it stands in; None at the top.
    """

    span: Span
    marker: Marker
    list: int
    head: Span
    section: int | None = None
    parent: int | None = None

    @property
    def style(self) -> str:
        """The style of the marker."""
        return self.marker.style

    @property
    def ordinal(self) -> int:
        """The ordinal of the marker."""
        return self.marker.ordinal


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its closing punctuation, without white space around it."""

    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the segmentation with its part of speech (jieba's tag set, after ICTCLAS)."""

    span: Span
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a figure is measured against.

    Attributes:
        basis: As written: 同比, 环比, 比上年, 较年初.
        direction: up, down or level.
    """

    basis: str
    direction: Literal["up", "down", "level"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a reader could check.

    Attributes:
        span: From the first numeral to the end of the unit.
        value: In the base unit, exact; a pair for a range; a percent gives the number before %.
        unit: What remains when 十百千万亿 are multiplied out: 元, 人次, 个百分点, %; empty when the text has none.
        bound: exact; more (余, 以上, 超); less (近, 不足, 以内); about (约, 左右).
        measure: What is counted, in the words of the text; empty when the text does not say.
        period: The time it is about, normalised: 2023, 2023-H1, 2023-Q1, 2023-01/2023-11; empty when unknown.
        comparison: None for a level.
    """

    span: Span
    value: Decimal | tuple[Decimal, Decimal]
    unit: str
    bound: Bound
    measure: str
    period: str = ""
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause saying that the reporting side did, achieved, obtained or improved something."""

    span: Span
    predicate: Span
    figures: tuple[int, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Unit:
    """A problem, a cause or a measure: the smallest stretch that the report treats as one.

    Attributes:
        span: Its core words.
        whole: The item, paragraph or section that speaks of it.
        section: Index into `Document.sections`.
        item: Index into `Document.items`; None outside items.
    """

    span: Span
    whole: Span
    section: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A problem and the cause or the measure that belongs to it; exactly one of the two is set."""

    problem: int
    cause: int | None
    measure: int | None
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a report leaves out: a problem without a cause or a measure, or an answer to no problem.

    Attributes:
        layer: Where the lonely unit stands: problems, causes or measures.
        index: Its index in that layer.
        missing: What it has none of: cause, measure or problem.
        score: The probability that there is none, as far as the text tells.
        nearest: Index of the likeliest candidate in the layer of what is missing; None where that layer is empty.
        why: What speaks against the candidate, in words for the reader.
    """

    layer: Literal["problems", "causes", "measures"]
    index: int
    missing: Literal["cause", "measure", "problem"]
    score: float
    nearest: int | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a span by a text; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together. A safe fix never changes what the text says."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about a place.

    Attributes:
        span: The place.
        message: A Chinese sentence that tells what is wrong and what to do.
        fix: How it could be put right; None where only the author knows.
        related: Further places that it speaks of.
        ceiling: The highest severity it may get, where it is less certain than its rule; None for the rule's own.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    ceiling: Severity | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with the rule that made it and the severity that the engine gave it."""

    rule: str
    severity: Severity
    finding: Finding


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Positions as lines and columns, both from 1. Lines end in LF, CRLF or CR."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> LineIndex:
        """Index the lines of a text."""
        return cls((0, *(end.end() for end in LINE_END.finditer(text))))

    def place(self, position: int) -> tuple[int, int]:
        """Return line and column of a position."""
        line = bisect_right(self.starts, position)
        return line, position - self.starts[line - 1] + 1
