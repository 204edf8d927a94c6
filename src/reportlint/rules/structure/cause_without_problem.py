"""没有问题的原因。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule

from ._gaps import CERTAIN, are_mostly_placed, find_gaps, report_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding

ADVICE = "请补写由它引起的问题，或删去这一条。"


@rule(
    "note",
    Example(
        bad="""一、存在问题
（一）档案管理混乱。旧卷堆在走廊里，查一份要半天。
（二）干部下乡走访偏少。全年人均走访只有两次。
二、原因分析
（一）档案没有专人管理，旧档案长期无人整理。
（二）干部对走访群众认识不到位，总以为打个电话就等于下乡走访。
（三）⟦财政资金紧张，设备更新投入不足⟧。""",
        good="""一、存在问题
（一）档案管理混乱。旧卷堆在走廊里，查一份要半天。
（二）干部下乡走访偏少。全年人均走访只有两次。
二、原因分析
（一）档案没有专人管理，旧档案长期无人整理。
（二）干部对走访群众认识不到位，总以为打个电话就等于下乡走访。""",
    ),
)
def cause_without_problem(
    doc: Document, *, certain: Annotated[float, "多有把握才报"] = CERTAIN
) -> Iterator[Finding]:
    """写了原因，却没有一个问题由它而来。

    原因与问题对不上，多半是套来的，或者漏写了问题。过半原因都对不上的文稿另是一种写法，不报。
    """
    if are_mostly_placed(doc, "causes"):
        for gap, cause, nearest in find_gaps(doc, "causes", "problem"):
            if gap.score >= certain:
                yield report_answer(doc, gap, cause, nearest, "原因", ADVICE)
