"""句式杂糅。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Pattern, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlint import Document


@rule(
    "warning",
    Example(bad="管网老化的主要⟦原因是年久失修造成的⟧。", good="管网老化的主要原因是年久失修。"),
    Example(bad="⟦通过集中培训，使⟧村干部熟悉了新规定。", good="通过集中培训，村干部熟悉了新规定。"),
)
def mixed_construction(doc: Document) -> Iterator[Finding]:
    """两种句式混在一句里，或者因此缺了主语。

    “原因是年久失修”和“是年久失修造成的”各自都对，合在一起就不通。只报固定的格式，中间隔着主语的（通过整改，我们使……）不算。
    """
    for pattern, match in Pattern.find_any(tuple(messages()), doc.words):
        yield Finding(Span(match[0].span.start, match[-1].span.end), messages()[pattern])


@cache
def messages() -> Mapping[Pattern, str]:
    """Return what to say of each pattern of the lexicon."""
    return {Pattern.parse(row["pattern"]): row["message"] for row in rows("mixed-constructions")}
