"""Which year a report is about, and where this year's still says last year's."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint.align import clauses

from ._statements import find_planned, merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.document import Document
    from reportlint.model import Span

YEAR = re.compile(r"(20\d\d)年")
ANOTHER = re.compile(r"(?:19|20)\d\d年")
COMPARED = re.compile("(?<![评对相])[比较](?![例重赛武拼])|相比|基础上|以来|同期|上年|去年|至今|起，|[至到—～-]20")
INTENT = re.compile("将|要|计划|力争|争取|打算|确保|拟|预计|目标|继续|我们")
NEXT_TO_MARK = re.compile(r"[。；\n\r）)、.．\u3000 ]$")


def find_year(doc: Document) -> int | None:
    """Return the year that a report is about: that of the headings over what was done, else that of its title or text."""
    done = (section.title for section in doc.sections if "achievements" in section.roles)
    named = [int(match[1]) for title in done if (match := YEAR.search(title))]
    if named:
        return named[0]
    if not doc.period[:4].isdecimal():
        return None
    # what is read out in the first months speaks of the year before
    year, _, month = doc.period.partition("-")
    return int(year) - (month in ("01", "02", "03"))


def find_stale(last: Document, this: Document) -> tuple[tuple[Span, int], ...]:
    """Find the years of last year's report that this year's was left with, each with the year that it should be."""
    before, year = find_year(last), find_year(this)
    if before is None or year is None or before >= year:
        return ()
    return tuple(_find(this, before, year))


def _find(doc: Document, before: int, year: int) -> Iterator[tuple[Span, int]]:
    titled = [int(found) for found in YEAR.findall(doc.title.of(doc.text))] if doc.title else []
    plans = merge([section.span for section in find_planned(doc)])
    for date in doc.dates:
        if not date.explicit or date.until or date.period != str(date.year):
            continue
        planned = clauses.touches(date.span, plans)
        if date.year == year and planned and INTENT.search(_rest(doc, date.span)):
            right = year + 1
        elif date.year == before and not planned and before not in titled:
            right = year
        else:
            continue
        if _speaks_of_it(doc, date.span):
            yield date.span, right


def _rest(doc: Document, span: Span) -> str:
    """Return the sentence behind a year."""
    at = bisect_right(doc.sentences, span.start, key=lambda sentence: sentence.span.start) - 1
    return doc.text[span.end : doc.sentences[at].span.end]


def _speaks_of_it(doc: Document, span: Span) -> bool:
    """Tell whether a sentence begins with a year and is about that year alone."""
    rest = _rest(doc, span)
    if not NEXT_TO_MARK.search(doc.text[max(0, span.start - 1) : span.start]):
        return False
    return not rest.startswith("的") and not COMPARED.search(rest) and not ANOTHER.search(rest)
