"""没有措施的问题。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule

from ._gaps import CERTAIN, report_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding

# a measure that stands in the problem's own text
OWN_MEASURE = re.compile("(?:下一?步|今后|为此|对此|接下来)[，,]?我?们?(?:将|要|会|拟)|(?:措施|对策|办法)[：:]")


@rule(
    "warning",
    Example(
        bad="""一、存在问题
（一）群众办事排队时间长。大厅窗口少，取号后平均要等一个小时。
（二）⟦干部年龄结构老化⟧。五十岁以上的占六成。
二、整改措施
（一）大厅增设办事窗口4个，推行网上预约取号，把群众排队等候时间压到二十分钟以内。""",
        good="""一、存在问题
（一）群众办事排队时间长。大厅窗口少，取号后平均要等一个小时。
（二）干部年龄结构老化。五十岁以上的占六成。
二、整改措施
（一）大厅增设办事窗口4个，推行网上预约取号，把群众排队等候时间压到二十分钟以内。
（二）招录年轻干部8名，改善干部年龄结构。""",
    ),
)
def problem_without_measure(
    doc: Document, *, certain: Annotated[float, "多有把握才按本级报，不到的只作提示"] = CERTAIN
) -> Iterator[Finding]:
    """写了问题，却没有一条措施是针对它的。

    查摆了问题而没有下文，等于没有整改。措施写在问题自己的文字里的不报；通篇没有措施的，由 missing-section 报。
    """
    yield from report_problems(doc, "measure", certain, OWN_MEASURE)
