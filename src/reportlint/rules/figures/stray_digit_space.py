"""数字旁边的空格。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document

HAN = "一-鿿"
SPACE = "[ \u3000\xa0]"
COMMA = re.compile("[，,]")
HABIT = 10  # so many in a text, and more than numbers without spaces, are its habit
ROW = re.compile(rf"[\t|｜]|(?<!{SPACE}){SPACE}{{2,}}+\S++{SPACE}{{2}}")
# what is set off from its number on purpose: 图 1, 附件 2, 第 3 页
LABEL = "[第图注]|[附见如]表|附件"
NO_LABEL = "(?<![第图注])(?<![附见如]表)(?<!附件)"
SLIP = re.compile(
    rf"(?P<left>(?<=[{HAN}]){NO_LABEL}{SPACE}++)?(?<![A-Za-z0-9_.+-])(?P<number>\d(?:[\d.,]*\d)?)"
    rf"(?:(?P<right>{SPACE}++(?=[{HAN}%％]))|(?![\d.．、)）]))"
)
EVENT = re.compile(r"(?:19|20)\d\d")  # 2025 国际大会
TIGHT = re.compile(rf"(?<=[{HAN}])\d[\d.,]*[{HAN}%％]")
LATIN = re.compile(rf"[{HAN}](?P<before> ?)[A-Za-z]|[A-Za-z](?P<behind> ?)[{HAN}]")
MEANT = re.compile(rf"(?:[A-Za-z0-9]|{LABEL})\s?$")  # Python 3 开发
PAUSE = re.compile(rf"(?<=[{HAN}]){SPACE}+(?=[{HAN}])")
# 5 9亿元: three digits behind the space would be thousands
SPLIT = re.compile(rf"(?<=[{HAN}]){NO_LABEL}\d{{1,3}} \d{{1,2}}(?=[%％万亿元名人户次项件吨亩场]|个(?!人))")


@rule(
    "warning",
    Example(bad="全年培训⟦ 12 ⟧次，覆盖全体干部。", good="全年培训12次，覆盖全体干部。"),
    Example(bad="全镇生产总值⟦5 9⟧亿元。", good="全镇生产总值5.9亿元。"),
)
def stray_digit_space(doc: Document) -> Iterator[Finding]:
    """数字和汉字之间、数字中间夹着空格。

    公文里数字前后不空格；数字中间的空格多半是丢了小数点。表格、标题、图表编号和外文旁边的空格不报，
    习惯在外文和数字两边都空格的文稿不报；全文数字两边都空格的，合成一条。
    """
    for match in SPLIT.finditer(doc.text):
        yield Finding(Span(*match.span()), f"“{match[0]}”中间断开了，请补上小数点，或者删去空格。")
    if spaces_latin(doc.text):
        return
    slips = [slip for line in doc.paragraphs for slip in find_slips(doc.text, line)]
    if len(slips) >= HABIT and len(slips) > len(TIGHT.findall(doc.text)):
        slips = [tuple(edit for slip in slips for edit in slip)]
    yield from map(report, slips)


def spaces_latin(text: str) -> bool:
    """Tell whether a text mostly sets off Latin words by spaces, and numbers like them."""
    spaced = [bool(match["before"] or match["behind"]) for match in LATIN.finditer(text)]
    return sum(spaced) * 2 > len(spaced)


def find_slips(text: str, line: Span) -> Iterator[tuple[Edit, ...]]:
    """Yield for each number with spaces beside it, in a line of prose, the edits that delete them."""
    words = line.of(text)
    if not COMMA.search(words) or ROW.search(words):
        return
    pauses = PAUSE.search(words) is not None  # a space may stand for a comma: 发生火灾 2人受伤
    for match in SLIP.finditer(text, line.start, line.end):
        sides = [Span(*match.span(side)) for side in ("left", "right") if match[side]]
        if sides and not is_meant(text, match, pauses=pauses):
            yield tuple(Edit(side, "") for side in sides)


def is_meant(text: str, match: re.Match[str], *, pauses: bool) -> bool:
    """Tell whether the space before or behind a number is there on purpose."""
    if MEANT.search(text, max(0, match.start() - 3), match.start()):
        return True
    if EVENT.fullmatch(match["number"]) and not text.startswith("年", match.end()):
        return True
    return match["right"] is None and pauses


def report(slip: Sequence[Edit]) -> Finding:
    """Return the finding about numbers with spaces beside them: one, or all of a text."""
    span = Span(slip[0].span.start, slip[-1].span.end)
    fix = Fix("删去空格", tuple(slip), safe=True)
    if len(slip) > 2:
        return Finding(slip[0].span, "全文数字和汉字之间多处空了格，请删去空格。", fix)
    return Finding(span, "数字和汉字之间不空格，请删去空格。", fix)
