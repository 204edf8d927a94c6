"""用得太多的套话。"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint import Document, Hit

MILLION = 1_000_000
RAREST = 30  # a million characters; rarer phrases are not counted as rarer still
FIVE = "⟦切实加强⟧队伍建设，" + "切实加强制度建设，" * 4


@rule("note", Example(bad=f"{FIVE}年底见效。", good="切实加强队伍和制度建设，年底见效。"))
def overused_phrase(
    doc: Document,
    *,
    least: Annotated[int, "至少出现这么多次才提示"] = 5,
    times: Annotated[float, "比同类文字多用几倍才提示"] = 4.0,
) -> Iterator[Finding]:
    """同一句套话用得太多。

    把每千字的次数与新闻和政府工作报告比较（背景频率见词表 cliches），多出几倍的才提示，只在第一处提示一次。
    """
    hits, told = doc.hits("cliches"), set[int]()
    for term, numbers in find_users(hits):
        free = [number for number in numbers if number not in told]
        usual = expected(term, doc)
        if len(free) >= max(least, times * usual):
            told.update(free)
            span = place_of(term, hits[free[0]])
            message = (
                f"“{term}”用了{len(free)}次，约为同类文字的{len(free) / usual:.0f}倍，请删去一些或改写成具体做法。"
            )
            yield Finding(span, message)


def find_users(hits: Iterable[Hit]) -> list[tuple[str, list[int]]]:
    """Return each phrase with the numbers of the hits that it stands in, longer ones first."""
    users: defaultdict[str, list[int]] = defaultdict(list)
    for number, hit in enumerate(hits):
        for term in (hit.row["term"], *parts_of(hit.row["term"])):
            users[term].append(number)
    return sorted(users.items(), key=lambda one: (-len(one[0]), one[0]))


def place_of(term: str, hit: Hit) -> Span:
    """Return where a phrase stands in a hit of itself or of a longer one."""
    start = hit.span.start + hit.row["term"].index(term)
    return Span(start, start + len(term))


@cache
def parts_of(term: str) -> tuple[str, ...]:
    """Return the phrases of the lexicon that stand inside a longer one."""
    return tuple(one for one in rates() if one in term and one != term)


@cache
def rates() -> dict[str, float]:
    """Return how often each phrase stands in a million characters of other texts."""
    return {row["term"]: float(row["rate"]) for row in rows("cliches")}


def expected(term: str, doc: Document) -> float:
    """Return how often a text of this length would use a phrase."""
    return max(rates()[term], RAREST) * len(doc.text) / MILLION
