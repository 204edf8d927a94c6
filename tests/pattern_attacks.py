"""Texts on which a backtracking regular expression takes longest, made from the expression itself.

Backtracking costs where something may be repeated and what follows does not match: the expression tries every length,
and a search begins anew at every place. So each part that may be repeated often is written over and over, with what
leads to it and without.
"""

from __future__ import annotations

import re
from re import _constants as op
from re import _parser as parser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Node = tuple[Any, Any]

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
MANY = 8  # times; what may be repeated so often can be pumped
CATEGORIES = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_WORD: "，",
}
OTHERS = "一，1 a\n"  # of which one matches nearly every negated class


def find_attacks(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """Return pairs of a text to begin with and one to repeat."""
    # a text or bytes implies one of these, and the parser wants it left out
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, str) else pattern.flags
    found = dict.fromkeys(("", one) for one in OTHERS)
    for before, body in find_pumps(list(parser.parse(pattern.pattern, flags)), ""):
        for start, unit in (("", before + body), (before, body), ("", before), ("", body)):
            if unit:
                found[start, unit] = None
    return list(found)


def find_pumps(nodes: Sequence[Node], before: str) -> Iterator[tuple[str, str]]:
    """Yield each part that may be repeated often: a text that leads to it, and one that it matches."""
    for kind, value in nodes:
        if kind in REPEATS:
            _, most, body = value
            if most >= MANY:
                yield before, write(body)
            yield from find_pumps(body, before)
        for child in children(kind, value):
            yield from find_pumps(child, before)
        before += write([(kind, value)])


def children(kind: Any, value: Any) -> list[Sequence[Node]]:
    """Return the sequences inside a node that is no repetition."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    return [value[1]] if kind in (op.ASSERT, op.ASSERT_NOT) else []


def write(nodes: Sequence[Node]) -> str:
    """Return a short text that a sequence matches, as far as that is easy to tell."""
    return "".join(write_node(kind, value) for kind, value in nodes)


def write_node(kind: Any, value: Any) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.NOT_LITERAL, op.ANY, op.IN):
        return next((one for one in (*members(kind, value), *OTHERS) if matches(kind, value, one)), "")
    if kind in REPEATS:
        least, most, body = value
        return write(body) * max(least, most >= MANY)
    written = children(kind, value) if kind not in (op.ASSERT, op.ASSERT_NOT) else []
    return write(written[0]) if written else ""


def members(kind: Any, value: Any) -> Iterator[str]:
    """Yield what a class names itself."""
    for one, what in value if kind is op.IN else ():
        if one is op.LITERAL:
            yield chr(what)
        elif one is op.RANGE:
            yield chr(what[0])
        elif one is op.CATEGORY:
            yield CATEGORIES[what]


def matches(kind: Any, value: Any, character: str) -> bool:
    """Tell whether a node matches a character."""
    if kind is op.ANY:
        return character != "\n"
    if kind is op.NOT_LITERAL:
        return ord(character) != value
    return any(is_member(*one, character) for one in value) is not (value[0][0] is op.NEGATE)


def is_member(kind: Any, what: Any, character: str) -> bool:
    if kind is op.LITERAL:
        return ord(character) == what
    if kind is op.RANGE:
        return what[0] <= ord(character) <= what[1]
    return kind is op.CATEGORY and CATEGORIES[what] == character
