"""空泛的措施。"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

from ._words import find_blocks, find_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Date, Document, Figure

OWNER = re.compile(
    "由|牵头|负责|责任|会同|督促|主管|专人|专班|[时期]限|每[日天周旬月季年]|前(?:完成|办|建|做)|年底|月底|年内|月内"
)
EMPTY = "这条措施没有说要办哪件事，也没有时限、责任人和可检查的数量，请写明谁在什么时候办成什么。"
UNCHECKED = "这条措施没有时限，没有责任人，也没有可检查的数量，请至少补上一样，做到能落实、能检查。"
LONGEST = 120  # characters of a measure that a finding marks
SHORTEST = 8  # characters; fewer are a heading or a label


@rule(
    "note",
    Example(
        bad="""三、整改措施
（一）每月召开一次联席会议，会同住建局逐户核查，年底前办结32件积案。
（二）⟦进一步加强各项工作，不断提高工作水平，努力取得新成效⟧。
（三）每名干部联系5户群众，每季度走访一遍。""",
        good="""三、整改措施
（一）每月召开一次联席会议，会同住建局逐户核查，年底前办结32件积案。
（二）每周抽查一次窗口服务，抽查结果张榜公布，与考核挂钩。
（三）每名干部联系5户群众，每季度走访一遍。""",
    ),
)
def vague_measure(
    doc: Document, *, strict: Annotated[bool, "没有时限、责任人和数量的措施都报，不只报空话"] = False
) -> Iterator[Finding]:
    """措施空泛，换到哪一份报告里都能用：没有时限，没有责任人，也没有可检查的事。

    措施要能落实、能检查。一条里先总说一句、后面写明怎么做的不算。
    """
    for sentences in find_blocks(doc):
        if strict and sentences and is_unchecked(doc, Span(sentences[0].start, sentences[-1].end)):
            yield Finding(Span(sentences[0].start, min(sentences[0].end, sentences[0].start + LONGEST)), UNCHECKED)
            continue
        vague = [span for span in sentences if is_vague(doc, span)]
        for span in vague:
            if span != sentences[0] or len(vague) == len(sentences):
                yield Finding(span, EMPTY)


def is_vague(doc: Document, span: Span) -> bool:
    """Tell whether a sentence holds nothing but words that fit any topic."""
    return len(span) >= SHORTEST and find_content(doc, span).vague


def is_unchecked(doc: Document, span: Span) -> bool:
    """Tell whether a measure names no deadline, no owner and no quantity; what ends in a colon only leads up to some."""
    if doc.text[span.start : span.end].endswith(("：", ":")) or OWNER.search(doc.text, span.start, span.end):
        return False
    return not any(holds_any(layer, span) for layer in (doc.figures, doc.dates))


def holds_any(layer: Sequence[Figure | Date], span: Span) -> bool:
    """Tell whether something of a sorted layer begins in a span."""
    index = bisect_left(layer, span.start, key=lambda one: one.span.start)
    return index < len(layer) and layer[index].span.start < span.end
