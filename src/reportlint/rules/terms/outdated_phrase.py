"""过时的提法和机构名称。"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Hit, Span

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
HISTORY = re.compile(
    "原[一-鿿]{0,8}$|前身|时任|不再保留|设立|审议通过|曾|当时|当年|过去|历史|改革前|更名|改名|改称|改为|组建|合并|整合|划转|划入|并入|撤销|撤并|摘帽|退出|出列"
    "|以来|多年|脱贫|如期|胜利|已经|夺取|打赢"
)
AROUND = re.compile("《[^《》\n]*》|〔")


@rule(
    "warning",
    Example(
        bad="2024年工作总结\n今年，支行按照⟦银保监会⟧要求开展自查。",
        good="2024年工作总结\n今年，支行按照国家金融监督管理总局要求开展自查。",
    ),
)
def outdated_phrase(doc: Document) -> Iterator[Finding]:
    """提法或机构名称已经被新的取代。

    机构改革和政策调整以后，报告仍用旧名称（银保监会、环保局、贫困户），说明稿子沿用了往年的。
    说到当时的历史、“原某局”、文件名称里的旧名以及没有写明年份的报告不报。
    """
    if not doc.period:
        return
    year = int(doc.period[:4])
    for hit in doc.hits("outdated-phrases"):
        old, now, since = hit.row["term"], hit.row["now"], int(hit.row["since"])
        if year > since and not is_history(sentence_of(doc, hit), hit, doc.text, now, since):
            message = f"“{old}”是{since}年以前的叫法，现在应写“{now}”，请改正。"
            fix = Fix(f"改为“{now}”", (Edit(hit.span, now),)) if hit.row["kind"] == "institution" else None
            yield Finding(hit.span, message, fix)


def sentence_of(doc: Document, hit: Hit) -> Span:
    """Return the sentence in which a hit stands."""
    at = bisect_right(doc.sentences, hit.span.start, key=lambda sentence: sentence.span.start) - 1
    return doc.sentences[at].span


def is_history(sentence: Span, hit: Hit, text: str, now: str, since: int) -> bool:
    """Tell whether a sentence looks back, names the new beside the old, or cites a document of that time."""
    words = sentence.of(text)
    return (
        now in words
        or any(int(year[0]) <= since for year in YEAR.finditer(words))
        or HISTORY.search(words) is not None
        or any(mark.start() < hit.span.end - sentence.start <= mark.end() + 1 for mark in AROUND.finditer(words))
    )
