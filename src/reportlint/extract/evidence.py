"""What a claim rests on: a figure, a name, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.model import Evidence

_RANK = re.compile("首位(?!战略)|第[一二三四五六七八九十0-9]+(?:位|名)|居[^，]{0,8}第[一二三四五0-9]")
_PROPER = (
    "工程|项目|行动|专班|试点|示范[县区市项]|度假区|博览会|先进(?:单位|集体)|奖|称号|党支部|储备库|城市|营业厅|读书班|走廊|战略|清单|规划|办法"
    "|方案|条例|推进会|推动会|党校|平台|中心|文化节|旅游节"
)
_NAMED = re.compile(f"《|获评|荣获|评为|授予|入选|蝉联|(?<=[^，、的了“]{{4}})(?:{_PROPER})")
# words in quotation marks that name nothing
_CATCHWORD = re.compile(
    "“(?:四个意识|四个自信|两个维护|两个确立|两委|第一责任人|一把手|[^“”〞]{1,4}[”〞](?:作用|制约|成为|服务|换届|干部|一班))"
)
_QUOTED = re.compile("“[^“”〞]+[”〞](?!职责|理念|原则|思想|目标|精神|要求)")


def find_evidence(words: str, *, counted: bool) -> Evidence:
    """Tell what a claim rests on by its own words.

    Args:
        words: The claim.
        counted: Whether it holds a figure.
    """
    if counted or _RANK.search(words):
        return "figure"
    if _NAMED.search(words) or _QUOTED.search(_CATCHWORD.sub("", words)):
        return "named"
    return "none"
