"""Passages of this year's report that stand in last year's, without what every such report has to say."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from reportlint import lexicon
from reportlint.align.passages import Passage, count_han, find_passages
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.document import Document

ALIKE = 0.9  # share of equal characters in a passage that counts as copied
SHORTEST_SENTENCE = 12  # Chinese characters of a whole sentence that is worth reporting …
SHORTEST_CLAUSES = 20  # … and of clauses that are only part of one
CLAUSE = re.compile(r"[^，。；：！？,;:!?\n\r]+[，。；：！？,;:!?”’）]*")
SENTENCE_END = re.compile(r"[。！？!?；;：:\n\r]")
MARKER = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]，)\s*$"
)
# a clause that every report of its kind has to have: the frame of the speech, guiding thought, thanks, vows
FORMULA = re.compile(
    "各位(?:代表|委员|领导|同志)|请予?审议|提出意见|批评指正|如下|特此(?:报告|汇报)|我代表|以上(?:报告|汇报)|述职完毕"
    "|习近平|总书记|党中央|国务院|党的[一二三四五六七八九十]{1,3}(?:大|届)|重要(?:讲话|指示|论述)|坚强领导|科学指引|团结奋斗"
    "|^向[^，。]{2,40}(?:人民|人士|同胞|朋友|干部|群众|同志)|崇高的?敬意|衷心的?感谢|诚挚的?感谢|表示感谢|紧密地?团结|努力奋斗|不懈奋斗|勇毅前行|接续奋斗|再创佳绩|更大贡献"
    "|清醒地?(?:看到|认识到)|成绩来之不易|对此，|采取有力措施|认真加以解决|高度重视|为指导|认真(?:学习)?贯彻|深入(?:学习)?贯彻|全面贯彻"
    "|重大政治任务|政治(?:意识|站位|判断力)|四个意识|四个自信|两个维护|两个确立|总基调|新发展(?:理念|格局)|高质量发展"
    "|接受.{0,14}监督|责任(?:单位|人|领导|部门)|整改时限|完成时限|现将|现就"
)


def find_copies(last: Document, this: Document) -> tuple[Passage, ...]:
    """Find the passages copied from last year's report, in order, formulas and headings left out."""
    found = find_passages(this.text, last.text, shortest=SHORTEST_SENTENCE)
    alike = (passage for passage in found if passage.likeness >= ALIKE)
    return tuple(part for passage in alike for part in _own_words(this, passage))


def _own_words(doc: Document, passage: Passage) -> Iterator[Passage]:
    """Yield the stretches of a passage between formulas and headings that say enough to be reported."""
    stretch: list[Span] = []
    for clause in [*_clauses(doc.text, passage.span), None]:
        if clause and not _is_formula(doc, clause):
            stretch.append(clause)
            continue
        if stretch and _says_enough(doc.text, stretch):
            yield _cut(passage, Span(stretch[0].start, stretch[-1].end))
        stretch = []


def _clauses(text: str, span: Span) -> Iterator[Span]:
    for match in CLAUSE.finditer(text, span.start, span.end):
        lead = len(match[0]) - len(match[0].lstrip())
        if match[0].strip():
            yield Span(match.start() + lead, match.end())


def _is_formula(doc: Document, clause: Span) -> bool:
    if FORMULA.search(clause.of(doc.text)) or (doc.title and doc.title.overlaps(clause)):
        return True
    at = bisect_right(doc.sections, clause.end - 1, key=lambda section: section.heading.start) - 1
    # a run-in heading with the text behind it is prose
    return at >= 0 and doc.sections[at].heading.covers(Span(clause.start, clause.start + 1))


def _says_enough(text: str, clauses: Sequence[Span]) -> bool:
    """Tell whether clauses are long enough; a single figure that stayed the same is no copied passage."""
    words = "".join(clause.of(text) for clause in clauses)
    if len(clauses) == 1 and any(one.isdecimal() for one in words):
        return False
    end = clauses[-1].end
    whole = _opens_sentence(text, clauses[0].start) and bool(SENTENCE_END.search(text, end - 1, end + 1))
    return count_han(_set_phrases().sub("", words)) >= (SHORTEST_SENTENCE if whole else SHORTEST_CLAUSES)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 10) : start].rstrip(" \u3000")
    return not before or bool(SENTENCE_END.match(before[-1])) or bool(MARKER.search(before))


@cache
def _set_phrases() -> re.Pattern[str]:
    """Return a pattern of what is nobody's own words: fixed formulations and what stands in quotation marks."""
    terms = sorted((row["term"] for row in lexicon.rows("set-phrases")), key=len, reverse=True)
    return re.compile("|".join([r"“[^“”]{0,60}”", *map(re.escape, terms)]))


def _cut(passage: Passage, span: Span) -> Passage:
    """Return a part of a passage with its place in the source, as near as the differences inside allow."""
    left, right = span.start - passage.span.start, passage.span.end - span.end
    return Passage(span, Span(passage.source.start + left, passage.source.end - right), passage.likeness)


def share(passages: Sequence[Passage], text: str) -> float:
    """Return the share of a text's Chinese characters that stands in passages: 0 to 1."""
    total = count_han(text)
    return sum(count_han(passage.span.of(text)) for passage in passages) / total if total else 0.0
