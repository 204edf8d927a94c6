"""What the headings above a place say of its time: plans are not yet done."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint import Document, Section

PLAN = re.compile("下一?步|明年|今后|打算|计划|安排|思路|努力方向|新的一年|下一年")
LATER = re.compile("整改|反馈|点评")  # what became of last year's faults
RESULT = re.compile(f"完成情况|落实情况|执行情况|总结|回顾|{LATER.pattern}")


def section_at(doc: Document, position: int) -> Section | None:
    """Return the section that a position stands in; None before the first heading."""
    number = bisect_right(doc.sections, position, key=lambda section: section.span.start) - 1
    return doc.sections[number] if number >= 0 else None


def is_plan_title(title: str) -> bool:
    """Tell whether a heading speaks of what is to come."""
    return PLAN.search(title) is not None and RESULT.search(title) is None


def is_plan(doc: Document, section: Section | None) -> bool:
    """Tell whether a section or one above it speaks of what is to come."""
    while section:
        if is_plan_title(section.title):
            return True
        section = doc.sections[section.parent] if section.parent is not None else None
    return False
