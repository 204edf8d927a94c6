"""没有问题的原因。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule

from ._gaps import are_mostly_placed, find_gaps, report_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding

# causes without a problem are rare: even a plain one seldom has better odds than even
LIKELY = 0.2
ADVICE = "请补写由它引起的问题，或删去这一条。"


@rule(
    "note",
    Example(
        bad="""一、存在问题
（一）管网漏损率高。去年漏掉的水占三成。
（二）抄表差错多。全年退补水费200户。
（三）夜班职工流失快。一年走了9人。
二、原因分析
（一）供水管网老化，漏损的管网多年没有更换。
（二）抄表员没有培训，差错没有人复核。
（三）⟦食堂炊事员手艺不精，饭菜不合口味⟧。
（四）夜班补贴低，职工上夜班的收入不如白班。""",
        good="""一、存在问题
（一）管网漏损率高。去年漏掉的水占三成。
（二）抄表差错多。全年退补水费200户。
（三）夜班职工流失快。一年走了9人。
二、原因分析
（一）供水管网老化，漏损的管网多年没有更换。
（二）抄表员没有培训，差错没有人复核。
（三）夜班补贴低，职工上夜班的收入不如白班。""",
    ),
)
def cause_without_problem(doc: Document, *, certain: Annotated[float, "多有把握才报"] = LIKELY) -> Iterator[Finding]:
    """写了原因，却没有一个问题由它而来。

    原因与问题对不上，多半是套来的，或者漏写了问题。过半原因都对不上的文稿另是一种写法，不报。
    """
    if are_mostly_placed(doc, "causes", "problem"):
        for gap, cause, nearest in find_gaps(doc, "causes", "problem"):
            if gap.score >= certain:
                yield report_answer(doc, gap, cause, nearest, "原因", ADVICE)
