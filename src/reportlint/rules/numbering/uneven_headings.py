"""句式或层次不整齐的并列标题。"""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlint import Document, Marker, Section

FEWEST = 4  # three alike and one that is not
SHORTEST, LONGEST = 4, 20  # characters of a heading that has a frame; longer ones are sentences
# what parallel headings share: 有力度, 有进度; 在整改上再用力, 在融合上再聚焦; 突出党建引领抓学习, 突出党建引领抓治理
FRAMES: tuple[Callable[[str], tuple[str, ...]], ...] = (
    lambda words: (words[-3], words[-1]),
    lambda words: (words[0], words[-3]),
    lambda words: (words[:SHORTEST],),
)
COUNTED = ("一是", "第一", "其一", "首先")
SHARE = 0.6  # of the usual length: a shorter section needs no items


@rule(
    "note",
    Example(
        bad="一是助推发展有力度。办了事。二是项目建设有进度。开了工。三是惠民服务有温度。见了效。四是⟦行业治理较深入⟧。管了事。",
        good="一是助推发展有力度。办了事。二是项目建设有进度。开了工。三是惠民服务有温度。见了效。四是行业治理有深度。管了事。",
    ),
)
def uneven_headings(doc: Document) -> Iterator[Finding]:
    """并列标题中有一个与众不同：句式不齐，或者别的小节都分条、唯独它不分。

    并列的标题结构相同，读者才看得出它们同级。四个以上同级标题里只有一个不同时才提示。
    """
    heads = find_heads(doc)
    for markers in series.plain_lists(doc):
        own = [heads[marker.span.start] for marker in markers if marker.span.start in heads]
        if len(own) == len(markers) and is_in_order(markers) and (odd := find_odd(doc.text, own)):
            model = next(head for head in own if head != odd)
            yield Finding(
                odd,
                f"“{odd.of(doc.text)}”与其余 {len(own) - 1} 个并列标题的句式不同，可改得整齐一些。",
                related=(Related(model, "其余标题的句式"),),
            )
    for section in find_undivided(doc):
        yield Finding(section.heading, f"同级各节都分条列出，“{section.title}”一节却没有分条，请看看是否需要补上序号。")


def find_heads(doc: Document) -> dict[int, Span]:
    """Return the titles of numbered sections and of items that open with one, by where they start."""
    titles = {one.span.start: Span(one.heading.end - len(one.title), one.heading.end) for one in doc.sections}
    titled = (item for item in doc.items if doc.text[item.head.end : item.head.end + 1] in "。：:\r\n")
    return titles | {item.span.start: item.head for item in titled}


def is_in_order(markers: Sequence[Marker]) -> bool:
    """Tell whether the members of a list surely belong together."""
    return markers[0].ordinal == 1 and not series.find_breaks(markers)


def find_odd(text: str, heads: Sequence[Span]) -> Span | None:
    """Return the only one of at least four heads that lacks the frame of all the others."""
    words = [head.of(text) for head in heads]
    if len(words) < FEWEST or not all(SHORTEST <= len(head) <= LONGEST for head in words):
        return None
    if len({head[-2] for head in words}) <= 2:  # the same closing word, not a frame round different ones
        return None
    for frame in FRAMES:
        shared, most = Counter(frame(head) for head in words).most_common(1)[0]
        different = [index for index, head in enumerate(words) if frame(head) != shared]
        if most == len(words) - 1:
            return heads[different[0]]
    return None


def find_undivided(doc: Document) -> Iterator[Section]:
    """Yield sections without items that are about as long as their siblings, all of which have 一是, 二是 …"""
    divided = {item.section for item in doc.items if item.style in COUNTED}
    parents = {item.section for item in doc.items} | {section.parent for section in doc.sections}
    siblings: dict[int, list[int]] = defaultdict(list)
    for index, section in enumerate(doc.sections):
        if section.list is not None:
            siblings[section.list].append(index)
    for indexes in siblings.values():
        without = [index for index in indexes if index not in divided]
        if len(indexes) >= FEWEST and len(without) == 1 and without[0] not in parents:
            usual = median(len(doc.sections[index].span) for index in indexes)
            if len(doc.sections[without[0]].span) >= SHARE * usual:
                yield doc.sections[without[0]]
