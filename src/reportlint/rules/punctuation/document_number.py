"""发文字号。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._prose import HAN, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

NUMBER = re.compile(
    rf"(?<=[{HAN}])(?P<left>[〔\[［【（(])[ ]?(?P<year>(?:19|20)\d\d)[ ]?(?P<right>[〕\]］】）)])[ ]?(?P<nth>第?)(?P<zeros>0*)(?P<number>[1-9]\d*)号"
)
# certificates and orders are numbered in their own ways
OTHER = re.compile("[证令告]字?$")
ISSUED = re.compile("[发函办]$")


@rule("warning", Example(bad="根据县政办发⟦[2025]05号⟧文件要求。", good="根据县政办发〔2025〕5号文件要求。"))
def document_number(doc: Document) -> Iterator[Finding]:
    """发文字号的写法不合规范，如“[2025]05号”。

    年份用六角括号“〔〕”括入，发文顺序号不加“第”字，不编虚位（1 不编为 01），见 GB/T 9704—2012 第 7.2.5 条。
    证照、命令、公告的编号不在此列。
    """
    for match in NUMBER.finditer(doc.text):
        before = doc.text[max(0, match.start() - 2) : match.start()]
        span, right = Span(*match.span()), f"〔{match['year']}〕{match['number']}号"
        if match[0] == right or OTHER.search(before) or (match["nth"] and not ISSUED.search(before)):
            continue
        if is_prose(doc, span):
            # a number with 第 or 0 may have been issued so
            fix = Fix(f"改为“{right}”", (Edit(span, right),), safe=not match["nth"] and not match["zeros"])
            yield Finding(span, f"发文字号请写作“{right}”。", fix)
