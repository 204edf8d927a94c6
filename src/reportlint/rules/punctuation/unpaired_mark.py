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

PRIMES = {"〝": ("“", "前引号"), "〞": ("”", "后引号")}
# [0,1) is an interval; 〔2025]5号 is the affair of document-number
BY_ITSELF = re.compile(r"[^\w]\s?(?:[\d.,，、%∞+\-\s]+|(?:19|20)\d\d\s?)[^\w]")
LONGEST_NUMBER = 40
QUOTES = "“”‘’〝〞「」『』"


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
        if not loose.may_stand_alone(doc, position):
            yield Finding(Span(position, position + 1), describe(doc.text[position]))


def find_primes(text: str, pair: Span) -> Iterator[Finding]:
    """Yield the marks of a pair that only look like quotation marks."""
    for position in (pair.start, pair.end - 1):
        if text[position] in PRIMES:
            right, name = PRIMES[text[position]]
            span = Span(position, position + 1)
            fix = Fix(f"改为{name}", (Edit(span, right),), safe=True)
            yield Finding(span, f"“{text[position]}”不是规范的引号，请改用{name}。", fix)


def find_unfit(text: str, pair: Span) -> Iterator[Finding]:
    """Yield a bracket that ends one of another form."""
    opening, closing = text[pair.start], text[pair.end - 1]
    if opening not in BRACKETS or closing in CLOSED_BY[opening]:
        return
    if len(pair) > LONGEST_NUMBER or not BY_ITSELF.fullmatch(pair.of(text)):
        related = (Related(Span(pair.start, pair.start + 1), "前一半在这里。"),)
        message = f"括号的两半“{opening}”和“{closing}”不是一对，请改成同一种括号。"
        yield Finding(Span(pair.end - 1, pair.end), message, related=related)


def describe_turned(text: str, span: Span) -> Finding:
    """Say that the marks of a quotation do not fit each other, and offer a pair that does."""
    left, right = ("“", "”") if text[span.start] in "“”〝〞" else ("‘", "’")
    places = (Span(span.start, span.start + 1), Span(span.end - 1, span.end))
    edits = tuple(
        Edit(place, mark) for place, mark in zip(places, (left, right), strict=True) if place.of(text) != mark
    )
    return Finding(span, f"引号的方向或形式不对，请用{left}开头、{right}结尾。", Fix("改成一对引号", edits))


def describe(mark: str) -> str:
    """Say which half is missing."""
    name = "书名号" if mark in "《》〈〉" else "引号" if mark in QUOTES else "括号"
    have, lack = "前后" if mark in CLOSED_BY else "后前"
    return f"这个{have}{name}没有配对的{lack}{name}，请补上，或把它删去。"
