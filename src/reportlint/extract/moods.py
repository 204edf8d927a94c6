"""What a clause says by itself, by the words of claim-words.tsv: done, planned, limited, enumerated …"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from reportlint import lexicon
from reportlint.extract.statements import NUMERAL, ends_in_number, has_number, is_done

if TYPE_CHECKING:
    from reportlint.extract.statements import Clause

# done = something was done or became better; added = compares or divides what the clause before says; plan, ongoing = not
# done yet; limit = takes back some of what stands before; parts = names parts or examples; stock = what there is, not what was
# done; conceded = granted before a shortcoming; other = none of these
Mood = Literal["done", "added", "plan", "ongoing", "limit", "parts", "stock", "conceded", "other"]

# 将 before a verb or an adverb means the future, before a noun it is 把
_WILL = (
    "(?<![成并已即])将(?:在(?![职建校岗家编])|[续进继于以按对获被评达会再大力更深全持从严]|坚持|着力|组织|推[动进]|实施|启动|开展"
    "|加[快强大]|完成|成为|建[立成设]|努力|一如|始终|聚焦|紧[紧扣盯]|严格|重点|积极|把|争取|着眼|认真|切实|不断|有效|有序|适时"
    "|尽快|陆续|打造|做好|抓好|落实|提[高升])"
)
_SHALL = "(?<![重主需想纲摘首简机紧必提概扼只])要(?![素求事案件点闻害职领道塞员么是回来到了旨人目地])"
_FUTURE = re.compile(f"(?<!努)力争|[到至]20[2-9][0-9]年|近期可|(?:公司|单位|我[们局村校院])计划|{_SHALL}|{_WILL}")
_ADDED = re.compile(
    "其中|占(?![领据])|同比|环比|[较比与同](?:上|去|前|往|年初|期初|同期|计划|“)|分别(?:同比|增|下|提|降|占|为|比|较)"
    f"|(?:增长|下降|提高|降低|减少|上升|增加|提升|增幅|降幅|高出|多了?|高于|低于|快于)[了约近超]?[{NUMERAL}两]"
    f"|完成(?:年度|全年|年)?(?:计划|任务|目标)[^，]{{0,16}}[{NUMERAL}]|[^，]{{0,4}}比重"
)
_CONCEDED = re.compile("[^，]{0,4}虽然?|尽管")
_REPORTED = re.compile("[^，]{0,12}(?:指出|强调|要求|认为|表示|觉得|跟我说|常说)$")
_ADDRESS = re.compile(".*(?:如下|请予?审议|请予?评议|批评指正|予以公布|予以公开|向社会公开|向社会公布)$")
_RANGE = re.compile("[^，]{0,6}范围包括")
_THERE_IS = re.compile("[^，]{0,8}有(?:村民|党员|人口|职工|干部|在职|[0-9])")
_WE = re.compile("我们|我局?|本人|本?公司|全[市县省区局国]上下")
_PRINCIPLE = re.compile(
    "[^，]{0,10}?(?:坚持|始终|牢记)"
    "|[^，]{0,8}以[^，]{2,40}为(?:指导|统领|引领|抓手|主线|目标|重点|契机|导向|核心|中心|主题|载体|根本|动力|突破口|基础|牵引|遵循|己任)"
    "(?![^，]{4})"
)
_COPULA = re.compile("[^，是]{0,24}(?<![一二三四五六七八九十总就特别尤其凡但可还于只要硬正])是(?!否)")
_DUTY = re.compile("[^，]{0,12}负责(?!任|完成|人)|主要职责")
_ABOVE = re.compile("党中央|国务院|习近平总书记|中央")
_FOURS = re.compile("(?:我们)?(?:[^、，]{4}、)*[^、，]{4}")
_LEAD = re.compile("同时|此外|并且?|另外|[又还也]|先后|特别是|尤其是")
_WHEN = re.compile(
    f"[^，]{{0,8}}(?:[{NUMERAL}]+年?|[这去今近过全五两三四十]|上半|下半)[^，]{{0,8}}"
    "(?:年|月|日|期间|以来|来|时期|底|末|初|季度)[之以]?[前止]?|[^，]{2,14}(?:[之以]?[前后]|时|期间)"
)
_ADVERBS = "进一步|更好地?|切实|有效|全面|深入|不断|着力"
_ACTED = re.compile("进行|开展|做好|推进|完成|推动|落实好|解决")


@cache
def words(role: str) -> str:
    """Return the words of a role as alternatives of a pattern, longer ones first."""
    rows = [row for row in lexicon.rows("claim-words") if row["role"] == role]
    ordered = sorted(rows, key=lambda row: (-len(row["term"]), row["term"]))
    return "|".join(row["term"] + (f"(?!{row['right']})" if row["right"] else "") for row in ordered)


@cache
def cue(role: str, end: str = "") -> re.Pattern[str]:
    """Return the pattern of a role's words, where `end` follows."""
    return re.compile(f"(?:{words(role)}){end}")


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(f"为(?:了|{_ADVERBS}|{words('verb')})")


def tell(clause: Clause) -> Mood:
    """Tell what a clause says."""
    said = clause.words
    if _ADDED.match(said):
        return "added"
    if _CONCEDED.match(said):
        return "conceded"
    if cue("contrast", "(?!见)").match(said):
        return "limit"
    if _names_parts(said):
        return "parts"
    if cue("plan").search(said) or _FUTURE.search(said):
        return "plan"
    if cue("ongoing").search(said):
        return "ongoing"
    if cue("stock").search(said, 0, 20) or _THERE_IS.match(said):
        return "stock"
    return "other" if _is_idle(clause) or is_adverbial(said) else "done"


def _names_parts(said: str) -> bool:
    """Tell whether what follows in the sentence is an enumeration, a quotation or an address, and no claim."""
    if cue("formula").match(said) or _ADDRESS.match(said) or _REPORTED.fullmatch(said):
        return True
    return bool(cue("list").match(said) or _RANGE.match(said)) and "在内" not in said


def _is_idle(clause: Clause) -> bool:
    """Tell whether a clause only asks, labels, defines, or names a principle."""
    said = clause.words
    if clause.mark in "？?" or (clause.mark in "：:" and len(said) < 12 and not has_number(said)):
        return True
    if _is_slogan(said):
        return True
    if cue("attitude").match(said, we.end() if (we := _WE.match(said)) else 0):
        return True
    return any(one.match(said) for one in (_PRINCIPLE, _ABOVE, _DUTY, _COPULA))


def _is_slogan(said: str) -> bool:
    """Tell whether a clause is made of four-character phrases that name no act."""
    if not _FOURS.fullmatch(said) or cue("result").search(said) or has_number(said):
        return False
    return "、" in said or not cue("verb").match(said)


def is_adverbial(said: str) -> bool:
    """Tell whether a clause only says when, where, why or by what something is done."""
    core = said[lead.end() :] if (lead := _LEAD.match(said)) else said
    if _WHEN.fullmatch(core):
        return True
    if core.startswith("为") and cue("giving").search(core):
        return False
    if _purpose().match(core):
        return True
    acts = bool(cue("verb").search(core) or cue("result").search(core))
    placed = bool(cue("place", "$").search(core)) and not ends_in_number(core)
    if not cue("preposition").match(core):
        return placed and not acts and len(core) < 10
    if placed or (cue("ground", "$").search(core) and not _ACTED.search(core)):
        return True
    return not (acts or is_done(core))
