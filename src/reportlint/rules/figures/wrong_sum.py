"""分项加起来不等于总数。"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, reduce
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from reportlint import Example, Finding, Related, Span, find_words, rows, rule

from ._frames import F, find_frames
from ._terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Figure

    from ._frames import Frame

END = f"，,、；;。：:！？{F}"
# 党员126名，其中 …
OPENING = re.compile(rf"(?P<whole>{F})[^{END}]{{0,16}}(?:[，,；;]?其中[：:，,]?(?:包括|有)?|[，,](?:分别[为是]|包括)|[（(](?:其中|含)?)")
ITEM = re.compile(rf"(?P<before>[^{END}（(]{{0,24}})(?P<part>{F})(?P<behind>[^{END}）)]{{0,16}})(?P<mark>[，,、]|$|[。；;！？）)])")
# …，合计20次
TOTAL = re.compile(rf"(?P<last>{F})[^{END}]{{0,12}}[，,](?:共计|合计|总计|一共|共)(?P<whole>{F})")
# 23个问题，整改21个，其余2个
REST = re.compile(rf"(?:其余|余下|剩余|剩下|还剩)的?(?P<rest>{F})")
OTHERS = re.compile("其[他它余]|剩余|余下")
PLACES = "村镇乡县区市省州盟旗"
