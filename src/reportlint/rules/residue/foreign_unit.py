"""别的单位的名称。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule

from . import _places as places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

# what a unit is called behind the name of its place
UNIT = re.compile(
    "[一-鿿]{0,12}?(?:分局|局|委员会|办公室|办事处|检察院|法院|集团|公司|银行|支行|学校|中学|小学|学院|医院|中心|大队|支队|党工委|党委|党支部"
    "|人民政府|政府|图书馆|文化馆|委|厅|所|站)"
)
BEFORE = 10  # characters that tell how a name is used
LED_BY = re.compile("[一-鿿、“”]{0,12}(?:坚强|正确|有力|统一)?领导下")
FOR = ("为", "推动", "助力", "促进", "谱写", "建设")
ACTS = re.compile("(?:将|要|始终|坚持|坚决|全体|上下|高度重视|干部群众|党员干部|广大)")
AIMS = re.compile(
    "[一-鿿、]{0,6}?(?:经济社会|高质量发展|跨越发展|发展|振兴|现代化建设|新篇章|新局面)[一-鿿、]{0,10}(?:贡献|力量|保障|支撑|努力|环境|篇章|局面)"
)
ORDERS = re.compile(
    "(?:委|党委|政府|人民政府)[一-鿿、]{0,8}?(?:决策部署|工作部署|工作要求|工作安排|中心工作|工作大局|下达)"
)
ISSUED = re.compile("(?:制定|印发|出台|修订|编制|研究|起草)[一-鿿]{0,4}《$")
CLAUSE_START = re.compile("(?:^|[。；！？\r\n，])[ \t\u3000]*(?:今后|下一步|明年|新的一年)?$")


@rule(
    "warning",
    Example(
        bad="云溪区应急管理局2024年工作总结\n今年，全区安全形势平稳。\n⟦东岭县应急管理局⟧将以更实的作风做好各项工作。",
        good="云溪区应急管理局2024年工作总结\n今年，全区安全形势平稳。\n云溪区应急管理局将以更实的作风做好各项工作。",
    ),
)
def foreign_unit(doc: Document) -> Iterator[Finding]:
    """该写本单位的地方写着别的单位、别的地方。

    多半是借用别处的稿子时没有改净。标题和署名写明是哪里的报告，正文里同一级的另一个地方却以本单位的身份出现，就会报；
    说明是去考察、合作、帮扶对象的不报。
    """
    head = places.head_of(doc)
    if head is None or not places.SUFFIX.search(doc.text, head.start, head.end):
        return
    found = list(places.find_places(doc.words))
    own = [place for place in found if head.covers(place.span)]
    for place in found:
        rivals = [one for one in own if one.rank == place.rank]
        if not rivals or place.name in {one.name for one in own} or places.is_partner(doc.text, place):
            continue
        if span := foreign_place(doc.text, place, own_unit(doc.text, rivals[-1])):
            mine = rivals[-1].span.of(doc.text)
            message = f"这份报告是“{mine}”的，这里却写着“{span.of(doc.text)}”，请改成本单位的名称。"
            yield Finding(span, message, related=(Related(rivals[-1].span, "报告的单位在这里。"),))


def own_unit(text: str, place: places.Place) -> str:
    """Return what the own unit is called behind its place: 应急管理局; empty where the head does not say."""
    unit = UNIT.match(text, place.span.end)
    return unit[0] if unit else ""


def foreign_place(text: str, place: places.Place, unit: str) -> Span | None:
    """Return the foreign name where it stands as that of the reporting side; None where it does not."""
    start, end = place.span.start, place.span.end
    before = text[max(0, start - BEFORE) : start]
    if len(unit) > 1 and text.startswith(unit, end):
        return Span(start, end + len(unit))
    if not place.proper or place.rank <= places.CITY:  # a city reports to another
        return None
    led = before.endswith("在") and LED_BY.match(text, end)
    acts = CLAUSE_START.search(before) and ACTS.match(text, end)
    aims = before.endswith(FOR) and AIMS.match(text, end)
    own = led or acts or aims or ORDERS.match(text, end) or ISSUED.search(before)
    return place.span if own else None
