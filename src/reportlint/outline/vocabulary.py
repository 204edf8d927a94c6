"""The words of headings: what role they give, and whether a line is made of nothing else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, get_args

from reportlint import lexicon
from reportlint.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

ROLES: tuple[Role, ...] = get_args(Role)
LONGEST = 30
LONGEST_WORD = 8
_YEAR = re.compile(r"(?:19|20)\d{2}年")
# how a writer joins two subjects in one heading
_COORDINATION = re.compile(r"[及与和、，,；;]|以及")
# what may follow the deciding word of a heading
_TAIL = re.compile(
    r"(?:情况|分析|方面|如下|如何|汇报|部分|清单|表现|是什么|有哪些|在哪里|[（(][^（）()]*[）)]|[。：:！!？?])+$"
)


@cache
def _roles_by_term() -> dict[str, Role | None]:
    return {
        row["term"]: next((role for role in ROLES if role == row["role"]), None)
        for row in lexicon.rows("section-roles")
    }


@cache
def _words() -> frozenset[str]:
    return frozenset((*_roles_by_term(), *lexicon.terms("heading-words")))


def is_heading(title: str) -> bool:
    """Tell whether a line holds nothing but words of headings and ends in one that names a part of a report."""
    return len(title) <= LONGEST and _last_word(title) is not None and _is_made_of_words(_YEAR.sub("", title))


def _is_made_of_words(title: str) -> bool:
    reached = [True] + [False] * len(title)
    for start in range(len(title)):
        for end in range(start + 1, min(start + LONGEST_WORD, len(title)) + 1):
            reached[end] |= reached[start] and title[start:end] in _words()
    return reached[-1]


def find_roles(title: str) -> tuple[Role, ...]:
    """Return the roles that a heading's own words give it: those of the last word of each coordinate part."""
    words = [word for part in _COORDINATION.split(title) if (word := _last_word(part))]
    return ordered(role for word in words if (role := _roles_by_term()[word]))


def _last_word(part: str) -> str | None:
    part, terms = part[-LONGEST:], _roles_by_term()
    endings = (
        ending[i:]
        for ending in (part, _TAIL.sub("", part))
        for i in range(max(0, len(ending) - LONGEST_WORD), len(ending))
    )
    return next((ending for ending in endings if ending in terms), None)


def ordered(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return roles once each, in the order achievements, problems, causes, measures."""
    given = set(roles)
    return tuple(role for role in ROLES if role in given)
