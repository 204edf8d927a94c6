"""重复的标题。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Section


@rule(
    "warning",
    Example(
        bad="（一）加强学习。全年学习12次。\n（二）转变作风。走访80户。\n⟦（三）加强学习⟧。又学习3次。",
        good="（一）加强学习。全年学习12次。\n（二）转变作风。走访80户。\n（三）完善制度。修订制度3项。",
    ),
)
def duplicated_heading(doc: Document) -> Iterator[Finding]:
    """同一级里有两个一样的标题。

    多半是复制上一节时忘了改标题，或者同一节粘贴了两遍。不同上级之下的同名小标题不算。
    """
    # a short line of plain text may be anything
    marked = {place.start for place, _ in doc.source.headings}
    seen: dict[tuple[object, ...], Section] = {}
    for section in doc.sections:
        title = "".join(section.title.split())
        if title and (section.marker or section.heading.start in marked):
            first = seen.setdefault((section.parent, section.list, section.level, title), section)
            if first is not section:
                yield Finding(
                    section.heading,
                    f"同一级里前面已有标题“{section.title}”，请改写其中一个，或并成一节。",
                    related=(Related(first.heading, "前一个在这里"),),
                )
