"""Units and measure words behind numerals: the longest word of the lexicons."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from reportlint import lexicon

# money, duration, length … as in units.tsv; count for measure words
After = Literal["any", "long", "digits", "closed"]

_CANONICAL = {"个小时": "小时", "个学时": "学时", "个课时": "课时", "个工时": "工时", "个昼夜": "昼夜"}
_BRACKETED = re.compile("[（(]([一-鿿]{1,2})[）)]")
_DENOMINATOR = re.compile("/[百千万亿]{0,2}")


class UnitWord(NamedTuple):
    """A unit in a text: where it ends, its name, its kind, and which numerals it follows."""

    end: int
    name: str
    kind: str
    after: After = "any"


def unit_at(text: str, position: int) -> UnitWord | None:
    """Return the unit that begins at a position, with its denominator or the variant in brackets: 元/人, 件（套）."""
    unit = _word_at(text, position)
    if unit is None or (unit.name == "两" and _word_at(text, unit.end)):  # 5万亿两个台阶
        return None
    variant = _BRACKETED.match(text, unit.end) if unit.kind == "count" else None
    if variant and variant[1] in _measure_words():
        return unit._replace(end=variant.end(), name=unit.name + variant[0])
    slash = _DENOMINATOR.match(text, unit.end)
    if slash and (per := _word_at(text, slash.end())):
        return unit._replace(end=per.end, name=unit.name + text[unit.end : per.end])
    return unit._replace(name=_CANONICAL.get(unit.name, unit.name))


def _word_at(text: str, position: int) -> UnitWord | None:
    for word, kind, after in _words().get(text[position : position + 1], ()):
        if text.startswith(word, position):
            end = position + len(word)
            goes_on = word.isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
            return UnitWord(end, word, kind, after) if kind and not goes_on else None
    return None


@cache
def _measure_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("measure-words"))


@cache
def _words() -> dict[str, tuple[tuple[str, str, After], ...]]:
    """Words by their first character, the longest first; those of no kind only look like units."""
    words = [(row["word"], "count", row["after"]) for row in lexicon.rows("measure-words")]
    words += [(row["unit"], row["kind"], row["after"]) for row in lexicon.rows("units")]
    words += [(word, "", "any") for word in lexicon.terms("not-measures")]
    by_first: dict[str, list[tuple[str, str, After]]] = {}
    for word in sorted(words, key=lambda word: -len(word[0])):
        by_first.setdefault(word[0][0], []).append(word)  # type: ignore[arg-type]  # the lexicon's test vouches for it
    return {first: tuple(group) for first, group in by_first.items()}
