"""书名号的用法。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._prose import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

NAMED = "(?:荣誉)?称号|荣誉(?!感)|奖项|奖[杯牌状章]|锦旗|牌匾|商标|创建活动|主题活动|专项行动"
PRIZE = "称号|先进个人|先进集体|先进单位|文明单位|示范单位|优秀党员|优秀共产党员|劳动模范"
HONOUR = re.compile(rf"《(?:[^《》\n]{{1,30}}》(?=(?:等)?(?:{NAMED}))|[^《》\n]{{0,30}}(?:{PRIZE})》)")


@rule("note", Example(bad="获评⟦《优秀党员》⟧称号。", good="获评“优秀党员”称号。"))
def title_mark(doc: Document) -> Iterator[Finding]:
    """称号、奖项、活动的名称用了书名号。

    书名号只标书名、篇名、报刊名、文件名等作品名；奖品奖状、商标、证照、组织机构、会议、活动等名称不用书名号，
    见 GB/T 15834—2011 附录 A.13.1。要突出这类名称，可用引号。
    """
    for match in HONOUR.finditer(doc.text):
        span = Span(*match.span())
        if is_prose(doc, span):
            fix = Fix("改用引号", (Edit(span, f"“{match[0][1:-1]}”"),))
            yield Finding(span, f"{match[0]}不是作品的名称，不用书名号，请改用引号。", fix)
