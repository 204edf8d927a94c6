"""搭配不当。"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Pattern, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint import Document, Word

ENDS = frozenset("。！？；\n\r")  # no pattern reaches across them
REACH = 100  # characters behind a verb, more than its object has
SIZES = (4, 3, 2)  # characters of a noun in the lexicon, the most telling first
ADVERBS = (
    "/d|/ad|/vd|/zg|要|应|应当|能|能够|会|需|需要|可|可以|以|来|并|并且|而|从而|进而|同时|及时|着力|全力|大力|有力|有效|全面|深入|"
    "稳步|继续|注重|力求|力争|重点|主动|明显|显著|极大|大幅|大幅度|日益|一是|二是|三要"
)
# no verb right before the verb: 防范|化解 and 生产|提升 have another structure
BEFORE = f"^|“|{ADVERBS}|/r|/n|/t|/f|/m|/q"
OWNERS = "/r|/ns|/nt|/nr|/t|/f|/m|/q|/a|/b|/d|和|与|、|人民|群众|企业|职工|干部|学生|农民|居民|部门|单位"
NOUNS = "/n|/j|/l|/i|/t|/s|/f|/eng"
HEAD = f"{NOUNS}|/vn*3 /n|/v|/a|/l|/i"
# adjectives stand before verbal nouns: in 营造|良好|环境 the first word is a verb
OBJECT = f"{NOUNS}*3 /a|/b|/m|/q|/r*4 {HEAD}"
COMPOUND = "/v /n|/l"  # 招生|规模; with more words around it the verb would be one of its own
# 的 only behind an owner, an adjective or 对…: 提高素质的|措施 is another thing
OBJECTS = (
    OBJECT,
    COMPOUND,
    f"{OWNERS} {OWNERS}*4 的 {OBJECT}",
    f"{NOUNS}*3 /d? /a|/b 的 {HEAD}",
    f"对 !，|、|的*8 的 {OBJECT}",
    f"对 !，|、|的*8 的 {COMPOUND}",
)
RISING = "不断|进一步|明显|显著|大幅|大幅度|日益|日渐|逐步|逐渐|稳步|持续|有所|得到|得以|更加|越来越|普遍|极大|有效|切实|整体|总体|大为|大大"
# a verb or a preposition before the noun may govern it: 按照要求|不断提高
TOPIC = "/n|/vn|/a|/b|/r|/m|/q|/t|/s|/f|/j|/l|/d|/c|的|使|让|使得|随着"
SUBJECT = f"^ {TOPIC}*9 /v? /n|/vn|/a|/an|/l|/i"
# the dictionary runs these together with a verb: 进一步提高, 不断扩大
FUSED = f"{RISING}|大力|继续|努力|全面|深入|积极|广泛|充分|尽量|日趋|成倍".split("|")


@rule(
    "warning",
    Example(bad="全年新建冷库4座，进一步⟦提高了仓储规模⟧。", good="全年新建冷库4座，进一步扩大了仓储规模。"),
    Example(bad="培训以后，员工的服务⟦能力不断扩大⟧。", good="培训以后，员工的服务能力不断增强。"),
)
def wrong_collocation(doc: Document) -> Iterator[Finding]:
    """动词和名词不能搭配。

    规模论大小，不能“提高”；水平论高低，不能“扩大”。只看宾语和主语的中心词：“提高规模效益”说的是效益，不算；
    “提高质量和规模”一类的并列宾语也不算。
    """
    # several patterns can see the same pair
    found = {span: (row, right) for span, row, right in (*find_wrong_objects(doc), *find_wrong_predicates(doc))}
    for span, (row, right) in found.items():
        verb, noun = row["verb"], row["noun"]
        words = "或".join(f"“{one}”" for one in right.split("、"))
        yield Finding(span, f"“{verb}”和“{noun}”不搭配：{noun}{row['note']}，请改用{words}。")


def find_wrong_objects(doc: Document) -> Iterator[tuple[Span, Mapping[str, str], str]]:
    """Yield the verbs that do not go with the head of their object: the place, the entry and what goes with it."""
    found = (match for words in find_doubtful(doc) for _, match in Pattern.find_any(governed(), words))
    for verb, *_, head in found:
        phrase = Span(verb.span.end, head.span.end).of(doc.text)
        row = find_row(verb, phrase, head)
        # 扩大|面积|提高|产量: the noun has its own verb
        if row and not any(right in phrase for right in row["right"].split("、")):
            yield Span(verb.span.end - len(row["verb"]), head.span.end), row, row["right"]


def find_wrong_predicates(doc: Document) -> Iterator[tuple[Span, Mapping[str, str], str]]:
    """Yield the verbs that do not go with the head of their subject."""
    for _, (first, *rest) in Pattern.find_any(predicated(), doc.words):
        verb = rest[-1] if rest else first
        head = doc.words[bisect_left(doc.words, first.span.start, key=lambda word: word.span.start) - 1]
        row = find_row(verb, doc.text[max(0, head.span.end - SIZES[0]) : head.span.end], head)
        if row and row["predicate"]:
            yield Span(head.span.start, verb.span.end), row, row["predicate"]


def find_doubtful(doc: Document) -> Iterator[Sequence[Word]]:
    """Yield the words of each sentence that has a verb and, further on, a noun which do not go together."""
    start = 0
    for end, word in enumerate(doc.words, 1):
        if end == len(doc.words) or not ENDS.isdisjoint(word.text):
            words = doc.words[start:end]
            if any(is_doubtful(doc.text, verb) for verb in words):
                yield words
            start = end


def is_doubtful(text: str, verb: Word) -> bool:
    """Tell whether near behind a verb there is a noun that does not go with it."""
    end = verb.span.end
    return any(text.find(noun, end, end + REACH) >= 0 for noun in nouns_of().get(verb.text[-2:], ()))


def find_row(verb: Word, phrase: str, head: Word) -> Mapping[str, str] | None:
    """Return the entry of a verb and the noun that a phrase ends in, if the two do not go together."""
    # 动力 is not the head of 劳动力
    keys = [(verb.text[-2:], phrase[-size:]) for size in SIZES if len(head.text) != size + 1]
    return next((pairs()[key] for key in keys if key in pairs()), None)


@cache
def pairs() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return the entries of the lexicon by verb, always of two characters, and noun."""
    return {(row["verb"], row["noun"]): row for row in rows("collocations")}


@cache
def nouns_of() -> Mapping[str, Sequence[str]]:
    """Return for each verb the nouns that do not go with it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for verb, noun in pairs():
        found[verb].append(noun)
    return found


@cache
def governed() -> Sequence[Pattern]:
    """Return the patterns of a verb and its object, up to the end of the clause or to the next verb of a list."""
    ends = ("$", "、 @collocations.verb/v")
    return tuple(
        Pattern.parse(f"{BEFORE} < @collocations.verb/v|{fused()} 了? {one} > {end}") for one in OBJECTS for end in ends
    )


@cache
def predicated() -> Sequence[Pattern]:
    """Return the patterns of a subject and its verb."""
    verbs = (f"{RISING} 了? /d|/ad|/a|/vd|的*3 @collocations.verb", fused())
    return tuple(Pattern.parse(f"{SUBJECT} < {one} > 了? $") for one in verbs)


def fused() -> str:
    """Return the adverbs run together with each verb of the lexicon, as one place of a pattern."""
    return "|".join(adverb + verb for verb in sorted({verb for verb, _ in pairs()}) for adverb in FUSED)
