"""What kind of report this is and which time it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.model import Section, Span

# the first that a title contains decides
DOC_TYPES = (
    ("党建述职报告", r"(?:党建|党组织书记|党支部书记|党委书记|从严治党).*述职|述职.*党建"),
    ("企业述职", r"(?:公司|集团|厂|企业).*述职"),
    ("述职报告", r"述职|述责|述廉"),
    ("对照检查", r"对照检查|检视剖析|对照检视|自我剖析"),
    ("整改报告", r"整改"),
    ("政府工作报告", r"政府工作报告"),
    ("提案建议", r"提案|建议案|的建议$|议案"),
    ("调研报告", r"调研报告|调查报告|考察报告"),
    ("半年总结", r"(?:上半年|半年度?|前[一二三]季度).*(?:总结|情况|小结|汇报)"),
    ("工作总结", r"总结|小结"),
    ("专项报告", r"专项.*(?:报告|汇报)|情况(?:的)?(?:报告|通报|汇报)|工作报告"),
)
_TYPES = tuple((name, re.compile(pattern)) for name, pattern in DOC_TYPES)
_PROPOSAL_LABELS = {"调研情况", "问题分析", "具体建议"}
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2}(?!\d)|[〇○零一二三四五六七八九]{4})\s?"
_HALF = {"上半年": "H1", "下半年": "H2"}
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4"}
_PART = "(?P<rest>上半年|下半年|第?[一二三四]季度|(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月)?"
# a title may leave out 年; in running text 2000 is more often a sum
_IN_TITLE, _IN_TEXT = re.compile(f"{_YEAR}(?:年度?)?{_PART}"), re.compile(f"{_YEAR}年度?{_PART}")
_NUMERALS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
OPENING = 300  # characters in which a report says what time it is about


def find_doc_type(text: str, title: Span | None, sections: Sequence[Section]) -> str:
    """Return the kind of report that the title names, else that the headings show; empty when neither tells."""
    words = title.of(text) if title else ""
    for name, pattern in _TYPES:
        if pattern.search(words):
            return name
    if len(_PROPOSAL_LABELS & {section.title for section in sections}) >= 2:
        return "提案建议"
    return ""


def find_period(text: str, title: Span | None, paragraphs: Sequence[Span]) -> str:
    """Return the time the report is about, from its title or its first lines, as `2023`, `2023-H1`, `2023-Q3`, `2023-05`."""
    name = title.of(text) if title else ""
    opening = text[: paragraphs[0].start + OPENING] if paragraphs else ""
    match = _IN_TITLE.search(name.translate(FULL_WIDTH)) or _IN_TEXT.search(opening.translate(FULL_WIDTH))
    return _normal(match) if match else ""


def _normal(match: re.Match[str]) -> str:
    year = "".join(_NUMERALS.get(c, c) for c in match["year"])
    rest = match["rest"] or ""
    if rest in _HALF:
        return f"{year}-{_HALF[rest]}"
    if rest.endswith("季度"):
        return f"{year}-{_QUARTERS[rest[-3]]}"
    if rest:
        return f"{year}-{_month(rest[:-1]):02}"
    return year


def _month(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return 10 * bool(ten) + int(_NUMERALS.get(ones, "0")) if not tens else 0
