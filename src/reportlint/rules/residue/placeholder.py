"""占位符。"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

SHOWN = 20
HAN = "一-鿿"
X = "[XxＸｘ×]"
WORD = "A-Za-z0-9_Ａ-Ｚａ-ｚ０-９×"  # a mask does not begin inside any of these
# what one character alone can stand before as a mask: dates and quantities, places
COUNTED = "(?:个(?![个别])|[年月日次名家项件户期亩元万亿座所篇份批天届]|中全?会|人次|余人)"
PLACE = "(?:[省市县区镇乡村街局厅](?!场|政|域|民|级|干|部|容|内|外|情|头|别))"
MASKS = re.compile(
    rf"(?<![{WORD}])(?:19|20)(?:\d{X}|{X}{{2}}|[_＿]{{2}})(?![{WORD}])"  # 202x年, 20XX年
    rf"|(?<![{WORD}.]){X}+[.．]{X}+(?![{WORD}.])"  # x.x%
    # XX县, XX2023年; not XXL, XXG-2505, xxx.com, a/xx
    rf"|(?<![{WORD}\-./@=]){X}{{2,}}(?![A-Za-z_]|[-‐./@]\w|\d+(?![\d年月])|染色体)"
    rf"|(?<![{WORD}+＋\-/“‘])[XxＸｘ](?={COUNTED}|{PLACE})"
    rf"|(?:(?<![{HAN}{WORD})）])|(?<=[第年月至到]))×(?={COUNTED}|{PLACE})"
)
SOMEBODY = re.compile(
    r"(?:(?<![一-鿿])|(?<=[的是由在对和与向叫让请为]))某{2,}|某{2,}(?=[省市县区镇乡村局厅]|公司|单位|学校|企业)"
)
BLANKS = re.compile(rf"(?<=[{HAN}，。；、（“])[_＿]{{2,}}(?=[{HAN}%％，。；、])")
NOTES = re.compile(
    r"[【\[（(〔][^【】\[\]（）()〔〕\n]{0,12}(?:待补充|待填|请填写|请补充|请输入|请插入)[^【】\[\]（）()〔〕\n]{0,20}[】\]）)〕]"
    r"|[【\[（(〔]此处[^【】\[\]（）()〔〕\n]{1,30}[】\]）)〕]"
    r"|[【〔](?:填写|输入|插入|单位名称|公司名称|你的|您的|待)[^【】〔〕\n]{0,12}[】〕]"
    r"|(?<![A-Za-z])(?:TODO|FIXME)[:：]|(?<![A-Za-z])TBD(?![A-Za-z])"
)
STARS = re.compile(r"[*＊]+(?:[.．][*＊]+)*")
ONE_STAR = re.compile(
    rf"(?<![{WORD})）人台次个])[*＊](?=[年月日])|(?<=[共在至到于])[*＊](?={COUNTED}|{PLACE})|(?<![{HAN}{WORD})）])[*＊](?={PLACE})"
)
MANY_STARS = re.compile(rf"(?<![{WORD})）])[*＊.．]{{2,}}(?=[{HAN}%％])|(?<=[{HAN}])[*＊.．]{{2,}}(?![{WORD}*＊])")
COUNTED_STARS = re.compile(rf"[*＊]+(?={COUNTED}|{PLACE})")
CLOSED = tuple("：:。！？）)”》】")  # **要点：**说明 is emphasis to its author, if not to CommonMark
# a name hidden in speech (他说：“我用了××药……”), and a name that stands for any (“XX报”“XX新闻”)
HIDDEN = re.compile(rf"[：:][“「][^“”「」\n]{{0,300}}[”」]|“{X}+[{HAN}]{{1,2}}”")
JOINED = re.compile("[年月日时届第、至到—-]{1,2}")


@rule(
    "error",
    Example(bad="带领⟦XX⟧县全年完成投资⟦××⟧亿元。", good="带领清河县全年完成投资12亿元。"),
    Example(bad="帮扶资金⟦____⟧万元，全部用于修渠。", good="帮扶资金20万元，全部用于修渠。"),
    Example(bad="完成率⟦x.x⟧%，排名全市前列⟦【待补充】⟧。", good="完成率98.5%，排名全市第二。"),
)
def placeholder(
    doc: Document, *, allow_masks: Annotated[bool, "公开发布时有意隐去的名称和数字（XX、**、某某）不报"] = False
) -> Iterator[Finding]:
    """该填的地方还留着占位符。

    XX、××、**、某某、20XX年、____、【待补充】都是模板里等人填写的空，交稿前应换成真实的名称和数字。
    产品型号（XXG-2505型）、X射线、尺码XXL和加粗记号**不在此列。
    """
    notes = [Span(*match.span()) for pattern in (NOTES, BLANKS) for match in pattern.finditer(doc.text)]
    masks = [] if allow_masks else [*find_masks(doc.text), *find_stars(doc)]
    for span in joined(doc.text, sorted({*notes, *masks})):
        shown = span.of(doc.text)
        yield Finding(span, f"“{shown[:SHOWN]}{'…' * (len(shown) > SHOWN)}”是占位符，请填上真实的内容。")


def find_masks(text: str) -> Iterator[Span]:
    """Yield masks of letters and of 某, but for those that hide a name on purpose."""
    hidden = [Span(*match.span()) for match in HIDDEN.finditer(text)]
    for pattern in (MASKS, SOMEBODY):
        for match in pattern.finditer(text):
            at = bisect_right(hidden, Span(match.end(), 0)) - 1
            if at < 0 or match.start() not in hidden[at]:
                yield Span(*match.span())


def find_stars(doc: Document) -> Iterator[Span]:
    """Yield masks of stars; pairs of stars round words are Markdown."""
    markdown = doc.source.format == "markdown"
    for line in doc.paragraphs:
        runs = [Span(*match.span()) for match in STARS.finditer(doc.text, line.start, line.end)]
        emphasis = find_emphasis(doc, line, runs)
        for run in runs:
            mask = COUNTED_STARS if markdown else ONE_STAR if len(run) == 1 else MANY_STARS
            if run not in emphasis and mask.match(doc.text, run.start):
                yield run


def find_emphasis(doc: Document, line: Span, runs: list[Span]) -> set[Span]:
    """Return the runs of stars that set the words between them off, by the rules of CommonMark as people take them."""
    marked: set[Span] = set()
    for first, second in pairwise(runs):
        words = doc.text[first.end : second.start]
        whole = doc.source.format == "markdown" or (first.start == line.start and second.end == line.end)
        plain = whole or not re.search("[，。；！？]", words)
        masks = COUNTED_STARS.match(doc.text, first.start) and COUNTED_STARS.match(doc.text, second.start)
        paired = len(first) == len(second) and opens(doc.text, first) and closes(doc.text, second)
        if first not in marked and paired and plain and not masks:
            marked |= {first, second}
    return marked


def opens(text: str, stars: Span) -> bool:
    """Tell whether words set off by stars can begin behind them."""
    before, after = text[stars.start - 1 : stars.start], text[stars.end : stars.end + 1]
    return after.isalnum() or (after.strip() != "" and not before.isalnum())


def closes(text: str, stars: Span) -> bool:
    """Tell whether words set off by stars can end before them."""
    before, after = text[stars.start - 1 : stars.start], text[stars.end : stars.end + 1]
    return before.isalnum() or before in CLOSED or (before.strip() != "" and not after.isalnum())


def joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Join the masks of one date or one enumeration: *年*月*日, XX、XX."""
    waiting: Span | None = None
    for span in spans:
        if waiting and (span.start <= waiting.end or JOINED.fullmatch(text, waiting.end, span.start)):
            waiting = Span(waiting.start, max(waiting.end, span.end))
        else:
            if waiting:
                yield waiting
            waiting = span
    if waiting:
        yield waiting
