"""量词用错。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

LONGEST = 6  # characters of a noun and the mark behind it
END = re.compile("[，。；、！？,;]|$", re.MULTILINE)


@rule("note", Example(bad="开设免费培训班⟦23场⟧。", good="开设免费培训班23期。"))
def wrong_measure_word(doc: Document) -> Iterator[Finding]:
    """量词和名词不相配，如培训班23场、发现问题5名。

    培训班论“期”，问题论“个”，党员论“名”。只报紧挨着名词、一定不配的，可用可不用的不报。
    """
    for figure in doc.figures:
        noun = find_noun(doc.text, figure.span.start, figure.span.end)
        right, wrong = wrong_measures().get(noun, ("", ()))
        if figure.unit in wrong:
            yield Finding(figure.span, f"“{noun}”一般论“{right}”，不论“{figure.unit}”，请核对量词。")


def find_noun(text: str, start: int, end: int) -> str:
    """Return the noun of the list that stands directly before or behind a number and makes a clause with it."""
    before, behind = text[max(0, start - LONGEST) : start], text[end : end + LONGEST]
    if END.match(behind):
        return next((noun for noun in wrong_measures() if before.endswith(noun)), "")
    return next((noun for noun in wrong_measures() if behind.startswith(noun) and END.match(behind, len(noun))), "")


@cache
def wrong_measures() -> dict[str, tuple[str, frozenset[str]]]:
    """Map nouns to their usual measure word and to those that do not go with them; the longest noun first."""
    ordered = sorted(rows("wrong-measures"), key=lambda row: -len(row["noun"]))
    return {row["noun"]: (row["right"], frozenset(row["wrong"].split(","))) for row in ordered}
