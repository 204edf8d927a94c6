"""网页残留。"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rows, rule

from . import _numbers as numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

EDGE = 20  # lines at the beginning and at the end, where a page has its controls and its own data
SHOWN = 20
BETWEEN_BUTTONS = re.compile(r"[\s|｜/·：:\[\]【】（）()]+")
AROUND_LINE = " \t\u3000\xa0【】[]（）()《》<>→»…。.·"
INDENT = " \t\u3000\xa0"
LINE_REST = re.compile(rf"[{INDENT}]*(?:\r\n|\n|\r)")
LABELLED = re.compile(r"([^：:]{1,12}?)\s*[：:][^。；！？]{0,60}")
CONTROL = "(?:全文|原文|本页|本文|更多|附件|链接|窗口|顶部|首页|大图)"
INLINE = re.compile(
    r"##[A-Za-z_]+##"
    rf"|[【\[（(](?:点击)?(?:下载|查看|阅读|展开|复制|打印|关闭|返回){CONTROL}[^】\]）)\n]{{0,8}}[】\]）)]"
    r"|【?字[体号]\s{0,4}[：:]\s{0,4}(?:(?:特大|较大|加大|还原|减小|默认|大|中|小)[ \t]{0,4}){2,6}】?(?![一-鿿])"
    r"|[（(]?(?:本文|文章|以上内容)(?:来自|来源于|来源[：:]|转自|转载自)[^。！？\n）)]{1,40}[。）)]?"
    r"|本文由[^，。！？\n]{1,16}(?:整理|收集|提供|上传|发布)[^。！？\n]{0,20}。?"
    r"|更多[^，。！？\n]{0,12}请(?:关注|点击|访问|登录|浏览)[^。！？\n]{0,30}。?"
)


@rule(
    "error",
    Example(bad="谈⟦##paidbegin##⟧心谈话80余人次。", good="谈心谈话80余人次。"),
    Example(bad="年度工作总结\n⟦打印本页⟧\n一、主要工作", good="年度工作总结\n一、主要工作"),
)
def scrape_marker(doc: Document) -> Iterator[Finding]:
    """从网页复制文字时带来的按钮、标签和广告语。

    “##paidbegin##”“【下载全文】”“分享：”“责任编辑：”一类的字样不是报告的内容，说明稿子是从网上摘来的。
    """
    for span in find_residue(doc):
        shown = " ".join(span.of(doc.text).split())
        fix = Fix("删去网页残留", (Edit(with_line(doc.text, span), ""),), safe=not numbers.parts_number(doc.text, span))
        yield Finding(span, f"“{shown[:SHOWN]}{'…' * (len(shown) > SHOWN)}”是从网页带来的，请删去。", fix)


def find_residue(doc: Document) -> Iterator[Span]:
    """Yield whole lines that a page has put there, and marks inside the others."""
    last = len(doc.paragraphs) - EDGE
    numbered = [(n < EDGE or n >= last, span) for n, span in enumerate(doc.paragraphs)]
    for names, group in groupby(numbered, lambda line: line[0] and is_buttons(line[1].of(doc.text))):
        lines = list(group)
        if names and names_control(" ".join(span.of(doc.text) for _, span in lines)):
            yield Span(lines[0][1].start, lines[-1][1].end)
            continue
        for at_edge, span in lines:
            if is_page_line(span.of(doc.text), at_edge):
                yield span
            else:
                yield from (Span(*mark.span()) for mark in INLINE.finditer(doc.text, span.start, span.end))


def is_buttons(line: str) -> bool:
    """Tell whether a line consists of the words of controls."""
    return all(word in marked("button") | marked("size") for word in BETWEEN_BUTTONS.split(line) if word)


def names_control(line: str) -> bool:
    """Tell whether two controls stand together, not only sizes."""
    words = [word for word in BETWEEN_BUTTONS.split(line) if word]
    return len(words) > 1 and not marked("button").isdisjoint(words)


def is_page_line(line: str, at_edge: bool) -> bool:
    """Tell whether a line is a link, or one of the data that a page shows beside a text."""
    if line.strip(AROUND_LINE) in marked("line"):
        return True
    label = LABELLED.fullmatch(line.strip(AROUND_LINE))
    return label is not None and label[1] in (marked("label") | marked("edge") if at_edge else marked("label"))


@cache
def marked(kind: str) -> frozenset[str]:
    """Return the markers of a kind."""
    return frozenset(row["term"] for row in rows("scrape-markers") if row["kind"] == kind)


def with_line(text: str, span: Span) -> Span:
    """Widen a span that fills its line to the whole line with its end."""
    start = span.start
    while text[start - 1 : start] in tuple(INDENT):
        start -= 1
    end = LINE_REST.match(text, span.end)
    return Span(start, end.end()) if end and text[start - 1 : start] in ("", "\n", "\r") else span
