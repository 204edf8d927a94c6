"""所见与所疑：从文稿的疑似错字里取出一类，连同说明和改法。"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

from reportlint import Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reportlint import Document, Suspect

AROUND = 6  # 说明里引用的前后字数
TIMES = (
    (1e8, "一亿倍以上"),
    (1e7, "千万倍"),
    (1e6, "百万倍"),
    (1e5, "十万倍"),
    (1e4, "一万倍"),
    (1e3, "一千倍"),
    (1e2, "一百倍"),
)
# 两种证据都到这个程度，改一个字才算有十足把握
SURE_ODDS, SURE_GAIN = 9.0, 15.0


def find_suspects(doc: Document, faults: Collection[str], least: float, names: tuple[str, ...]) -> Iterator[Suspect]:
    """找出若干类疑似错字，词表已经管的和用户列出的名称除外。"""
    left_alone = [hit.span for hit in doc.hits("wrong-words")]
    for suspect in doc.suspects:
        if suspect.fault in faults and suspect.odds >= least:
            around = Span(suspect.span.start - 1, suspect.span.end + 1)
            if not overlaps_any(around, left_alone) and not is_named(doc.text, suspect.span, names):
                yield suspect


def overlaps_any(span: Span, others: Sequence[Span]) -> bool:
    """判断一处文字是不是碰到了若干处（按先后排列，互不重叠）中的一处。"""
    before = bisect_left(others, span.end, key=lambda other: other.start)
    return before > 0 and others[before - 1].end > span.start


def is_named(text: str, span: Span, names: tuple[str, ...]) -> bool:
    """判断一处文字是不是写在用户列出的某个名称里。"""
    return any(text.find(name, max(0, span.end - len(name)), span.start + len(name)) >= 0 for name in names)


def make_finding(doc: Document, suspect: Suspect, complaint: str) -> Finding:
    """写出一条结果：错在哪里，似应是什么，前后文，可能性大多少。"""
    word = suspect.word
    before = doc.text[max(0, word.start - AROUND) : word.start].rpartition("\n")[2]
    after = doc.text[word.end : word.end + AROUND].partition("\n")[0]
    written = word.of(doc.text)
    message = (
        f"{complaint}：“{written}”似应为“{suspect.meant}”（…{before}{written}{after}…，"
        f"改后的可能性约为原文的{render_times(suspect.gains[0])}），请核对。"
    )
    safe = len(suspect.span) == len(suspect.text) == 1 and suspect.odds >= SURE_ODDS and min(suspect.gains) >= SURE_GAIN
    return Finding(word, message, Fix(f"改为“{suspect.meant}”", (Edit(suspect.span, suspect.text),), safe=safe))


def render_times(gain: float) -> str:
    """把倍数的对数写成概数。"""
    return next((words for least, words in TIMES if gain >= math.log(least)), "几十倍")
