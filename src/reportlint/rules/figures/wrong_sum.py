"""分项加起来不等于总数。"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import reduce
from itertools import accumulate, islice
from operator import add
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule

from ._frames import F, find_frames
from ._parts import END, Parts, find_parts
from ._terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Figure

    from ._frames import Frame
    from ._terms import Term

# 会议12次、培训8次，合计20次
TOTAL = re.compile(rf"(?P<last>{F})[^{END}]{{0,12}}[，,](?:共计|合计|总计|一共|共)(?P<whole>{F})")
NO_LIST = re.compile("其中|等|[比较每]")
# 23个问题，整改21个，其余2个
REST = re.compile(rf"(?:其余|余下|剩余|剩下|还剩)的?(?P<rest>{F})")
# 一至四季度分别为 …
QUARTERS = re.compile(rf"(?:至四季度|四个季度|各季度)[^{END}]{{0,16}}分别[为是]?{F}、{F}、{F}[、和]{F}")
BEFORE = 12  # figures that may stand between the total of a year and its quarters
# the shares of the three industries, 11.8:48.3:39.9
STRUCTURE = re.compile(r"(?:三次产业|产业结构)[^。；\n]{0,60}")
SHARE = r"(\d{1,3}(?:\.\d+)?)"
SHARES = re.compile(rf"(?<![\d.:：∶︰]){SHARE}[:：∶︰]{SHARE}[:：∶︰]{SHARE}(?![\d.:：∶︰])")
SLACK = Decimal("0.3")


@rule(
    "error",
    Example(bad="新建公厕⟦15个⟧，其中城市8个、农村6个。", good="新建公厕15个，其中城市8个、农村7个。"),
    Example(bad="召开党员大会4次、支委会12次，合计⟦18次⟧。", good="召开党员大会4次、支委会12次，合计16次。"),
)
def wrong_sum(doc: Document) -> Iterator[Finding]:
    """分项相加不等于总数。

    只在分项不会重叠、也没有遗漏时才下结论：城市和农村、上半年和下半年、四个季度、“其余”“其他”、“合计”之前的各项。
    “其中”只说到一部分的不报；“约”“近”“余”和四舍五入都留有余地。
    """
    for frame in find_frames(doc):
        for parts in (*find_parts(frame), *find_totals(doc, frame), *find_rests(frame), *find_quarters(doc, frame)):
            yield from check(doc, parts)
    yield from check_structures(doc)


def check(doc: Document, found: Parts) -> Iterator[Finding]:
    """Yield a finding where parts that do not overlap are more than the whole, or where all parts are less."""
    whole, added = term(found.whole, doc.text), add_up(doc, found.parts)
    if any(term(part, doc.text).low > whole.high for part in found.parts):
        return  # parts of something else
    if (found.apart and added.low > whole.high) or (found.complete and added.high < whole.low):
        message = f"{added.equation(found.whole, doc.text)}，与总数{whole.text}不符，请核对。"
        yield Finding(found.whole.span, message, related=tuple(Related(part.span, "分项") for part in found.parts))


def add_up(doc: Document, parts: Sequence[Figure]) -> Term:
    """Return the sum of figures."""
    return reduce(add, (term(part, doc.text) for part in parts))


def find_totals(doc: Document, frame: Frame) -> Iterator[Parts]:
    """Yield totals behind their parts: 会议12次、培训8次，合计20次.

    Where the last few of the numbers make the total, those before them are something else.
    """
    for match in TOTAL.finditer(frame.words):
        whole = frame.figure(match, "whole")
        parts = read_back(frame, match, whole.unit) if whole else []
        sums = islice(accumulate((term(part, doc.text) for part in reversed(parts)), add), 1, None)
        if whole and len(parts) > 1 and not any(one.meets(term(whole, doc.text)) for one in sums):
            yield Parts(whole, tuple(parts), apart=True, complete=True)


def read_back(frame: Frame, match: re.Match[str], unit: str) -> list[Figure]:
    """Return the figures of one unit directly before a total."""
    parts: list[Figure] = []
    for place, figure in reversed(frame.before(match.end("last"))):
        if figure.unit != unit or NO_LIST.search(frame.words, place, match.start("whole")):
            break
        parts.insert(0, figure)
    return parts


def find_rests(frame: Frame) -> Iterator[Parts]:
    """Yield wholes of which a part and the rest are told: 23个问题，整改21个，其余2个."""
    for match in REST.finditer(frame.words):
        rest = frame.figure(match, "rest")
        before = [one for _, one in frame.before(match.start("rest")) if rest and one.unit == rest.unit]
        if rest and len(before) == 2 and before[1].comparison is None:
            yield Parts(before[0], (before[1], rest), apart=True, complete=True)


def find_quarters(doc: Document, frame: Frame) -> Iterator[Parts]:
    """Yield the figure of a year whose quarters follow: 全年收入8.64亿元；一至四季度收入分别为 …."""
    for match in QUARTERS.finditer(frame.words):
        parts = [figure for _, figure in frame.before(match.end())[-4:]]
        at = bisect_left(doc.figures, parts[0].span.start, key=lambda figure: figure.span.start)
        for figure in reversed(doc.figures[max(0, at - BEFORE) : at]):
            if (figure.unit, figure.measure, figure.period) == (parts[0].unit, parts[0].measure, parts[0].period[:4]):
                yield Parts(figure, tuple(parts), apart=True, complete=True)
                break


def check_structures(doc: Document) -> Iterator[Finding]:
    """Yield shares of the three industries that do not add up to 100."""
    for sentence in STRUCTURE.finditer(doc.text):
        for match in SHARES.finditer(doc.text, *sentence.span()):
            total = sum(map(Decimal, match.groups()), Decimal(0))
            if abs(total - 100) > SLACK:
                message = f"{'＋'.join(match.groups())}＝{total}，三次产业的比例加起来应为100，请核对。"
                yield Finding(Span(*match.span()), message)
