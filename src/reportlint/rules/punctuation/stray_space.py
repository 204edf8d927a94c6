"""多余的空格。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, find_words, rule

from ._prose import HAN, SPACE, gather, is_prose, is_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

LONGEST = 80
# inside quotation marks and brackets a space parts the halves of a slogan or the names of a list
PARTED = (
    rf"“[^“”\n]{{1,{LONGEST}}}”|《[^《》\n]{{1,{LONGEST}}}》|（[^（）\n]{{1,{LONGEST}}}）|【[^【】\n]{{1,{LONGEST}}}】"
)
GAP = re.compile(
    rf"{PARTED}|(?P<beside>(?<=[{HAN}”》）]){SPACE}+(?=[，。、；：！？])|(?<=[，、])(?<![一二三四五六七八九十]、){SPACE}+(?=[{HAN}“《]))"
    rf"|(?P<between>(?<=[{HAN}]){SPACE}+(?=[{HAN}]))"
)
PAUSE = re.compile("[，。；].")
CLOSED = re.compile("[。！？；：][”’）)]?")
AROUND = 10


@rule(
    "warning",
    Example(bad="落实责任⟦ ⟧，确保按期完成。", good="落实责任，确保按期完成。"),
    Example(bad="全年工作有序推进，群众反映良⟦ ⟧好。", good="全年工作有序推进，群众反映良好。"),
)
def stray_space(doc: Document) -> Iterator[Finding]:
    """汉字之间、汉字和标点之间夹着空格。

    汉字之间不空格，标点自己占一个字的位置，前后也不空格；多余的空格多半是复制、排版时带进来的。
    段首缩进、表格、标题、名单和引号里的空格不报。
    """
    sure = []
    for match, told in find_gaps(doc):
        gap = Span(*match.span())
        if match["beside"] or (told and splits_word(doc.text, gap)):
            sure.append((Edit(gap, ""),))
        elif told and len(gap) == 1 and not is_name(doc.text, gap.end):
            fix = Fix("删去空格", (Edit(gap, ""),))
            yield Finding(gap, "汉字之间多了空格，请删去；如果漏了标点或换行，请补上。", fix)
    yield from gather(doc, sure, len(doc.paragraphs), "多余的空格", "删去")


def find_gaps(doc: Document) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the spaces between Chinese and beside its marks, each with whether it stands in a sentence."""
    for paragraph in doc.paragraphs:
        line = paragraph.of(doc.text)
        if is_row(line):
            continue
        told = bool(PAUSE.search(line) and CLOSED.search(line[-2:]))
        for match in GAP.finditer(doc.text, paragraph.start, paragraph.end):
            if match.lastgroup and is_prose(doc, Span(*match.span())):
                yield match, told


def splits_word(text: str, gap: Span) -> bool:
    """Tell whether a space stands inside a word."""
    before = text[max(0, gap.start - AROUND) : gap.start]
    joined = before + text[gap.end : gap.end + AROUND]
    return any(word.span.start < len(before) < word.span.end for word in find_words(joined, guess=False))


def is_name(text: str, start: int) -> bool:
    """Tell whether a person's name follows, set off from an office: 县长 张三."""
    return find_words(text[start : start + AROUND])[0].tag == "nr"
