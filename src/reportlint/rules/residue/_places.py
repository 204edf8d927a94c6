"""Names of places and units in a report, and whose report it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Word

# what a name ends in, by what can be taken for each other: a county may be called a district, never a town
RANKS = (
    ("省",),
    ("市", "州", "盟"),
    ("县", "区", "旗"),
    ("镇", "乡", "街道"),
    ("村", "社区"),
    ("集团", "公司"),
    ("小学", "中学", "学校"),
    ("学院", "大学"),
    ("医院",),
    ("支行", "银行"),
)
CITY = 1
RANK_OF = {suffix: rank for rank, suffixes in enumerate(RANKS) for suffix in suffixes}
SUFFIXES = sorted(RANK_OF, key=lambda suffix: (-len(suffix), suffix))
ENDINGS = tuple(SUFFIXES)
SUFFIX = re.compile("|".join(SUFFIXES))
# a word that begins with a suffix and belongs behind the name: 青山|县委
BEHIND_NAME = re.compile(f"(?:{SUFFIX.pattern})(?:委|政府|人民政府|党委|直|长|城|域|级)?")
NAMES = ("ns", "nr", "nz")
NOUNS = (*NAMES, "n")
PREPOSITIONS = "为在与和到赴向从由对是经将把及"
# words that the dictionary takes for names, and that only say of what kind a place is
KIND = re.compile(
    "文明|美丽|和谐|平安|示范|试点|重点|特色|幸福|红色|革命|民族|中心|高新|开发|经济|工业|产业|度假|保护|自贸|老城|主城|城郊|先进|标杆|小康"
    "|脱贫|帮扶|结对|各|全|本|我|该|每|某|两|多|大|小康|直辖|地级|县级|中国|人民|师范|职业|技工"
)
HEAD_LINES = 3
SIGNATURE_LINES = 3
LONGEST_LINE = 40
# what makes a name in a report that of somebody else
PARTNER = re.compile(
    "(?:兄弟|赴|去|到|往|与|和|同|跟|向|从|由|对|学习|考察|借鉴|参观|对口|帮扶|支援|协作|结对|来自|邻|联合|携手|会同|调入|调到|原|籍|经验|例如|比如|如"
    "|出席|参加|举办|承接)[^，。；、]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A name with what it ends in: 青山, 县; whether the segmentation takes it for a name, or for a common noun (龙口, 镇)."""

    span: Span
    name: str
    suffix: str
    proper: bool

    @property
    def rank(self) -> int:
        """With which others it can be confused."""
        return RANK_OF[self.suffix]


def find_places(words: tuple[Word, ...]) -> Iterator[Place]:
    """Yield the names of places and units."""
    for word, following in pairwise(words):
        if word.tag.startswith(NOUNS):
            place = whole_name(word) or divided_name(word, following)
            if place and 1 < len(place.name) < 5 and not KIND.match(place.name):
                yield place


def whole_name(word: Word) -> Place | None:
    """Return the place that one word names, without a preposition that the segmentation has left on it."""
    if not word.tag.startswith(NAMES) or not word.text.endswith(ENDINGS):
        return None
    suffix = next(suffix for suffix in SUFFIXES if word.text.endswith(suffix))
    name = word.text.removesuffix(suffix)
    if len(name) < 2:
        return None
    bare = name.lstrip(PREPOSITIONS) if len(name) > 2 else name
    return Place(Span(word.span.end - len(bare) - len(suffix), word.span.end), bare, suffix, proper=True)


def divided_name(word: Word, following: Word) -> Place | None:
    """Return the place that a word and the beginning of the next one name."""
    suffix = SUFFIX.match(following.text)
    if not suffix or not BEHIND_NAME.fullmatch(following.text):
        return None
    span = Span(word.span.start, following.span.start + suffix.end())
    return Place(span, word.text, suffix[0], word.tag.startswith(NAMES))


def head_of(doc: Document) -> Span | None:
    """Return the title with the short lines under it, where a report says whose it is; None without a title."""
    if doc.title is None:
        return None
    end = doc.title.end
    for line in [line for line in doc.paragraphs if line.start > end][:HEAD_LINES]:
        if len(line) > LONGEST_LINE or "。" in line.of(doc.text):
            break
        end = line.end
    return Span(doc.title.start, end)


def is_partner(text: str, place: Place) -> bool:
    """Tell whether a name is introduced as somebody else's."""
    before = text[max(0, place.span.start - 12) : place.span.start]
    return before.endswith("、") or PARTNER.search(before) is not None
