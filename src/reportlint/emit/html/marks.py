"""Findings as the page shows them: numbered, with their places in words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.emit import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.document import Document
    from reportlint.model import Diagnostic, Fix, Related, Severity, Span

FAMILIES = {
    "structure": "结构",
    "numbering": "编号",
    "figures": "数字",
    "claims": "论断",
    "wording": "用词",
    "terms": "提法",
    "typos": "错别字",
    "punctuation": "标点",
    "residue": "残留",
    "internal": "内部错误",
}
LONGEST_EXCERPT = 24


@dataclass(frozen=True, slots=True)
class Place:
    """A second place that a finding speaks of.

    Attributes:
        id: Its anchor in the text.
        span: Where it is.
        where: The same in words.
        excerpt: The beginning of its words.
        message: What is said of it.
    """

    id: str
    span: Span
    where: str
    excerpt: str
    message: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding with its number on the page, from 1 in the order of the text.

    Attributes:
        number: `#m3` is its place in the text, `#f3` its entry in the list.
        diagnostic: The finding itself.
        where: Its place in words.
        excerpt: The beginning of its words.
        related: The second places.
    """

    number: int
    diagnostic: Diagnostic
    where: str
    excerpt: str
    related: tuple[Place, ...]

    @property
    def span(self) -> Span:
        """Where the finding is."""
        return self.diagnostic.finding.span

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        return self.diagnostic.finding.message

    @property
    def fix(self) -> Fix | None:
        """The edits that would put it right."""
        return self.diagnostic.finding.fix

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.diagnostic.rule

    @property
    def family(self) -> str:
        """The family of the rule."""
        return find_family(self.rule)

    @property
    def severity(self) -> Severity:
        """How sure the finding is."""
        return self.diagnostic.severity

    @property
    def label(self) -> str:
        """The severity in words."""
        return LABELS[self.severity]


def find_marks(doc: Document, diagnostics: Sequence[Diagnostic]) -> tuple[Mark, ...]:
    """Return the findings of a document with their numbers, by place."""
    ordered = sorted(diagnostics, key=lambda one: (one.finding.span, one.rule))
    return tuple(make_mark(doc, number, one) for number, one in enumerate(ordered, 1))


def make_mark(doc: Document, number: int, diagnostic: Diagnostic) -> Mark:
    """Return a finding with its number and its places in words."""
    finding = diagnostic.finding
    related = tuple(make_places(doc, number, finding.related))
    return Mark(number, diagnostic, describe_place(doc, finding.span), find_excerpt(doc.text, finding.span), related)


def make_places(doc: Document, number: int, related: Sequence[Related]) -> Iterator[Place]:
    """Yield the second places of a finding with their anchors."""
    for index, one in enumerate(related, 1):
        where, excerpt = describe_place(doc, one.span), find_excerpt(doc.text, one.span)
        yield Place(f"r{number}-{index}", one.span, where, excerpt, one.message)


def describe_place(doc: Document, span: Span) -> str:
    """Return where a span stands: the line, before it what the file itself says (第3页)."""
    line, _ = doc.lines.place(span.start)
    pieces = doc.source.pieces
    last = bisect_right(pieces, span.start, key=lambda piece: piece.span.start) - 1
    inside = last >= 0 and span.start in pieces[last].span
    return " ".join(filter(None, [pieces[last].place if inside else "", f"第 {line} 行"]))


def find_excerpt(text: str, span: Span, longest: int = LONGEST_EXCERPT) -> str:
    """Return the beginning of a span's words on one line; … stands for the rest."""
    end = min(span.end, span.start + longest)
    return " ".join(text[span.start : end].split()) + ("…" if end < span.end else "")


def find_family(rule: str) -> str:
    """Return the family of a rule's id."""
    return rule.partition("/")[0]


def name_family(family: str) -> str:
    """Return a family in Chinese; that of a plug-in keeps its own name."""
    return FAMILIES.get(family, family)
