"""过长的句子。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

# up to a full stop or a semicolon; a line without one is a heading, a list line or a cell
RUN = re.compile(r"([^。！？!?；;\n\r]+)([。！？!?；;]?)")
LIST = re.compile("[：:]")  # what follows is a list or somebody's words
CELL = re.compile(r"[|\t]")
SPACE = re.compile(r"\s+")


@rule(
    "note",
    Example(
        bad="⟦会议传达了水库安全度汛的要求，通报了近期三次降雨过程中巡查不到位、交接班记录不全、值班电话无人接听等情况，"
        "研究了汛期值守、物资储备和人员转移预案的修订意见，明确了各站所的包片范围和负责人员，决定从六月一日起实行双人值班，"
        "每天早晚两次报告水位、雨量和坝体巡查结果，遇有险情立即电话报告局防汛办公室并同步组织下游群众转移。⟧",
        good="会议传达了水库安全度汛的要求，通报了近期三次降雨过程中暴露的问题。会议明确了各站所的包片范围和负责人员。",
    ),
)
def long_sentence(
    doc: Document, *, limit: Annotated[int, "一句话到句号或分号为止最多的字数，空格不计"] = 150
) -> Iterator[Finding]:
    """一句话太长，超过150字没有句号。

    句子太长，主语和谓语离得远，读的人记不住前面说了什么，写的人也容易写出杂糅的句子。分号也算断开；冒号后面的列举和引语、表格不算。
    """
    for match in RUN.finditer(doc.text):
        text = match[0].strip() if match[2] else ""
        length = len(SPACE.sub("", LIST.split(text, maxsplit=1)[0])) if len(text) > limit else 0
        if length > limit and not CELL.search(text):
            start = match.end() - len(match[0].lstrip())
            yield Finding(Span(start, match.end()), f"这句话有{length}字，读起来吃力，请在意思告一段落的地方断开。")
