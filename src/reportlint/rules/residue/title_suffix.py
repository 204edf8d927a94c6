"""标题里的范文后缀。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

NUMBER = "[0-9０-９一二三四五六七八九十]{1,3}"
SAMPLE = "(?:优秀|最新|精选|通用|标准|必备|热门|推荐|完整版?|免费|参考)"
SUFFIX = re.compile(
    rf"[（(]\s?{NUMBER}\s?[）)]$"
    rf"|[（(【\[]?{SAMPLE}{{0,3}}(?:(?:范文|模板|范本|样本|大全){SAMPLE}?(?:第?{NUMBER}\s?[篇份])?|{SAMPLE}{NUMBER}\s?篇|{NUMBER}\s?篇)"
    rf"[）)】\]]?$"
    rf"|(?<=[一-鿿])(?:精选|通用版|最新版)$"
)
PREFIX = re.compile("【[^】]{0,6}(?:范文|模板|精选|热门)[^】]{0,6}】")


@rule(
    "note",
    Example(
        bad="年度抓党建工作述职报告⟦（2）⟧\n一年来，我认真履职。", good="年度抓党建工作述职报告\n一年来，我认真履职。"
    ),
)
def title_suffix(doc: Document) -> Iterator[Finding]:
    """标题里有“（2）”“范文”“3篇”一类的后缀。

    这是范文网站编排文章时加的，留在标题里就是抄来的痕迹。
    """
    if not doc.title:
        return
    title = doc.title.of(doc.text)
    for match in (SUFFIX.search(title), PREFIX.match(title)):
        if match:
            span = Span(doc.title.start + match.start(), doc.title.start + match.end())
            yield Finding(span, f"标题里的“{match[0]}”像是范文网站加的，请删去。")
