"""Apply the fixes that rules offer, until none is left."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlint.config import Config
    from reportlint.document import Document
    from reportlint.model import Diagnostic, Edit, Fix, Source, Span

# a fix may make room for another one; rules that undo each other must not go on for ever
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document after its fixes.

    Attributes:
        doc: The document as it is now.
        count: How many fixes were applied.
        diagnostics: What is still reported.
    """

    doc: Document
    count: int
    diagnostics: tuple[Diagnostic, ...]


def fix(doc: Document, config: Config | None = None, *, unsafe: bool = False) -> str:
    """Return the text with all safe fixes applied.

    Args:
        doc: The report; it stays as it is.
        config: What is checked; everything by default.
        unsafe: Apply also the fixes that a reader should look at.

    Raises:
        ConfigError: There is no such profile.
    """
    return fix_document(doc, config, unsafe=unsafe).doc.text


def fix_document(doc: Document, config: Config | None = None, *, unsafe: bool = False) -> Fixed:
    """Apply fixes and check again, until no fix is left or the rounds are used up."""
    # `import reportlint` imports this module, and must not pay for the engine
    from reportlint.document import Document
    from reportlint.engine import check

    found, count = check(doc, config), 0
    for _ in range(ROUNDS):
        fixes = choose_fixes(found, unsafe=unsafe)
        if not fixes:
            break
        text = apply_edits(doc.text, [edit for one in fixes for edit in one.edits])
        doc = Document(with_text(doc.source, text))
        found, count = check(doc, config), count + len(fixes)
    return Fixed(doc, count, found)


def choose_fixes(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Fix]:
    """Return the fixes to apply together, the earlier ones first, without those that clash with one before them."""
    taken: list[Span] = []
    chosen = []
    for one in diagnostics:
        offered = one.finding.fix
        if offered and offered.edits and (offered.safe or unsafe) and not clashes(offered.edits, taken):
            chosen.append(offered)
            for edit in offered.edits:
                taken.insert(bisect_left(taken, edit.span), edit.span)
    return chosen


def clashes(edits: Sequence[Edit], taken: Sequence[Span]) -> bool:
    """Tell whether one of the edits touches a place of the sorted, disjoint `taken`."""
    return any(touches(edit.span, near) for edit in edits for near in neighbours(edit.span, taken))


def neighbours(span: Span, taken: Sequence[Span]) -> Sequence[Span]:
    """Return the places before and behind the one where a span would be inserted."""
    at = bisect_left(taken, span)
    return taken[max(at - 1, 0) : at + 1]


def touches(one: Span, other: Span) -> bool:
    """Tell whether two edits depend on their order: they overlap, or one inserts where the other begins or ends."""
    if one and other:
        return one.overlaps(other)
    return one.start <= other.end and other.start <= one.end


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with disjoint edits applied."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[position : edit.span.start], edit.text]
        position = edit.span.end
    return "".join([*parts, text[position:]])


def with_text(source: Source, text: str) -> Source:
    """Return a source with another text; what its format says of the text is read anew."""
    from reportlint.read.markdown import find_layout

    if source.format != "markdown":
        return replace(source, text=text)
    layout = find_layout(text)
    return replace(source, text=text, excluded=tuple(layout.excluded), headings=tuple(layout.headings))
