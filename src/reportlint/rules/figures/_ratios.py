"""Shares, rates and averages that a sentence states together with what they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ._frames import F

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Figure

    from ._frames import Frame

END = f"，,；;。：:{F}"
IS = "(?:的?比[例重]?|总数|总量|全部)?的?(?:超过|达到|[为约近超达])*"
# 管网2000公里，其中铸铁管312公里，占15.6%
AMONG = re.compile(
    rf"(?P<whole>{F})[^{END}]{{0,16}}[，,（(]其中[：:，,]?[^{END}]{{0,24}}(?P<part>{F})[^{END}]{{0,8}}[，,（(]仅?占{IS}(?P<ratio>{F})"
)
# 投资3.42亿元，占年度计划3.8亿元的90%
OF = re.compile(rf"(?P<part>{F})[，,]?仅?(?:占|完成|达到?|为|是)[^{END}]{{0,12}}(?P<whole>{F})的(?P<ratio>{F})")
# 排查隐患120处，整改114处，整改率95%
RATE = re.compile(
    rf"(?P<whole>{F})[^{END}]{{0,6}}[，,、][^{END}]{{0,6}}?(?<![未没不])(?P<verb>[一-鿿]{{2}})(?:了|完成|完毕|到位)?(?P<part>{F})"
    rf"[^{END}]{{0,6}}[，,、][^{END}]{{0,4}}?(?P=verb)率{IS}(?P<ratio>{F})"
)
# 应到54人，实到50人，到会率92.6%
PRESENT = re.compile(
    rf"应[^{END}]{{1,6}}(?P<whole>{F})[^{END}]{{0,6}}[，,、]实[^{END}]{{1,6}}(?P<part>{F})[^{END}]{{0,6}}[，,、][^{END}]{{2,6}}率{IS}(?P<ratio>{F})"
)
COUNTED = {"户": {"户"}, "人": {"人", "名", "位"}, "亩": {"亩"}}
GOT = "(?:分到|分得|分红|领到|拿到|增收|获得|发放|补助|超过|达到|[得约近超达])*"
# 给203户分红12.3万元，平均每户606元, in either order
EACH = re.compile(
    rf"(?P<one>{F})[^{END}]{{0,12}}[，,、]?[^{END}]{{0,12}}(?P<other>{F})[^{END}]{{0,6}}[，,]平?均?(?:每(?P<per>[户人亩])|(?P<each>[户人亩])均){GOT}(?P<ratio>{F})"
)


class Ratio(NamedTuple):
    """What a text says is part over whole; a percentage but for averages."""

    part: Figure
    whole: Figure
    stated: Figure


def find_ratios(frame: Frame) -> Iterator[Ratio]:
    """Yield the shares, rates and averages of a sentence whose parts and wholes stand in it, in one unit."""
    for pattern in (AMONG, OF, RATE, PRESENT):
        for match in pattern.finditer(frame.words):
            part, whole, stated = (frame.figure(match, role) for role in ("part", "whole", "ratio"))
            if not (part and whole and stated and part.unit == whole.unit != "%" == stated.unit):
                continue
            # behind other numbers of the unit, a rate may be of any of them
            if pattern is not RATE or is_first(frame, match.start("whole"), whole.unit):
                yield Ratio(part, whole, stated)
    yield from find_averages(frame)


def is_first(frame: Frame, place: int, unit: str) -> bool:
    """Tell whether a figure is the first of its unit in its sentence."""
    return all(figure.unit != unit for _, figure in frame.before(place))


def find_averages(frame: Frame) -> Iterator[Ratio]:
    """Yield averages whose total and count stand directly before them."""
    for match in EACH.finditer(frame.words):
        one, other, stated = (frame.figure(match, role) for role in ("one", "other", "ratio"))
        counted = COUNTED[match["per"] or match["each"]]
        for count, total in ((one, other), (other, one)):
            if count and total and stated and count.unit in counted and total.unit == stated.unit not in counted:
                yield Ratio(total, count, stated)
