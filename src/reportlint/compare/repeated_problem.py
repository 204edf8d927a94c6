"""年年都写的问题。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Document, Example, Finding, Severity, rule

from . import Pair
from ._places import quote, tell_place

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "warning",
    Example(
        bad="""〔上年〕
一、存在的问题
（一）台账登记不规范。三个村的台账缺页。
（二）入户走访次数偏少。
〔今年〕
一、存在的问题
（一）⟦台账登记不规范⟧。两个村的台账补记。
（二）宣传方式老套。""",
        good="""〔上年〕
一、存在的问题
（一）台账登记不规范。三个村的台账缺页。
（二）入户走访次数偏少。
〔今年〕
一、存在的问题
（一）电子台账不会用。五个村仍靠手工抄录。
（二）宣传方式老套。""",
    ),
)
def repeated_problem(doc: Document) -> Iterator[Finding]:
    """上年写过的问题今年又写了一遍。

    多半是照抄，或者整改没有到位。问题确实还在的，要写明一年来改了什么、还差什么。换了说法的，只作提示。
    """
    if not isinstance(doc, Pair):
        return
    for repeat in doc.repeats:
        place = tell_place(doc.last, repeat.last)
        if repeat.verbatim:
            message = f"这个问题{place}就原样写着，请写明一年来改了什么、还差什么。"
        else:
            message = f"这个问题与{place}的{quote(doc.last, repeat.last)}像是同一个，请核对，并写明一年来改了什么。"
        yield Finding(repeat.this, message, ceiling=None if repeat.verbatim else Severity.NOTE)
