"""前后不一的数字。"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

from ._sections import is_plan, section_at
from ._statements import Statement, find_statements
from ._terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

# reports of one side on one period; in others the same words count many things
SINGLE = ("述职报告", "党建述职报告", "企业述职", "工作总结", "半年总结", "整改报告", "对照检查")
OWN = re.compile("我们|本人|[我本全][局院校村镇乡县区市所站科处厅部委室行厂队社司]|全公司|集团|公司|我")
ACTOR = re.compile("我|本人|班子|成员|书记|[局处科股所站镇乡村院校]长|干部|支部|党[组委]")
LIST = 3  # so many different values are those of different things


@rule(
    "warning",
    Example(
        bad="李明2023年度述职报告\n一、主要成效\n班子成员讲党课⟦6次⟧。\n二、支部建设\n班子成员上党课8次。",
        good="李明2023年度述职报告\n一、主要成效\n班子成员讲党课8次。\n二、支部建设\n班子成员上党课8次。",
    ),
)
def conflicting_figure(doc: Document) -> Iterator[Finding]:
    """同一件事前后写了两个数。

    同样的人做同样的事，在同一时期，数字却不一样，如讲党课6次和上党课8次。
    时期不同、范围不同（全县和镇级、班子成员和各支部）、“其中”“分别”“每”“平均”带出的数和计划数不报。
    """
    stated: defaultdict[tuple[int, str, str], list[Statement]] = defaultdict(list)
    for one in find_statements(doc):
        stated[one.act, one.noun, one.figure.unit].append(one)
    for same in stated.values():
        yield from compare(doc, same)


def compare(doc: Document, same: list[Statement]) -> Iterator[Finding]:
    """Yield a finding for statements of one act that give two values."""
    values = {one.figure.value: one for one in reversed(same)}
    if not 1 < len(values) < LIST:
        return
    first, second = sorted(values.values(), key=lambda one: one.figure.span)
    if agree(doc, first, second) and not term(first.figure, doc.text).meets(term(second.figure, doc.text)):
        one, other = first.figure.span.of(doc.text), second.figure.span.of(doc.text)
        message = f"同一件事这里是{one}，后面是{other}，请核对后统一，或写明范围和时段。"
        yield Finding(first.figure.span, message, related=(Related(second.figure.span, f"这里是{other}"),))


def agree(doc: Document, first: Statement, second: Statement) -> bool:
    """Tell whether two statements speak of the same people and the same time, and not of what is to come.

    Within one paragraph they are mostly about two things.
    """
    return (
        doc.text.find("\n", first.figure.span.end, second.figure.span.start) >= 0
        and same_subject(doc, first.subject, second.subject)
        and same_period(doc, first.figure.period, second.figure.period)
        and not any(is_plan(doc, section_at(doc, one.figure.span.start)) for one in (first, second))
    )


def same_subject(doc: Document, one: str, other: str) -> bool:
    """Tell whether the same people acted; in a report of one side those left out are the reporting side."""
    if one and other:
        return one == other and (doc.doc_type in SINGLE or ACTOR.search(one) is not None)
    return doc.doc_type in SINGLE and not OWN.sub("", one + other)


def same_period(doc: Document, one: str, other: str) -> bool:
    """Tell whether two periods are the same, or none but that of the report."""
    return one == other or {one, other} <= {"", doc.period}
