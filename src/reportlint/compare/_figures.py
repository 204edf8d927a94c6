"""Figures of both years that count the same thing: those that did not change, and those that changed beyond belief."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.model import Span

from ._statements import find_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from reportlint.document import Document
    from reportlint.model import Figure

SAME_WORDS = 4  # characters before two figures that must be the same
FIGURES_OF_CHANCE = 3  # with so many digits that count two years are hardly ever the same by chance
NEAR = 40  # characters of a clause before and behind a figure that count
LEAST = {"元": 500_000}  # a smaller figure grows many times over in one year without wonder
LEAST_COUNT = 10  # the same in other units
BREAK = re.compile("[，。；：！？,;:!?\n\r（(、]")
SENTENCE_BREAK = re.compile("[。；！？!?;\n\r]")
TIME = re.compile(r"^(?:全年|今年|去年|一年来|年内|共|已|累计|先后|[0-9]{4}年|[0-9]{1,2}月)+")
# what there is, and not what was done in the year
STOCK = re.compile(
    "现有|共有|下辖|辖|面积|人口|户籍|常住|在编|编制|在册|总长|建于|成立于|规划|目标|标准[为不]|连续|稳定在|保持在"
)
COMPARED = re.compile("同比|增长|下降|翻|倍|较上年|比上年|减少|增加到")
# what a sentence says of a figure that changed a lot
EXPLAINED = re.compile("[0-9几数]倍|翻[了番一两]|由于|因为|因[^，。]{2,12}，")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of this year's report beside that of last year's.

    Attributes:
        last: The figure in last year's report.
        this: The figure in this year's.
    """

    last: Figure
    this: Figure

    @property
    def factor(self) -> Decimal:
        """How many times the smaller one the larger one is: at least 1."""
        low, high = sorted((value_of(self.last), value_of(self.this)))
        return high / low

    @property
    def grown(self) -> bool:
        """Whether this year's is the larger one."""
        return value_of(self.this) > value_of(self.last)

    @property
    def unchanged(self) -> bool:
        """Whether it is so exactly the same that it was probably copied."""
        digits = value_of(self.this).normalize().as_tuple().digits
        return self.last.value == self.this.value and len(digits) >= FIGURES_OF_CHANCE

    def is_implausible(self, factor: float) -> bool:
        """Tell whether it became more than `factor` times as large or small, and is not small anyway."""
        least = LEAST.get(self.this.unit, LEAST_COUNT)
        enough = min(value_of(self.last), value_of(self.this)) >= least
        return enough and self.this.unit != "%" and self.factor > factor


def find_changes(last: Document, this: Document) -> tuple[Change, ...]:
    """Find the figures that both reports tell once with the same words before them, by place in this year's."""
    before, now = _by_words(last), _by_words(this)
    pairs = (Change(before[words], figure) for words, figure in now.items() if words in before)
    return tuple(sorted(pairs, key=lambda change: change.this.span))


def value_of(figure: Figure) -> Decimal:
    """Return the value of a figure, of a range its lower end."""
    return figure.value[0] if isinstance(figure.value, tuple) else figure.value


def _by_words(doc: Document) -> Mapping[tuple[str, str], Figure]:
    """Return the figures that tell what was done, by their unit and the words before them; each only if it is the only one."""
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in _told(doc):
        words = _words_before(doc, figure)
        if words and value_of(figure) > 0:
            found[words, figure.unit].append(figure)
    return {key: figures[0] for key, figures in found.items() if len(figures) == 1}


def _told(doc: Document) -> Iterator[Figure]:
    spans = iter(find_told(doc))
    span = next(spans, Span(0, 0))
    for figure in doc.figures:
        while span.end < figure.span.end and (following := next(spans, None)):
            span = following
        if span.covers(figure.span) and figure.comparison is None and not _is_set_apart(doc, figure):
            yield figure


def _is_set_apart(doc: Document, figure: Figure) -> bool:
    clause, sentence = (_around(doc, figure, mark) for mark in (BREAK, SENTENCE_BREAK))
    return bool(STOCK.search(clause) or COMPARED.search(clause) or EXPLAINED.search(sentence))


def _around(doc: Document, figure: Figure, mark: re.Pattern[str]) -> str:
    """Return what stands between the marks before and behind a figure."""
    before = doc.text[max(0, figure.span.start - NEAR) : figure.span.start]
    behind = doc.text[figure.span.start : figure.span.end + NEAR]
    return mark.split(before)[-1] + mark.split(behind)[0]


def _words_before(doc: Document, figure: Figure) -> str:
    """Return the last words before a figure in its clause; empty where they say too little."""
    clause = doc.text[max(0, figure.span.start - NEAR) : figure.span.start]
    words = TIME.sub("", BREAK.split(clause)[-1])
    return words[-SAME_WORDS:] if len(words) >= SAME_WORDS else ""
