"""年份和报告的年度对不上。"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

from ._sections import LATER, is_plan, is_plan_title, section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Span

# reports on one year; others speak of several
YEARLY = ("述职报告", "党建述职报告", "企业述职", "工作总结")
REVIEW = re.compile("工作回顾|工作总结|主要工作|主要做法|完成情况|工作成效|主要成效|履职情况|工作情况")
INTENT = re.compile("将|要|计划|力争|争取|打算|确保|拟|预计|目标")
DONE = re.compile("已|了|共|累计|全年")
COMPARED = re.compile("[比较]|相比|基础上|以来|同期|上年|去年")
ANOTHER = re.compile(r"(?:19|20)\d\d年")
OPENING = 4  # sentences, the title and the author's line among them, in which a report names its year


@rule(
    "warning",
    Example(
        bad="李明2023年度述职报告\n一、主要成效\n2023年，培训干部86人次。\n二、下一步打算\n⟦2023年⟧，我将狠抓学习。",
        good="李明2023年度述职报告\n一、主要成效\n2023年，培训干部86人次。\n二、下一步打算\n2024年，我将狠抓学习。",
    ),
)
def wrong_year(doc: Document) -> Iterator[Finding]:
    """写年度总结，年份却是别的年度的。

    下一步打算写的还是本年度，开头说的是上年度，小标题回顾的是另一年，多半是照抄旧稿忘了改。
    只看题目写明年度的述职报告和年度总结；和往年对比、跨年的整改、题目里也写到的年份不报。
    """
    if doc.title is None or doc.doc_type not in YEARLY or not doc.period.isdecimal():
        return
    year, title = int(doc.period), doc.title
    named = {date.year for date in doc.dates if date.explicit and title.covers(date.span)}
    if year not in named and str(year) not in title.of(doc.text):
        return
    for span, said in find_years(doc, title.end):
        reason = explain(doc, span, said, year) if said not in named - {year} else ""
        if reason:
            message = f"报告写的是{year}年，{reason}，请核对“{span.of(doc.text)}”。"
            yield Finding(span, message, related=(Related(title, "报告的题目"),))


def find_years(doc: Document, start: int) -> Iterator[tuple[Span, int]]:
    """Yield the whole years in digits from a position."""
    for date in doc.dates:
        if (
            date.explicit
            and date.year
            and not date.until
            and date.period == str(date.year)
            and date.span.start >= start
        ):
            yield date.span, date.year


def explain(doc: Document, span: Span, said: int, year: int) -> str:
    """Return why a year is not that of its place; empty where it is."""
    section = section_at(doc, span.start)
    if section and section.heading.covers(span):
        return explain_heading(section.title, said, year)
    number = sentence_at(doc, span.start)
    sentence = doc.sentences[number].span
    words = doc.text[span.end : sentence.end]
    if span.start != sentence.start or words.startswith("的") or COMPARED.search(words) or ANOTHER.search(words):
        return ""
    if is_plan(doc, section):
        return "今后的打算里却不是下一年" if said <= year and INTENT.search(words) else ""
    if said > year:
        return "下一年的事却写成已经做完" if DONE.search(words) and not INTENT.search(words) else ""
    return "开头说的却是上一年" if said == year - 1 and number <= OPENING else ""


def explain_heading(title: str, said: int, year: int) -> str:
    """Return why the year in a heading is wrong; empty where it may be right."""
    if is_plan_title(title):
        return "小标题讲的是今后的打算，年份却不是下一年" if said <= year else ""
    if REVIEW.search(title) and not LATER.search(title):
        return "小标题回顾的却是另一年" if said != year else ""
    return ""


def sentence_at(doc: Document, position: int) -> int:
    """Return the number of the sentence at a position."""
    return max(0, bisect_right(doc.sentences, position, key=lambda sentence: sentence.span.start) - 1)
