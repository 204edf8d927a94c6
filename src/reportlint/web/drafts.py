"""A report with what its author has decided so far. Every decision makes a new draft, so that each can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.config import Config
from reportlint.document import Document
from reportlint.engine import Checked, examine
from reportlint.fix import ROUNDS, choose_fixes, make_mover, with_edits
from reportlint.read import decode_source
from reportlint.suppress import INTERNAL, Waived, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlint.model import Diagnostic, Edit, Source, Span
    from reportlint.web.settings import Settings


class RefusedError(Exception):
    """What was asked for cannot be done; the message is one sentence that says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that shall stand.

    Attributes:
        rule: Its rule.
        span: Where it is in the text as it now reads.
        message: What it says; another finding of the rule at this place is another one.
        reason: Why it may stand.
        who: Who says so; empty when nobody has said.
    """

    rule: str
    span: Span
    message: str
    reason: str
    who: str = ""

    @classmethod
    def of(cls, diagnostic: Diagnostic, reason: str, who: str) -> Ignored:
        """Ignore a finding."""
        return cls(diagnostic.rule, diagnostic.finding.span, diagnostic.finding.message, reason, who)

    def means(self, diagnostic: Diagnostic) -> bool:
        """Tell whether this is about a finding."""
        finding = diagnostic.finding
        return (self.rule, self.span, self.message) == (diagnostic.rule, finding.span, finding.message)


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it now reads.

    Attributes:
        original: As it was handed in.
        source: As it reads with the fixes that were accepted.
        profile: The kind of report it is checked as; empty = by its title.
        who: The one who checks, as he calls himself.
        ignored: What shall stand.
    """

    original: Source
    source: Source
    profile: str = ""
    who: str = ""
    ignored: tuple[Ignored, ...] = ()

    @property
    def name(self) -> str:
        """The name of the file."""
        return str(self.source.path)

    @property
    def changed(self) -> bool:
        """Whether fixes were accepted."""
        return self.source.text != self.original.text

    @property
    def closed(self) -> list[Span]:
        """What the format makes by itself and no fix may touch, in order."""
        return [piece.span for piece in self.source.pieces if piece.automatic]

    def edit(self, edits: Iterable[Edit]) -> Draft:
        """Return the report with disjoint edits; what is ignored moves along."""
        edits = sorted(edits, key=lambda edit: edit.span)
        move = make_mover(edits)
        moved = tuple(replace(one, span=move(one.span)) for one in self.ignored)
        return replace(self, source=with_edits(self.source, edits), ignored=moved)

    def accept(self, diagnostic: Diagnostic) -> Draft:
        """Return the report with the fix of a finding.

        Raises:
            RefusedError: There is none, or it would change what the format makes by itself.
        """
        chosen = self.choose([diagnostic], unsafe=True)
        if not chosen:
            raise RefusedError("这一处没有可以直接采用的修正，请在原稿里改好再交来检查。")
        return self.edit(chosen)

    def choose(self, diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Edit]:
        """Return the edits of those fixes that can be made together."""
        return [edit for fix in choose_fixes(diagnostics, unsafe=unsafe, closed=self.closed) for edit in fix.edits]

    def ignore(self, diagnostic: Diagnostic, reason: str) -> Draft:
        """Return the report with a finding that shall stand.

        Raises:
            RefusedError: There is no reason, or the program itself has failed.
        """
        if diagnostic.rule.startswith(INTERNAL):
            raise RefusedError("这一条说的是检查本身的情况，不能忽略。")
        if not reason:
            raise RefusedError("忽略问题要写明理由，请在“理由”一栏写上再点“忽略”。")
        return replace(self, ignored=(*self.ignored, Ignored.of(diagnostic, reason, self.who)))

    def restore(self, waived: Waived) -> Draft:
        """Return the report with a finding that shall not stand after all."""
        return replace(self, ignored=tuple(one for one in self.ignored if not one.means(waived.diagnostic)))


def open_draft(data: bytes, name: str, profile: str, who: str, settings: Settings) -> Draft:
    """Read what was handed in.

    Raises:
        ReadError: It cannot be read.
    """
    source = decode_source(data, Path(name), limits=settings.limits)
    return Draft(source, source, profile, who)


def find_config(draft: Draft, settings: Settings) -> Config:
    """Return the settings that a report is checked with."""
    return settings.config.overlay(Config(profile=draft.profile))


def examine_draft(draft: Draft, settings: Settings) -> tuple[Document, Checked]:
    """Check a report and set aside what shall stand.

    Raises:
        ConfigError: There is no such profile.
    """
    doc = Document(draft.source)
    return doc, set_aside(examine(doc, find_config(draft, settings)), draft.ignored)


def set_aside(checked: Checked, ignored: Sequence[Ignored]) -> Checked:
    """Return what was found, what is ignored among what is waived."""
    waivers = {(one.rule, one.span, one.message): Waiver("entry", one.rule, one.reason, one.who) for one in ignored}
    kept, waived = [], list(checked.waived)
    for one in checked.diagnostics:
        waiver = waivers.get((one.rule, one.finding.span, one.finding.message))
        if waiver:
            waived.append(Waived(one, waiver))
        else:
            kept.append(one)
    return Checked(tuple(kept), tuple(sorted(waived, key=lambda one: one.diagnostic.finding.span)))


def accept_safe(draft: Draft, settings: Settings) -> Draft:
    """Return a report with all fixes that are safe, and those that they make possible.

    Raises:
        ConfigError: There is no such profile.
    """
    for _ in range(ROUNDS):
        _, checked = examine_draft(draft, settings)
        edits = draft.choose(checked.diagnostics, unsafe=False)
        if not edits:
            break
        draft = draft.edit(edits)
    return draft
