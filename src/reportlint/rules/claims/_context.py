"""Where a statement stands: its section, its sentence, and how far the passage reaches that can bear it out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reportlint import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint import Document, Section

# an award, a document or a verdict of others bears out what is said beside it
PROOF = re.compile(
    "《|获(?!得感)|评为|评定|评选|评价|评估|考核|认定|鉴定|授予|命名|入选|列入|表彰|通报|公布|发布|统计|排名|验收|审计|[首第][位名]"
)


def section_at(doc: Document, position: int) -> Section | None:
    """Return the innermost section around a position."""
    number: int | None = bisect_right(doc.sections, position, key=lambda section: section.span.start) - 1
    while number is not None and number >= 0:
        if position < doc.sections[number].span.end:
            return doc.sections[number]
        number = doc.sections[number].parent
    return None


def sentence_at(doc: Document, position: int) -> Span:
    """Return the sentence around a position."""
    number = bisect_right(doc.sentences, position, key=lambda sentence: sentence.span.start) - 1
    return doc.sentences[max(number, 0)].span


def passage_from(doc: Document, position: int) -> Span:
    """Return what follows a position up to the next item or the end of the paragraph."""
    paragraph = doc.paragraphs[bisect_right(doc.paragraphs, position, key=lambda span: span.start) - 1]
    item = bisect_right(doc.items, position, key=lambda item: item.span.start)
    end = doc.items[item].span.start if item < len(doc.items) else paragraph.end
    return Span(position, min(end, paragraph.end))


def find_proofs(doc: Document) -> list[int]:
    """Return where figures, awards, documents and verdicts begin, in order."""
    return sorted([*(match.start() for match in PROOF.finditer(doc.text)), *(f.span.start for f in doc.figures)])


def holds_any(places: Sequence[int], span: Span) -> bool:
    """Tell whether one of the places, which are in order, lies in a span."""
    first = bisect_left(places, span.start)
    return first < len(places) and places[first] < span.end
