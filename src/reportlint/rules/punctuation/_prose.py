"""What the rules of this family share: which places are prose, and how many findings of one kind become one."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from reportlint import Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document

HAN = "㐀-鿿〇"
IS_HAN = re.compile(f"[{HAN}]")
SPACE = "[ \u00a0\u3000]"
# cells of a table, names of a list
ROW = re.compile(rf"[\t|]|{SPACE}{{4}}|(?:{SPACE}[^\s，。；：、]{{1,8}}){{3}}{SPACE}")
VIEW = 200  # characters that tell what a bracket or a quotation holds, or stands in
FEW = 3  # so many slips in one paragraph are told one by one
HABIT = 10  # so many in a text, and more than the right form, are its habit


def is_prose(doc: Document, span: Span) -> bool:
    """Tell whether a place is text, not code or an address."""
    excluded = doc.source.excluded
    before = bisect_left(excluded, Span(span.end, span.end)) - 1
    return before < 0 or not excluded[before].overlaps(span)


def is_row(line: str) -> bool:
    """Tell whether a line holds words in columns."""
    return bool(ROW.search(line))


def paragraph_index(doc: Document, position: int) -> int:
    """Return the number of the paragraph that a position stands in."""
    return bisect_left(doc.paragraphs, Span(position + 1, 0)) - 1


def holds_chinese(text: str, span: Span) -> bool:
    """Tell whether there is Chinese near the start of a place."""
    return bool(IS_HAN.search(text, span.start, min(span.end, span.start + VIEW)))


def gather(doc: Document, slips: Sequence[tuple[Edit, ...]], usual: int, what: str, remedy: str) -> Iterator[Finding]:
    """Yield slips of one kind: each by itself, but one finding for a paragraph full of them or a text that always errs.

    Args:
        doc: The report.
        slips: The edits that put each slip right, in order of the text.
        usual: How often the text has the right form.
        what: What is wrong.
        remedy: What to do about it.
    """
    if len(slips) >= HABIT and len(slips) > usual:
        yield _together(slips, f"全文有{len(slips)}处{what}", remedy)
        return
    for _, group in groupby(slips, key=lambda edits: paragraph_index(doc, edits[0].span.start)):
        near = list(group)
        if len(near) > FEW:
            yield _together(near, f"这一段有{len(near)}处{what}", remedy)
        else:
            yield from (_together([edits], f"这里是{what}", remedy) for edits in near)


def _together(slips: Sequence[tuple[Edit, ...]], what: str, remedy: str) -> Finding:
    edits = tuple(edit for slip in slips for edit in slip)
    return Finding(edits[0].span, f"{what}，请{remedy}。", Fix(remedy, edits, safe=True))
