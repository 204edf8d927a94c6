"""漏填的数字。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

HAN = "一-鿿"
BLANK = "[ \u3000\xa0]"
END = "(?=[，。；、,;）)]|$)"
SUM = (
    "完成|实现|投资|投入|产值|总值|总额|收入|利润|税收|资金|贷款|金额|支出|销售额|补助|补贴|到位|争取|共计|合计"
    "|节约|捐款|捐赠|经费|成本|营收|回款"
)
CHANGE = "增长|提高|提升|下降|上升|上涨|降低|回落|增加|减少|增幅|降幅|率|比重|占比|同比|环比"
# 完成万元
AMOUNT = re.compile(rf"(?:{SUM})[为了]?{BLANK}*(?:[万亿]元|万吨|万亩|万立方米|万平方米){END}", re.MULTILINE)
PATTERNS = (
    AMOUNT,
    # 同比增长％
    re.compile(rf"(?:{CHANGE})(?:[了为达约近占]|达到)?{BLANK}*(?:[%％]|个?百分点){END}", re.MULTILINE),
    # 惠及群众余人
    re.compile(
        rf"[{HAN}](?<![其剩业富盈结多年零几数十百千万亿一二两三四五六七八九]){BLANK}*余(?:人次|[人名户家件场次万]|[万亿]?元){END}",
        re.MULTILINE,
    ),
    # 发展党员 名
    re.compile(rf"[{HAN}]{BLANK}+(?:[名户个]|人次|场次|[万亿]元|公里|平方米){END}", re.MULTILINE),
    # 2023年月日
    re.compile(r"(?:19|20)\d\d年(?:月(?:日(?![均程常光报志])|(?=[，。；底初至]))|\d{1,2}月日(?![均程常光报志]))"),
)
PAUSE = re.compile("[，。；,;]")
# in 户均增收万元 the unit is the number
ROUND = re.compile("[均每户人亩村]")


@rule(
    "error",
    Example(bad="全年⟦完成万元⟧，超额完成任务。", good="全年完成860万元，超额完成任务。"),
    Example(bad="服务业收入同比⟦增长％⟧。", good="服务业收入同比增长12％。"),
)
def missing_value(doc: Document) -> Iterator[Finding]:
    """单位前面没有数字。

    “完成万元”“同比增长％”“2023年月日”都是模板里留空、忘了填的数字。表头和“单位：万元”不报；
    “户均增收万元”“投资亿元以上项目”里的“万元”“亿元”本身就是数目，也不报。
    """
    for line in doc.paragraphs:
        if PAUSE.search(line.of(doc.text)):
            yield from find_gaps(doc.text, line)


def find_gaps(text: str, line: Span) -> Iterator[Finding]:
    """Yield the units of a line that have no number."""
    ends = set()
    for pattern in PATTERNS:
        for match in pattern.finditer(text, line.start, line.end):
            if match.end() not in ends and not is_round(text, match):
                ends.add(match.end())
                yield Finding(Span(*match.span()), f"“{match[0]}”里没有数字，请补上。")


def is_round(text: str, match: re.Match[str]) -> bool:
    """Tell whether a sum of money is one 万 or 亿 to each of many."""
    clause = PAUSE.split(text[max(0, match.start() - 20) : match.start()])[-1]
    return match.re is AMOUNT and ROUND.search(clause) is not None
