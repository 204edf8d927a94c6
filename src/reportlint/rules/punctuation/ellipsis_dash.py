"""省略号和破折号的形式。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._prose import HAN, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

TEXT = f"{HAN}”’》），、；：。！？"
# a row of dots before a page number leads the eye there
ELLIPSIS = re.compile(
    rf"(?<=[{TEXT}])\.{{3,}}+(?![ \t]*\d)|。{{3,}}+|(?<=[{TEXT}])(?:…(?!…)|…{{3}}(?!…)|[·•]{{3,}}+(?![ \t]*\d))"
)
DASH = re.compile(rf"(?:(?<=[{HAN}”’》）])|^)(?:-{{2,3}}|－{{2,3}}|–{{2,3}}|—-|-—)(?=[{HAN}“‘《（])", re.MULTILINE)
FORMS = ((ELLIPSIS, "……", "省略号", "六个连点"), (DASH, "——", "破折号", "占两个字的一条线"))


@rule(
    "warning",
    Example(bad="党员志愿者、网格员、楼栋长⟦...⟧人人参与。", good="党员志愿者、网格员、楼栋长……人人参与。"),
    Example(bad="两条主线⟦--⟧稳增长和防风险。", good="两条主线——稳增长和防风险。"),
)
def ellipsis_dash(doc: Document) -> Iterator[Finding]:
    """省略号、破折号写成了别的样子，如“...”“。。。”“--”。

    省略号的形式是“……”，破折号的形式是“——”，各占两个字的位置，
    见 GB/T 15834—2011 第 4.10.2、4.11.2、5.1.4、5.1.5 条。
    """
    for pattern, right, name, form in FORMS:
        for match in pattern.finditer(doc.text):
            span = Span(*match.span())
            if is_prose(doc, span):
                fix = Fix(f"改为“{right}”", (Edit(span, right),), safe=True)
                yield Finding(span, f"{name}是{form}，请把“{match[0]}”改为“{right}”。", fix)
