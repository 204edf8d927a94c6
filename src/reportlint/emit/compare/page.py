"""A comparison as a page: what was found, and below it both reports side by side with the places marked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from reportlint import __version__
from reportlint.emit.compare import RULES, STATUSES, find_rows, make_quote
from reportlint.emit.html import find_hash
from reportlint.emit.html.render import read_asset, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.emit import View
    from reportlint.emit.compare import Comparison
    from reportlint.model import Span

STYLE = "compare.css"


class Mark(NamedTuple):
    """A marked place, how it looks (a class) and what is said when the pointer rests on it."""

    span: Span
    look: str
    title: str


class Piece(NamedTuple):
    """A stretch of a report, marked or not; `anchor` is where it begins."""

    words: str
    anchor: int
    mark: Mark | None = None


def render_page(comparison: Comparison, view: View) -> bytes:  # noqa: ARG001
    """Return a page: UTF-8, complete in itself, without any script."""
    pair = comparison.pair
    style = read_asset(STYLE)
    page = render(
        "compare.html",
        comparison=comparison,
        promises=find_rows(comparison),
        problems=[(make_quote(pair.last, one.last), make_quote(pair, one.this), one.verbatim) for one in pair.repeats],
        passages=[(make_quote(pair.last, one.source), make_quote(pair, one.span)) for one in pair.copies],
        findings=[(make_quote(pair, one.finding.span), one.finding.message) for one in comparison.find(*RULES)],
        statuses=STATUSES,
        last=list(cut(pair.last.text, list(mark_last(comparison)))),
        this=list(cut(pair.text, list(mark_this(comparison)))),
        policy=f"default-src 'none'; style-src '{find_hash(style)}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file
        version=__version__,
    )
    return page.encode("utf-8", "backslashreplace")


def mark_last(comparison: Comparison) -> Iterator[Mark]:
    """Yield the places to be marked in last year's report."""
    pair = comparison.pair
    yield from (Mark(one.span, one.status, f"承诺：{STATUSES[one.status]}") for one in pair.promises)
    yield from (Mark(one.source, "copied", "今年照抄了这一段") for one in pair.copies)
    yield from (Mark(one.last, "again", "今年又写了这个问题") for one in pair.repeats)


def mark_this(comparison: Comparison) -> Iterator[Mark]:
    """Yield the places to be marked in this year's report: findings first, then answers to promises."""
    pair = comparison.pair
    yield from (Mark(one.finding.span, "figure", one.finding.message) for one in comparison.find(*RULES))
    yield from (Mark(one.this, "again", "上年就写过这个问题") for one in pair.repeats)
    yield from (Mark(one.span, "copied", "照抄上年") for one in pair.copies)
    for one in pair.promises:
        places = one.answers or ((one.elsewhere,) if one.elsewhere else ())
        yield from (Mark(place, one.status, f"上年的承诺：{STATUSES[one.status]}") for place in places)


def cut(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield a text in pieces, one of them beginning wherever a mark does; of marks that overlap the first given wins."""
    owners: list[Mark | None] = [None] * len(text)
    for mark in reversed(marks):
        owners[mark.span.start : mark.span.end] = [mark] * len(mark.span)
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.span.start, mark.span.end))})
    yield from (Piece(text[start:end], start, owners[start]) for start, end in pairwise(edges))
