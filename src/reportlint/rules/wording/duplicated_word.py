"""重复的字和词。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, Word, find_words, is_word, rule, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

CHARACTERS = re.compile(r"([一-鿿])\1+")
WORDS = re.compile(r"([一-鿿]{2,8}?)\1+")
AROUND = 12  # characters on each side that tell which words stand at a seam
LONGEST_RUN = 4  # of one character; more is drawing, not writing
NO_WORD = Word(Span(0, 0), "", "")

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几")
DEGREES = frozenset("很太")
FREE = ("m", "q", "ns", "nr", "o", "e", "y", "z")  # numbers, measure words, names and sounds double rightly
AFTER_VERB = frozenset("了着得")
WISHES = ("事", "愿")  # 心愿了了 is right
# a verb cut off before it is written again (接接受) stands behind these or behind a whole word
MODALS = frozenset("不便才曾都敢会将可肯能拟未须需要已应愿")
HELPERS = frozenset("出到得给会叫经可来令能请去让上使下想要应用有")
QUALITIES = ("性", "化")
# behind a word they make another word of it: 中队中队|长, 产业产业|链
SUFFIXES = frozenset("班厂长处队法感工馆会级家局库类链率区权人社生师式室市所体厅团系县线乡校型性学员院站者镇州组")
RESUMED = re.compile("再|又|还是|复|是")  # 实干实干再实干
OPENING = frozenset("“‘《「『〈")  # titles and slogans are as their makers wanted them


@rule(
    "error",
    Example(bad="在总结经验⟦的的⟧基础上改进。", good="在总结经验的基础上改进。"),
    Example(bad="对项目开展了中期⟦评估评估⟧工作。", good="对项目开展了中期评估工作。"),
)
def duplicated_word(doc: Document) -> Iterator[Finding]:
    """同一个字或词连写了两遍。

    多半是修改时没有删净。叠词（人人、层层、研究研究）和两个词在接缝处恰好同字（目的|的、实事求是|是、基金会|会长）
    都是对的，按分词结果排除。
    """
    for span, once in (*find_characters(doc.text), *find_doubled_words(doc.text)):
        fix = Fix(f"只留一个“{once}”", (Edit(span, once),), safe=True)
        yield Finding(span, f"“{once}”连写了两遍，请删去多余的一个。", fix)


def find_characters(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the places of doubled characters that no reading justifies, each with the character."""
    for match in CHARACTERS.finditer(text):
        seam = match.end() - 1
        if len(match[0]) <= LONGEST_RUN and match[1] not in NUMERALS and is_slip(text, seam):
            yield Span(seam - 1, seam + 1), match[1]


def is_slip(text: str, seam: int) -> bool:
    """Tell whether no two words can meet in the doubled character at a seam."""
    offset, words = words_around(text, seam, seam)
    at = next(index for index, word in enumerate(words) if word.span.end >= seam - offset > word.span.start)
    before, first, second, after = ([NO_WORD, *words, NO_WORD, NO_WORD])[at : at + 4]
    if first.span.end > seam - offset:
        return False
    if len(first.text) > 1:
        return text[seam + 1 : seam + 2] in QUALITIES and is_word(first.text + text[seam + 1])
    if len(second.text) > 1:
        return second.text in terms("not-doubled") or is_cut_off(before, first, second)
    return first.text in terms("not-doubled") and is_doubled_particle(before, first.text, after)


def is_cut_off(before: Word, first: Word, second: Word) -> bool:
    """Tell whether a verb is begun and then written again: 不愿接|接受."""
    begun = first.tag.startswith("v") or first.tag.endswith("g")
    placed = before.text in MODALS or (len(before.text) > 1 and before.tag.startswith(("v", "d", "c", "ad")))
    return begun and placed and first.text not in HELPERS and second.tag.startswith("v") and len(second.text) == 2


def is_doubled_particle(before: Word, particle: str, after: Word) -> bool:
    """Tell whether two particles stand between words and belong to neither."""
    if particle == "的":
        return True
    if particle in AFTER_VERB:
        return before.tag[:1] in tuple("vanp") and not before.text.endswith(WISHES)
    if particle == "地":
        return before.tag[:1] in tuple("ad")
    joined = {before.text + particle, particle + after.text} - {particle}
    return not any(map(is_word, joined))


def find_doubled_words(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the places of doubled words that are no reduplication, each with the word."""
    for match in WORDS.finditer(text):
        size = len(match[1])
        # 业创业创业 may be 创业创业 with a 业 before it: every start within the first copy is tried
        for start in range(match.start(), min(match.start() + size, match.end() - 2 * size + 1)):
            span = Span(start, start + 2 * size)
            if is_repetition(text, span):
                yield span, text[start : start + size]
                break


def is_repetition(text: str, span: Span) -> bool:
    """Tell whether a doubled string is whole words twice, and words that nobody doubles on purpose."""
    size = len(span) // 2
    once = text[span.start : span.start + size]
    if once[0] in NUMERALS | DEGREES or once in terms("reduplications") or text[span.start - 1 : span.start] in OPENING:
        return False
    offset, words = words_around(text, span.start, span.end)
    copies = [[w for w in words if s <= w.span.start + offset < s + size] for s in (span.start, span.start + size)]
    first, second = ([word.text for word in copy] for copy in copies)
    if first != second or "".join(first) != once or max(map(len, first)) == 1:
        return False
    if len(first) == 1 and copies[0][0].tag.startswith(FREE):
        return False
    rest = words[words.index(copies[1][-1]) + 1 :]
    if RESUMED.match(text, span.end) or (rest and rest[0].text in SUFFIXES):
        return False
    return not joins_longer_word(text, span.start + size, size)


def joins_longer_word(text: str, seam: int, size: int) -> bool:
    """Tell whether the first copy ends a longer word (最高人民法院|法院) or the second begins one (发展|发展中国家)."""
    longer = range(size + 1, size + 5)
    return any(is_word(text[seam - n : seam]) for n in longer if n <= seam) or any(
        is_word(text[seam : seam + n]) for n in longer
    )


def words_around(text: str, start: int, end: int) -> tuple[int, list[Word]]:
    """Return the words near a place and where their text begins."""
    offset = max(0, start - AROUND)
    return offset, list(find_words(text[offset : end + AROUND], guess=False))
