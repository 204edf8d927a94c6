"""不可能的数值。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Figure

REACH = 16  # characters before a figure in which the words that govern it stand
# shares of a whole; not those that may pass 100%: 完成率, 毛入学率, 拨备覆盖率
SHARE = re.compile(
    "(?:满意度|满意率|好评率|知晓率|合格率|优良率|优秀率|达标率|及格率|通过率|准确率|正确率|成功率|及时率|办结率|整改率|销号率|反馈率|回复率|答复率"
    "|出勤率|到会率|参会率|到课率|普及率|参与率|签订率|(?<!备)(?<!动性)(?<!准备金)(?<!息)覆盖率|城[镇市]化率|绿[化地]率|(?<!毛)入学率|处理率|处置率|治愈率|成活率|存活率|入户率|建档率"
    "|(?<!GDP)(?<!生产总值)(?:占比|比重)|占(?!.{0,8}(?:计划|预算|目标|任务|年初|同期|上年|去年))[^，。；：、]{1,12}的)$"
)
LINK = re.compile("(?:已|均|都|各|也|仍|分别|达到|到达|达|为|是|保持在|稳定在|在|约|近|超过|超|突破|至|到|了)+$")
FALL = re.compile("(?:下降|减少|降低|缩短|压缩|压减|缩减|减)(?:了|约|近|达|超过|幅度?)*$")
# may fall below zero
BALANCE = re.compile("利润|利税|收益|盈|亏|净|差额|顺差|逆差|余额|现金流|温度")
AGE = re.compile("年龄(?:已?达到?|为|约|近|超过?|是)*$")
OLDEST = 120
DAILY = re.compile("每[天日](?!.*(?:累计|[共总合]|用工))[^，。；：、0-9]{0,8}$")
HOURS = 24
NEGATIVE = re.compile("(?:[为是达]|增[长加]|净增)负$")
COUNTED = frozenset("人名位户家")


@rule(
    "error",
    Example(bad="群众满意度达⟦103%⟧。", good="群众满意度达99.3%。"),
    Example(bad="事故起数下降⟦2倍⟧。", good="事故起数下降三分之二。"),
)
def impossible_value(doc: Document) -> Iterator[Finding]:
    """不可能有的数值，如满意度103%、下降2倍。

    部分不会大于整体，所以占比、覆盖率、合格率不超过100%；减少到零就是减少100%，不会下降几倍。
    增长率、完成率、毛入学率、拨备覆盖率可以超过100%，利润可以由盈转亏，都不在此列。
    """
    for figure in doc.figures:
        before = doc.text[max(0, figure.span.start - REACH) : figure.span.start]
        reason = explain(figure, before)
        if reason:
            yield Finding(figure.span, f"{reason}，请核对“{figure.span.of(doc.text)}”。")


def explain(figure: Figure, before: str) -> str:
    """Return why a figure cannot be right; empty where it can."""
    low = figure.value[0] if isinstance(figure.value, tuple) else figure.value
    if figure.unit == "%" and low > 100 and SHARE.search(LINK.sub("", before)):
        return "部分不会大于整体，这个比率不应超过100%"
    if (
        FALL.search(before)
        and not BALANCE.search(before)
        and (figure.unit == "倍" or (figure.unit == "%" and low > 100))
    ):
        return "减少到零也只是减少100%，不会降得更多"
    if figure.unit in ("岁", "周岁") and low > OLDEST and AGE.search(before):
        return "人的年龄不会这样大"
    if figure.unit in ("小时", "个小时") and low > HOURS and DAILY.search(before):
        return "一天只有24小时"
    if figure.unit in COUNTED and NEGATIVE.search(before):
        return "人和户的数目不会小于零"
    return ""
