"""段末缺句号。"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Annotated

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._prose import HAN, is_prose, is_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

ENDED = re.compile(r"[。！？!?；;：:…—.][”’）)》」』】]*\Z|[。！？；][（(【][^（）()【】]{1,80}[）)】]\Z")
UNENDED = re.compile(rf"[{HAN}0-9%％”’》），、]\Z")
# what stands in a line of its own and is no sentence
LISTED = re.compile(
    r"[-*+•·●>#]|[（(]?[0-9０-９一二三四五六七八九十]{1,3}[.．、）)]|[①-⑳]|附件|注[：:]|图|表|[^，。；]{0,12}[：:]"
)
BROKEN = re.compile(r"[，。、；：！？”’）》%％]")
QUOTED = re.compile(r"“[^“”\n]{1,200}”|《[^《》\n]{1,200}》")
LONGEST_TITLE = 60  # characters
PAUSE = frozenset("，、")


@rule(
    "warning",
    Example(
        bad="全年走访困难群众80户，收集意见建议36条。\n已办结意见建议30条，其余列入明年计划。\n"
        "对没有解决的，逐一明确责任人。办结情况每月公示，请群众监⟦督⟧",
        good="全年走访困难群众80户，收集意见建议36条。\n已办结意见建议30条，其余列入明年计划。\n"
        "对没有解决的，逐一明确责任人。办结情况每月公示，请群众监督。",
    ),
)
def missing_full_stop(doc: Document, *, shortest: Annotated[int, "少于这么多字的段落不查"] = 20) -> Iterator[Finding]:
    """正文段落的末尾没有标点，或者停在逗号、顿号上。

    句号用于句子末尾，见 GB/T 15834—2011 第 4.1.3.1 条。标题、列举的短句、表格、署名和图表说明末尾可以不用句号；
    全文的段落大多不用句号的，是另一种体例，也不报。
    """
    bodies = [span for span in doc.paragraphs if is_body(doc, span, shortest)]
    unended = [span for span in bodies if is_unended(span.of(doc.text))]
    if 3 * len(unended) <= len(bodies):
        yield from (describe(doc, span) for span in unended)


def is_body(doc: Document, span: Span, shortest: int) -> bool:
    """Tell whether a paragraph holds sentences: its last one has a pause in it, and it is no heading and no list line."""
    line = span.of(doc.text)
    if len(span) < shortest or is_row(line) or not is_prose(doc, Span(span.end - 1, span.end)):
        return False
    if ENDED.search(line):
        return True
    *before, last = re.split("[。！？]", QUOTED.sub("", line))
    pauses = len(re.findall("[，；]", last))
    if not pauses or is_heading(doc, span) or runs_on(doc, span):
        return False
    return bool(before) or last[-1:] in PAUSE or (pauses > 1 and len(span) >= LONGEST_TITLE and not LISTED.match(line))


def is_unended(line: str) -> bool:
    """Tell whether a paragraph stops at a word or a pause."""
    return bool(UNENDED.search(line)) and not ENDED.search(line)


def is_heading(doc: Document, span: Span) -> bool:
    """Tell whether a paragraph ends with a heading, or is the title."""
    at = bisect_right(doc.sections, span.end, key=lambda section: section.heading.start) - 1
    headings = [doc.sections[at].heading] if at >= 0 else []
    return any(heading.end >= span.end for heading in (*headings, doc.title) if heading and heading.start < span.end)


def runs_on(doc: Document, span: Span) -> bool:
    """Tell whether a line is broken by hand: the next one begins in the middle, or Markdown takes both as one."""
    rest = doc.text[span.end : span.end + 80].lstrip(" \t\u3000\u00a0")
    if BROKEN.match(rest.lstrip()):
        return True
    following = re.match(r"(?:\r\n|\r|\n)[ \t]*(?=\S)", rest) if doc.source.format == "markdown" else None
    return bool(following and not re.match(r"[-*+>#|]|\d+\.", rest[following.end() :]))


def describe(doc: Document, span: Span) -> Finding:
    """Say how a paragraph ends and offer a full stop."""
    last = Span(span.end - 1, span.end)
    if last.of(doc.text) in PAUSE:
        message = f"这一段停在“{last.of(doc.text)}”上，请改用句号，或与下一段接成一句。"
        return Finding(last, message, Fix("改为句号", (Edit(last, "。"),)))
    message = "这一段末尾没有标点，请补上句号，或与下一段接成一句。"
    return Finding(last, message, Fix("补上句号", (Edit(Span(span.end, span.end), "。"),)))
