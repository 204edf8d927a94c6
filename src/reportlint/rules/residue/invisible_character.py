"""看不见的字符。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from . import _numbers as numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

BYTE_ORDER_MARK = "\ufeff"
# controls other than tab, line ends and page break; soft hyphen; zero width; direction
CONTROLS = (
    "\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\xad\\u061c\\u180e\\u200b\\u200c\\u200e\\u200f"
    "\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb"
)
JOINER = "(?<![\\u2600-\\u27bf\\ufe0f\\U0001f000-\\U0001faff])\\u200d"  # right only between emoji
INVISIBLE = re.compile(f"(?:[{CONTROLS}]|{JOINER})+")
PRIVATE = re.compile("[\\ue000-\\uf8ff\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd]+")


@rule(
    "error",
    Example(bad="全年培训⟦\u200b⟧12期。", good="全年培训12期。"),
    Example(bad="主要做法⟦\ue004⟧抓早抓小。", good="主要做法：抓早抓小。"),
)
def invisible_character(doc: Document) -> Iterator[Finding]:
    """正文里夹着看不见的字符。

    零宽字符、控制字符和私用区字符多半是复制网页或 PDF 时带来的：屏幕上看不出，查找、比对和朗读都会出错。
    """
    for match in INVISIBLE.finditer(doc.text):
        if match.span() != (0, 1) or match[0] != BYTE_ORDER_MARK:
            span = Span(*match.span())
            fix = Fix("删去看不见的字符", (Edit(span, ""),), safe=not numbers.parts_number(doc.text, span))
            yield Finding(span, f"这里有看不见的字符（{code(match)}），请删去。", fix)
    for match in PRIVATE.finditer(doc.text):
        # no fix: a private character stands for one that was there
        yield Finding(Span(*match.span()), f"这里的私用区字符（{code(match)}）别人看不见，请换成原来的字。")


def code(match: re.Match[str]) -> str:
    """Return the first character's code point."""
    return f"U+{ord(match[0][0]):04X}"
