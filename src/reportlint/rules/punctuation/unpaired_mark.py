"""不成对的标点。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Related, Span, rule

from . import _loose as loose
from ._pairing import BRACKETS, CLOSED_BY, find_pairings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

PRIMES = {"〝": "“", "〞": "”"}
# [0,1) is an interval; 〔2025]5号 is the affair of document-number
BY_ITSELF = re.compile(r"[^\w]\s?(?:[\d.,，、%∞+\-\s]+|(?:19|20)\d\d\s?)[^\w]")
UNFIT = "“{}”和“{}”不是一对，请改成同一种括号。"


@rule(
    "error",
    Example(bad="认真落实⟦（⟧以下简称《办法》，规范管理。", good="认真落实（以下简称《办法》），规范管理。"),
    Example(bad="发放⟦”明白卡“⟧300张。", good="发放“明白卡”300张。"),
    Example(bad="坚决做到“两个维护⟦〞⟧。", good="坚决做到“两个维护”。"),
)
def unpaired_mark(doc: Document) -> Iterator[Finding]:
    """引号、括号、书名号只有一半，方向反了，或两半不是一对。

    引号、括号、书名号都由前后两半组成，标在相应词语的两端，见 GB/T 15834—2011 第 4.8、4.9、4.15、5.1.3 条。
    引文不止一段时，每段开头用前引号，只在最后一段末尾用后引号（第 4.8.3.4 条），不算缺少。
    """
    alone: list[int] = []
    for pairing in find_pairings(doc):
        for pair in pairing.pairs:
            yield from find_primes(doc.text, pair)
            yield from find_unfit(doc.text, pair)
        turned, rest = loose.find_turned(doc.text, pairing.loose)
        yield from (describe_turned(doc.text, span) for span in turned)
        alone += rest
    for position in loose.without_partner(doc, alone):
        yield Finding(Span(position, position + 1), describe(doc.text[position]))


def find_primes(text: str, pair: Span) -> Iterator[Finding]:
    """Yield the marks of a pair that only look like quotation marks."""
    for position in (pair.start, pair.end - 1):
        right = PRIMES.get(text[position])
        if right:
            span = Span(position, position + 1)
            fix = Fix(f"改为“{right}”", (Edit(span, right),), safe=True)
            yield Finding(span, f"“{text[position]}”不是规范的引号，请改用“{right}”。", fix)


def find_unfit(text: str, pair: Span) -> Iterator[Finding]:
    """Yield a bracket that ends one of another form."""
    opening, closing = text[pair.start], text[pair.end - 1]
    if opening in BRACKETS and closing not in CLOSED_BY[opening] and not BY_ITSELF.fullmatch(pair.of(text)):
        related = (Related(Span(pair.start, pair.start + 1), "前一半在这里。"),)
        yield Finding(Span(pair.end - 1, pair.end), UNFIT.format(opening, closing), related=related)


def describe_turned(text: str, span: Span) -> Finding:
    """Say that a quotation has one of its marks, or both, the wrong way round, and offer to turn it."""
    left, right = ("“", "”") if text[span.start] in "“”〝〞" else ("‘", "’")
    places = (Span(span.start, span.start + 1), Span(span.end - 1, span.end))
    edits = tuple(Edit(place, mark) for place, mark in zip(places, (left, right), strict=True) if place.of(text) != mark)
    return Finding(span, f"引号方向反了，请改为“{left}……{right}”。", Fix("把引号调转过来", edits))


def describe(mark: str) -> str:
    """Say which half is missing."""
    if mark in CLOSED_BY:
        return f"只有前一半“{mark}”，没有后一半“{CLOSED_BY[mark][0]}”，请补上，或删去这一半。"
    opening = next(one for one, ends in CLOSED_BY.items() if mark in ends)
    return f"只有后一半“{mark}”，没有前一半“{opening}”，请补上，或删去这一半。"
