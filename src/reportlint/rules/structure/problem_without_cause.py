"""没有原因的问题。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule

from ._gaps import CERTAIN, report_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding

# a cause that stands in the problem's own text
OWN_CAUSE = re.compile("由于|因为|究其|原因|根源|根子|症结|缘于|源于|在于|有直接关系")


@rule(
    "warning",
    Example(
        bad="""一、存在问题
（一）管网漏损率高。去年漏掉的水占三成。
（二）⟦抄表差错多⟧。全年退补水费200户。
（三）夜班职工流失快。一年走了9人。
二、原因分析
（一）供水管网老化，漏损的管网多年没有更换。
（二）夜班补贴低，职工上夜班的收入不如白班。
三、整改措施
（一）更换老化管网30公里，降低漏损率。
（二）抄表实行双人复核，差错逐户通知。
（三）提高夜班补贴，稳住夜班职工。""",
        good="""一、存在问题
（一）管网漏损率高。去年漏掉的水占三成。
（二）抄表差错多。全年退补水费200户，原因是新换的抄表员没有培训。
（三）夜班职工流失快。一年走了9人。
二、原因分析
（一）供水管网老化，漏损的管网多年没有更换。
（二）夜班补贴低，职工上夜班的收入不如白班。
三、整改措施
（一）更换老化管网30公里，降低漏损率。
（二）抄表实行双人复核，差错逐户通知。
（三）提高夜班补贴，稳住夜班职工。""",
    ),
)
def problem_without_cause(
    doc: Document,
    *,
    certain: Annotated[float, "多有把握才按本级报，不到的只作提示"] = CERTAIN,
    always: Annotated[bool, "只有少数问题写了原因的文稿也查"] = False,
) -> Iterator[Finding]:
    """写了问题，却没有一条原因能说明它。

    原因找不准，措施就落不到根上。原因写在问题自己的文字里的不报；文稿没有原因分析的部分、多数问题也没写原因的，
    这一文种不求写原因，也不报；应当有而通篇没有的，由 missing-section 报。
    """
    if always or explains_problems(doc):
        yield from report_problems(doc, "cause", certain, OWN_CAUSE)


def explains_problems(doc: Document) -> bool:
    """Tell whether the report sets out to give causes: a section for them, or causes for most of its problems."""
    explained = {link.problem for link in doc.links if link.cause is not None}
    return 2 * len(explained) > len(doc.problems) or any("causes" in section.roles for section in doc.sections)
