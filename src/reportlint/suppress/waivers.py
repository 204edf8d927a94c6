"""What a waiver is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportlint.model import Diagnostic


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody's word that findings of a rule may stand.

    Attributes:
        kind: A comment in the text, an entry of an ignore file, an accepted word, or the baseline.
        rule: Id of the rule, or a family.
        reason: Why; empty where nobody has said.
        who: The one who decided; empty where nobody has said.
        date: When, as written.
        text: The words quoted by an entry; empty = anywhere in the file.
        before: The words before those, where they alone are not enough.
        after: The words behind them.
        file: Name or pattern of the report that an entry is about; empty = every report in the folder.
        origin: Where an entry stands, for messages.
    """

    kind: Literal["comment", "entry", "word", "baseline"]
    rule: str
    reason: str = ""
    who: str = ""
    date: str = ""
    text: str = ""
    before: str = ""
    after: str = ""
    file: str = ""
    origin: str = ""

    def names(self, rule: str) -> bool:
        """Tell whether it speaks of a rule."""
        return self.rule in (rule, rule.partition("/")[0])


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is not reported, and why."""

    diagnostic: Diagnostic
    waiver: Waiver
