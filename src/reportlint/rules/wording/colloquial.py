"""口语词。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Example, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

QUOTES = ("“", "‘", "《", "「", "『")


@rule("note", Example(bad="年底前把审批手续全部⟦搞定⟧。", good="年底前办妥全部审批手续。"))
def colloquial(doc: Document) -> Iterator[Finding]:
    """报告里不宜用的口语词。

    “搞定”“老板”“这个事儿”是说话用的词，写进书面报告显得随便；引号里的原话不算。
    """
    for hit in doc.hits("colloquial"):
        if doc.text.endswith(QUOTES, 0, hit.span.start):
            continue
        better = [f"“{one}”" for one in hit.row["correct"].split("|") if one]
        advice = f"请改用{'或'.join(better)}一类的书面说法" if better else "请删去或换成书面说法"
        yield Finding(hit.span, f"“{hit.row['term']}”是口语，{advice}。")
