"""异形词。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, rule

from . import _forms as forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Hit

SINCE = 2002  # the first list of variant words came into force in March of that year


@rule(
    "warning",
    Example(bad="清理违规开立的⟦帐户⟧九个。", good="清理违规开立的账户九个。"),
    Example(bad="党员作出贡献，群众作出贡献，企业也⟦做出贡献⟧。", good="党员作出贡献，群众作出贡献，企业也作出贡献。"),
)
def variant_form(doc: Document) -> Iterator[Finding]:
    """没有用推荐写法的异形词。

    按《第一批异形词整理表》（GF 1001—2001）和通行的写法：账户、人才、身份、联系。两种写法都对的（作出贡献、做出贡献），
    一份报告里只用一种，以用得多的为准。2002年以前的报告不查。
    """
    if doc.period and int(doc.period[:4]) < SINCE:
        return
    hits = doc.hits("variant-forms")
    for hit in hits:
        if hit.row["kind"] == "standard":
            message = f"“{hit.row['term']}”的推荐写法是“{hit.row['correct']}”，请改用推荐写法。"
            yield Finding(hit.span, message, fix_to(hit, hit.row["correct"]))
    for hit, preferred, counts in forms.find_minorities(
        (one for one in hits if one.row["kind"] == "majority"), "correct"
    ):
        message = f"同一个词有两种写法（{forms.render_counts(counts)}），请统一为“{preferred}”。"
        yield Finding(hit.span, message, fix_to(hit, preferred))


def fix_to(hit: Hit, form: str) -> Fix:
    """Return the fix that writes a form in place of a hit."""
    return Fix(f"改为“{form}”", (Edit(hit.span, form),), safe=True)
