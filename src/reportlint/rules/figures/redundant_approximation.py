"""重复或矛盾的概数说法。"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Figure

REACH = 6  # characters before a figure
BEFORE = re.compile(
    "(?:大约|大概|(?<![节签预合条集制违特契公简履续邀])约)(?P<about>)[有为是]?$"
    "|(?<![附最临邻靠新远亲就相])(?:将近|接近|近)(?P<near>)$"
    "|(?:(?<!不)(?<!未)超过|(?<![高赶反不未])超|突破|逾|至少|不少于|不低于|最少)(?P<more>)[有为]?$"
    "|(?:不超过|不多于|不高于|最多|至多|不足|不到)(?P<less>)$"
)
INSIDE = re.compile("(?P<more>[余多])")
BEHIND = re.compile("(?P<about>左右|上下(?![游级班楼联课学车]))|(?P<more>以上)|(?P<less>以[内下])")
SAME = (("about", "about"), ("more", "more"), ("less", "less"))  # the second word adds nothing
OPPOSED = (("near", "about"), ("near", "more"), ("about", "more"), ("less", "about"), ("more", "about"))
# 近 before these means lately, and 以上 behind 岁 names a class
TIMES = frozenset("年月日天周岁") | {"个月", "周岁"}


@rule(
    "warning",
    Example(bad="培训干部⟦约200人左右⟧。", good="培训干部约200人。"),
    Example(bad="惠及群众⟦近3000余人⟧。", good="惠及群众近3000人。"),
)
def redundant_approximation(doc: Document) -> Iterator[Finding]:
    """概数说法重复（约…左右、超过…以上、至少…以上）或互相矛盾（近…余、近…左右）。

    “约”已经表示大概，不必再加“左右”；“近”是不到，“余”是超出，不能并用。留一个即可。
    “近三年”的“近”是最近，“60岁以上”是一类人，都不在此列。
    """
    for figure in doc.figures:
        words = list(find_approximations(doc.text, figure))
        for (first, kind), (second, other) in pairwise(words):
            if (kind, other) in (*SAME, *OPPOSED):
                yield report(doc.text, figure, first, second, same=(kind, other) in SAME)
                break


def find_approximations(text: str, figure: Figure) -> Iterator[tuple[Span, str]]:
    """Yield the words that make a number approximate, with what they say of it."""
    before = BEFORE.search(text, max(0, figure.span.start - REACH), figure.span.start)
    inside = INSIDE.search(text, figure.span.start, figure.span.end)
    behind = BEHIND.match(text, figure.span.end)
    for found in (before, inside, behind):
        if found and found.lastgroup and not is_time(figure, found):
            yield Span(*found.span()), found.lastgroup


def is_time(figure: Figure, found: re.Match[str]) -> bool:
    """Tell whether a word speaks of a stretch of time (近三年) or of a class by age (60岁以上)."""
    return figure.unit in TIMES and found[0] in ("近", "以上", "以下")


def report(text: str, figure: Figure, first: Span, second: Span, *, same: bool) -> Finding:
    """Return the finding about two words, and the fix that leaves one of them."""
    span = Span(min(first.start, figure.span.start), max(second.end, figure.span.end))
    one, other = first.of(text), second.of(text)
    reason = "意思重复" if same else "意思冲突"
    fix = Fix(f"删去“{other}”", (Edit(second, ""),), safe=same)
    return Finding(span, f"“{one}”和“{other}”{reason}，请只留一个。", fix)
