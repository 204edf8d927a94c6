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
FORMER = re.compile("(?:原|时任|前)[一-鿿]{0,8}$")
HISTORY = re.compile(
    "前身|不再保留|设立|审议通过|曾|当时|当年|过去|历史|改革前|更名|改名|改称|改为|组建|合并|整合|划转|划入|并入|撤销|撤并|摘帽|退出|出列"
    "|以来|多年|脱贫|如期|胜利|已经|夺取|打赢"
)
REACH = 120  # characters of the sentence that tell of what time it speaks


@rule(
    "warning",
    Example(
        bad="2024年工作总结\n今年，支行按照⟦银保监会⟧要求开展自查。",
        good="2024年工作总结\n今年，支行按照国家金融监督管理总局要求开展自查。",
    ),
)
def outdated_phrase(doc: Document) -> Iterator[Finding]:
    """提法或机构名称已经被新的取代。

    机构改革和政策调整以后，报告仍用旧名称（银保监会、环保局、建档立卡贫困户），说明稿子沿用了往年的。
    说到当时的历史、“原某局”、文件名称里的旧名以及没有写明年份的报告不报。
    """
    if not doc.period:
        return
    year = int(doc.period[:4])
    for hit in doc.hits("outdated-phrases"):
        old, now, since = hit.row["term"], hit.row["now"], hit.row["since"]
        if year > int(since) and not is_history(*around(doc, hit.span), hit):
            message = f"“{old}”是{since}年以前的叫法，现在应写“{now}”，请改正。"
            fix = Fix(f"改为“{now}”", (Edit(hit.span, now),)) if hit.row["kind"] == "institution" else None
            yield Finding(hit.span, message, fix)


def around(doc: Document, span: Span) -> tuple[str, str]:
    """Return what stands before and behind a place in its sentence."""
    at = bisect_right(doc.sentences, span.start, key=lambda sentence: sentence.span.start) - 1
    sentence = doc.sentences[at].span
    before = doc.text[max(sentence.start, span.start - REACH) : span.start]
    return before, doc.text[span.end : min(sentence.end, span.end + REACH)]


def is_history(before: str, behind: str, hit: Hit) -> bool:
    """Tell whether a sentence looks back, names the new beside the old, or cites a document of that time."""
    words = f"{before} {behind}"
    return (
        hit.row["now"] in words
        or any(year[0] <= hit.row["since"] for year in YEAR.finditer(words))
        or HISTORY.search(words) is not None
        or FORMER.search(before) is not None
        or before.rfind("《") > before.rfind("》")
        or behind.startswith("〔")
    )
