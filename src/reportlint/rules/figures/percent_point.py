"""百分点写成百分数。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Related, rule

from ._changes import DOWN, OTHER, POINTS, THEN, UP, find_changes
from ._frames import F, find_frames
from ._terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Figure

    from ._changes import Change
    from ._frames import Frame

# 合格率97.6%，比上年提高1.8%
RATE = re.compile(rf"率[^{OTHER}]{{0,4}}(?P<level>{F})[，,](?:{THEN}|同比)(?:{UP}|{DOWN})了?(?P<stated>{F})")
# 产值3.5亿元，同比增长12个百分点
AMOUNT = re.compile(rf"(?P<level>{F})[，,](?:{THEN}|同比)?(?:增长|增加|下降|减少)了?(?P<stated>{F})")
SIGN = re.compile("[%％]$|个?百分点$")


@rule(
    "warning",
    Example(bad="普及率由20%提高到23.5%，提高⟦3.5%⟧。", good="普及率由20%提高到23.5%，提高3.5个百分点。"),
    Example(bad="实现产值3.5亿元，同比增长⟦12个百分点⟧。", good="实现产值3.5亿元，同比增长12%。"),
)
def percent_point(doc: Document) -> Iterator[Finding]:
    """百分点和百分数用混了。

    由20%提高到23.5%，提高的是3.5个百分点；按百分数算是提高了17.5%，两种算法都对得上的不报。
    比率升降的差用百分点，数量的增幅用百分数。
    """
    for frame in find_frames(doc):
        differences = {stated.span: (stated, level) for stated, level in find_differences(doc, frame)}
        for stated, level in differences.values():
            yield report(doc, stated, level, "个百分点", "比率升降的差用百分点")
        for stated, level in find_pairs(frame, AMOUNT):
            if stated.unit in POINTS and level.unit not in ("%", "‰", *POINTS):
                yield report(doc, stated, level, "%", "数量的增幅用百分数")


def report(doc: Document, stated: Figure, level: Figure, unit: str, reason: str) -> Finding:
    """Return the finding about a change in the wrong unit."""
    written = stated.span.of(doc.text)
    sign = SIGN.search(written)
    right = f"{written[: sign.start()]}{unit}" if sign else ""
    fix = Fix(f"改为“{right}”", (Edit(stated.span, right),)) if right else None
    remedy = f"应写作“{right}”" if right else "请改正单位"
    return Finding(stated.span, f"{reason}，“{written}”{remedy}。", fix, (Related(level.span, "这是现在的数"),))


def find_differences(doc: Document, frame: Frame) -> Iterator[tuple[Figure, Figure]]:
    """Yield the percentages that stand for the difference of two percentages, each with the level it leads to."""
    for change in find_changes(frame):
        stated = change.stated if change.level.unit == "%" and not change.is_step else None
        if stated and stated.unit == "%" and is_difference(doc, change, stated):
            yield stated, change.level
    for stated, level in find_pairs(frame, RATE):
        if stated.unit == level.unit == "%" and level.comparison is None:
            yield stated, level


def find_pairs(frame: Frame, pattern: re.Pattern[str]) -> Iterator[tuple[Figure, Figure]]:
    """Yield stated changes with their levels."""
    for match in pattern.finditer(frame.words):
        stated, level = frame.figure(match, "stated"), frame.figure(match, "level")
        if stated and level:
            yield stated, level


def is_difference(doc: Document, change: Change, stated: Figure) -> bool:
    """Tell whether a stated change is the difference of its values, and cannot be their ratio."""
    level, base, said = (term(figure, doc.text) for figure in (change.level, change.base, stated))
    difference = level - base if change.up else base - level
    return difference.meets(said) and (base.low <= 0 or not (difference / base).percent().meets(said))
