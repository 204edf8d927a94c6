"""What each section is about: achievements, problems, causes or measures.

The heading's own words decide; then the section above; then what the text under the heading says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlint.outline import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.model import Role, Section

SHORTEST_BODY = 3
LEAD = 40  # characters before the first subsection
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
SHORTEST_ACCOUNT = 60
DENSE = 0.8  # telling words per 100 characters
# how a writer gives the cause after the problem; 因为 and 由于 alone mostly introduce something else
_CAUSE = re.compile(
    r"究其(?:原因|根本|根源)|归根结底|说到底|(?:根源|根子|症结|病根|缘由|问题)(?:就?在于|就?出在|是)|原因(?:分析|剖析)?[：:]|原因(?:在于|是|主要|之一|有[一二三四五])"
    r"|主要(?:是|由于|在于|原因)|(?:这|也)反映出|这?[与同和跟][^，。；]{2,30}有(?:很大|直接|一定|密切)的?关系"
)
_MEASURES = re.compile(r"[\n\r][^\S\n\r]*(?:下一步)?(?:整改|改进)措施[：:]")
_PROBLEM = re.compile(
    r"不足|不够|不高|不强|不到位|不平衡|不充分|不健全|不完善|不规范|缺乏|缺少|薄弱|滞后|偏低|困难|难以|短板|问题|不能|较差|突出矛盾"
)
# what a section says last before subsections that each state a problem
_ANNOUNCED = re.compile(r"(?:问题|不足|困难|短板|弊端|隐患|现象)[^。；;\n]{0,12}[：:，,]?\s*$")
_PLAN = re.compile(r"建议|进一步|下一步|力争|拟|应当|应该|[^一-龥]要|将(?!近)|加强|加大|推进|建立健全|着力|继续")
_DONE = re.compile(r"完成|实现|达到|增长|荣获|获评|获得|开展了|取得|新增|累计|同比|已|全年|提高了|[^为]了[^解]")


def with_roles(text: str, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections with their roles."""
    found: list[Section] = []
    announced: dict[int, bool] = {}  # by parent: whether it announces problems
    told = False  # whether problems have been told of
    planned = False  # whether plans have been told of
    reported = ""  # the year whose work has been reported
    for section in sections:
        above = found[section.parent].roles if section.parent is not None else ()
        if section.parent is not None and section.parent not in announced:
            announced[section.parent] = _announces(text, found[section.parent], section)
        led = section.parent is not None and announced[section.parent]
        roles = _roles(text, section, above, told=told, led=led)
        year = max(_YEAR.findall(section.title), default="")
        if roles == ("achievements",) and year and (planned or year > reported > ""):
            roles = ("measures",)  # 2025年工作回顾 … 2026年主要工作
        elif "achievements" in roles:
            reported = max(reported, year)
        found.append(replace(section, roles=roles))
        told |= "problems" in roles
        planned |= roles == ("measures",)
    return tuple(found)


def _roles(text: str, section: Section, above: Sequence[Role], *, told: bool, led: bool) -> tuple[Role, ...]:
    body = text[section.heading.end : section.span.end].strip("。：: \t\r\n\u3000\xa0")
    own = vocabulary.find_roles(section.title)
    if len(body) < SHORTEST_BODY:
        return own if section.parent is None else ()
    if own and (not above or vocabulary.is_heading(section.title)):
        return _with_answers(own, body)
    if led:
        return _with_answers(("problems",), body)
    if above:
        return _inherited(above, body)
    roles = _by_body(body, told=told)
    # one subsection among others that are about nothing: its heading has to agree
    return () if section.parent is not None and "problems" in roles and not _PROBLEM.search(section.title) else roles


def _announces(text: str, parent: Section, first: Section) -> bool:
    """Tell whether a section that is about nothing else ends before its first subsection by announcing problems."""
    if {"problems", "measures"} & set(parent.roles):
        return False
    return bool(_ANNOUNCED.search(text[max(parent.heading.end, first.span.start - LEAD) : first.span.start]))


def _inherited(above: Sequence[Role], body: str) -> tuple[Role, ...]:
    """Return what a subsection takes from the section above: all but a cause or measure that its text does not hold."""
    if "problems" not in above:
        return tuple(above)
    kept = [
        role for role in above if role not in ("causes", "measures") or (role == "measures" and _holds_measures(body))
    ]
    return _with_answers(kept, body)


def _holds_measures(body: str) -> bool:
    return bool(re.search(r"整改(?:措施|情况|结果|落实)|已?完成整改|措施[：:]", body))


def _with_answers(roles: Sequence[Role], body: str) -> tuple[Role, ...]:
    """Add what a section about a problem says of its causes and, behind a label, of its measures."""
    if "problems" not in roles:
        return vocabulary.ordered(roles)
    causes: tuple[Role, ...] = ("causes",) if _CAUSE.search(body) else ()
    measures: tuple[Role, ...] = ("measures",) if _MEASURES.search(body) else ()
    return vocabulary.ordered((*roles, *causes, *measures))


def _by_body(body: str, *, told: bool) -> tuple[Role, ...]:
    """Weigh the words of a section whose heading says nothing; before any problems a report tells what was done."""
    problems, plans, done = (100 * len(cue.findall(body)) / len(body) for cue in (_PROBLEM, _PLAN, _DONE))
    if problems >= DENSE and problems > max(plans, done):
        return _with_answers(("problems",), body)
    if told and plans > done:
        return ("measures",)
    return ("achievements",) if done >= max(plans, DENSE) and len(body) >= SHORTEST_ACCOUNT else ()
