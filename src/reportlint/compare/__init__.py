"""Last year's report against this year's: what became of the promises, what was copied, what stands again.

The modules of this package whose names have no underscore are rules, as those under `reportlint.rules` are. They report on a
`Pair` and are silent about a report that stands alone.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reportlint.document import Document

if TYPE_CHECKING:
    from reportlint.align.passages import Passage
    from reportlint.model import Source, Span

    from ._figures import Change
    from ._problems import Repeat
    from ._promises import Promise


class Pair(Document):
    """This year's report with the one of the year before: the layers that it takes two reports to find.

    Args:
        last: Last year's report.
        source: This year's.
    """

    def __init__(self, last: Document, source: str | Source) -> None:
        super().__init__(source)
        self.last = last

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The years that last year's report and this year's are about; None where a report does not tell."""
        from ._years import find_year

        return find_year(self.last), find_year(self)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """What last year's report promised and what became of it, by place in that report."""
        from ._promises import find_promises

        return find_promises(self.last, self)

    @cached_property
    def copies(self) -> tuple[Passage, ...]:
        """The passages copied from last year's report, without formulas that every such report has."""
        from ._copies import find_copies

        return find_copies(self.last, self)

    def count_copied(self, passage: Passage) -> int:
        """Count the Chinese characters of a copied passage."""
        from reportlint.align.passages import count_han

        return count_han(passage.span.of(self.text))

    @property
    def share(self) -> float:
        """The share of this year's report that is copied: 0 to 1."""
        from ._copies import share

        return share(self.copies, self.text)

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """Last year's problems that this year's report names again."""
        from ._problems import find_repeats

        return find_repeats(self.last, self, self.copies)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The figures that both reports tell of the same thing."""
        from ._figures import find_changes

        return find_changes(self.last, self)

    @cached_property
    def stale(self) -> tuple[tuple[Span, int], ...]:
        """Years that were left from last year's report, each with the year that it should be."""
        from ._years import find_stale

        return find_stale(self.last, self)
