"""Names for findings that outlive edits elsewhere in the report: what is reported, not where it stands."""

from __future__ import annotations

import unicodedata
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from reportlint.model import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlint.model import Diagnostic, Span

# characters kept of the reported place, and of its line on either side
LONGEST, NEAR = 64, 12
# read on either side, of which white space is dropped
WINDOW = 4 * NEAR


def find_fingerprints(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return a fingerprint for each diagnostic, in their order: 64 hexadecimal digits, no two alike.

    It is the hash of the rule, of the reported words with those around them in their line, and of how many diagnostics
    with the same rule and words come before it. Positions, line numbers, messages and severities are no part of it.
    """
    seen = Counter[tuple[str, ...]]()
    found = []
    for one in diagnostics:
        key = (one.rule, *find_context(text, one.finding.span))
        found.append(sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest())
        seen[key] += 1
    return tuple(found)


def find_context(text: str, span: Span) -> tuple[str, str, str]:
    """Return the words before, in and behind a place, without white space, in one width of letters."""
    before = LINE_END.split(text[max(span.start - WINDOW, 0) : span.start])[-1]
    behind = LINE_END.split(text[span.end : span.end + WINDOW])[0]
    inside = text[span.start : min(span.end, span.start + 4 * LONGEST)]
    return normalise(before)[-NEAR:], normalise(inside)[:LONGEST], normalise(behind)[:NEAR]


def normalise(text: str) -> str:
    """Return a text without white space, full-width letters and digits as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())
