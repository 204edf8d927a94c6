"""单位不统一。"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Figure

# two names of one unit
NAMES = (("公斤", "千克"), ("公里", "千米"), ("平方公里", "平方千米"), ("公尺", "米"), ("公升", "升"), ("小时", "钟头"))
HUNDRED_MILLION = Decimal(100_000_000)
WRITTEN = re.compile("[^万亿]*([万亿])元")


@rule(
    "note",
    Example(
        bad="固定资产投资3.4亿元；上年固定资产投资⟦31200万元⟧。", good="固定资产投资3.4亿元；上年固定资产投资3.12亿元。"
    ),
    Example(bad="收获粮食500公斤、油料⟦300千克⟧。", good="收获粮食500公斤、油料300公斤。"),
)
def mixed_units(doc: Document) -> Iterator[Finding]:
    """同一件事用了两种单位，如亿元和万元、公斤和千克。

    读的人要换算才能比较。不满一亿的用万元、满一亿的用亿元，不算混用。
    """
    yield from check_names(doc)
    yield from check_money(doc)


def check_names(doc: Document) -> Iterator[Finding]:
    """Yield the rarer of two names of one unit."""
    places: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in doc.figures:
        places[figure.unit].append(figure)
    for pair in NAMES:
        if not all(places[name] for name in pair):
            continue
        # of two that are as frequent the first sets the style
        rare, usual = sorted(pair, key=lambda name: (len(places[name]), -places[name][0].span.start))
        for figure in places[rare]:
            yield report(figure, places[usual][0], f"“{rare}”和“{usual}”是一个单位，请统一用“{usual}”")


def check_money(doc: Document) -> Iterator[Finding]:
    """Yield sums from one 亿 up that are written in 万元 where the same is elsewhere written in 亿元."""
    large = {figure.measure: figure for figure in find_sums(doc, "亿")}
    for figure in find_sums(doc, "万"):
        value = figure.value[0] if isinstance(figure.value, tuple) else figure.value
        if figure.measure in large and value >= HUNDRED_MILLION:
            yield report(figure, large[figure.measure], f"“{figure.measure}”别处用亿元，这里用万元，请统一")


def find_sums(doc: Document, power: str) -> Iterator[Figure]:
    """Yield the sums of money with a measure that are written with a power."""
    for figure in doc.figures:
        written = WRITTEN.fullmatch(figure.span.of(doc.text))
        if written and written[1] == power and figure.measure:
            yield figure


def report(figure: Figure, other: Figure, message: str) -> Finding:
    """Return a finding with both places."""
    return Finding(figure.span, f"{message}。", related=(Related(other.span, "另一种单位在这里"),))
