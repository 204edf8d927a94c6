"""没有内容的小节。"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reportlint import Example, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlint import Document, Section

VIEW = 80  # characters behind a heading that show whether anything is there
FULL = 8  # characters of a body that gives an account
FEWEST = 4  # siblings beside which a heading with a full stop surely waits for its text
SENTENCE_ENDS = tuple("。；;")
STOPS = "。：:；;*# \t\r\n\u3000\xa0"
SHORTEST = 2  # characters; fewer are a beginning that nobody went on with
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
    bodies = [find_body(doc, section) for section in doc.sections]
    for section, body in zip(doc.sections, bodies, strict=True):
        if body and (len(body) < SHORTEST or FILLER.fullmatch(body)) and not ANNEX.search(section.title):
            yield Finding(section.heading, f"“{section.title}”下面只写了“{body}”，请写出具体内容。")
    marked = {place.start for place, _ in doc.source.headings}
    for siblings in group(doc):
        empty = [index for index in siblings if not bodies[index]]
        if len(empty) == 1 and is_unfinished(doc, empty[0], siblings, bodies):
            section = doc.sections[empty[0]]
            # what Markdown numbers may be an item, a short line of plain text anything
            numbered = section.marker is not None and doc.source.format != "markdown"
            if (numbered or section.heading.start in marked) and not ANNEX.search(section.title):
                yield Finding(section.heading, f"“{section.title}”下面没有内容，请补写，或删去这个标题。")


def find_body(doc: Document, section: Section) -> str:
    """Return what stands under a heading, subsections included, or the beginning of it."""
    start, end = section.heading.end, section.span.end
    body = doc.text[start : min(end, start + VIEW)].strip(STOPS)
    return body or ("…" if end - start > VIEW else "")


def group(doc: Document) -> Iterable[list[int]]:
    """Return the indexes of sections that are siblings."""
    groups: dict[tuple[int | None, int | None, int], list[int]] = defaultdict(list)
    for index, section in enumerate(doc.sections):
        groups[section.list, section.parent, section.level].append(index)
    return groups.values()


def is_unfinished(doc: Document, index: int, siblings: Sequence[int], bodies: Sequence[str]) -> bool:
    """Tell whether the only section without a body among its siblings surely waits for its text."""
    others = [other for other in siblings if other != index]
    if not others or (len(others) == 1 and index < others[0]):  # two phrases, and the text that follows both
        return False
    heading = doc.sections[index].heading
    if doc.text[heading.end : heading.end + 1] not in SENTENCE_ENDS:
        return True
    # 完善考核制度。 may be all there is to say of a measure
    accounts = all(len(bodies[other]) >= FULL and "measures" not in doc.sections[other].roles for other in others)
    return accounts and len(siblings) >= FEWEST
