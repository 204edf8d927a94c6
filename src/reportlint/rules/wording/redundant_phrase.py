"""重复累赘的词语。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document


@rule(
    "warning",
    Example(bad="此事⟦涉及到⟧三个部门。", good="此事涉及三个部门。"),
    Example(bad="⟦截止目前⟧，已办结事项四十件。", good="截至目前，已办结事项四十件。"),
)
def redundant_phrase(doc: Document) -> Iterator[Finding]:
    """一个意思说了两遍的词语。

    “涉及”的“及”就是“到”，“凯旋”就是胜利归来，“目的是”之后不必再说“为了”。“截止”是停止，后面跟时间时应当用“截至”。
    """
    for hit in doc.hits("redundant-phrases"):
        term, better = hit.row["term"], hit.row["correct"].split("|")
        advice = "或".join(f"“{one}”" for one in better)
        fix = Fix(f"改为{advice}", (Edit(hit.span, better[0]),), safe=True) if len(better) == 1 else None
        fault = "应为“截至”" if "截止" in term else "词义重复"
        yield Finding(hit.span, f"“{term}”{fault}，请改为{advice}。", fix)
