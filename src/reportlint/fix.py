"""Apply the fixes that rules offer, until none is left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportlint.config import Config
    from reportlint.document import Document
    from reportlint.model import Diagnostic, Edit, Fix, Source
    from reportlint.suppress import Waived

# a fix may make room for another one; rules that undo each other must not go on for ever
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document after its fixes.

    Attributes:
        doc: The document as it is now.
        count: How many fixes were applied.
        diagnostics: What is still reported.
        waived: What somebody lets stand.
    """

    doc: Document
    count: int
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...] = ()


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
    from reportlint.engine import examine

    found, count = examine(doc, config), 0
    for _ in range(ROUNDS):
        # what the format itself makes, such as an automatic number, is no text to edit
        closed = [piece.span for piece in doc.source.pieces if piece.automatic]
        fixes = choose_fixes(found.diagnostics, unsafe=unsafe, closed=closed)
        if not fixes:
            break
        doc = Document(with_edits(doc.source, [edit for one in fixes for edit in one.edits]))
        found, count = examine(doc, config), count + len(fixes)
    return Fixed(doc, count, found.diagnostics, found.waived)


def choose_fixes(diagnostics: Iterable[Diagnostic], *, unsafe: bool, closed: Iterable[Span] = ()) -> list[Fix]:
    """Return the fixes to apply together, the earlier ones first, without those that clash with one before them.

    Args:
        diagnostics: What was found.
        unsafe: Take also the fixes that a reader should look at.
        closed: Places that no fix may touch, in order and disjoint.
    """
    taken = list(closed)
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


def with_edits(source: Source, edits: Iterable[Edit]) -> Source:
    """Return a source with disjoint edits applied; what its format says of the text moves along."""
    edits = sorted(edits, key=lambda edit: edit.span)
    changed = with_text(source, apply_edits(source.text, edits))
    if source.format == "markdown":
        return changed
    move = make_mover(edits)
    return replace(
        changed,
        excluded=tuple(map(move, source.excluded)),
        headings=tuple((move(span), depth) for span, depth in source.headings),
        pieces=tuple(replace(piece, span=move(piece.span)) for piece in source.pieces),
        revisions=tuple(replace(revision, span=move(revision.span)) for revision in source.revisions),
    )


def make_mover(edits: Sequence[Edit]) -> Callable[[Span], Span]:
    """Return a function that tells where a span stands after sorted, disjoint edits."""
    ends = [edit.span.end for edit in edits]
    growth = [0, *accumulate(len(edit.text) - len(edit.span) for edit in edits)]

    def move(position: int) -> int:
        index = bisect_right(ends, position)
        moved = position + growth[index]
        if index < len(edits) and edits[index].span.start < position:
            # inside what is replaced: not behind the end of what replaces it
            return min(moved, edits[index].span.start + growth[index] + len(edits[index].text))
        return moved

    return lambda span: Span(move(span.start), move(span.end))


def with_text(source: Source, text: str) -> Source:
    """Return a source with another text; what its format says of the text is read anew."""
    from reportlint.read.markdown import find_layout

    if source.format != "markdown":
        return replace(source, text=text, sha256="")
    layout = find_layout(text)
    return replace(source, text=text, sha256="", excluded=tuple(layout.excluded), headings=tuple(layout.headings))
