"""说好几条，列出来却不是几条。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Marker

LONGEST_LEAD = 60  # characters before a list in which its number can be announced
LONGEST_HEAD = 30  # characters of a member in which it takes up the words of the announcement
WIDEST_VIEW = 400  # characters behind the last member in which a further one may hide
NUMBERS = {series.write_numeral(number): number for number in range(1, 31)} | {"两": 2}
NUMERALS = "一二两三四五六七八九十"
MEASURES = "个方面|方面|个(?!月|百分点|工作日|小时|星期|学期|季度)|项|条|点|大|类|种"
ANNOUNCED = re.compile(
    rf"(?<![第前后其每几数近约余多百千万零.．\d{NUMERALS}至到—-])(?!(?:十.|二十)大)"
    rf"(?P<number>[{NUMERALS}]{{1,3}}|\d{{1,2}})\s?(?P<measure>{MEASURES})"
    rf"(?P<noun>[^，,。；;：:、！？“”（）()\d{NUMERALS}\s]{{0,8}})$"
    r"|“(?P<quoted>(?P<of>[两三四五六七八九十])个(?P<key>[^“”，、]{2,4}))”$"
)
ANOTHER = re.compile(rf"[\d{NUMERALS}]\s?(?:{MEASURES})[^，,。；;：:、]{{0,8}}$")
# what a sentence without a colon may end with when its list follows
LISTED = re.compile(
    r"方面|工作|任务|事项|措施|举措|问题|建议|意见|要求|原因|特点|重点|环节|体会|经验|启示|看法|希望|做法"
)
POINTS_AHEAD = re.compile(r"(?:以下|下列|下面|如下)的?$")
OPEN_ENDED = re.compile(r"之一|等|左右|以上|以内|多")
# behind the noun they count, these give a total, of which the list may tell a part: 开展检查12项
TOTALS = ("个", "项", "条", "大", "类", "种")


@rule(
    "warning",
    Example(
        bad="今后重点抓好⟦三项工作⟧：一是补短板。二是建机制。三是强队伍。四是保安全。",
        good="今后重点抓好四项工作：一是补短板。二是建机制。三是强队伍。四是保安全。",
    ),
)
def count_mismatch(doc: Document) -> Iterator[Finding]:
    """前面说“以下三个方面”，后面列出的却不是三条。

    增删条目以后，总起句里的数目常常忘了改。只看紧接列表的总起句，列表自身要从一连排到底；
    “等”“之一”“左右”一类没有说死的数目不算。
    """
    nested = series.find_nested(doc)
    ends: dict[tuple[str, int], int] = {}  # the last number of a style in a line
    for markers in series.plain_lists(doc):
        first, last = markers[0], markers[-1]
        place = first.style, doc.lines.place(first.span.start)[0]
        announced = find_announcement(doc.text, markers)
        # 三、…有三种方式：1、2、3、 and then the outer 4、
        runs_on = first in nested or (announced and ends.get(place) == announced[1])
        ends[place] = last.ordinal
        if announced and announced[1] != len(markers) and not runs_on and is_whole(doc, markers):
            yield Finding(
                announced[0],
                f"这里说“{announced[0].of(doc.text)}”，后面列出的却是 {len(markers)} 条，请核对后改正数目或补齐条目。",
                related=(Related(last.span, f"列到“{last.text}”为止"),),
            )


def find_announcement(text: str, markers: Sequence[Marker]) -> tuple[Span, int] | None:
    """Return where the words before a list say how many members it has, and the number."""
    start = max(0, markers[0].span.start - LONGEST_LEAD)
    lead = text[start : markers[0].span.start].rstrip()
    found = ANNOUNCED.search(text, start, start + len(lead.rstrip("：:。，,")))
    if not found:
        return None
    if found["quoted"]:
        heads = (text[marker.span.end : marker.span.end + LONGEST_HEAD] for marker in markers)
        taken_up = all(found["key"] in head for head in heads)
        return (Span(*found.span("quoted")), NUMBERS[found["of"]]) if taken_up else None
    if not is_certain(found, text[start : found.start()], colon=lead.endswith(("：", ":"))):
        return None
    number = int(found["number"]) if found["number"].isdecimal() else NUMBERS.get(found["number"], 0)
    return (Span(*found.span()), number) if number > 1 else None  # 一个 is an article


def is_certain(found: re.Match[str], before: str, *, colon: bool) -> bool:
    """Tell whether a number before a list counts its members and nothing else."""
    if OPEN_ENDED.search(found["noun"]) or before.endswith("等") or ANOTHER.search(before):
        return False
    if POINTS_AHEAD.search(before):
        return True
    if not found["noun"] and found["measure"] in TOTALS:
        return False
    return colon or bool(LISTED.search(found.group()))


def is_whole(doc: Document, markers: Sequence[Marker]) -> bool:
    """Tell whether a list counts from one without a break and has surely no further member."""
    last = markers[-1]
    behind = Span(last.span.end, last.span.end + WIDEST_VIEW)
    return (
        len(markers) > 1
        and markers[0].ordinal == 1
        and not series.find_breaks(markers)
        and series.are_alike(doc, markers)
        and not series.may_hide(doc.text, last.style, last.ordinal + 1, behind)
    )
