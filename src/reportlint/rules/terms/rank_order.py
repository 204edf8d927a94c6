"""名次的先后。"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

LEVELS = "省市州盟县区旗乡镇村"
BETWEEN = re.compile(rf"[“”\s]{{0,6}}(?:、|，|以及|和|与|及)[“”\s]{{0,6}}[{LEVELS}]?")


@rule(
    "note",
    Example(bad="向⟦市政府、市人大⟧、市政协通报情况。", good="向市人大、市政府、市政协通报情况。"),
)
def rank_order(
    doc: Document,
    *,
    orders: Annotated[tuple[str, ...], "依次排列的单位或人名，用顿号隔开，每组一条"] = ("党委、人大、政府、政协",),
) -> Iterator[Finding]:
    """并列的单位或人名没有按规定的先后排列。

    党委、人大、政府、政协，领导名单，单位序列，都有规定的次序，排错了容易误会。次序可以在 orders 里配置。
    """
    for order in orders:
        names = tuple(order.split("、"))
        found = [Span(*match.span()) for match in pattern(names).finditer(doc.text)]
        for first, second in pairwise(found):
            one, other = first.of(doc.text), second.of(doc.text)
            if names.index(one) > names.index(other) and are_joined(doc.text, first, second):
                place = Span(first.start - len(level(doc.text, first)), second.end)
                yield Finding(place, f"“{other}”照规定排在“{one}”前面（{order}），请调整先后。")


def are_joined(text: str, first: Span, second: Span) -> bool:
    """Tell whether two names stand side by side and are of one level."""
    return BETWEEN.fullmatch(text, first.end, second.start) is not None and level(text, first) == level(text, second)


def level(text: str, name: Span) -> str:
    """Return the level before a name (市政府); empty where none is given."""
    before = text[name.start - 1 : name.start]
    return before if before in tuple(LEVELS) else ""


@cache
def pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the names, the longer first."""
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
