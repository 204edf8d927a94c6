"""Clauses between two marks, and what each of them says by its words (claim-words.tsv)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlint import lexicon
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# done = something was done or became better; added = compares or divides the clause before; plan, ongoing = not done yet;
# limit = what holds the clauses before back; parts = an example or an enumeration; stock = what there is; other = none of these
Kind = Literal["done", "added", "plan", "ongoing", "limit", "parts", "stock", "conceded", "other"]

SENTENCE_ENDS = frozenset("。！？!?\n\r")
SHORTEST = 3
_NUMERAL = "0-9０-９"
_ENDS = r"，,。；;！!？?：:\n\r"
_QUOTED = "《[^《》\n]{1,60}》|“[^“”〞\n]{1,60}[”〞]|（[^（）\n]{1,60}）|\\([^()\n]{1,60}\\)"
_CLAUSE = re.compile(rf"(?:{_QUOTED}|(?<=[0-9])[,:](?=[0-9])|[^{_ENDS}])++")
_FILLING = re.compile(_QUOTED)
_EDGE = " \t\u3000\xa0*#>-—·、）)．.•"
_BLANK = " \t\u3000\xa0*"


class Clause(NamedTuple):
    """A stretch between two marks.

    Attributes:
        span: Without markers, white space and marks around.
        words: Its text; what stands in quotation marks or brackets is blanked.
        mark: The mark behind it; a line end where there is none.
        opens: What begins with it: a paragraph, a sentence, or nothing of these.
    """

    span: Span
    words: str
    mark: str
    opens: Literal["paragraph", "sentence", ""]


def find_clauses(text: str, passed: Sequence[Span]) -> Iterator[Clause]:
    """Yield the clauses of a text.

    Args:
        text: The text.
        passed: Stretches that are no part of any clause (headings, markers), sorted by their starts.
    """
    end = number = 0
    opens: Literal["paragraph", "sentence", ""] = "paragraph"
    for match in _CLAUSE.finditer(text):
        opens = _louder(opens, text[end : match.start()])
        end = match.end()
        while number < len(passed) and passed[number].end <= match.start():
            number += 1
        span = _trim(text, Span(*match.span()), passed[number : number + 3])
        if len(span) >= SHORTEST:
            yield Clause(span, _FILLING.sub(_blank, span.of(text)), text[end : end + 1] or "\n", opens)
            opens = ""


def _louder(opens: Literal["paragraph", "sentence", ""], gap: str) -> Literal["paragraph", "sentence", ""]:
    if opens == "paragraph" or "\n" in gap or "\r" in gap:
        return "paragraph"
    return opens if SENTENCE_ENDS.isdisjoint(gap) else "sentence"


def _trim(text: str, span: Span, passed: Iterable[Span]) -> Span:
    start, end = span.start, span.end
    for one in passed:
        if one.start < end:
            start = max(start, min(one.end, end))
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


def _blank(quoted: re.Match[str]) -> str:
    return f"{quoted[0][0]}{'〇' * (len(quoted[0]) - 2)}{quoted[0][-1]}"


@cache
def words(role: str) -> str:
    """Return the words of a role as alternatives of a pattern, longer ones first."""
    rows = [row for row in lexicon.rows("claim-words") if row["role"] == role]
    ordered = sorted(rows, key=lambda row: (-len(row["term"]), row["term"]))
    return "|".join(row["term"] + (f"(?!{row['right']})" if row["right"] else "") for row in ordered)


class Patterns(NamedTuple):
    """The patterns made of the lexicon."""

    plan: re.Pattern[str]
    ongoing: re.Pattern[str]
    limit: re.Pattern[str]
    parts: re.Pattern[str]
    stock: re.Pattern[str]
    formula: re.Pattern[str]
    attitude: re.Pattern[str]
    preposition: re.Pattern[str]
    ground: re.Pattern[str]
    place: re.Pattern[str]
    giving: re.Pattern[str]
    verb: re.Pattern[str]
    result: re.Pattern[str]


# 将 before a verb or an adverb means the future, before a noun it is 把
_WILL = (
    "(?<![成并已即])将(?:[续进继于在以按对获被评达会再大力更深全持从严]|坚持|着力|组织|推[动进]|实施|启动|开展|加[快强大]|完成|成为|建[立成设]"
    "|努力|一如|始终|聚焦|紧[紧扣盯]|严格|重点|积极|把|争取|着眼|认真|切实|不断|有效|有序|适时|尽快|陆续|打造|做好|抓好|落实|提[高升])"
)
_SHALL = "(?<![重主需想纲摘首简机紧必提概扼只])要(?![素求事案件点闻害职领道塞员么是回来到了旨人目地])"
_WE = "(?:我们|我局?|本人|本?公司|全[市县省区局国]上下)?"


@cache
def load_patterns() -> Patterns:
    """Compile the patterns."""
    return Patterns(
        plan=re.compile(f"{words('plan')}|(?<!努)力争|(?:到|至)20[2-9][0-9]年|近期可|(?:公司|单位|我[们局村校院])计划|{_SHALL}|{_WILL}"),
        ongoing=re.compile(words("ongoing")),
        limit=re.compile(f"(?:{words('contrast')})(?!见)"),
        parts=re.compile(f"(?:{words('list')})|[^，]{{0,6}}范围包括"),
        stock=re.compile(f"[^，]{{0,16}}(?:{words('stock')})|[^，]{{0,8}}有(?:村民|党员|人口|职工|干部|在职|[0-9])"),
        formula=re.compile(
            f"(?:{words('formula')})|.*(?:如下|请予?审议|请予?评议|批评指正|公布|公开)$"
        ),
        attitude=re.compile(
            f"{_WE}(?:{words('attitude')})|[^，]{{0,10}}?(?:坚持|始终|牢记)"
            "|[^，]{0,8}以[^，]{2,40}为(?:指导|统领|引领|抓手|主线|目标|重点|契机|导向|核心|中心|主题|载体|根本|动力|突破口|基础|牵引|遵循|己任)"
            "(?![^，]{4})"
        ),
        preposition=re.compile(f"(?:{words('preposition')})"),
        ground=re.compile(f"(?:{words('ground')})$"),
        place=re.compile(f"(?:{words('place')})$"),
        giving=re.compile(words("giving")),
        verb=re.compile(words("verb")),
        result=re.compile(words("result")),
    )


_ADDED = re.compile(
    "其中|占(?![领据])|同比|环比|[较比与同](?:上|去|前|往|年初|期初|同期|计划|“)|分别(?:同比|增|下|提|降|占|为|比|较)"
    f"|(?:增长|下降|提高|降低|减少|上升|增加|提升|增幅|降幅|高出|多了?|高于|低于|快于)[了约近超]?[{_NUMERAL}两]"
    f"|完成(?:年度|全年|年)?(?:计划|任务|目标)[^，]{{0,16}}[{_NUMERAL}]|[^，]{{0,4}}比重"
)
_COPULA = re.compile("[^，是]{0,24}(?<![一二三四五六七八九十总就特别尤其凡但可还于只要硬正])是(?!否)")
_DUTY = re.compile("[^，]{0,12}负责(?!任|完成|人)|主要职责")
_CONCEDED = re.compile("[^，]{0,4}虽然?|尽管")
_REPORTED = re.compile("[^，]{0,12}(?:指出|强调|要求|认为|表示|觉得|跟我说|常说)$")
_ABOVE = re.compile("党中央|国务院|习近平总书记|中央")
_SLOGAN = re.compile("(?:我们)?(?:[^、，]{4}、)+[^、，]{4}|[^、，]{4}")
_DONE_MARK = re.compile("已|截[至止]|了(?!解)")
_PURPOSE = re.compile(
    "为(?:了|进一步|更好|切实|有效|全面|深入|不断|着力|确保|实现|推动|推进|加强|提升|提高|降低|解决|保障|促进|贯彻|落实|做好|加快|规范"
    "|防止|避免|方便)"
)
_LEAD = re.compile("(?:同时|此外|并且?|另外|又|还|也|先后|特别是|尤其是)")
_WHEN = re.compile(
    f"[^，]{{0,8}}(?:[{_NUMERAL}]+年?|[这去今近过全五两三四十]|上半|下半)[^，]{{0,8}}"
    "(?:年|月|日|期间|以来|来|时期|底|末|初|季度)[之以]?[前止]?"
)
_AROUND = re.compile("[^，]{2,14}(?:[之以]?[前后]|时|期间)")
_NUMBERED = re.compile(f"[^，]{{0,8}}[{_NUMERAL}]+[^，]{{0,3}}")
_YEAR = re.compile("[12][0-9]{3}(?:年|学年)")
_NUMERALS = re.compile(f"[{_NUMERAL}]")
_ACTED = re.compile("进行|开展|做好|推进|完成|推动|落实好|解决")
_COUNTED = re.compile(f"[{_NUMERAL}].{{0,3}}$")


def tell(clause: Clause) -> Kind:
    """Tell what a clause says by itself."""
    said, known = clause.words, load_patterns()
    if _ADDED.match(said):
        return "added"
    if _CONCEDED.match(said):
        return "conceded"
    if known.limit.match(said):
        return "limit"
    if _names_parts(clause):
        return "parts"
    if known.plan.search(said):
        return "plan"
    if known.ongoing.search(said):
        return "ongoing"
    if known.stock.match(said):
        return "stock"
    return "other" if _is_idle(clause) or is_adverbial(said) else "done"


def _names_parts(clause: Clause) -> bool:
    said, known = clause.words, load_patterns()
    if _REPORTED.fullmatch(said) or known.formula.match(said):
        return True
    return bool(known.parts.match(said)) and "在内" not in said


def _is_idle(clause: Clause) -> bool:
    """Tell whether a clause only asks, defines, addresses the audience or names a principle."""
    said, known = clause.words, load_patterns()
    if clause.mark in "？?" or (clause.mark in "：:" and len(said) < 12 and not _NUMBERED.search(said)):
        return True
    if _SLOGAN.fullmatch(said) and not known.result.search(said) and not _NUMBERED.search(said):
        return True
    return any(one.match(said) for one in (_ABOVE, known.attitude, _DUTY, _COPULA))


def is_adverbial(said: str) -> bool:
    """Tell whether a clause only says when, where, why or by what something is done."""
    known = load_patterns()
    core = said[lead.end() :] if (lead := _LEAD.match(said)) else said
    if _WHEN.fullmatch(core) or _AROUND.fullmatch(core):
        return True
    if _PURPOSE.match(core):
        return not known.giving.search(core)
    acts = bool(known.verb.search(core) or known.result.search(core))
    if not known.preposition.match(core):
        return len(core) < 10 and bool(known.place.search(core)) and not _COUNTED.search(core) and not acts
    if known.place.search(core) and not _COUNTED.search(core):
        return True
    if known.ground.search(core) and not _ACTED.search(core):
        return True
    return not acts and not _DONE_MARK.search(core)


def is_done(clause: Clause) -> bool:
    """Tell whether a clause says in so many words that something is done."""
    return bool(_DONE_MARK.search(clause.words))


def has_number(clause: Clause) -> bool:
    """Tell whether a clause holds a number other than a year."""
    return bool(_NUMERALS.search(_YEAR.sub("", clause.words)))


def is_count(clause: Clause) -> bool:
    """Tell whether a clause is a noun and its number."""
    return bool(_NUMBERED.fullmatch(clause.words))


def ends_in_number(clause: Clause) -> bool:
    """Tell whether a clause ends in a number with its unit."""
    return bool(_COUNTED.search(clause.words))
