"""漏了一个序号。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, Fix, Related, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Marker, Section

MAIN = ("一、", "（一）")  # whose text may be long
FARTHEST = 20  # lines between two other members that have no third to witness that they are one list


@rule(
    "error",
    Example(
        bad="主要原因：一是人手不够。二是经费偏紧。⟦四是⟧制度不全。",
        good="主要原因：一是人手不够。二是经费偏紧。三是制度不全。",
    ),
)
def missing_number(
    doc: Document, *, most: Annotated[int, "跳号的列表多于这么多个，就看作摘录，一处也不报"] = 5
) -> Iterator[Finding]:
    """序号缺了一个，如“二是”之后直接“四是”，或者小标题从“（二）”编起。

    多半是删改时漏改了后面的序号，或者丢了一条。只有整个列表仅此一处不连续才报：
    处处跳号的是摘录，不是笔误。层次序数依次连排，见 GB/T 9704—2012 第 7.3.3 条。
    """
    lists = list(series.plain_lists(doc))
    jumping = [markers for markers in lists if any(step > 1 for step in series.find_breaks(markers).values())]
    if len(jumping) > most:
        return
    for markers in jumping:
        if index := find_gap(doc, markers):
            yield describe_gap(markers[index - 1], markers[index:])
    headings = {section.marker: section for section in doc.sections}
    for markers in lists:
        section = headings.get(markers[0])
        if section and markers[0].ordinal == 2 and starts_late(doc, section, markers):
            yield describe_start(markers)


def starts_late(doc: Document, section: Section, markers: Sequence[Marker]) -> bool:
    """Tell whether subheadings begin with two though the heading above them is there."""
    if section.parent is None or len(markers) < 2 or series.find_breaks(markers):
        return False
    between = Span(doc.sections[section.parent].heading.end, section.span.start)
    return not series.may_hide(doc.text, markers[0].style, 1, between)


def find_gap(doc: Document, markers: Sequence[Marker]) -> int | None:
    """Return the index of the marker before which one number is missing; None where the list is broken otherwise."""
    breaks = series.find_breaks(markers)
    if list(breaks.values()) != [2]:
        return None
    index = next(iter(breaks))
    before, after = markers[index - 1 : index + 1]
    between = Span(before.span.end, after.span.start)
    lines = doc.lines.place(between.end)[0] - doc.lines.place(between.start)[0]
    apart = len(markers) == 2 and lines > FARTHEST and before.style not in MAIN
    if apart or not series.are_alike(doc, (before, after)):
        return None
    return None if series.may_hide(doc.text, before.style, before.ordinal + 1, between) else index


def describe_gap(before: Marker, rest: Sequence[Marker]) -> Finding:
    """Say which number is missing and offer to move the following numbers up."""
    after = rest[0]
    wanted = series.rewrite(after.text, after.ordinal - 1)
    return Finding(
        after.span,
        f"“{before.text}”之后是“{after.text}”，缺“{wanted}”：请补上漏掉的一条，或把后面的序号依次改过来。",
        Fix("把后面的序号依次减一", series.renumber(rest, -1)),
        (Related(before.span, "前一个序号在这里"),),
    )


def describe_start(markers: Sequence[Marker]) -> Finding:
    """Say that the first number is missing and offer to begin with it."""
    first = markers[0]
    wanted = series.rewrite(first.text, 1)
    return Finding(
        first.span,
        f"这一级从“{first.text}”编起，缺“{wanted}”：请补上漏掉的一条，或从“{wanted}”编起。",
        Fix(f"从“{wanted}”编起", series.renumber(markers, -1)),
    )
