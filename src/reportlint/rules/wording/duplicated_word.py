"""重复的字和词。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, find_words, is_word, rule, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Word

CHARACTERS = re.compile(r"([一-鿿])\1+")
WORDS = re.compile(r"([一-鿿]{2,8}?)\1+")
AROUND = 20  # characters on each side from which the words can be told
LONGEST_RUN = 4
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几")
VARIABLE = ("m", "q", "ns", "nr", "o", "e", "y", "z")  # numbers, measure words, names and sounds double rightly
DEGREES = frozenset("很太大好再越更真小")
# behind a word they make another word of it: 中队中队|长, 和田和田|县
SUFFIXES = frozenset("长员者性化率力度感型式类级部队组团会所站馆院室区县市省州镇乡村校厂社线法权体系工家学生师人们链")
QUALITIES = frozenset("性化")
MORE = re.compile(r"再|又|还是|复")
OPENING = frozenset("“‘《「『〈")


@rule(
    "error",
    Example(bad="在总结经验⟦的的⟧基础上改进。", good="在总结经验的基础上改进。"),
    Example(bad="我们对项目开展了⟦评估评估⟧工作。", good="我们对项目开展了评估工作。"),
)
def duplicated_word(doc: Document) -> Iterator[Finding]:
    """同一个字或词连写了两遍。

    多半是修改时没有删净。叠词（人人、层层、研究研究）和两个词在接缝处恰好同字
    （目的|的、实事求是|是、基金会|会长）都是对的，按分词结果排除。
    """
    for find in (find_characters, find_doubled_words):
        for span, once in find(doc.text):
            yield Finding(
                span,
                f"“{once}”连写了两遍，请删去多余的一个。",
                Fix(f"删去重复的“{once}”", (Edit(span, once),), safe=True),
            )


def find_characters(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the places of doubled characters that no reading justifies, each with the character."""
    for match in CHARACTERS.finditer(text):
        if len(match[0]) <= LONGEST_RUN and match[1] not in NUMERALS:
            seam = match.end() - 1
            before, first, second = words_at(text, seam)
            if is_doubled_character(text, seam, before, first, second):
                yield Span(seam - 1, seam + 1), match[1]


def words_at(text: str, seam: int) -> tuple[Word | None, Word, Word]:
    """Return the words on both sides of a seam, and the one before them; spans count in the text."""
    start = max(0, seam - AROUND)
    words = find_words(text[start : seam + AROUND], guess=False)
    index = next(i for i, word in enumerate(words) if seam - start in word.span)
    ...
