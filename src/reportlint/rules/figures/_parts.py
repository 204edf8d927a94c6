"""Parts of a whole: lists of figures, and whether their labels divide the whole."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from reportlint import find_words, rows

from ._frames import MOST, F

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Figure

    from ._frames import Frame

# units of what cannot be added up
LEVELS = frozenset(("%", "‰", "个百分点", "倍", "分", "度", "℃", "摄氏度", "岁", "周岁"))
END = f"，,、；;。：:！？（）(){F}"
# 党员126名，其中 …
OPENING = re.compile(
    rf"(?P<whole>{F})[^{END}]{{0,16}}(?:[，,（(](?:[同比较与]|增长|下降)[^{END}]{{0,12}}(?:{F}[^{END}]{{0,6}}){{1,2}}[）)]?)?"
    rf"(?:[，,；]?[（(]?其中[：:，,]?(?:包括|有)?|[，,](?:分别[为是有]?|包括)|[（(：:]含?)"
)
ITEM = re.compile(
    rf"(?:[和及]|以及)?(?P<before>[^{END}]{{0,24}})(?P<part>{F})(?P<behind>[^{END}和及]{{0,16}})(?P<mark>[，,、]?)"
)
JOINED = re.compile("[和及]|以及")
CLOSED = re.compile("[。；;！？）)]|$")
# labels of numbers that are no parts
NO_PART = re.compile("其中|[比较每]|均|增[长加]|减少|下降|最[高低多少大小]")
REACH = 16  # characters before a figure in which its clause begins
OTHERS = re.compile("其[他它余]|剩余|余下")
PLACE = re.compile("[^全各本]{1,5}[村镇乡县区市省州盟旗]")


class Parts(NamedTuple):
    """A whole and its parts.

    Attributes:
        whole: The total.
        parts: Figures of the same unit, two or more.
        apart: Whether nothing is counted in two of them.
        complete: Whether nothing is left out.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    apart: bool
    complete: bool


def find_parts(frame: Frame) -> Iterator[Parts]:
    """Yield the wholes of a sentence that a list of their parts follows."""
    for match in OPENING.finditer(frame.words):
        whole = frame.figure(match, "whole")
        if whole is None or whole.comparison or whole.unit in LEVELS or is_average(frame, match.start("whole")):
            continue
        parts, labels, closed = read_list(frame, match.end(), whole.unit)
        if len(parts) > 1:
            apart, complete = divide(labels)
            yield Parts(whole, tuple(parts), apart, complete and closed)


def is_average(frame: Frame, position: int) -> bool:
    """Tell whether the words before a figure make it an average or an extreme."""
    return NO_PART.search(re.split(f"[{END}]", frame.words[max(0, position - REACH) : position])[-1]) is not None


def read_list(frame: Frame, position: int, unit: str) -> tuple[list[Figure], list[str], bool]:
    """Read the list of figures of one unit at a position: the figures, their labels, and whether it is surely at its end."""
    parts: list[Figure] = []
    labels: list[str] = []
    joint = mark = ""
    while (match := ITEM.match(frame.words, position)) and (part := frame.figure(match, "part")):
        label = match["before"] + match["behind"]
        if part.unit != unit or NO_PART.search(label):
            break
        parts.append(part)
        labels.append(label)
        position = match.end()
        mark = match["mark"] or ("、" if JOINED.match(frame.words, position) else "")
        joint = joint or mark
        if not mark or mark != joint or len(parts) == MOST:
            break
    return parts, labels, (joint == "、" != mark) or CLOSED.match(frame.words, position) is not None


def divide(labels: Sequence[str]) -> tuple[bool, bool]:
    """Tell of the labels of parts whether they exclude one another, and whether they leave nothing out."""
    if OTHERS.search(labels[-1]):
        return True, True
    apart = False
    for members, whole in contrasts():
        found = set(takewhile(lambda member: member >= 0, (member_of(label, members) for label in labels)))
        if len(found) == len(labels):
            apart = True
            if whole and len(found) == len(members):
                return True, True
    return apart or are_places(labels), False


def member_of(label: str, members: Sequence[Sequence[str]]) -> int:
    """Return which member of a row of contrasts a label speaks of; -1 for none."""
    fits = [
        (len(word), number)
        for number, words in enumerate(members)
        for word in words
        if (word in label if len(word) > 1 else label.startswith(word))
    ]
    return max(fits)[1] if fits else -1


def are_places(labels: Sequence[str]) -> bool:
    """Tell whether all labels are names of different places: 北京、上海; 柳湾村、石桥村."""
    if len(set(labels)) < len(labels):
        return False
    if all(PLACE.fullmatch(label) for label in labels):
        return len({label[-1] for label in labels}) == 1
    return all(len(words) == 1 and words[0].tag == "ns" for words in map(find_words, labels))


@cache
def contrasts() -> tuple[tuple[tuple[tuple[str, ...], ...], bool], ...]:
    """Return the rows of contrasting words: their members, each with its synonyms, and whether they are all there is."""
    return tuple(
        (tuple(tuple(member.split(",")) for member in row["members"].split("|")), row["whole"] == "yes")
        for row in rows("contrasts")
    )
