"""照抄上年的段落。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Document, Example, Finding, rule

from . import Pair
from ._places import tell_place

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "warning",
    Example(
        bad="""〔上年〕
一、主要工作
坚持把调解室建在家门口，老党员当主心骨，网格员跑细腿，街坊的疙瘩当天解、当面解。
〔今年〕
一、主要工作
⟦坚持把调解室建在家门口，老党员当主心骨，网格员跑细腿，街坊的疙瘩当天解、当面解。⟧""",
        good="""〔上年〕
一、主要工作
坚持把调解室建在家门口，老党员当主心骨，网格员跑细腿，街坊的疙瘩当天解、当面解。
〔今年〕
一、主要工作
调解室又添了两间，律师每周三坐班，全年调解纠纷58件，没有一件闹到街道。""",
    ),
)
def copied_passage(doc: Document, *, shortest: Annotated[int, "少于这么多汉字的段落不报"] = 12) -> Iterator[Finding]:
    """整句整段照抄上年的报告。

    照抄的话说的是上年的事，看不出今年做了什么。称呼、指导思想、感谢和表态一类必写的套话、固定提法和标题不算。
    """
    if not isinstance(doc, Pair):
        return
    for passage in doc.copies:
        size = doc.count_copied(passage)
        if size >= shortest:
            how = "一字不差" if passage.likeness == 1 else "几乎一样"
            message = f"这{size}个字与{tell_place(doc.last, passage.source)}起的一段{how}，请换成今年的情况。"
            yield Finding(passage.span, message)
