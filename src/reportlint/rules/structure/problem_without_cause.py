"""没有原因的问题。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule
from reportlint.rules.structure import _gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding

# a cause that stands in the problem's own text
OWN_CAUSE = re.compile("由于|因为|究其|原因|根源|根子|症结|缘于|源于|在于|有直接关系")


@rule(
    "warning",
    Example(
        bad="""一、存在问题
（一）⟦档案管理混乱⟧。旧卷堆在走廊里，查一份要半天。
（二）干部下乡走访偏少。全年人均走访只有两次。
二、原因分析
（一）干部对走访群众认识不到位，总以为打个电话就等于下乡走访。
三、整改措施
（一）每名干部每月下乡走访4次。
（二）年底前整理旧档案600卷，配齐档案柜。""",
        good="""一、存在问题
（一）档案管理混乱。旧卷堆在走廊里，查一份要半天，原因是没有专人管理。
（二）干部下乡走访偏少。全年人均走访只有两次。
二、原因分析
（一）干部对走访群众认识不到位，总以为打个电话就等于下乡走访。
三、整改措施
（一）每名干部每月下乡走访4次。
（二）年底前整理旧档案600卷，配齐档案柜。""",
    ),
)
def problem_without_cause(
    doc: Document,
    *,
    certain: Annotated[float, "多有把握才按本级报，不到的只作提示"] = _gaps.CERTAIN,
    always: Annotated[bool, "只有少数问题写了原因的文稿也查"] = False,
) -> Iterator[Finding]:
    """写了问题，却没有一条原因能说明它。

    原因找不准，措施就落不到根上。原因写在问题自己的文字里的不报；文稿没有原因分析的部分、多数问题也没写原因的，
    这一文种不求写原因，也不报；应当有而通篇没有的，由 missing-section 报。
    """
    if not (always or explains_problems(doc)):
        return
    for gap, problem, nearest in _gaps.find_gaps(doc, "problems", "cause"):
        if not OWN_CAUSE.search(doc.text, problem.whole.start, problem.whole.end):
            yield _gaps.report_problem(doc, gap, problem, nearest, certain)


def explains_problems(doc: Document) -> bool:
    """Tell whether the report sets out to give causes: a section for them, or causes for most of its problems."""
    explained = {link.problem for link in doc.links if link.cause is not None}
    return 2 * len(explained) > len(doc.problems) or any("causes" in section.roles for section in doc.sections)
