"""Changes that a sentence states with both ends: 由100万元增至130万元，增长30%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ._frames import F

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Figure

    from ._frames import Frame

UP = "增长|增加|提高|提升|上升|上涨|扩大|攀升|跃升|回升|[涨增升多]"
DOWN = "下降|减少|降低|缩短|压缩|压减|回落|下跌|下调|缩小|收窄|[减降缩跌少]"
POINTS = ("个百分点", "百分点")
BETTER = ("提高", "提升", "跃升", "升")  # may mean a smaller number: 精度由10米提升到1米
SIGNED = ("℃", "摄氏度")  # below zero the smaller number is the larger one
REACH = 16  # characters before a change
RANK = re.compile("排[名位]|名次|位[次居]")
OTHER = f"，,；;。：:{F}"
PAST = "上年|去年|前年|上一年|上半年|年初|年底|年末|上[季月]|同期|往年|过去|此前|[12][0-9]{3}年"
LAST_YEAR = re.compile("上年|去年|同期")
THEN = f"[比较与同][^{OTHER}]{{0,6}}(?:{PAST})(?:同期|全年|度|底|末|初)?"
# 由A增加到B
FROM_TO = re.compile(
    rf"[由从][^{OTHER}]{{0,24}}?(?P<base>{F})[^{OTHER}]{{0,12}}?(?:(?P<up>{UP})|{DOWN})[^{OTHER}到至为]{{0,6}}"
    rf"[到至为][^{OTHER}]{{0,12}}?(?P<level>{F})"
)
# B，比上年的A or 上年为A
THAN = re.compile(rf"(?P<level>{F})[，,（(](?:{THEN}的?|(?:上年|去年)(?:同期)?[为是]?)(?P<base>{F})(?:相比|[）)])?")
# B，比上年增加D: the base is a step
ADDED = re.compile(rf"(?P<level>{F})[，,]{THEN}(?:(?P<up>{UP})|{DOWN})了?(?P<base>{F})")
# A、B，与上年的A、B相比，分别增长 …
PAIRS = re.compile(
    rf"(?P<level1>{F})[、和][^{OTHER}]{{0,12}}(?P<level2>{F})[，,]{THEN}的?[^{OTHER}]{{0,4}}(?P<base1>{F})[、和](?P<base2>{F})"
    rf"(?:相比)?[，,]?分别(?:(?P<up>{UP})|{DOWN})了?(?P<change1>{F})[、和](?P<change2>{F})"
)
# 增长30%, with no subject and no other basis of its own
STATED = re.compile(
    rf"[^{OTHER}]{{0,2}}?[，,、（(]?(?P<yearly>同比|[比较](?:上年|去年))?(?:共|总共|累计|净|大幅)?(?:(?P<up>{UP}|增幅|涨幅)|{DOWN}|降幅)"
    rf"(?:了|幅度?|比例|比率|率|超过|[约近超达到为]){{0,4}}(?P<stated>{F})"
)


class Change(NamedTuple):
    """A value, the earlier one, and what the text says of the difference.

    Attributes:
        level: The value now.
        base: The value before; with `is_step` the difference to it.
        up: Whether the text speaks of a rise.
        stated: The change as stated; None where only its direction is.
        is_step: Whether the text gives the difference instead of the value before.
    """

    level: Figure
    base: Figure
    up: bool
    stated: Figure | None = None
    is_step: bool = False


def find_changes(frame: Frame) -> Iterator[Change]:
    """Yield what a sentence says of changes of which it gives two values in one unit."""
    for pattern in (FROM_TO, THAN, ADDED):
        for match in pattern.finditer(frame.words):
            level, base = frame.figure(match, "level"), frame.figure(match, "base")
            if level is None or base is None or level.unit != base.unit or level.unit in SIGNED:
                continue
            if pattern is FROM_TO and match["up"] not in BETTER and not is_rank(frame, match):
                yield Change(level, base, bool(match["up"]))
            for up, stated in find_stated(frame, match.end(), yearly=LAST_YEAR.search(match[0]) is not None):
                yield Change(level, base, up, stated, is_step=pattern is ADDED)
    yield from find_pairs(frame)


def is_rank(frame: Frame, match: re.Match[str]) -> bool:
    """Tell whether the words before a change speak of a place in a ranking, which rises as its number falls."""
    return RANK.search(frame.words, max(0, match.start() - REACH), match.start()) is not None


def find_stated(frame: Frame, position: int, *, yearly: bool) -> Iterator[tuple[bool, Figure]]:
    """Yield the changes stated one behind the other from a position: 多了11.4万元，增长30.6%.

    What is said to be against last year counts only where the value before is last year's.
    """
    while (match := STATED.match(frame.words, position)) and (yearly or not match["yearly"]):
        position = match.end()
        if stated := frame.figure(match, "stated"):
            yield bool(match["up"]), stated


def find_pairs(frame: Frame) -> Iterator[Change]:
    """Yield the changes of two things at once: 事故9起、死亡6人，与上年的12起、9人相比，分别下降25%和33.3%."""
    for match in PAIRS.finditer(frame.words):
        for which in "12":
            level, base, stated = (frame.figure(match, role + which) for role in ("level", "base", "change"))
            if level and base and stated and level.unit == base.unit:
                yield Change(level, base, bool(match["up"]), stated)
