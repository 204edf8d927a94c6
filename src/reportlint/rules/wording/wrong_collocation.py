"""搭配不当。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Pattern, Span, Word, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlint import Document

ADVERBS = (
    "/d|/ad|/vd|/zg|要|应|应当|能|能够|会|需|需要|可|可以|以|来|并|并且|而|从而|进而|同时|及时|着力|全力|大力|有力|有效|全面|深入|"
    "稳步|继续|注重|力求|力争|重点|主动|明显|显著|极大|大幅|大幅度|日益|一是|二是|三要"
)
OWNERS = "/r|/ns|/nt|/nr|/t|/f|/m|/q|各级"
HOLDERS = f"{OWNERS}|/a|/b|/d|和|与|、|人民|群众|企业|职工|干部|学生|农民|居民|部门|单位"
NOUNS = "/n|/j|/l|/i|/t|/s|/f|/eng"
# adjectives stand before verbal nouns: in 营造|良好|环境 the first word is a verb
OBJECT = f"{NOUNS}*3 /a|/b|/m|/q|/r*4 {NOUNS}|/vn*3 /n|/v|/a"
GOVERNED = tuple(
    map(
        Pattern.parse,
        (
            f"^ {ADVERBS}|{OWNERS}*8 < @collocations.verb/v 了? {OBJECT} > $",
            # 的 only behind an owner: 提高素质的|措施 is another thing
            f"^ {ADVERBS}|{OWNERS}*8 < @collocations.verb/v 了? {HOLDERS} {HOLDERS}*4 的 {OBJECT} > $",
        ),
    )
)
