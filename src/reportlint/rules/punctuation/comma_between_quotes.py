"""引号、书名号之间的顿号。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._prose import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

LONGEST = 60
QUOTED = rf"“[^“”\n]{{1,{LONGEST}}}”"
TITLED = rf"《[^《》\n]{{1,{LONGEST}}}》"
ROW = re.compile(rf"{QUOTED}(?:、?{QUOTED})+|{TITLED}(?:、?{TITLED})+")
MARK = re.compile("(?<=[”》])、(?=[“《])")
# the row goes on with something that is not in quotation marks
GOES_ON = re.compile("[（(、]|[^，。；：！？“《\n]{1,12}、[“《]")


@rule("note", Example(bad="牢记“国之大者”⟦、⟧“省之要者”。", good="牢记“国之大者”“省之要者”。"))
def comma_between_quotes(doc: Document) -> Iterator[Finding]:
    """并列的引号之间、书名号之间用了顿号。

    标有引号的并列成分之间、标有书名号的并列成分之间通常不用顿号；中间插有括注等别的成分时才用，
    见 GB/T 15834—2011 第 4.5.3.5 条。
    """
    for row in ROW.finditer(doc.text):
        marks = [Span(*match.span()) for match in MARK.finditer(doc.text, *row.span())]
        if not marks or GOES_ON.match(doc.text, row.end()) or doc.text[row.start() - 1 : row.start()] == "、":
            continue
        if all(is_prose(doc, mark) for mark in marks):
            fix = Fix("删去顿号", tuple(Edit(mark, "") for mark in marks))
            yield Finding(marks[0], "并列的引号、书名号之间通常不用顿号，请删去。", fix)
