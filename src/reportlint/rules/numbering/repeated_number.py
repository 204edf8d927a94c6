"""同一个序号用了两次。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Related, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Marker


@rule(
    "error",
    Example(
        bad="（一）学习抓得紧。学了六次。\n（二）工作推得快。办了三件。\n⟦（二）⟧作风转得实。改了两条。",
        good="（一）学习抓得紧。学了六次。\n（二）工作推得快。办了三件。\n（三）作风转得实。改了两条。",
    ),
)
def repeated_number(doc: Document) -> Iterator[Finding]:
    """同一列表里一个序号用了两次，如两个“（二）”。

    多半是复制上一条时忘了改序号。各小节自行从一编起的不算。
    层次序数依次连排，见 GB/T 9704—2012 第 7.3.3 条。
    """
    for markers in series.plain_lists(doc):
        index = find_repeat(markers)
        if index and series.are_alike(doc, markers[index - 1 : index + 1]):
            first, second = markers[index - 1 : index + 1]
            yield Finding(
                second.span,
                f"“{second.text}”在这个列表里用了两次，请按顺序改正其中一个和后面的序号。",
                Fix("按顺序重编序号", correct(markers, index)),
                (Related(first.span, "前一个在这里"),),
            )


def find_repeat(markers: Sequence[Marker]) -> int | None:
    """Return the index of the only marker that repeats the one before it, in a list that is otherwise in order.

    One wrong number makes one break (一二二三) or two beside each other (一二二四, 一三三四).
    """
    breaks = series.find_breaks(markers)
    places = list(breaks)
    if sorted(breaks.values()) not in ([0], [0, 2]) or places[-1] - places[0] > 1:
        return None
    return next(index for index, step in breaks.items() if step == 0)


def correct(markers: Sequence[Marker], index: int) -> tuple[Edit, ...]:
    """Return the edits that put a list with one repeated number in order."""
    breaks = series.find_breaks(markers)
    if len(breaks) == 1:
        return series.renumber(markers[index:], 1)
    wrong, by = (markers[index], 1) if index + 1 in breaks else (markers[index - 1], -1)
    return series.renumber([wrong], by)
