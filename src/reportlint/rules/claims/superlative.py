"""没有出处的“最”“首创”“唯一”。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

from ._context import find_proofs, holds_any, sentence_at
from .unsupported_claim import find_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

SCOPE = re.compile(
    "(?:全[国省市县区镇州盟旗]|国内|国际|世界|全球|亚洲|同?行业|同类|省内|市内|县内|区域|西部|东部|中部|华[东南北中])内?(?:的|范围内)?$"
)
REACH = 8  # characters before a superlative that name its area
SOURCE = re.compile(
    "据[^，。]{0,20}(?:统计|通报|公布|显示|数据)|经[^，。]{0,20}(?:认定|鉴定|查新|评定|确认|审核)|批准|获批|报道|媒体"
)


@rule(
    "note",
    Example(bad="建成⟦全省首个⟧无人渡口。", good="经省交通厅认定，建成全省首个无人渡口。"),
    Example(bad="该工艺⟦填补了国内空白⟧。", good="据科技局查新认定，该工艺填补了国内空白。"),
)
def superlative(doc: Document) -> Iterator[Finding]:
    """“全国首创”“唯一”“填补空白”没有出处。

    这类说法一旦不实，损害的是整篇报告的可信度，必须写明由谁认定、依据什么排名。
    同一句里有认定单位、文件、奖项的不报；“第一书记”“首个季度”一类不是最高级，不报。
    """
    sources = sorted([*find_proofs(doc), *(match.start() for match in SOURCE.finditer(doc.text))])
    for hit in doc.hits("superlatives"):
        scope = SCOPE.search(doc.text, max(0, hit.span.start - REACH), hit.span.start)
        if (hit.row["kind"] == "scope" and not scope) or not find_claim(doc, hit.span):
            continue
        if not holds_any(sources, sentence_at(doc, hit.span.start)):
            span = Span(scope.start(), hit.span.end) if scope else hit.span
            yield Finding(span, f"“{span.of(doc.text)}”没有出处：请写明由谁认定、依据什么，或者改为不带“最”的说法。")
