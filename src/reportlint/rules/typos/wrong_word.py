"""错别字。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document


@rule(
    "error",
    Example(bad="年初即对全年工作作出⟦布署⟧。", good="年初即对全年工作作出部署。"),
    Example(bad="向困难职工发放⟦消费劵⟧。", good="向困难职工发放消费券。"),
)
def wrong_word(doc: Document) -> Iterator[Finding]:
    """写错了字的词。

    按词表查音近、形近和习惯性的误写（布署、既使是、消费劵、再接再励）。表里的误写本身不成词；可能与前后文字凑成别的词的，
    按分词结果和前后文排除（“宣布署名”里没有“布署”）。
    """
    for hit in doc.hits("wrong-words"):
        wrong, right = hit.row["term"], hit.row["correct"]
        fix = Fix(f"改为“{right}”", (Edit(hit.span, right),), safe=True)
        yield Finding(hit.span, f"“{wrong}”有错别字，请改为“{right}”。", fix)
