"""How findings about two reports name the place in last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.model import Span

if TYPE_CHECKING:
    from reportlint.document import Document

LONGEST_QUOTE = 30


def tell_place(doc: Document, span: Span) -> str:
    """Return where a place of last year's report is: 上年报告第12行."""
    return f"上年报告第{doc.lines.place(span.start)[0]}行"


def quote(doc: Document, span: Span) -> str:
    """Return the beginning of a place in quotation marks, on one line."""
    words = " ".join(span.of(doc.text).split())
    return f"“{words[:LONGEST_QUOTE]}{'…' if len(words) > LONGEST_QUOTE else ''}”"


def find_report_of_deeds(doc: Document) -> Span:
    """Return where a report begins to tell what was done: the heading over it, else its title, else its beginning."""
    headings = (section.heading for section in doc.sections if "achievements" in section.roles)
    return next(headings, None) or doc.title or next(iter(doc.paragraphs), Span(0, 0))
