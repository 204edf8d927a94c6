"""直引号。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Span, rule

from ._pairing import STRAIGHT, find_pairings
from ._prose import gather, holds_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

    from ._pairing import Pairing

DOUBLE = '“”〝〞"'


@rule("warning", Example(bad='坚决做到⟦"⟧两个维护"。', good="坚决做到“两个维护”。"))
def straight_quote(doc: Document) -> Iterator[Finding]:
    """中文里用了不分前后的直引号。

    引号的形式有双引号“”和单引号‘’，前后两半不同；引号里面再用引号，外面用双引号，里面用单引号，
    见 GB/T 15834—2011 第 4.8.2、4.8.3.3 条。外文引语和代码里的直引号不报。
    """
    clear: list[tuple[Edit, ...]] = []
    for pairing in find_pairings(doc):
        slips = list(find_slips(pairing))
        if slips and is_unclear(pairing):
            yield Finding(slips[0][0].span, "这一段的直引号分不清前后，请逐个核对，改用弯引号“”或‘’。")
        else:
            clear += slips
    yield from gather(doc, clear, doc.text.count("“"), "直引号", "改用弯引号“”或‘’")


def nested(pairing: Pairing) -> Iterator[tuple[Span, bool]]:
    """Yield the pairs of a paragraph in order, each with whether it stands inside double quotation marks."""
    quoted = 0
    for pair in sorted(pairing.pairs):
        yield pair, pair.start < quoted
        if pairing.text[pair.start] in DOUBLE:
            quoted = max(quoted, pair.end)


def is_unclear(pairing: Pairing) -> bool:
    """Tell whether straight marks do not come out even, or stand between curly ones whose other halves they may be."""
    if any(pairing.text[mark] in STRAIGHT for mark in pairing.loose):
        return True
    return any(inside and pairing.text[pair.start] == '"' for pair, inside in nested(pairing))


def find_slips(pairing: Pairing) -> Iterator[tuple[Edit, ...]]:
    """Yield for each pair with a straight half the edits that bend it."""
    text = pairing.text
    for pair, inside in nested(pairing):
        if not {text[pair.start], text[pair.end - 1]}.isdisjoint(STRAIGHT) and is_chinese(text, pair):
            left, right = "‘’" if inside else "“”"
            ends = ((Span(pair.start, pair.start + 1), left), (Span(pair.end - 1, pair.end), right))
            yield tuple(Edit(span, mark) for span, mark in ends if span.of(text) != mark)


def is_chinese(text: str, pair: Span) -> bool:
    """Tell whether a pair quotes Chinese, or has one half of Chinese form; the value of an attribute is code."""
    straight = {text[pair.start], text[pair.end - 1]} <= set(STRAIGHT)
    return not straight or (text[pair.start - 1 : pair.start] != "=" and holds_chinese(text, pair))
