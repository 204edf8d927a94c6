"""前后不一的说法。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Example, Finding, rule

from . import _forms as forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document


@rule(
    "note",
    Example(
        bad="群众满意度94%，企业满意度93%，游客⟦满意率⟧95%。", good="群众满意度94%，企业满意度93%，游客满意度95%。"
    ),
)
def inconsistent_term(doc: Document) -> Iterator[Finding]:
    """同一样东西在一份报告里有几种说法。

    满意度和满意率、其他和其它、报道和报导，用哪一种都行，但一份报告里应当一致；以用得多的为准。
    """
    for hit, preferred, counts in forms.find_minorities(doc.hits("term-variants"), "group"):
        yield Finding(hit.span, f"前后说法不一（{forms.render_counts(counts)}），如指同一事物，请统一为“{preferred}”。")
