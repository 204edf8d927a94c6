"""The parts of the page on which one decides: the findings with their buttons, and those that shall stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.emit import LABELS
from reportlint.emit.html.marks import describe_place, find_excerpt
from reportlint.suppress import INTERNAL
from reportlint.web.render import render

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from markupsafe import Markup

    from reportlint.document import Document
    from reportlint.emit.html.marks import Mark
    from reportlint.model import Fix
    from reportlint.suppress import Waived
    from reportlint.web.drafts import Ignored

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Desk:
    """What a form must say to be listened to.

    Attributes:
        path: Of the report on this server.
        csrf: The secret of the session.
        revision: Which of the report's drafts the form is about.
    """

    path: str
    csrf: str
    revision: int


@dataclass(frozen=True, slots=True)
class Change:
    """An edit in words."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that shall stand.

    Attributes:
        number: From 1.
        label: Its severity in words.
        where: Its place in words.
        excerpt: The beginning of its words.
        message: What it says.
        rule: Its rule.
        reason: Why it may stand.
        who: Who says so.
        own: Whether it was ignored here and can be taken back.
    """

    number: int
    label: str
    where: str
    excerpt: str
    message: str
    rule: str
    reason: str
    who: str
    own: bool


def render_list(doc: Document, marks: Sequence[Mark], fixable: Collection[int], desk: Desk) -> Markup:
    """Return the findings as a list in which each can be fixed or ignored.

    Args:
        doc: The report.
        marks: What was found.
        fixable: The numbers of those with a fix that can be made.
        desk: For the forms.
    """
    changes = {mark.number: find_changes(doc, mark.fix) for mark in marks if mark.fix and mark.number in fixable}
    return render("decisions.html", marks=marks, changes=changes, desk=desk, internal=INTERNAL)


def find_changes(doc: Document, fix: Fix) -> list[Change]:
    """Return the edits of a fix in words, cut where they are long."""
    return [Change(find_excerpt(doc.text, one.span, LONGEST), shorten(one.text)) for one in fix.edits]


def shorten(text: str) -> str:
    """Return the beginning of a text; … stands for the rest."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def render_ignored(doc: Document, waived: Sequence[Waived], ignored: Sequence[Ignored], desk: Desk) -> Markup:
    """Return the findings that shall stand, with reasons; those that were ignored here can be taken back."""
    return render("ignored.html", entries=list(find_entries(doc, waived, ignored)), desk=desk)


def find_entries(doc: Document, waived: Sequence[Waived], ignored: Sequence[Ignored]) -> Iterator[Entry]:
    """Yield the findings that shall stand, in words."""
    known = {(one.rule, one.span, one.message) for one in ignored}
    for number, one in enumerate(waived, 1):
        diagnostic, finding = one.diagnostic, one.diagnostic.finding
        yield Entry(
            number,
            LABELS[diagnostic.severity],
            describe_place(doc, finding.span),
            find_excerpt(doc.text, finding.span),
            finding.message,
            diagnostic.rule,
            one.waiver.reason,
            one.waiver.who,
            (diagnostic.rule, finding.span, finding.message) in known,
        )
