"""空泛的措施。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Example, Finding, rule

from ._words import find_blocks, find_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Span

MESSAGE = "这条措施没有说要办哪件事，也没有时限、责任人和可检查的数量，请写明谁在什么时候办成什么。"
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
def vague_measure(doc: Document) -> Iterator[Finding]:
    """措施空泛，换到哪一份报告里都能用：没有时限，没有责任人，也没有可检查的事。

    措施要能落实、能检查。一条里先总说一句、后面写明怎么做的不算。
    """
    for sentences in find_blocks(doc):
        vague = [span for span in sentences if is_vague(doc, span)]
        for span in vague:
            if span != sentences[0] or len(vague) == len(sentences):
                yield Finding(span, MESSAGE)


def is_vague(doc: Document, span: Span) -> bool:
    """Tell whether a sentence holds nothing but words that fit any topic."""
    return len(span) >= SHORTEST and find_content(doc, span).vague
