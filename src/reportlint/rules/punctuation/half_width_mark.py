"""半角标点。"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Span, rule

from ._pairing import find_pairings
from ._prose import HAN, gather, holds_chinese, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

FULL = str.maketrans(",;:?!()", "，；：？！（）")
USUAL = re.compile("[，；：？！（]")
CLOSE, OPEN = "”’》〉）】〕", "“‘《〈（【〔"
# a space behind a half-width mark makes up for its width, and goes with it
END = r"[ \t]*(?:[\r\n]|\Z)"
REST = rf"(?:[ \u00a0]*(?=[{HAN}{OPEN}])|(?=[{CLOSE}]|{END}))"
MARK = re.compile(
    rf"(?<=[{HAN}{CLOSE}%％)])[,;?!]{REST}"
    rf"|(?<=[{HAN}{CLOSE})]):[ \u00a0]*(?=[{HAN}{OPEN}])|(?<=[{HAN}]{{8}}):(?={END})"
    rf"|(?<=[{HAN}{CLOSE}])[,;](?=\d)|(?<=[{HAN}.]\d)[,;](?=[{HAN}{OPEN}])|(?<=[{HAN}.\d]\d\d)[,;](?=[{HAN}{OPEN}])"
)
NARROW = ("()", "(）", "（)")
CODE = re.compile(r"[A-Za-z_\]]")


@rule(
    "warning",
    Example(bad="新建泵站3座⟦,⟧更换阀门420只。", good="新建泵站3座，更换阀门420只。"),
    Example(bad="落实责任⟦(⟧含包片干部)到位。", good="落实责任（含包片干部）到位。"),
)
def half_width_mark(doc: Document) -> Iterator[Finding]:
    """汉字之间用了半角标点。

    句号、逗号、括号一类的标点各占一个字的位置，见 GB/T 15834—2011 第 5.1.1～5.1.3 条；半角的 , ; : ? ! ( ) 是外文标点。
    数字、外文、网址、时间里的半角标点不报。一段里或全文都用半角的，合成一条。
    """
    slips = sorted(chain(find_marks(doc), find_brackets(doc)), key=lambda edits: edits[0].span)
    usual = len(USUAL.findall(doc.text))
    yield from gather(doc, slips, usual, "半角标点", "改用全角标点")


def find_marks(doc: Document) -> Iterator[tuple[Edit, ...]]:
    """Yield the edits that widen half-width marks between Chinese."""
    for match in MARK.finditer(doc.text):
        span = Span(*match.span())
        if is_prose(doc, span):
            yield (Edit(span, match[0].strip().translate(FULL)),)


def find_brackets(doc: Document) -> Iterator[tuple[Edit, ...]]:
    """Yield the edits that widen pairs of brackets with Chinese inside, and pairs of two widths."""
    markers = {marker.span.start for markers in doc.lists for marker in markers}
    for pairing in find_pairings(doc):
        for pair in pairing.pairs:
            ends = (Span(pair.start, pair.start + 1), Span(pair.end - 1, pair.end))
            form = "".join(span.of(doc.text) for span in ends)
            if form in NARROW and pair.start not in markers and (form != "()" or is_text(doc.text, pair)):
                yield tuple(Edit(span, span.of(doc.text).translate(FULL)) for span in ends if span.of(doc.text) in "()")


def is_text(text: str, pair: Span) -> bool:
    """Tell whether brackets stand beside words and hold Chinese: not f(甲), not ](图.png), not a line by itself."""
    before, behind = text[pair.start - 1 : pair.start], text[pair.end : pair.end + 1]
    return not CODE.match(before) and bool((before + behind).strip()) and holds_chinese(text, pair)
