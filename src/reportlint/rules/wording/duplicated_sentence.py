"""重复的句子。"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Related, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

KEY = 10  # sentences that hardly differ begin or end with as many equal characters
KEPT = 4  # earlier sentences remembered for one beginning or ending
GRAM = 3
SPACE_OR_MARKER = re.compile(
    r"\s+|^[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|[是要]，?)|^第[一二三四五六七八九十]，"
)
ENDED = re.compile(r"[。！？!?；;][”’）)》」』]*$")
HAN = re.compile("[一-鿿]")
NUMBER = re.compile(r"[\d〇零一二三四五六七八九十百千万亿]+")
QUOTED = re.compile("“[^“”]*”|《[^《》]*》")
# what every item of a plan or a table says again
FORMULA = re.compile(
    r"[|\t]|^[（(\[【]?(?:责任|完成|整改|牵头|配合|办理|落实|进展|目前|主办|协办|联系|时限|单位)[^，。：:]{0,8}[：:]"
    r"|请予|如下|特此|现将|各位|谢谢|长期坚持"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that a report tells once: its place among the sentences, and its words without spaces and number."""

    order: int
    span: Span
    words: str


@rule(
    "warning",
    Example(
        bad="一、主要工作\n我们把隐患排查作为头等大事来抓，逐户上门登记造册。其他工作有序推进。\n"
        "二、下步打算\n⟦我们把隐患排查作为头等大事来抓，逐户上门登记造册。⟧",
        good="一、主要工作\n我们把隐患排查作为头等大事来抓，逐户上门登记造册。\n二、下步打算\n继续逐户排查，做到不漏一户。",
    ),
)
def duplicated_sentence(
    doc: Document,
    *,
    shortest: Annotated[int, "少于这么多汉字的句子不比较"] = 15,
    likeness: Annotated[float, "相同到什么程度算基本一样（0—1）"] = 0.9,
) -> Iterator[Finding]:
    """同一句话或基本一样的话写了两遍。

    多半是复制以后忘了改，或者同一段话贴进了两处。口号、引文、标题、表格和“责任单位：”一类的套语重复是正常的，
    数字不同的排比句也不算。
    """
    last: tuple[int, int] = (-2, -2)
    for sentence, twin in find_twins(find_told(doc, shortest), likeness):
        place = (sentence.order, twin.order)
        # the sentences that follow in a copied passage say nothing new
        if place != (last[0] + 1, last[1] + 1):
            how = "相同" if sentence.words == twin.words else "基本相同"
            message = f"这句话与前面的一句{how}，请删去一处或改写。"
            yield Finding(sentence.span, message, related=(Related(twin.span, "前一处在这里。"),))
        last = place


def find_told(doc: Document, shortest: int) -> Iterator[Told]:
    """Yield the sentences that should not be told twice."""
    headings = [section.heading for section in doc.sections]
    for order, sentence in enumerate(doc.sentences):
        text = sentence.span.of(doc.text)
        words = SPACE_OR_MARKER.sub("", text)
        if not ENDED.search(text) or FORMULA.search(text) or is_heading(sentence.span, headings):
            continue
        if len(HAN.findall(QUOTED.sub("", words))) >= max(shortest, len(words) // 2):
            yield Told(order, sentence.span, words)


def is_heading(span: Span, headings: list[Span]) -> bool:
    """Tell whether a sentence is a heading."""
    at = bisect_right(headings, Span(span.end, span.end)) - 1
    return at >= 0 and headings[at].overlaps(span)


def find_twins(told: Iterator[Told], likeness: float) -> Iterator[tuple[Told, Told]]:
    """Yield each sentence that says what an earlier one said, with that one."""
    whole: dict[str, Told] = {}
    parts: defaultdict[str, list[Told]] = defaultdict(list)
    for sentence in told:
        keys = (sentence.words[:KEY], sentence.words[-KEY:])
        twin = whole.get(sentence.words) or next(
            (one for key in keys for one in parts[key] if are_alike(one.words, sentence.words, likeness)), None
        )
        if twin:
            yield sentence, twin
        whole.setdefault(sentence.words, sentence)
        for key in keys:
            parts[key] = [*parts[key], sentence][-KEPT:]


def are_alike(one: str, other: str, likeness: float) -> bool:
    """Tell whether two texts share nearly all their runs of characters and all their numbers."""
    if NUMBER.findall(one) != NUMBER.findall(other):
        return False
    grams, others = (Counter(text[i : i + GRAM] for i in range(len(text) - GRAM + 1)) for text in (one, other))
    return 2 * (grams & others).total() >= likeness * (grams.total() + others.total())
