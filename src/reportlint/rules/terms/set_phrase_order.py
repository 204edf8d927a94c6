"""固定提法的次序。"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

CLOSING = "”"  # a member may have a name in quotation marks in it: “三个代表”重要思想
MARKS = '[“”"‘’〝〞「」 \t\u3000]{0,6}'
BETWEEN = re.compile(rf"{MARKS}(?:[、，,]|、?(?:以及|和|与|及))?{MARKS}")
BETWEEN_WITH_VERBS = re.compile(r"[^。；;！？\r\n]{0,10}")
AND_SO_ON = re.compile(rf"{MARKS}(?:等|……|、)")
LEAST_CLOSED = 4  # members; of three it is often meant to name two


@dataclass(frozen=True, slots=True)
class Formula:
    """A fixed list.

    Attributes:
        members: In their order, without quotation marks.
        verbs: Whether each may have words before it.
        closed: Whether none may be left out.
        since: The year from which it is in use.
    """

    members: tuple[str, ...]
    verbs: bool
    closed: bool
    since: str

    @property
    def wording(self) -> str:
        """How it should be written."""
        return "、".join(self.members)


@dataclass(frozen=True, slots=True)
class Member:
    """A place that names a member of a formula."""

    span: Span
    order: int


@rule(
    "warning",
    Example(
        bad="坚定“⟦四个自信”、增强“四个意识”、做到“两个维护⟧”。",
        good="增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
    ),
    Example(bad="坚持⟦创新、协调、绿色、开放⟧的发展理念。", good="坚持创新、协调、绿色、开放、共享的发展理念。"),
)
def set_phrase_order(doc: Document) -> Iterator[Finding]:
    """固定提法里的几项次序颠倒，或者少了一项。

    增强“四个意识”、坚定“四个自信”、做到“两个维护”，创新、协调、绿色、开放、共享，这些并列的次序和项数在文件里是定好的。
    只说其中几项、后面有“等”字的不算少。
    """
    for formula, members in find_lists(doc.text):
        if formula.since > (doc.period[:4] or "9999"):
            continue
        span = Span(members[0].span.start, members[-1].span.end)
        orders = [member.order for member in members]
        if orders != sorted(orders):
            yield Finding(span, f"这几项的次序应为“{formula.wording}”，请调整。")
        elif formula.closed and len(orders) == len(formula.members) - 1 and not AND_SO_ON.match(doc.text, span.end):
            missing = next(name for order, name in enumerate(formula.members) if order not in orders)
            yield Finding(span, f"这里少了“{missing}”，完整的提法是“{formula.wording}”，请补上。")


def find_lists(text: str) -> Iterator[tuple[Formula, list[Member]]]:
    """Yield the places that name all members of a formula, or all but one of many, each once and in whatever order."""
    found: defaultdict[Formula, list[Member]] = defaultdict(list)
    for match in members_pattern().finditer(text):
        for formula, order in formulas_of()[match[0].replace(CLOSING, "")]:
            found[formula].append(Member(Span(*match.span()), order))
    for formula, members in found.items():
        for run in runs(text, formula, members):
            orders = {member.order for member in run}
            if len(orders) == len(run) >= least(formula):
                yield formula, run


def least(formula: Formula) -> int:
    """Return how many members must be named before their order says something."""
    size = len(formula.members)
    return size - 1 if size >= LEAST_CLOSED or formula.verbs else size


def runs(text: str, formula: Formula, members: list[Member]) -> Iterator[list[Member]]:
    """Yield the members of a formula that follow each other with no more than marks between them."""
    between = BETWEEN_WITH_VERBS if formula.verbs else BETWEEN
    run: list[Member] = []
    for member in members:
        if run and not between.fullmatch(text, run[-1].span.end, member.span.start):
            yield run
            run = []
        run.append(member)
    yield run


@cache
def formulas() -> tuple[Formula, ...]:
    """Return the formulas of the lexicon."""
    return tuple(
        Formula(tuple(row["members"].split("|")), row["verbs"] == "yes", row["closed"] == "yes", row["since"])
        for row in rows("ordered-phrases")
    )


@cache
def formulas_of() -> dict[str, list[tuple[Formula, int]]]:
    """Map each member to the formulas that have it, and its place there."""
    found: defaultdict[str, list[tuple[Formula, int]]] = defaultdict(list)
    for formula in formulas():
        for order, member in enumerate(formula.members):
            found[member].append((formula, order))
    return found


@cache
def members_pattern() -> re.Pattern[str]:
    """Return a pattern of all members, the longer first."""
    longest_first = sorted(formulas_of(), key=lambda member: (-len(member), member))
    return re.compile("|".join(f"{CLOSING}?".join(member) for member in longest_first))
