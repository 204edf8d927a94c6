"""搭配不当。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Pattern, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

ADVERB = (
    "/d|/ad|/vd|/zg|要|应|应当|能|能够|会|需|需要|可|可以|以|来|并|并且|而|从而|进而|同时|及时|着力|全力|大力|有力|有效|全面|深入|"
    "稳步|继续|注重|力求|力争|重点|主动|明显|显著|极大|大幅|大幅度|日益|一是|二是|三要"
)
OWNER = "/r|/ns|/nt|/nr|/t|/f|/m|/q"
ATTRIBUTE = "/n|/vn|/a|/b|/m|/q|/r|/j|/l|/i|/t|/s|/f|/eng"
# no verb and no noun before the verb: 生产工艺|提升措施 and 防范化解|风险 are one phrase
OBJECT = f"^ {ADVERB}|{OWNER}*8 < @collocations.verb/v 了?"
PATTERNS = tuple(
    map(
        Pattern.parse,
        (
            f"{OBJECT} {ATTRIBUTE}*6 /n|/v|/a > $",
            # 的 only behind an owner: 提高素质的 | 措施 is another thing
            f"{OBJECT} {OWNER}|/a|/b|/d|和|与|、|人民|群众|企业|职工|干部|学生|农民|居民|部门|单位*5 的 {ATTRIBUTE}*3 /n|/v|/a > $",
        ),
    )
)


@cache
def right_verbs() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows("collocations"):
        found.setdefault(row["verb"], {})[row["noun"]] = row["right"]
    return found
