"""序号后面的标点。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Edit, Example, Finding, Fix, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Marker

CLOSING = ("）", ")", "〕", "】")
OPENING = ("（", "(", "〔", "【", "第")
STRAY = frozenset("、，,.．")


@rule(
    "warning",
    Example(
        bad="⟦（一）、⟧加强学习。全年学习12次。\n⟦（二）、⟧转变作风。走访80户。",
        good="（一）加强学习。全年学习12次。\n（二）转变作风。走访80户。",
    ),
)
def marker_punctuation(
    doc: Document, *, strict: Annotated[bool, "从严：“1、”也要改成“1.”"] = False
) -> Iterator[Finding]:
    """序号后面的标点不合规范，如“（一）、”“一.”“1)”。

    汉字数字后用顿号，“第一”后用逗号，阿拉伯数字后用下脚点，带括号的序号后不用标点，
    见 GB/T 15834—2011 附录 B.3、GB/T 9704—2012 第 7.3.3 条。“1、”虽不合标准而通行，从严时才报。
    """
    for markers in series.plain_lists(doc):
        for marker in markers if len(markers) > 1 else ():
            place, wanted = Span(marker.span.start, find_end(doc.text, marker)), series.proper(marker)
            if strict and marker.style == "1、":
                wanted = f"{wanted[:-1]}."
            written = place.of(doc.text)
            if wanted != written and not is_other(doc, place):
                yield Finding(
                    place,
                    f"序号“{written}”的标点不合规范，请写作“{wanted}”。",
                    offer(doc.text, place, wanted),
                )


def find_end(text: str, marker: Marker) -> int:
    """Return where a marker ends, with the mark that stands wrongly behind its bracket."""
    end = marker.span.end
    return end + 1 if marker.text.endswith(CLOSING) and text[end : end + 1] in STRAY else end


def is_other(doc: Document, place: Span) -> bool:
    """Tell whether a marker is one of a row of references (第（一）、（二）项, 第一、第二产业) or Markdown's own."""
    row = doc.text[place.end : place.end + 1] in OPENING
    return row or (doc.source.format == "markdown" and place.of(doc.text).isascii())


def offer(text: str, place: Span, wanted: str) -> Fix | None:
    """Return the fix, unless it would make one number of the marker and a digit behind it."""
    if wanted.endswith(".") and text[place.end : place.end + 1].isdecimal():
        return None
    return Fix(f"改为“{wanted}”", (Edit(place, wanted),), safe=True)
