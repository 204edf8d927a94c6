"""漏掉的字。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule
from reportlint.rules.typos._suspects import find_suspects, make_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding


@rule(
    "warning",
    Example(bad="严格执行中央⟦八项规⟧精神，持续纠治四风。", good="严格执行中央八项规定精神，持续纠治四风。"),
)
def missing_character(
    doc: Document,
    *,
    odds: Annotated[float, "错与不错之比的自然对数，达到多少才报；大则报得少而准"] = 2.55,
    names: Annotated[tuple[str, ...], "本单位的人名、地名、项目名，里面的字不报"] = (),
) -> Iterator[Finding]:
    """漏了一个字，补上以后通顺得多。

    漏字以后前后两个字碰在一起，字与字相连的次数说明中间本来该有别的字。判断的办法和 typos/likely-typo 相同。
    """
    for suspect in find_suspects(doc, ("missing",), odds, tuple(names)):
        yield make_finding(doc, suspect, "疑漏了字")
