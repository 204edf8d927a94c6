"""词表里没有的错别字。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, rule
from reportlint.rules.typos._suspects import find_suspects, make_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Finding


@rule(
    "warning",
    Example(bad="严格落实安全生产⟦责仁制⟧，坚决防范重特大事故。", good="严格落实安全生产责任制，坚决防范重特大事故。"),
    Example(bad="加快推进产业转型⟦升集⟧。", good="加快推进产业转型升级。"),
)
def likely_typo(
    doc: Document,
    *,
    odds: Annotated[float, "错与不错之比的自然对数，达到多少才报；大则报得少而准"] = 2.55,
    names: Annotated[tuple[str, ...], "本单位的人名、地名、项目名，里面的字不报"] = (),
) -> Iterator[Finding]:
    """音近、形近或者按错键的字，放在这里远不如另一个字通顺。

    拿公开的新闻、法规和政府工作报告里字与字、词与词相连的次数来比：换成读音、字形、键位相近的字，前后文的可能性大得多，
    而且两种证据（字、词）都指向同一个字，才报。人名、地名、书名号里的名称、文中不止一次这样写的，以及词表收录的说法，都不报。
    模型由 tools/train_typos.py 算出。
    """
    for suspect in find_suspects(doc, ("wrong",), odds, tuple(names)):
        yield make_finding(doc, suspect, "疑为错别字")
