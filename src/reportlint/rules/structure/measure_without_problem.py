"""没有问题的措施。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule

from ._gaps import CERTAIN, are_mostly_placed, find_gaps, report_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding, Section, Unit

ADVICE = "请写明它针对的问题；与问题无关的工作，请移到工作打算里。"
ANSWERS = re.compile("整改|改进|措施|对策|建议|解决|办法")
PLANS = re.compile("打算|安排|计划|思路|目标|任务|规划|方向|重点|明年|来年|下半年|[0-9]{4}年")


@rule(
    "note",
    Example(
        bad="""一、存在问题
（一）档案管理混乱。旧卷堆在走廊里，查一份要半天。
（二）干部下乡走访偏少。全年人均走访只有两次。
二、整改措施
（一）每名干部每月下乡走访4次。
（二）年底前整理旧档案600卷，配齐档案柜，档案由专人管理。
（三）⟦组织职工拔河比赛和春节联欢会⟧。""",
        good="""一、存在问题
（一）档案管理混乱。旧卷堆在走廊里，查一份要半天。
（二）干部下乡走访偏少。全年人均走访只有两次。
二、整改措施
（一）每名干部每月下乡走访4次。
（二）年底前整理旧档案600卷，配齐档案柜，档案由专人管理。""",
    ),
)
def measure_without_problem(
    doc: Document,
    *,
    certain: Annotated[float, "多有把握才报"] = CERTAIN,
    plans: Annotated[bool, "工作打算里可以有与问题无关的措施"] = True,
) -> Iterator[Finding]:
    """写了整改措施，却不是针对哪一个问题的。

    整改措施要与问题一一对应。工作打算、工作安排里的措施不必都针对问题，不报；过半措施都对不上的文稿另是一种写法，
    也不报。
    """
    if are_mostly_placed(doc, "measures", "problem"):
        for gap, measure, nearest in find_gaps(doc, "measures", "problem"):
            if gap.score >= certain and (not plans or is_answer(doc, measure)):
                yield report_answer(doc, gap, measure, nearest, "措施", ADVICE)


def is_answer(doc: Document, measure: Unit) -> bool:
    """Tell whether the headings over a measure promise answers to problems, not plans for the time to come."""
    titles = "".join(section.title for section in find_headings(doc, measure))
    return bool(ANSWERS.search(titles)) and not PLANS.search(titles)


def find_headings(doc: Document, unit: Unit) -> Iterator[Section]:
    """Yield the section of a unit and those around it that are about measures."""
    index: int | None = unit.section
    while index is not None and "measures" in doc.sections[index].roles:
        yield doc.sections[index]
        index = doc.sections[index].parent
