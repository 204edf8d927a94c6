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

BETWEEN = re.compile("[“”\\s]*(?:、|，|和|与|及|以及)[“”\\s]*[省市州盟县区旗乡镇]?")


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
        names = order.split("、")
        found = [Span(*match.span()) for match in pattern(tuple(names)).finditer(doc.text)]
        for first, second in pairwise(found):
            one, other = first.of(doc.text), second.of(doc.text)
            if BETWEEN.fullmatch(doc.text, first.end, second.start) and names.index(one) > names.index(other):
                place = Span(with_level(doc.text, first.start), second.end)
                yield Finding(place, f"“{other}”照规定排在“{one}”前面（{order}），请调整先后。")


def with_level(text: str, start: int) -> int:
    """Return where a name begins with the level before it: 市政府."""
    return start - 1 if text[start - 1 : start] in tuple("省市州盟县区旗乡镇") else start


@cache
def pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the names, the longer first."""
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
