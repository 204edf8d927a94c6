"""对话程序的回话。"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

FIRST = 3  # lines at the beginning, where a reply opens
LAST = 5  # lines at the end, where it takes its leave
SHOWN = 20
FEW = 12  # marks of Markdown; more are told together
QUOTED = re.compile("[“「][^“”「」\n]*[”」]")
HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+(?=\S)", re.MULTILINE)
# ** also masks what comes before a unit or a measure word: **镇党委紧扣主题，排查问题**个
STRONG = re.compile(
    r"\*\*(?=[^\s*省市县区镇乡村街局厅委办校院公个名次项年月日户亩万亿元])([^*。；，！？\n]{2,40})(?<=\S)\*\*(?!\*)"
)
STRONG_LINE = re.compile(r"^[ \t]*\*\*(?=[^\s*])([^*\n]{1,80})(?<=\S)\*\*[ \t]*$", re.MULTILINE)
BEFORE = re.compile(r"[\s。；：:，、（(“.．\-]")
BEHIND = re.compile(r"[\s：:。，；、）)”！？]")
# links, tables and code show that the text is meant to be Markdown, whatever its file is called
MARKDOWN = re.compile(r"^```|^\|?[ \t]*:?-{3,}:?[ \t]*\||\]\(https?://", re.MULTILINE)


@rule(
    "error",
    Example(
        bad="⟦以下是为您撰写的年度工作总结：⟧\n今年，中心办结事项三百件。",
        good="年度工作总结\n今年，中心办结事项三百件。",
    ),
    Example(bad="一、主要工作\n⟦**⟧狠抓落实⟦**⟧：全年督办三十件。", good="一、主要工作\n狠抓落实：全年督办三十件。"),
)
def chat_reply(doc: Document) -> Iterator[Finding]:
    """稿子里留着对话程序的回话或排版记号。

    “作为一个AI”“以下是为您”“希望对您有帮助”是程序说给使用者的话，### 和 ** 是它排版用的 Markdown 记号，交稿前都应删去。
    引号里的话、Markdown 文件里的记号不算。
    """
    quoted = [Span(*match.span()) for match in QUOTED.finditer(doc.text)]
    for span in find_replies(doc):
        at = bisect_right(quoted, span.start, key=lambda quote: quote.start) - 1
        if at < 0 or not quoted[at].covers(span):
            words = span.of(doc.text)
            shown = words[:SHOWN] + "…" * (len(words) > SHOWN)
            yield Finding(span, f"“{shown}”像是对话程序的回话，不是报告的内容，请删去。")
    if doc.source.format != "markdown" and not MARKDOWN.search(doc.text):
        yield from report_markup(doc.text, list(find_markup(doc.text)))


def report_markup(text: str, marks: list[Span]) -> Iterator[Finding]:
    """Yield a finding for each mark, or one for all of them when they are many."""
    title = "删去 Markdown 记号"
    if len(marks) > FEW:
        fix = Fix(title, tuple(Edit(mark, "") for mark in marks), safe=True)
        yield Finding(marks[0], f"全文有{len(marks)}处 Markdown 的排版记号，请全部删去，或者存成 Markdown 文件。", fix)
        return
    for mark in marks:
        fix = Fix(title, (Edit(mark, ""),), safe=True)
        yield Finding(mark, f"“{mark.of(text).strip()}”是 Markdown 的排版记号，请删去。", fix)


def find_replies(doc: Document) -> list[Span]:
    """Return the places that speak to whoever asked for the text, in order and without overlaps."""
    opening, closing = doc.paragraphs[:FIRST], doc.paragraphs[-LAST:]
    starts = {line.start for line in doc.paragraphs}
    found = [
        *matches(doc.text, "anywhere", [Span(0, len(doc.text))]),
        *(span for span in matches(doc.text, "line", [Span(0, len(doc.text))]) if span.start in starts),
        *(span for span in matches(doc.text, "opening", opening) if span.start in starts),
        *matches(doc.text, "closing", closing),
    ]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def matches(text: str, place: str, parts: tuple[Span, ...] | list[Span]) -> Iterator[Span]:
    """Yield what the patterns of a place match in parts of a text."""
    for part in parts:
        for match in pattern(place).finditer(text, part.start, part.end):
            yield Span(*match.span())


@cache
def pattern(place: str) -> re.Pattern[str]:
    """Return the patterns of a place as one."""
    return re.compile("|".join(row["pattern"] for row in rows("chat-replies") if row["place"] == place))


def find_markup(text: str) -> Iterator[Span]:
    """Yield the marks of headings, and both marks round each emphasis."""
    for match in HEADING.finditer(text):
        yield Span(*match.span())
    strong = (match for match in STRONG.finditer(text) if is_set_off(text, Span(*match.span())))
    for start, end in sorted({match.span(1) for match in chain(strong, STRONG_LINE.finditer(text))}):
        yield Span(start - 2, start)
        yield Span(end, end + 2)


def is_set_off(text: str, span: Span) -> bool:
    """Tell whether a mark or an end of the text stands on one side at least."""
    before, behind = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not before or not behind or BEFORE.match(before) is not None or BEHIND.match(behind) is not None
