"""缺少应有的部分。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

from ._parts import NAMES, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

LONGEST = 60  # characters of a first line that stands for the title
# how a text without such a section says the same
CUES: dict[Part, re.Pattern[str]] = {
    "achievements": re.compile("完成|取得|开展|落实|实现|推进|组织|荣获|整改"),
    "problems": re.compile(
        "(?:存在|还有|仍有|尚有|面临|出现|主要)[^。；\n]{0,15}(?:问题|不足|差距|短板|困难|薄弱|弱项|欠缺)"
        "|(?:问题|不足|差距|短板)(?:主要)?(?:有|是|表现|在于|分析|如下|[：:])|不够|有待"
    ),
    "causes": re.compile("原因|根源|究其|症结|归根"),
    "measures": re.compile(
        "下一?步|下一?阶段|今后|明年|来年|下一年|下半年|新的一年|打算|整改(?:措施|情况|落实)|问题的整改|对策|努力方向|我们?将|建议"
    ),
}


@rule(
    "warning",
    Example(
        bad="⟦张明2023年度述职报告⟧\n一、履职成效\n全年办结事项30件。\n二、下步打算\n继续抓好落实。",
        good="张明2023年度述职报告\n一、履职成效\n全年办结事项30件。\n二、存在问题\n学习不深入。\n三、下步打算\n继续抓好落实。",
    ),
)
def missing_section(
    doc: Document,
    *,
    required: Annotated[
        tuple[Part, ...], "必须有的部分：成效 achievements、问题 problems、原因 causes、措施 measures"
    ] = (),
) -> Iterator[Finding]:
    """缺少这一文种应有的部分，如述职报告通篇不写问题。

    哪些部分必须有，由文种配置决定；没有配置就不查。别的小节里写到了，或者换了名称，都算有。
    读不出一个这样的部分的文稿，结构另是一路，也不查。
    """
    present = {role for section in doc.sections for role in section.roles}
    missing = [role for role in required if role not in present and not CUES[role].search(doc.text)]
    if present and missing:
        names = "、".join(f"“{NAMES[role]}”" for role in missing)
        yield Finding(find_place(doc), f"{doc.doc_type or '这份文稿'}应当写到{names}，通篇没有找到，请补写。")


def find_place(doc: Document) -> Span:
    """Return the title or the beginning of the first line."""
    first = doc.paragraphs[0]
    return doc.title or Span(first.start, min(first.end, first.start + LONGEST))
