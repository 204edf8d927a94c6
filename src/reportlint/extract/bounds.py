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
_REACH = 14  # characters before a number that can hold a bound
# words that only end like one: 节约, 附近, 赶超
_UNBOUND = re.compile("(?:[附最临邻靠新远亲就相]近|[节签预合条集制违相特契公简履续邀]约|[高赶反]超)$")
_FAR = re.compile("接近[^，。、；：0-9]{1,8}的$")  # 接近总数的30%
# 近三年 are the last three; 历时近三年 is not quite three
_LASTING = re.compile("(?:历时|历经|长达|用时|耗时|费时|经过|[用花历]了|有|达)(?:将|接)?近$|快$|(?:将|接)近$")

_BEHIND: dict[Bound, str] = {
    "more": "[及或]?以上|有余|开外|多(?![了样元次种少数边方媒个家项])",
    "less": "[及或]?以下|以内|之内",
    "about": "左右|上下(?!游)",
}
_AFTER = re.compile("[（(]?(?:" + "|".join(f"(?P<{bound}>{words})" for bound, words in _BEHIND.items()) + ")")


def bound_before(text: str, start: int, kind: str) -> Bound | None:
    """Return the bound that the words before a number set, given the kind of its unit; None when they set none."""
    head = text[max(0, start - _REACH) : start].removesuffix("了")
    if kind == "duration" and head.endswith(("近", "快")):
        return "less" if _LASTING.search(head) else None
    if _UNBOUND.search(head):
        return None
    for length in range(_LONGEST, 0, -1):
        if bound := _BEFORE.get(head[-length:]):
            return bound
    return "less" if _FAR.search(head) else None


def bound_behind(text: str, end: int) -> Bound | None:
    """Return the bound that the words behind a number set; None when they set none."""
    found = _AFTER.match(text, end)
    return next((bound for bound in _BEHIND if found[bound]), None) if found else None
