"""没有遮住的名称。"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule

from . import _places as places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

X = "[XxＸｘ×]"
SUFFIX = places.SUFFIX.pattern
MASK = f"(?<![A-Za-z0-9Ａ-Ｚａ-ｚ*＊.×])(?:{X}{{2,4}}|[*＊]{{1,3}}|某{{2}}|[○〇]{{2,3}}|{X}(?={SUFFIX}))"
MASKED = re.compile(f"{MASK}(?P<suffix>{SUFFIX})")
# the mask of a name stands before words that are no measure words
NAME_MASK = re.compile(f"{MASK}(?=[一-鿿])(?![年月日次名个家项件户期亩元万亿倍吨人余多场条份届处座所批天])")
LEAST_MASKS = 3  # masks of names that show that the report hides where it comes from
OWN_BODY = re.compile("委|党委|政府|人民政府")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
NOT_PLACES = "我此本华县市省区镇村乡校院厂企局访部馆站所司队"
VISIT = re.compile(f"来[^{PROVINCES}{NOT_PLACES}](?=调研|视察|考察|检查指导|指导工作|督导)")
NEIGHBOURS = re.compile(
    f"[{PROVINCES}][^{PROVINCES}两三等地与和及的省市，。、](?=[一-鿿]{{0,4}}(?:协同发展|一体化|合作|同城化|联动|携手))"
)
HOMES = ("故里", "故居", "家乡", "故乡", "诞生地", "出生地")


@rule(
    "warning",
    Example(
        bad="石桥镇柳湾村党支部书记述职报告\n今年，在⟦XX镇⟧党委的领导下，村里办了三件事。",
        good="石桥镇柳湾村党支部书记述职报告\n今年，在石桥镇党委的领导下，村里办了三件事。",
    ),
)
def mask_leak(doc: Document) -> Iterator[Finding]:
    """名称有的地方用XX遮住，有的地方又露了出来。

    遮住一处、露出一处，等于没有遮。要么全部写真名，要么把露出的地名、单位名、名人故里和地方简称一并遮住。
    """
    masks = list(MASKED.finditer(doc.text))
    hidden = [Span(*match.span()) for match in NAME_MASK.finditer(doc.text)]
    if masks:
        yield from find_leaks(doc, masks)
    if len(hidden) >= LEAST_MASKS:
        for span in sorted(find_origins(doc, hidden)):
            message = f"别处用“{hidden[0].of(doc.text)}”遮住了地名，这里的“{span.of(doc.text)}”又露了出来，请一并遮住或都写真名。"
            yield Finding(span, message, related=(Related(hidden[0], "遮住的地方在这里。"),))


def find_leaks(doc: Document, masks: list[re.Match[str]]) -> Iterator[Finding]:
    """Yield the places that name what a mask hides: the mask where the head names it, else the first naming."""
    found = list(places.find_places(doc.words))
    head = places.head_of(doc)
    own = {place.suffix: place for place in found if head and head.covers(place.span)}
    for suffix, mask in {match["suffix"]: Span(*match.span()) for match in reversed(masks)}.items():
        if place := own.get(suffix):
            message = f"标题里写着“{place.span.of(doc.text)}”，这里却遮作“{mask.of(doc.text)}”，请统一。"
            yield Finding(mask, message, related=(Related(place.span, "名称写在这里。"),))
            continue
        for place in named(doc.text, [place for place in found if place.suffix == suffix and place.proper]):
            message = f"别处遮作“{mask.of(doc.text)}”，这里却写着“{place.span.of(doc.text)}”，请一并遮住或都写真名。"
            yield Finding(place.span, message, related=(Related(mask, "遮住的地方在这里。"),))


def named(text: str, found: list[places.Place]) -> Iterator[places.Place]:
    """Yield the first naming of each place that can be the report's own."""
    told: set[str] = set()
    for place in found:
        # of provinces and cities, others than the own are named everywhere
        near = place.rank > places.CITY or OWN_BODY.match(text, place.span.end)
        if near and place.name not in told and not places.is_partner(text, place):
            told.add(place.name)
            yield place


def find_origins(doc: Document, hidden: list[Span]) -> Iterator[Span]:
    """Yield what tells a hidden place: who was born or came there, what is made there, with whom it is joined."""
    ends = {mask.end for mask in hidden}
    for word, following in pairwise(doc.words):
        if word.span.start in ends and word.tag == "ns":
            yield Span(word.span.start, following.span.end)
        if word.tag.startswith("nr") and following.text in HOMES:
            yield Span(word.span.start, following.span.end)
        if word.tag == "j" and (joined := NEIGHBOURS.match(doc.text, word.span.start)):
            yield Span(*joined.span())
    for match in VISIT.finditer(doc.text):
        yield Span(*match.span())
