"""What rules about one thing in several forms share: which form a report uses most."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint import Hit


class Minority(NamedTuple):
    """A hit in a form that its report uses less than another.

    Attributes:
        hit: The place.
        preferred: The form that the report uses most.
        counts: How often each form stands in the report, the most frequent first.
    """

    hit: Hit
    preferred: str
    counts: list[tuple[str, int]]


def find_minorities(hits: Iterable[Hit], group: str) -> Iterator[Minority]:
    """Yield the hits whose form gives way to another of the same group, by group; where two are as frequent, to the one
    after which the group is named.

    Args:
        hits: Of a lexicon with a column for the group.
        group: The name of that column.
    """
    groups: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[hit.row[group]].append(hit)
    for name, members in groups.items():
        counts = Counter(hit.row["term"] for hit in members).most_common()
        preferred = max(counts, key=lambda form: (form[1], form[0] == name))[0]
        yield from (Minority(hit, preferred, counts) for hit in members if hit.row["term"] != preferred)


def render_counts(counts: Iterable[tuple[str, int]]) -> str:
    """Say how often each form stands in the report."""
    return "、".join(f"“{form}”{count}处" for form, count in counts)
