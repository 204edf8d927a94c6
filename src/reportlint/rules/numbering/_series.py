"""What the rules of this family share: where a list miscounts, and how its markers are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Edit, Item, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlint import Document, Marker, Section

HAN = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
NUMERAL = re.compile(rf"[{CIRCLED}]|[{BRACKETED}]|[{HAN}]+|[0-9]+|[０-９]+|(?<=[（(〔【])[－—-]")
BRACKETS = str.maketrans("(〔【)〕】", "（（（）））")
WORDS = "首先"  # the style of words that count without a number: 其次, 此外 …
WIDEST_LEAD = 12  # characters before a marker that opens its line: marks of Markdown, an indent
# how a number may look where it is not read as a member of the list, by the list's style
HAN_LOOK = f"(?<![第{HAN}、]){{han}}[、，,.．](?![{HAN}])"  # but not 二、三产业
LOOKS = {
    "一、": HAN_LOOK,
    "一，": HAN_LOOK,
    "（一）": "{han}\\s?[）)〕】]",
    "（1）": "{arabic}\\s?[）)〕]",
    "①": "[②-⑳]",
}
DIGIT_LOOK = "(?<![0-9０-９]){arabic}[.．、，,](?![0-9０-９])|\n[ \t\u3000]*{arabic}[.．、，,]"
WORD_LOOK = "[第其]{han}[，,、：:是]|{han}[是要则来]|再[是则]|[。；;]\\s?(?:其次|再次|再者|此外|另外|最后)"


def plain_lists(doc: Document) -> Iterator[tuple[Marker, ...]]:
    """Yield the markers of each list that counts one by one.

    Left out are words without a number, decimals (2.1 has its chapter's number in it) and what Markdown numbers itself.
    """
    for markers in doc.lists:
        own = tuple(marker for marker in markers if marker.style != WORDS)
        if own and ".1" not in own[0].style and not (own[0].style == "1." and is_markdown_item(doc, own[0])):
            yield own


def is_markdown_item(doc: Document, marker: Marker) -> bool:
    """Tell whether a marker is Markdown's own: at the start of a line, without the # of a heading."""
    start = marker.span.start
    return doc.source.format == "markdown" and opens_line(doc, start) and "#" not in lead(doc, start)


def lead(doc: Document, position: int) -> str:
    """Return what stands before a position in its line, but no more than can tell whether it opens the line."""
    column = doc.lines.place(position)[1]
    return doc.text[position - min(column - 1, WIDEST_LEAD) : position]


def opens_line(doc: Document, position: int) -> bool:
    """Tell whether nothing but an indent or marks of Markdown stands before a position in its line."""
    return not lead(doc, position).strip("#*＊ \t\u3000\xa0")


def are_alike(doc: Document, markers: Sequence[Marker]) -> bool:
    """Tell whether markers all open lines or all stand in one paragraph: members of one list beyond doubt."""
    if len({doc.lines.place(marker.span.start)[0] for marker in markers}) == 1:
        return True
    return all(opens_line(doc, marker.span.start) for marker in markers)


def units(doc: Document) -> tuple[Section | Item, ...]:
    """Return sections and items."""
    return (*doc.sections, *doc.items)


def markers_above(doc: Document, one: Section | Item) -> Iterator[Marker]:
    """Yield the markers of the items and sections that a unit stands in, from the inside out."""
    item = one if isinstance(one, Item) else None
    while item and item.parent is not None:
        item = doc.items[item.parent]
        yield item.marker
    above = item.section if item else one.parent
    while above is not None:
        section = doc.sections[above]
        if section.marker:
            yield section.marker
        above = section.parent


def find_nested(doc: Document) -> dict[Marker, Marker]:
    """Return the first markers of lists that stand in a member of a list of the same style, with that member's."""
    firsts = [one for one in units(doc) if one.marker and doc.lists[one.list or 0][0] == one.marker]
    pairs = ((one.marker, above) for one in firsts for above in markers_above(doc, one))
    return {
        inner: outer
        for inner, outer in pairs
        if inner
        and inner.style == outer.style != WORDS
        and inner.ordinal == 1
        and not opens_line(doc, inner.span.start)
    }


def find_breaks(markers: Sequence[Marker]) -> dict[int, int]:
    """Return the step to each marker that does not follow the one before it, by index."""
    steps = ((i, markers[i].ordinal - markers[i - 1].ordinal) for i in range(1, len(markers)))
    return {index: step for index, step in steps if step != 1}


def may_hide(text: str, style: str, ordinal: int, place: Span) -> bool:
    """Tell whether a number of a list may stand in a place unseen, because it is not where a marker stands."""
    look = LOOKS.get(style, DIGIT_LOOK if style.startswith("1") else WORD_LOOK)
    arabic = f"(?:{ordinal}|{str(ordinal).translate(FULL_WIDTH)})"
    return bool(re.compile(look.format(han=write_numeral(ordinal), arabic=arabic)).search(text, place.start, place.end))


def write_numeral(ordinal: int) -> str:
    """Return 一 … 九十九."""
    tens, ones = divmod(ordinal, 10)
    return (HAN[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (HAN[ones - 1] if ones else "")


def rewrite(text: str, ordinal: int) -> str:
    """Return the text of a marker with another number in the same kind of numerals."""
    *_, old = NUMERAL.finditer(text)
    return text[: old.start()] + _numeral_like(old[0], ordinal) + text[old.end() :]


def _numeral_like(sample: str, ordinal: int) -> str:
    for series in (CIRCLED, BRACKETED):
        if sample in series:
            return series[ordinal - 1 : ordinal] or f"（{ordinal}）"
    if sample.isdecimal():
        return str(ordinal) if sample.isascii() else str(ordinal).translate(FULL_WIDTH)
    return write_numeral(ordinal)


def template(text: str) -> str:
    """Return the text of a marker with # for its number and full-width brackets: markers written alike have one."""
    *_, number = NUMERAL.finditer(text)
    bare = f"{text[: number.start()]}#{text[number.end() :]}".replace(" ", "")
    return bare.translate(BRACKETS)


def proper(marker: Marker) -> str:
    """Return the text of a marker with the punctuation that GB/T 15834 wants behind its kind of number."""
    text = marker.text
    if marker.style in ("（一）", "①") or (marker.style == "（1）" and text[0] in "（(〔"):
        return text.rstrip("、")
    if marker.style == "（1）":
        return f"（{text[:-1]}）"
    if marker.style in ("一、", "一，"):
        return f"{text[:-1]}、"
    if marker.style in ("第一", "其一"):
        return text.replace("、", "，")
    return f"{text[:-1]}." if marker.style == "1，" else text


def renumber(markers: Iterable[Marker], by: int) -> tuple[Edit, ...]:
    """Return the edits that move the numbers of markers up or down."""
    return tuple(Edit(marker.span, rewrite(marker.text, marker.ordinal + by)) for marker in markers)
