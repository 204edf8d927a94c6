"""的、地、得。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Pattern, Span, Word, is_word, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint import Document, Suspect

PARTICLES = "的地得"
EDGE = Word(Span(0, 0), "\n", "x")
# parts of speech that differ from their first letter where particles are concerned
KINDS = frozenset(["ad", "an", "eng", "nr", "ns", "nt", "ud", "uj", "ul", "uv", "vd", "vn", "zg"])
VERBS = (
    "抓|做|干|办|搞|学|管|写|讲|练|查|改|推|用|打|建|落实|贯彻|执行|掌握|领会|理解|考虑|处理|把握|研究|谋划|结合|发挥"
)
DEGREES = "很|非常|十分|比较|较|较为|更|更加|特别|相当|极其|极为|格外|最|越来越"
QUALITIES = (
    "紧|严|实|细|深|透|好|准|稳|牢|快|慢|晚|扎实|彻底|到位|深入|及时|严格|认真|充分|全面|细致|具体|规范|清楚|熟练|顺利|迅速|紧密|"
    "密切|主动|积极|透彻|牢固|出色|明显|突出|理想|圆满|精准|严密|严谨|周到"
)
LACKS = "不紧|不严|不实|不细|不深|不透|不好|不准|不稳|不牢|不快"
# a verb, 的 and nothing but a quality up to the end of the clause: there is no noun that 的 could stand before
COMPLEMENTS = tuple(
    map(
        Pattern.parse,
        (
            f"/v|落实 < 的 > 也|还|都? {DEGREES} {QUALITIES} $",
            f"{VERBS} < 的 > 也|还|都? 不|不够|不太 {QUALITIES} $",
            f"{VERBS} < 的 > 也|还|都? {LACKS} $",
            "抓|做|干|办|搞|学|管|写|讲 < 的 > 好|快|实|细|严|紧|透|扎实 $",
            "/v < 的 > 井井有条|有条不紊|有声有色|热火朝天|家喻户晓|淋漓尽致|干干净净|清清楚楚|明明白白|扎扎实实|整整齐齐 $",
        ),
    )
)
# what only a complement begins with: 落实得|不够, 做得|很好
COMPLEMENT_STARTS = tuple("不没很太更最越较极十非比相特格还")
# from here on the words speak for another particle
AGREED = 1.0
# 热情空前地高涨: an adverb before a verb that may be a noun is right more often than the counts say
ODDS = {"的": 0.3, "得": 0.3, "地": 1.5}
# the context alone tells from here on, sooner where the particle is part of a word (取得, 值得, 因地制宜)
ALONE, IN_WORD = 3.0, -1.0
# the dictionary takes them for times and places
ADVERBIAL = frozenset(
    [
        "空前",
        "年复一年",
        "日复一日",
        "月复一月",
        "长年累月",
        "成年累月",
        "经年累月",
        "夜以继日",
        "一年到头",
        "没日没夜",
        "临时",
        "不远万里",
    ]
)
REMEDIES = {"的": "定语后面请写“的”", "地": "状语和动词之间请写“地”", "得": "动词和补语之间请写“得”"}


@rule(
    "warning",
    Example(bad="各股室认真⟦的⟧开展自查。", good="各股室认真地开展自查。"),
    Example(bad="整改任务落实⟦的⟧不够彻底。", good="整改任务落实得不够彻底。"),
)
def wrong_particle(doc: Document) -> Iterator[Finding]:
    """“的”“地”“得”用混了。

    定语后面用“的”，状语后面用“地”，补语前面用“得”。动词也可以受定语修饰（进行认真的研究），所以只有前后的词和词性
    都指向另一个字，或者前后文换成另一个字通顺得多时才报。权重由 tools/train_particles.py 从公开的新闻、法规和政府工作报告算出。
    """
    complements = {words[0].span for _, words in Pattern.find_any(COMPLEMENTS, doc.words)}
    suspects = [suspect for suspect in doc.suspects if suspect.fault == "particle" and suspect.odds >= IN_WORD]
    misspelt = [suspect for suspect in suspects if len(suspect.meant) > 1 and is_word(suspect.meant)]
    yield from (tell_word(doc, suspect) for suspect in misspelt)
    unlikely = {one.span.start: one for one in suspects if one.odds >= ODDS[one.span.of(doc.text)]}
    told = {suspect.span.start for suspect in misspelt}
    for at, word in enumerate(doc.words):
        if len(word.text) == 1 and word.text in PARTICLES and word.span.start not in told:
            suspect = unlikely.get(word.span.start)
            if suspect and suspect.odds >= ALONE:
                right: str | None = suspect.text
            else:
                right = "得" if word.span in complements else find_right(doc.words, at, suspect.text if suspect else "")
            if right:
                yield make_finding(doc.words, at, right)


def tell_word(doc: Document, suspect: Suspect) -> Finding:
    """Say which word is spelt with the wrong one of the three: 取的 for 取得."""
    fix = Fix(f"改为“{suspect.meant}”", (Edit(suspect.span, suspect.text),))
    written = suspect.span.of(doc.text)
    message = f"“{suspect.word.of(doc.text)}”的“{written}”用错了，应为“{suspect.meant}”。"
    return Finding(suspect.span, message, fix)


def make_finding(words: Sequence[Word], at: int, right: str) -> Finding:
    """Say which particle is wrong and which is right."""
    written = words[at]
    _, before, after, _ = neighbours(words, at)
    phrase = before.text.strip() + written.text + (after.text if after.text.isalnum() else "")
    fix = Fix(f"改为“{right}”", (Edit(written.span, right),))
    return Finding(written.span, f"“{phrase}”的“{written.text}”用错了，{REMEDIES[right]}。", fix)


def find_right(words: Sequence[Word], at: int, likelier: str) -> str | None:
    """Return the particle that should stand in a place; None where the one that stands there may be right.

    Args:
        words: The words of the report.
        at: Index of the particle.
        likelier: The particle that the context makes far likelier; empty where there is none. Without a certain
            structure it has to be the one that the words speak for.
    """
    written = words[at].text
    around = neighbours(words, at)
    if written == "得" and around[2].text.startswith(COMPLEMENT_STARTS):
        return None
    if written == "地" and around[1].text in ADVERBIAL:
        return None
    scores = weigh(words, at)
    right = max(PARTICLES, key=lambda particle: scores[particle])
    margin = scores[right] - scores[written]
    far, before, after, following = map(shape, around)
    certain = (
        margin > least and left.fullmatch(f"{far} {before}") and behind.fullmatch(f"{after} {following}")
        for left, behind, least in frames().get((written, right), ())
    )
    # a word of one character before it is too often part of another word
    agreed = right == likelier and margin > AGREED and len(around[1].text) > 1
    return right if any(certain) or agreed else None


def weigh(words: Sequence[Word], at: int) -> dict[str, float]:
    """Return how much the words around a place speak for each particle; 的 is the measure of the others."""
    found = [weights()[clue] for clue in ("always", *clues(words, at)) if clue in weights()]
    return {"的": 0.0, "地": sum(one for one, _ in found), "得": sum(one for _, one in found)}


def clues(words: Sequence[Word], at: int) -> Iterator[str]:
    """Yield what the words around a place are: the words themselves, their edges and their parts of speech."""
    far, before, after, following = neighbours(words, at)
    for place, word in (("before", before), ("after", after), ("far-before", far), ("far-after", following)):
        yield f"{place} {word.text.strip() or '¶'}"
    yield f"ends {before.text[-1].strip() or '¶'}"
    yield f"begins {after.text[0].strip() or '¶'}"
    tags = [kind(word) for word in (far, before, after, following)]
    yield f"before-kind {before.text.strip() or '¶'} {tags[2]}"
    yield f"kind-after {tags[1]} {after.text.strip() or '¶'}"
    for first, last in ((1, 2), (2, 3), (0, 2), (1, 3), (2, 4), (0, 3), (1, 4)):
        yield f"tags {first} {' '.join(tags[first:last])}"


def neighbours(words: Sequence[Word], at: int) -> tuple[Word, Word, Word, Word]:
    """Return the two words before a place and the two behind it."""
    far, before, after, following = (
        words[one] if 0 <= one < len(words) else EDGE for one in (at - 2, at - 1, at + 1, at + 2)
    )
    return far, before, after, following


def kind(word: Word) -> str:
    """Return the part of speech as far as it matters here."""
    return word.tag if word.tag in KINDS else word.tag[:1]


def shape(word: Word) -> str:
    """Return the part of speech of a word with 1 for one character, 2 for more."""
    return f"{kind(word)}{min(len(word.text), 2)}"


@cache
def weights() -> Mapping[str, tuple[float, float]]:
    """Return how much each clue speaks for 地 and for 得, against 的."""
    return {row["clue"]: (float(row["adverbial"]), float(row["complement"])) for row in rows("particles")}


@cache
def frames() -> Mapping[tuple[str, str], Sequence[tuple[re.Pattern[str], re.Pattern[str], float]]]:
    """Return the structures that are certain enough to be told, by the particle written and the right one."""
    found: dict[tuple[str, str], list[tuple[re.Pattern[str], re.Pattern[str], float]]] = {}
    for row in rows("particle-frames"):
        frame = (re.compile(row["before"]), re.compile(row["after"]), float(row["least"]))
        found.setdefault((row["written"], row["right"]), []).append(frame)
    return found
