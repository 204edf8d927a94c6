"""照抄问题的措施。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

from ._words import find_blocks, find_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Span, Unit


@rule(
    "warning",
    Example(
        bad="""一、存在问题
（一）政策宣传力度不够。全年只办了一次宣讲。
（二）台账登记不规范。有三个村的台账缺页。
二、整改措施
（一）⟦进一步加大政策宣传力度⟧。
（二）统一印制台账，每季度核对一次，缺页的限期补齐。""",
        good="""一、存在问题
（一）政策宣传力度不够。全年只办了一次宣讲。
（二）台账登记不规范。有三个村的台账缺页。
二、整改措施
（一）进一步加大政策宣传力度，每月到村里宣讲一次。
（二）统一印制台账，每季度核对一次，缺页的限期补齐。""",
    ),
)
def copied_measure(doc: Document) -> Iterator[Finding]:
    """措施只是把问题反过来说一遍，如“力度不够”改成“加大力度”，此外什么也没有。

    照抄问题的措施等于没有措施。反着说一句、后面写明怎么做的不算。
    """
    for sentences in find_blocks(doc):
        if len(sentences) == 1 and (problem := find_original(doc, sentences[0])):
            words = problem.span.of(doc.text)
            yield Finding(
                sentences[0],
                f"这条措施只是把问题“{words}”反过来说了一遍，请写明怎么做、谁来做、什么时候做成。",
                related=(Related(problem.span, "问题在这里"),),
            )


def find_original(doc: Document, span: Span) -> Unit | None:
    """Return the problem whose words a measure turns round; None where it says something of its own."""
    content = find_content(doc, span)
    return next((problem for problem in doc.problems if content.repeats(problem.span.of(doc.text))), None)
