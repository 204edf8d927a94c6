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
    seen: dict[tuple[object, ...], Section] = {}
    for section in doc.sections:
        key = (section.parent, section.list, section.level, "".join(section.title.split()))
        first = seen.setdefault(key, section)
        if first is not section and section.title and is_certain(doc, section):
            yield Finding(
                section.heading,
                f"同一级里前面已有标题“{section.title}”，请改写其中一个，或并成一节。",
                related=(Related(first.heading, "前一个在这里"),),
            )


def is_certain(doc: Document, section: Section) -> bool:
    """Tell whether a section has a number or a mark of the format: a short line in plain text may be anything."""
    return section.marker is not None or any(section.heading.start == place.start for place, _ in doc.source.headings)
