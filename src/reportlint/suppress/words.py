"""Words that the user knows to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.suppress.waivers import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlint.model import Diagnostic, Span

# families that find fault with words
FAMILIES = ("typos/", "terms/", "wording/")
# reports what the user does not want, whatever else he accepts
REJECTED = "terms/rejected-word"


def find_word(diagnostic: Diagnostic, text: str, words: Iterable[str]) -> Waiver | None:
    """Return a waiver where all that a finding would change stands inside accepted words."""
    if not diagnostic.rule.startswith(FAMILIES) or diagnostic.rule == REJECTED:
        return None
    finding = diagnostic.finding
    spans = [edit.span for edit in finding.fix.edits] if finding.fix else [finding.span]
    found = [next((word for word in words if is_inside(span, word, text)), None) for span in spans]
    if not found or None in found:
        return None
    return Waiver("word", diagnostic.rule, f"“{found[0]}”是词表认可的词")


def is_inside(span: Span, word: str, text: str) -> bool:
    """Tell whether a word stands in a text so that it covers a span; what is inserted at its edge is outside."""
    edge = 0 if span else 1
    return word in text[max(span.end - len(word) + edge, 0) : span.start + len(word) - edge]
