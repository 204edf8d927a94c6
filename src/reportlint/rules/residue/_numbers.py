"""What deleting does to the numbers around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint import Span

DOTS = (".", "．")


def parts_number(text: str, span: Span) -> bool:
    """Tell whether what stands before and behind a span would join into another number."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (before.isnumeric() or before in DOTS) and (after.isnumeric() or after in DOTS)
