"""没有加引号的提法。"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

QUOTED = re.compile('“[^“”\n]*”|「[^「」\n]*」|《[^《》\n]*》|"[^"\n]*"|“[^“”〞\n]*〞')


@rule(
    "note",
    Example(bad="全力完成⟦十四五规划⟧目标。", good="全力完成“十四五”规划目标。"),
    Example(bad="严格落实⟦三会一课⟧制度。", good="严格落实“三会一课”制度。"),
)
def unquoted_phrase(doc: Document) -> Iterator[Finding]:
    """“十四五”“两个确立”一类的简称没有加引号。

    用数字概括的提法照惯例加引号，否则容易和前后的字连读。引文和书名号里的不算。
    """
    quoted = [Span(*match.span()) for match in QUOTED.finditer(doc.text)]
    for hit in doc.hits("unquoted-phrases"):
        at = bisect_right(quoted, hit.span.start, key=lambda span: span.start) - 1
        if at < 0 or not quoted[at].covers(hit.span):
            right = hit.row["quoted"]
            fix = Fix(f"改为{right}", (Edit(hit.span, right),), safe=True)
            yield Finding(hit.span, f"“{hit.row['term']}”里的简称照惯例要加引号，写作{right}。", fix)
