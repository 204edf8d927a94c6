"""Words that bound a number: 超过, 近, 约 before it, 以上, 以内, 左右 behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.model import Bound

_BEFORE: dict[str, Bound] = {
    **dict.fromkeys(("超过", "超", "突破", "逾", "跨过", "跨越", "跨上", "迈上", "迈过", "登上", "站上", "高于", "大于"), "more"),
    **dict.fromkeys(("多于", "至少", "不少于", "不低于", "不小于", "不下", "最低", "最少"), "more"),
    **dict.fromkeys(("近", "将近", "接近", "逼近", "不足", "不到", "未满", "不满", "低于", "少于", "小于"), "less"),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "最多", "至多", "未超过", "未达", "不超"), "less"),
    **dict.fromkeys(("约", "大约", "约为", "大概", "约占"), "about"),
}  # fmt: skip
_LONGEST = max(map(len, _BEFORE))
# words that only end like one
_UNBOUND = re.compile("(?:附|最|临|邻|靠|新|远|亲|就|相)近$|(?:节|签|预|合|条|集|制|违|相|特|契|公|简|履|续|邀)约$|[高赶反]超$")
_FAR = re.compile("接近[^，。、；：0-9]{1,8}的$")  # 接近总数的30%
_LASTED = re.compile("(?:历时|历经|历经了|历时了|长达|用了|用时|耗时|经过|有|达|花了|费时)$")
_HASTE = re.compile("快$")
_BEHIND = re.compile("[（(]?(?:(?P<more>[及或]?以上|有余|开外|多(?![了样元次种少数边方媒个家项]))|(?P<less>[及或]?以下|以内|之内)|(?P<about>左右|上下(?!游)))")


def bound_before(text: str, start: int, kind: str) -> Bound | None:
    """Return the bound that the words before a number of a kind of unit set; None when they set none."""
    head = text[max(0, start - 14) : start].removesuffix("了")
    if kind == "duration" and head.endswith(("近", "快")) and not head.endswith(("将近", "接近")):
        return "less" if head.endswith("快") or _LASTED.search(head[:-1]) else None
    if _UNBOUND.search(head):
        return None
    for length in range(_LONGEST, 0, -1):
        if bound := _BEFORE.get(head[-length:]):
            return bound
    return "less" if _FAR.search(head) else None


def bound_behind(text: str, end: int) -> Bound | None:
    """Return the bound that the words behind a number set; None when they set none."""
    found = _BEHIND.match(text, end)
    return found.lastgroup if found else None  # type: ignore[return-value]  # the groups are named for the bounds
