"""没有内容的小节。"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Section

VIEW = 80  # characters behind a heading that show whether anything is there
FULL = 30  # characters of a body beside which a heading that is a sentence is surely unfinished
STOPS = "。：:；;*# \t\r\n\u3000\xa0"
FILLER = re.compile(
    r"[（(【]?(?:略|从略|同上|详见[^。]{0,20}|见附[件表录][^。]{0,10}|客观真实|情况属实|已调研|待补充|待完善)[）)】]?"
)
ANNEX = re.compile(r"附[件表录]|目录|名单")


@rule(
    "error",
    Example(
        bad="一、工作开展情况\n全年办结事项30件。\n⟦二、存在的问题⟧\n三、下步打算\n继续抓好落实。",
        good="一、工作开展情况\n全年办结事项30件。\n二、存在的问题\n学习还不够深入。\n三、下步打算\n继续抓好落实。",
    ),
)
def empty_section(doc: Document) -> Iterator[Finding]:
    """标题下面没有内容，或者只有“略”“客观真实”一类的应付话。

    多半是留着待写而忘了写。标题下面直接是下一级标题的不算；同级标题大多没有内容的是提纲或目录，也不算。
    """
    bodies = [find_body(doc, index) for index in range(len(doc.sections))]
    for siblings in group(doc):
        for index in siblings:
            section, body = doc.sections[index], bodies[index]
            if body and FILLER.fullmatch(body) and not ANNEX.search(section.title):
                yield Finding(section.heading, f"“{section.title}”下面只写了“{body}”，请写出具体内容。")
            elif not body and is_unfinished(doc, index, siblings, bodies):
                yield Finding(section.heading, f"“{section.title}”下面没有内容，请补写，或删去这个标题。")
