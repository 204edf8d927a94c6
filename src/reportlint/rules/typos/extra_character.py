"""多出来的字。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule
from reportlint.rules.typos._suspects import find_suspects, make_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding


@rule(
    "warning",
    Example(bad="切实维护广大⟦人人民⟧群众的合法权益。", good="切实维护广大人民群众的合法权益。"),
)
def extra_character(
    doc: Document,
    *,
    odds: Annotated[float, "错与不错之比的自然对数，达到多少才报；大则报得少而准"] = 2.55,
    names: Annotated[tuple[str, ...], "本单位的人名、地名、项目名，里面的字不报"] = (),
) -> Iterator[Finding]:
    """多了一个字，删去以后通顺得多。

    改稿时没有删净，或者输入法多带了一个字。否定词、数字和成对的字（错发漏发）不算多余。判断的办法和 typos/likely-typo 相同。
    """
    for suspect in find_suspects(doc, ("extra", "stray"), odds, tuple(names)):
        yield make_finding(doc, suspect, "疑多了字")
