"""还没有办成的事写进了成绩。"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

from ._context import section_at, sentence_at
from ._promises import find_promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Hit, Section

PLAN = re.compile("计划|打算|安排|目标|考虑|展望|要求|任务|思路|下一步|明年|部署")
# 建成后将新增就业300人 tells what something is good for; 会议明确将于 … what others said
GIVEN = re.compile("(?:后|之后|以后|届时|明确|提出|要求|决定|预计|预期|规定|承诺|合同|协议)[^；]*$")
REACH = 30  # characters in which such a condition can begin
DESCRIBED = re.compile("[^，。；、\n]{0,8}的")  # 即将交付的设备
MANY = 2  # more of them in one section: it is a plan by another name


@rule(
    "warning",
    Example(
        bad="一、主要成效\n养老中心主体完工，⟦将获⟧省级补助80万元。",
        good="一、主要成效\n养老中心主体完工，已获省级补助80万元。",
    ),
    Example(
        bad="一、工作成效\n⟦智慧停车平台建成投用⟧。\n二、下一步打算\n加快智慧停车平台建设。",
        good="一、工作成效\n智慧停车平台完成招标。\n二、下一步打算\n加快智慧停车平台建设。",
    ),
)
def unfinished_as_done(doc: Document) -> Iterator[Finding]:
    """成绩部分写了还没有办成的事。

    “将获”“有望”“拟”“力争”“即将”说的是打算，放在成效里会被当作已有的成绩来核对。“建成后将……”说的是效益，
    “会议明确将……”说的是别人的决定，都不报；一节里多处这样写的，本来就是计划，也不报。
    成绩里说已经建成、打算里又要去建的，也在此列；二期、升级、配套不算。
    """
    yield from find_pending(doc)
    for promise in find_promises(doc):
        message = f"这里说“{promise.name}”已经办成，打算里却还要办：请核对进度，两处写成一样。"
        yield Finding(promise.done, message, related=(Related(promise.planned, "这里还在计划中"),))


def find_pending(doc: Document) -> Iterator[Finding]:
    """Yield the words in the record that speak of what is not attained yet."""
    for section, hits in by_section(doc):
        if len(hits) <= MANY and is_record(doc, section):
            for hit in hits:
                message = f"“{hit.span.of(doc.text)}”说的是还没有办成的事，却写在成绩里：请改为已经取得的结果，或者移到下一步打算。"
                yield Finding(hit.span, message)


def by_section(doc: Document) -> Iterator[tuple[Section, Sequence[Hit]]]:
    """Yield the sections with the words in them that say that something is not attained yet."""
    found: dict[int, tuple[Section, list[Hit]]] = {}
    for hit in doc.hits("pending-words"):
        section = section_at(doc, hit.span.start)
        if section and hit.span.start >= section.heading.end and states(doc, hit):
            found.setdefault(section.span.start, (section, []))[1].append(hit)
    yield from found.values()


def states(doc: Document, hit: Hit) -> bool:
    """Tell whether a word says by itself what is to come, neither under a condition nor of a thing it describes."""
    start = max(sentence_at(doc, hit.span.start).start, hit.span.start - REACH)
    return not (GIVEN.search(doc.text, start, hit.span.start) or DESCRIBED.match(doc.text, hit.span.end))


def is_record(doc: Document, section: Section) -> bool:
    """Tell whether a numbered section speaks of what was done: by its role, by no title above it, by a claim in it."""
    if section.marker is None or section.roles != ("achievements",):
        return False
    if any(PLAN.search(title) for title in titles(doc, section)):
        return False
    first = bisect_left(doc.claims, section.span.start, key=lambda claim: claim.span.start)
    return first < len(doc.claims) and doc.claims[first].span.end <= section.span.end


def titles(doc: Document, section: Section) -> Iterator[str]:
    """Yield the title of a section and of those above it."""
    while True:
        yield section.title
        if section.parent is None:
            return
        section = doc.sections[section.parent]
