"""先说“全部”“零”，后文又有例外。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportlint import Example, Finding, Related, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

REACH = 40  # characters of a clause before its verb that are looked at
NEAR = 70  # characters behind an absolute in which its exception must begin
MARK = re.compile("[，,。；;：:！？!?\n\r]")
OBJECT = "问题|隐患|任务|事项|案件|诉求|矛盾|线索|项目|指标"
DONE = re.compile(
    "(?:全部|悉数|均已|都已)(?:已经?|按期|按时|按要求|如期)*(?:整改|完成|办结|解决|销号|化解|到位|落实|清零|消除|处置|办理)(?!中)"
    "(?:到位|完成|完毕|销号|清零)?"
)
RATE = re.compile("(?:整改|办结|完成|化解|销号|解决)(?:完成)?率(?:均?达到?|均?为)?(?:100[%％]|１００[%％]|百分之百)")
# 巡察反馈的问题 are all of them; 党建类问题 are not
ALL_OF_THEM = re.compile(
    "(?:截[至止]目前|目前|全年|今年|年度|所有|各[类项级]|上级|我[局镇县市区村校院]|全[局镇县市区村校院]|[省市县区]委|巡[视察]|督[查导]|审计|检查"
    f"|集中整改|整改|反馈|查摆|发现|排查|交办|移交|转办|存在|梳理|期间|阶段|清单|[的中出所及和、])*(?P<object>{OBJECT})(?:整改)?"
)
REST = re.compile(
    rf"(?:其余|剩余|余下|剩下|还有|尚有|仍有)(?:[^，。；\n]{{0,14}}?(?P<object>{OBJECT})|的?[0-9０-９]+[个项件处条])[^，。；\n]{{0,20}}"
)
OPEN = re.compile("推进|长期|正在|正[按有]|尚未|未(?:完成|整改|办结|解决|销号)|继续|逐步|需|待")

EVENT = "事故|案件|火灾|舆情|投诉|上访"
NONE = re.compile(
    f"(?:未|没有|从未)发生(?:过|一起|任何)?(?P<kind>[^，。；、\n]{{0,8}}?)(?P<event>{EVENT})"
    f"|(?:保持|实现|做到)了?(?:“零”|零|“零)(?P<zero>{EVENT})”?"
)
SOME = re.compile(
    f"(?<!未)(?<!没有)发生了?(?P<kind>[^，。；、\n0-9]{{0,10}}?)(?P<event>{EVENT})(?P<count>[1-9][0-9]*|[一两二三四五六七八九十]+)[起件次]"
)
WHOLE = re.compile("(?:全年|一年来|今年|今年以来|年内|本年度|我[们局镇县市区村校院]|本?公司|全[局镇县市区村校院厂])*")
OTHER_TIME = re.compile("去年|上年|前年|往年|同期|历史|曾|[12][0-9]{3}年|如果|一旦|若|比|全[国省市县区]")
KINDS = {"安全生产": "生产安全", "安全": "生产安全", "责任": ""}


class Absolute(NamedTuple):
    """A clause that allows no exception, and what it speaks of; empty where the clause does not say."""

    span: Span
    about: str


@rule(
    "warning",
    Example(
        bad="⟦督查反馈问题全部整改到位⟧，其余3个问题正在推进。", good="督查反馈问题已整改9个，其余3个问题正在推进。"
    ),
    Example(
        bad="⟦全年未发生安全生产事故⟧，形势平稳。\n7月发生安全生产事故1起，已妥善处置。",
        good="全年未发生较大安全生产事故，形势平稳。\n7月发生安全生产事故1起，已妥善处置。",
    ),
)
def contradicted_absolute(doc: Document) -> Iterator[Finding]:
    """说了“全部”“零”，后文却有例外。

    既称全部整改，就不该还有“其余”；既称未发生事故，就不该另有事故起数。说明了范围的不算：
    立行立改的问题全部整改、汛期未发生事故、未发生较大以上事故。
    """
    yield from find_rests(doc)
    yield from find_events(doc)


def find_rests(doc: Document) -> Iterator[Finding]:
    """Yield what is said to be done altogether while some of it is left."""
    for one in find_totals(doc):
        rest = REST.search(doc.text, one.span.end, one.span.end + NEAR)
        if rest and is_exception(doc, one, rest):
            message = f"前面说“{one.span.of(doc.text)}”，后面又说“{rest[0]}”，两处矛盾：请写明完成了多少、还剩多少。"
            yield Finding(one.span, message, related=(Related(Span(*rest.span()), "这里说还有没完成的"),))


def is_exception(doc: Document, one: Absolute, rest: re.Match[str]) -> bool:
    """Tell whether a rest is not done yet, is of the same things, and stands in the same paragraph."""
    same = not (rest["object"] and one.about) or rest["object"] == one.about
    return same and bool(OPEN.search(rest[0])) and "\n" not in doc.text[one.span.end : rest.start()]


def find_totals(doc: Document) -> Iterator[Absolute]:
    """Yield the clauses in which all of something is done."""
    for match in DONE.finditer(doc.text):
        start = clause_start(doc.text, match.start())
        if what := ALL_OF_THEM.fullmatch(doc.text, start, match.start()):
            yield Absolute(Span(start, match.end()), what["object"])
    for match in RATE.finditer(doc.text):
        if clause_start(doc.text, match.start()) == match.start():
            yield Absolute(Span(*match.span()), "")


def find_events(doc: Document) -> Iterator[Finding]:
    """Yield what is said not to have happened while its number is given elsewhere."""
    counts = dict(reversed(list(find_counts(doc))))
    for match in NONE.finditer(doc.text):
        start = clause_start(doc.text, match.start())
        lead = doc.text[start : match.start()]
        kind = match["kind"] if match["event"] else WHOLE.sub("", lead, count=1)
        count = counts.get((plain(kind), match["event"] or match["zero"]))
        if count and (match["zero"] or WHOLE.fullmatch(lead)):
            said = Span(start, match.end())
            message = (
                f"这里说“{said.of(doc.text)}”，另一处却说“{count.of(doc.text)}”，请核对后统一，或者写明各自的范围。"
            )
            yield Finding(said, message, related=(Related(count, "这里说发生过"),))


def find_counts(doc: Document) -> Iterator[tuple[tuple[str, str], Span]]:
    """Yield the events that did happen, by kind."""
    for match in SOME.finditer(doc.text):
        start = clause_start(doc.text, match.start())
        if not OTHER_TIME.search(doc.text, start, match.end()):
            yield (plain(match["kind"]), match["event"]), Span(*match.span())


def plain(kind: str) -> str:
    """Return the kind of an event in one wording."""
    bare = re.sub("^(?:一般|各类|任何|一起|一例)", "", kind)
    return KINDS.get(bare, bare)


def clause_start(text: str, position: int) -> int:
    """Return where the clause that holds a position begins, at most so many characters before."""
    floor = max(0, position - REACH)
    marks = list(MARK.finditer(text, floor, position))
    return marks[-1].end() if marks else floor
