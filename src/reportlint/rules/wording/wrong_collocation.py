"""搭配不当。"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Pattern, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlint import Document, Word

SIZES = (4, 3, 2)  # characters of a noun in the lexicon, the most telling first
ADVERBS = (
    "/d|/ad|/vd|/zg|要|应|应当|能|能够|会|需|需要|可|可以|以|来|并|并且|而|从而|进而|同时|及时|着力|全力|大力|有力|有效|全面|深入|"
    "稳步|继续|注重|力求|力争|重点|主动|明显|显著|极大|大幅|大幅度|日益|一是|二是|三要"
)
OWNERS = "/r|/n|/t|/f|/m|/q"
HOLDERS = "/r|/ns|/nt|/nr|/t|/f|/m|/q|/a|/b|/d|和|与|、|人民|群众|企业|职工|干部|学生|农民|居民|部门|单位"
NOUNS = "/n|/j|/l|/i|/t|/s|/f|/eng"
# no verb right before the verb: 防范|化解 and 生产|提升 have another structure
VERB = f"^|“|{ADVERBS}|{OWNERS} < @collocations.verb/v 了?"
HEAD = f"{NOUNS}|/vn*3 /n|/v|/a|/l|/i"
# adjectives stand before verbal nouns: in 营造|良好|环境 the first word is a verb
OBJECT = f"{NOUNS}*3 /a|/b|/m|/q|/r*4 {HEAD}"
# 的 only behind an owner, an adjective or 对…: 提高素质的|措施 is another thing
OBJECTS = (
    OBJECT,
    f"{HOLDERS} {HOLDERS}*4 的 {OBJECT}",
    f"{NOUNS}*3 /d? /a|/b 的 {HEAD}",
    f"对 !，|、|的*8 的 {OBJECT}",
)
GOVERNED = tuple(Pattern.parse(f"{VERB} {one} > {end}") for one in OBJECTS for end in ("$", "、 @collocations.verb/v"))
RISING = "不断|进一步|明显|显著|大幅|大幅度|日益|日渐|逐步|逐渐|稳步|持续|有所|得到|得以|更加|越来越|普遍|极大|有效|切实|整体|总体|大为|大大"
# a verb or a preposition before the noun may govern it: 按照要求|不断提高
TOPIC = "/n|/vn|/a|/b|/r|/m|/q|/t|/s|/f|/j|/l|/d|/c|的|使|让|使得|随着"
PREDICATED = Pattern.parse(
    f"^ {TOPIC}*9 /v? /n|/vn|/a|/an|/l|/i < {RISING} 了? /d|/ad|/a|/vd|的*3 @collocations.verb > 了? $"
)


@rule(
    "warning",
    Example(bad="全年新建冷库4座，⟦提高了仓储规模⟧。", good="全年新建冷库4座，扩大了仓储规模。"),
    Example(bad="培训以后，员工的服务⟦能力明显扩大⟧。", good="培训以后，员工的服务能力明显增强。"),
)
def wrong_collocation(doc: Document) -> Iterator[Finding]:
    """动词和名词不能搭配。

    规模论大小，不能“提高”；水平论高低，不能“扩大”。只看宾语和主语的中心词：“提高规模效益”说的是效益，不算；
    “提高质量和规模”一类的并列宾语也不算。
    """
    yield from find_wrong_objects(doc)
    yield from find_wrong_predicates(doc)


def find_wrong_objects(doc: Document) -> Iterator[Finding]:
    """Yield the verbs that do not go with the head of their object."""
    for _, (verb, *_, head) in Pattern.find_any(GOVERNED, doc.words):
        phrase = Span(verb.span.end, head.span.end).of(doc.text)
        row = find_row(verb.text, phrase, head)
        if row and not any(right in phrase for right in row["right"].split("、")):
            yield make_finding(Span(verb.span.start, head.span.end), row, row["right"])


def find_wrong_predicates(doc: Document) -> Iterator[Finding]:
    """Yield the verbs that do not go with the head of their subject."""
    for first, *_, verb in PREDICATED.find(doc.words):
        head = doc.words[bisect_left(doc.words, first.span.start, key=lambda word: word.span.start) - 1]
        row = find_row(verb.text, doc.text[max(0, head.span.end - SIZES[0]) : head.span.end], head)
        if row and row["predicate"]:
            yield make_finding(Span(head.span.start, verb.span.end), row, row["predicate"])


def find_row(verb: str, phrase: str, head: Word) -> Mapping[str, str] | None:
    """Return the entry of a verb and the noun that a phrase ends in, if the two do not go together."""
    # 动力 is not the head of 劳动力
    sizes = [size for size in SIZES if len(head.text) != size + 1]
    return next((pairs()[verb, phrase[-size:]] for size in sizes if (verb, phrase[-size:]) in pairs()), None)


@cache
def pairs() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return the entries of the lexicon by verb and noun."""
    return {(row["verb"], row["noun"]): row for row in rows("collocations")}


def make_finding(span: Span, row: Mapping[str, str], right: str) -> Finding:
    """Say that a verb and a noun do not go together, and what does."""
    verb, noun = row["verb"], row["noun"]
    words = "或".join(f"“{one}”" for one in right.split("、"))
    return Finding(span, f"“{verb}”和“{noun}”不搭配：{noun}{row['note']}，请改用{words}。")
