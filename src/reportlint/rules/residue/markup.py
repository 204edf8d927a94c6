"""网页代码。"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from . import _numbers as numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

SHOWN = 20
TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|code|col|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li"
    "|link|meta|o:p|ol|option|p|pre|script|section|select|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead"
    "|title|tr|u|ul|v:[a-z]+|w:[A-Za-z]+"
)
ONE = re.compile(
    r"&(?:nbsp|ensp|emsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|times|#\d{1,7}|#x[\da-f]{1,6});"
    rf"|<!--[^<>\n]{{0,500}}-->|</?(?:{TAGS})(?:\s[^<>\n]{{0,500}})?/?>"
    r"|\\(?:u3000|xa0|u00a0|u200b|ufeff)(?![0-9a-z])",
    re.IGNORECASE,
)
MARKUP = re.compile(f"(?:{ONE.pattern})+", re.IGNORECASE)
BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b", re.IGNORECASE)
SPOKEN_OF = re.compile(r"\s?[`”』」]?(?:标签|元素|节点|标记|组件|实体|转义)")


@rule(
    "warning",
    Example(bad="一、主要工作⟦<br>⟧全年完成投资12亿元。", good="一、主要工作\n全年完成投资12亿元。"),
    Example(bad="全年完成投资⟦&nbsp;⟧12亿元。", good="全年完成投资 12亿元。"),
)
def markup(doc: Document) -> Iterator[Finding]:
    """正文里夹着网页代码。

    &nbsp;、<br>、<span>一类的代码是复制网页或转换格式时留下的，应删去或换成它所代表的字符。
    Markdown 文件里可以写这些代码，说到“<div>标签”的也不算。
    """
    if doc.source.format == "markdown":
        return
    for match in MARKUP.finditer(doc.text):
        if not SPOKEN_OF.match(doc.text, match.end()):
            span = Span(*match.span())
            shown = match[0][:SHOWN] + "…" * (len(match[0]) > SHOWN)
            fix = Fix(
                "去掉网页代码", (Edit(span, ONE.sub(meaning, match[0])),), safe=not numbers.parts_number(doc.text, span)
            )
            yield Finding(span, f"“{shown}”是网页代码，请删去或换成相应的字符。", fix)


def meaning(match: re.Match[str]) -> str:
    """Return what one piece of markup stands for in plain text."""
    if match[0].startswith("&"):
        return unescape(match[0]).replace("\xa0", " ")
    return "\n" if BREAK.match(match[0]) else ""
