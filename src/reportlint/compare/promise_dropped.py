"""没有下文的承诺。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Document, Example, Finding, Severity, rule

from . import Pair
from ._places import find_report_of_deeds, quote, tell_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._promises import Promise


@rule(
    "warning",
    Example(
        bad="""〔上年〕
一、主要工作和成效
（一）建成文化广场2处。
二、下一步打算
（一）新建标准化菜市场3个。
（二）为独居老人安装一键呼叫器200台。
〔今年〕
⟦一、主要工作和成效⟧
（一）三个标准化菜市场全部建成，摊位统一编号。
二、下一步打算
（一）改造农村公厕15座。""",
        good="""〔上年〕
一、主要工作和成效
（一）建成文化广场2处。
二、下一步打算
（一）新建标准化菜市场3个。
（二）为独居老人安装一键呼叫器200台。
〔今年〕
一、主要工作和成效
（一）三个标准化菜市场全部建成，摊位统一编号。
（二）为独居老人安装一键呼叫器206台。
二、下一步打算
（一）改造农村公厕15座。""",
    ),
)
def promise_dropped(doc: Document) -> Iterator[Finding]:
    """上年报告承诺要做的事，今年的报告一个字也没有提。

    做成了的要写明结果，没做成的要说明原因，不能没有下文。只看可以核对的承诺；没有写数字的，
    和只在问题、打算里提到的，只作提示。
    """
    if not isinstance(doc, Pair):
        return
    for promise in doc.promises:
        if promise.status == "none":
            firm = promise.concrete and not promise.elsewhere
            yield Finding(find_report_of_deeds(doc), tell(doc, promise), ceiling=None if firm else Severity.NOTE)


def tell(pair: Pair, promise: Promise) -> str:
    """Return what is missing."""
    promised = f"{tell_place(pair.last, promise.span)}承诺的{quote(pair.last, promise.span)}"
    if promise.elsewhere:
        line, _ = pair.lines.place(promise.elsewhere.start)
        return f"{promised}，今年只在第{line}行的问题或打算里提到，请在成绩里写明做得怎么样。"
    return f"{promised}，今年的报告没有交代，请写明完成情况，没有做的要说明原因。"
