"""同一级序号写法不一。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Related, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Marker


@rule(
    "warning",
    Example(
        bad="1.加强学习。\n2.改进作风。\n⟦3、⟧完善制度。",
        good="1.加强学习。\n2.改进作风。\n3.完善制度。",
    ),
)
def mixed_markers(doc: Document) -> Iterator[Finding]:
    """同一级序号混用两种写法，或上下两级用了同一种序号。

    “1.”与“1、”混排，“一是”之后写“第二”，“一是”里面再分“一是、二是”，都会让人看不清层次。
    各级序号自成一套，见 GB/T 9704—2012 第 7.3.3 条、GB/T 15834—2011 附录 B.3。
    """
    for markers in series.plain_lists(doc):
        if (odd := find_odd(markers)) and not series.find_breaks(markers):
            yield describe_odd(markers, odd)
    for inner, outer in series.find_nested(doc).items():
        yield Finding(
            inner.span,
            f"“{inner.text}”写在“{outer.text}”里面，两级用了同一种序号：请给里面一级换一种序号。",
            related=(Related(outer.span, "上一级在这里"),),
        )


def find_odd(markers: Sequence[Marker]) -> list[Marker]:
    """Return the markers that are written otherwise than most of their list, or than the first where there is no majority."""
    forms = Counter(series.template(series.proper(marker)) for marker in markers)
    usual = forms.most_common(1)[0][0]
    return [marker for marker in markers if series.template(series.proper(marker)) != usual]


def describe_odd(markers: Sequence[Marker], odd: Sequence[Marker]) -> Finding:
    """Say which marker differs from which and offer to write all alike."""
    model = next(marker for marker in markers if marker not in odd)
    return Finding(
        odd[0].span,
        f"同一级序号有“{model.text}”又有“{odd[0].text}”，请统一成一种写法。",
        Fix(
            f"统一成“{series.proper(model)}”的写法",
            tuple(Edit(marker.span, series.rewrite(series.proper(model), marker.ordinal)) for marker in odd),
        ),
        (Related(model.span, "别处的写法"),),
    )
