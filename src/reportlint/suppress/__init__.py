"""Findings that somebody has looked at and lets stand: by whom, why, and whether they are still there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint.model import Diagnostic, Finding, LineIndex, Severity, Span
from reportlint.suppress.comments import find_comments as find_comments
from reportlint.suppress.comments import find_scopes
from reportlint.suppress.entries import Folded, is_about, meets
from reportlint.suppress.waivers import Waived as Waived
from reportlint.suppress.waivers import Waiver as Waiver
from reportlint.suppress.words import find_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reportlint.model import Source
    from reportlint.suppress.comments import Comment

UNUSED = "internal/unused-suppression"
UNREASONED = "internal/suppression-without-reason"
INTERNAL = "internal/"
# the formats in whose text a comment can stand
COMMENTED = ("text", "markdown")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of rules and families.

    Attributes:
        known: All that there are.
        active: Those that ran.
    """

    known: Collection[str]
    active: Collection[str]


class Suppression:
    """The waivers that hold in a report.

    Args:
        source: The report.
        entries: Those of ignore files.
        words: Accepted by the vocabulary.
    """

    def __init__(self, source: Source, entries: Iterable[Waiver], words: Sequence[str]) -> None:
        self.text, self.words = source.text, words
        self.comments = find_comments(source.text) if source.format in COMMENTED else ()
        self.lines = LineIndex.of(source.text) if self.comments else LineIndex((0,))
        self.scopes = find_scopes(source.text, self.comments, self.lines)
        own = [one for one in entries if is_about(one, source.path)]
        folded = Folded(source.text) if own else None
        self.entries = [(one, folded.find(one)) for one in own] if folded else []
        self.used = set[int]()

    def split(self, diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Waived]]:
        """Return what is reported and what is not; what the program says of itself is always reported."""
        kept: list[Diagnostic] = []
        waived: list[Waived] = []
        if not (self.comments or self.entries or self.words):
            return [*diagnostics], waived
        for one in diagnostics:
            waivers = [] if one.rule.startswith(INTERNAL) else list(self.find(one))
            self.used.update(map(id, waivers))
            if waivers:
                waived.append(Waived(one, waivers[0]))
            else:
                kept.append(one)
        return kept, waived

    def find(self, diagnostic: Diagnostic) -> Iterator[Waiver]:
        """Yield all that lets a finding stand."""
        yield from self.scopes.find(diagnostic, self.lines)
        for entry, places in self.entries:
            if entry.names(diagnostic.rule) and meets(diagnostic.finding.span, places):
                yield entry
        word = find_word(diagnostic, self.text, self.words)
        if word:
            yield word

    def notes(self, names: Names) -> Iterator[Diagnostic]:
        """Yield notes on waivers that do nothing or give no reason, after `split`."""
        for comment in self.comments:
            yield from self.judge_comment(comment, names)
        for entry, _ in self.entries:
            # one without a file may be meant for another report
            if entry.file and entry.rule in names.active and id(entry) not in self.used:
                yield note(UNUSED, Span(0, 0), f"{entry.origin}（{entry.rule}）已经没有对应的问题，请删去这一条。")
            if not entry.reason:
                yield note(UNREASONED, Span(0, 0), f"{entry.origin}（{entry.rule}）没有写理由，请补上 reason。")

    def judge_comment(self, comment: Comment, names: Names) -> Iterator[Diagnostic]:
        """Yield notes on a comment."""
        if not comment.verb:
            told = "这条注释没有写对，不起作用，请写成 <!-- reportlint: ignore 规则名 理由 -->。"
            yield note(UNUSED, comment.span, told)
        for waiver in comment.waivers:
            if waiver.rule not in names.known:
                told = f"没有叫“{waiver.rule}”的规则，这条忽略不起作用，请用 reportlint rules 查对规则名。"
                yield note(UNUSED, comment.span, told)
            elif waiver.rule in names.active and id(waiver) not in self.used:
                yield note(UNUSED, comment.span, f"这里已经没有 {waiver.rule} 的问题可忽略，请删去这条注释。")
        if comment.waivers and not comment.waivers[0].reason:
            yield note(UNREASONED, comment.span, "忽略问题却没有写理由，请在规则名后面补上理由。")


def note(rule: str, span: Span, message: str) -> Diagnostic:
    """Return what the program says of a waiver."""
    return Diagnostic(rule, Severity.NOTE, Finding(span, message))
