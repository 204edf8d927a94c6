"""The parts that reports of one kind have in common."""

from __future__ import annotations

from typing import Literal

Part = Literal["achievements", "problems", "causes", "measures"]
NAMES: dict[Part, str] = {
    "achievements": "工作成效",
    "problems": "存在的问题",
    "causes": "原因分析",
    "measures": "下步打算或整改措施",
}
