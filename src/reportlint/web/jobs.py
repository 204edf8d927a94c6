"""What a process of its own does for the page: read, check, fix, show. It knows no session and keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.emit.docx.changes import find_edits
from reportlint.emit.html import find_facts, fragments, summarise
from reportlint.emit.html.marks import find_marks
from reportlint.fix import clashes
from reportlint.web.drafts import Draft, accept_safe, examine_draft, open_draft
from reportlint.web.files import track, track_some
from reportlint.web.fragments import render_ignored, render_list

if TYPE_CHECKING:
    from markupsafe import Markup

    from reportlint.model import Diagnostic
    from reportlint.suppress import Waived
    from reportlint.web.fragments import Desk
    from reportlint.web.settings import Settings


@dataclass(frozen=True, slots=True)
class View:
    """A draft as the page shows it.

    Attributes:
        draft: What was checked.
        diagnostics: What was found, in the order of the numbers on the page.
        waived: What shall stand, in the same order as on the page.
        summary: What was found, in one sentence.
        facts: What is known of the report: names and values.
        safe: How many fixes can be taken without a look.
        parts: The parts of the page by their names.
    """

    draft: Draft = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = field(repr=False)
    waived: tuple[Waived, ...] = field(repr=False)
    summary: str
    facts: tuple[tuple[str, str], ...]
    safe: int
    parts: dict[str, Markup] = field(repr=False)


def open_report(data: bytes, name: str, profile: str, who: str, desk: Desk, settings: Settings) -> View:
    """Read and check what was handed in.

    Raises:
        ReadError: It cannot be read.
        ConfigError: There is no such profile.
    """
    return view_draft(open_draft(data, name, profile, who, settings), desk, settings)


def check_draft(draft: Draft, desk: Desk, settings: Settings) -> View:
    """Check a draft after a decision.

    Raises:
        RefusedError: It cannot be written back as it reads.
        ConfigError: There is no such profile.
    """
    if draft.source.format == "docx":
        track(draft, settings)
    return view_draft(draft, desk, settings)


def fix_draft(draft: Draft, desk: Desk, settings: Settings) -> View:
    """Take all safe fixes; those that a Word document cannot track are left for the author.

    Raises:
        ConfigError: There is no such profile.
    """
    fixed = accept_safe(draft, settings)
    if draft.source.format == "docx":
        _, source = track_some(fixed, settings)
        fixed = draft.edit(find_edits(draft.source.text, source.text))
    return view_draft(fixed, desk, settings)


def view_draft(draft: Draft, desk: Desk, settings: Settings) -> View:
    """Check a draft and show it."""
    doc, checked = examine_draft(draft, settings)
    marks = find_marks(doc, checked.diagnostics)
    closed = draft.closed
    fixable = {mark.number for mark in marks if mark.fix and mark.fix.edits and not clashes(mark.fix.edits, closed)}
    parts = {
        "text": fragments.render_text(doc, marks),
        "filters": fragments.render_filters(marks),
        "list": render_list(doc, marks, fixable, desk),
        "ignored": render_ignored(doc, checked.waived, draft.ignored, desk),
        "outline": fragments.render_outline(doc, marks),
        "matrix": fragments.render_matrix(doc),
        "ledger": fragments.render_ledger(doc),
        "charts": fragments.render_charts(doc, marks),
        "rules": fragments.render_rules(marks, settings.config.own_rules),
    }
    safe = sum(mark.fix.safe for mark in marks if mark.fix and mark.number in fixable)
    diagnostics = tuple(mark.diagnostic for mark in marks)
    return View(draft, diagnostics, checked.waived, summarise(marks), tuple(find_facts(doc)), safe, parts)
