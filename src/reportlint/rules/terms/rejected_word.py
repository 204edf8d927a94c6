"""词表里不用的词。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document


@rule(
    "warning",
    Example(
        bad="全年组织⟦低保户⟧参加技能培训三期。",
        good="全年组织最低生活保障对象参加技能培训三期。",
        options={"words": ("低保户",)},
    ),
)
def rejected_word(
    doc: Document, *, words: Annotated[tuple[str, ...], "报告里不用的词，出现就报"] = ()
) -> Iterator[Finding]:
    """出现了词表里列为不用的词。

    有的词单位里另有规范的叫法，有的词不宜写进报告。把它们列进配置的 vocab.reject，文中出现就会指出来；没有列词，什么也不报。
    """
    listed = tuple(filter(None, words))
    for match in find_words(listed).finditer(doc.text) if listed else ():
        yield Finding(Span(*match.span()), f"“{match[0]}”是词表里列为不用的词，请换一个说法。")


@cache
def find_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of words, the longest of those that begin alike first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
