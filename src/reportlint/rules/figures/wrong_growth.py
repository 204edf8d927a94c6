"""算不对的增幅、占比和人均。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

from ._changes import POINTS, find_changes
from ._frames import find_frames
from ._ratios import find_ratios
from ._terms import last_place, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Figure

    from ._changes import Change
    from ._ratios import Ratio
    from ._terms import Term

MANY = 10  # times, of which people do not subtract the first
# grow at constant prices, not by the figures written
REAL = ("生产总值", "增加值", "总产值", "GDP")


@rule(
    "error",
    Example(
        bad="实现利润6300万元，较上年的5600万元增长⟦15.2%⟧。", good="实现利润6300万元，较上年的5600万元增长12.5%。"
    ),
    Example(bad="排查隐患120处，整改108处，整改率⟦95%⟧。", good="排查隐患120处，整改108处，整改率90%。"),
)
def wrong_growth(doc: Document) -> Iterator[Finding]:
    """增幅、占比、完成率、人均数与同一句里的数字算不拢。

    前后两个数都写明了，增减的数量和比例就能重算。四舍五入、截尾和“约”“近”“余”都留有余地；
    按不变价格计算的生产总值、增加值不重算。
    """
    for frame in find_frames(doc):
        real = any(word in frame.words for word in REAL)
        for change in find_changes(frame):
            if change.stated is None:
                yield from check_direction(doc, change)
            elif not real:
                yield from check(doc, change.stated, list(calculate(doc, change, change.stated.unit)), change.level)
        for ratio in find_ratios(frame):
            yield from check(doc, ratio.stated, list(divide(doc, ratio)), ratio.part)


def check_direction(doc: Document, change: Change) -> Iterator[Finding]:
    """Yield a finding where a rise goes down or a fall goes up."""
    base, level = term(change.base, doc.text), term(change.level, doc.text)
    if (level.high < base.low) if change.up else (base.high < level.low):
        fact = "减少" if change.up else "增加"
        message = f"由{base.text}到{level.text}是{fact}，与前面的动词相反，请核对。"
        yield Finding(change.level.span, message, related=(Related(change.base.span, "原来的数"),))


def check(doc: Document, stated: Figure, results: list[Term], part: Figure) -> Iterator[Finding]:
    """Yield a finding where a stated number is none of the results that it may be."""
    said = term(stated, doc.text).cut(last_place(stated, doc.text))
    if results and not any(result.meets(said) for result in results):
        message = f"{results[0].equation(stated, doc.text)}，与文中的“{said.text}”不符，请核对。"
        yield Finding(stated.span, message, related=(Related(part.span, "由这里算出"),))


def calculate(doc: Document, change: Change, stated: str) -> Iterator[Term]:
    """Yield what the stated change may be: the difference, in the unit of the values or in points, or its ratio.

    `stated` is the unit in which the change is stated.
    """
    level, base = term(change.level, doc.text), term(change.base, doc.text)
    if change.is_step:
        difference, base = base, level - base if change.up else level + base
    else:
        difference = level - base if change.up else base - level
    unit = change.level.unit
    if (stated == unit != "%") or (unit == "%" and stated in (*POINTS, "%")):
        yield difference
    if base.low > 0 and difference.low >= 0 and stated in ("%", "倍"):
        yield (difference / base).percent() if stated == "%" else difference / base
    if base.low > 0 and stated == "倍" and level.value > base.value * MANY:
        yield level / base


def divide(doc: Document, ratio: Ratio) -> Iterator[Term]:
    """Yield part over whole as the stated number gives it."""
    part, whole = term(ratio.part, doc.text), term(ratio.whole, doc.text)
    if whole.value:
        yield (part / whole).percent() if ratio.stated.unit == "%" else part / whole
