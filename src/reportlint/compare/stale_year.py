"""忘了改的年份。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Document, Example, Finding, rule

from . import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "warning",
    Example(
        bad="""〔上年〕
林场2022年工作总结
一、主要工作
2022年，补植苗木3万株。
〔今年〕
林场2023年工作总结
一、主要工作
⟦2022年⟧，补植苗木4万株。""",
        good="""〔上年〕
林场2022年工作总结
一、主要工作
2022年，补植苗木3万株。
〔今年〕
林场2023年工作总结
一、主要工作
2023年，补植苗木4万株。""",
    ),
)
def stale_year(doc: Document) -> Iterator[Finding]:
    """上年报告的年份留在了今年的报告里。

    在上年的稿子上改写，成绩开头还是上一年，打算里还是本年度，多半是漏改。和往年对比、回顾历史的不算。
    """
    if not isinstance(doc, Pair):
        return
    for span, year in doc.stale:
        message = f"这里写的是{span.of(doc.text)}，照这份报告的年度应当是{year}年，请核对是不是上年的稿子忘了改。"
        yield Finding(span, message)
