"""写错的名称。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Fix, Phrase, Phrases, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

SHORTEST = 3  # characters of a name; with one of two changed it is another name


@rule(
    "error",
    Example(bad="会同县⟦人力资源与社会保障局⟧举办招聘会。", good="会同县人力资源和社会保障局举办招聘会。"),
)
def wrong_name(
    doc: Document, *, names: Annotated[tuple[str, ...], "本单位常用的名称（人名、单位、项目），写错一个字就报"] = ()
) -> Iterator[Finding]:
    """机构名称，或者配置里列出的人名、单位名、项目名，写错了一两个字。

    “人力资源与社会保障局”这样的名称，差一个字就不是那个机构。列在 names 里的名称，文中与它只差一个字而又不是别的词的，
    都当作写错。
    """
    for near in listed_names(tuple(names)).find(doc.text):
        right = near.phrase.text
        message = f"“{near.span.of(doc.text)}”与名称“{right}”只差一点，请核对后改正。"
        yield Finding(near.span, message, Fix(f"改为“{right}”", near.edits))


@cache
def listed_names(names: tuple[str, ...]) -> Phrases:
    """Return the names of institutions and those of a configuration."""
    return Phrases([*map(Phrase.of, rows("institutions")), *(Phrase(name) for name in names if len(name) >= SHORTEST)])
