"""各部分的先后次序不合常规。"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Related, rule

from ._parts import NAMES, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlint import Document, Section

# what became of the problems of another time may stand anywhere
EARLIER = re.compile("上一?年|去年|上次|整改.{0,4}情况|反馈|回头看")


@rule(
    "note",
    Example(
        bad="王芳2024年度述职报告\n一、履职成效\n全年接诊3200人次。\n⟦二、下步打算⟧\n明年开设夜间门诊。\n"
        "三、存在问题\n夜间急诊人手不足。",
        good="王芳2024年度述职报告\n一、履职成效\n全年接诊3200人次。\n二、存在问题\n夜间急诊人手不足。\n"
        "三、下步打算\n明年开设夜间门诊。",
    ),
)
def section_order(
    doc: Document,
    *,
    order: Annotated[
        tuple[Part, ...], "各部分的先后：成效 achievements、问题 problems、原因 causes、措施 measures"
    ] = (),
) -> Iterator[Finding]:
    """各部分的先后次序不合这一文种的常规，如先写打算、后写问题。

    次序由文种配置决定，没有配置就不查。合在一起写的、分成几处写的和只缺一部分的都不算。
    """
    parts = find_parts(doc)
    for first, second in combinations(order, 2):
        if parts[first] and parts[second] and parts[second][-1].span < parts[first][0].span:
            early, late = parts[second][0], parts[first][0]
            yield Finding(
                early.heading,
                f"“{early.title}”排在“{late.title}”前面，{doc.doc_type or '这类文稿'}一般先写{NAMES[first]}、"
                f"后写{NAMES[second]}，请调整次序。",
                related=(Related(late.heading, "这一部分一般在前"),),
            )
            return


def find_parts(doc: Document) -> Mapping[Part, list[Section]]:
    """Return the sections at the top by what they are about, in order."""
    found: defaultdict[Part, list[Section]] = defaultdict(list)
    for section in doc.sections:
        if section.parent is None and section.title.strip() and not EARLIER.search(section.title):
            for role in section.roles:
                found[role].append(section)
    return found
