"""Run the rules on a document."""

from __future__ import annotations

import logging
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from reportlint.config import Config, effective
from reportlint.model import Diagnostic, Finding, Severity, Span
from reportlint.suppress import Names, Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reportlint.document import Document
    from reportlint.registry import Rule
    from reportlint.suppress import Waived

CRASH = "internal/rule-crash"
# nobody reads more of one kind in one report, and a file made for it must not fill the memory
MOST = 100_000
MORE = f"这条规则在这份文稿里已经报出{MOST}处，从这里起不再列出，请改掉前面的再查一遍。"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a report.

    Attributes:
        diagnostics: What is reported, by place and rule.
        waived: What somebody lets stand: by a comment, an ignore file, the vocabulary or the baseline.
    """

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...] = ()


def check(doc: Document, config: Config | None = None, *, profile: str | None = None) -> tuple[Diagnostic, ...]:
    """Check a document and return what was found, by place and rule.

    Args:
        doc: The report.
        config: What is checked; everything by default.
        profile: Name of a profile; by default that of the configuration, or of the document's type.

    Raises:
        ConfigError: There is no such profile.
    """
    return examine(doc, config, profile=profile).diagnostics


def examine(doc: Document, config: Config | None = None, *, profile: str | None = None) -> Checked:
    """Check a document and return what was found, and what of it may stand.

    Args and Raises are those of `check`.
    """
    config = config or Config()
    config = effective(replace(config, profile=profile) if profile else config, doc.doc_type)
    rules = [rule for rule in config.known.values() if config.runs(rule)]
    suppression = Suppression(doc.source, config.waivers, config.accept)
    closed = merge(doc.source.excluded, (comment.span for comment in suppression.comments))
    found = sort(one for rule in rules for one in run_rule(rule, doc, config, closed))
    kept, waived = suppression.split(found)
    if config.baseline:
        kept, old = split_baseline(doc, found, kept, config.baseline)
        waived += old
    notes = [one for one in suppression.notes(find_names(config.known.values(), rules)) if config.allows(one.rule)]
    return Checked(tuple(sort([*kept, *notes])), tuple(sorted(waived, key=lambda one: place(one.diagnostic))))


def sort(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics by place and rule."""
    return sorted(diagnostics, key=place)


def place(diagnostic: Diagnostic) -> tuple[Span, str]:
    """Return what diagnostics are ordered by."""
    return diagnostic.finding.span, diagnostic.rule


def split_baseline(
    doc: Document, found: Sequence[Diagnostic], kept: Iterable[Diagnostic], path: Path
) -> tuple[list[Diagnostic], list[Waived]]:
    """Return what of the kept diagnostics is new and what a baseline holds; all found ones count for it."""
    from reportlint.baseline import read_baseline

    waived = {id(one.diagnostic): one for one in read_baseline(path).split(doc.source, found) if one}
    kept = list(kept)
    return [one for one in kept if id(one) not in waived], [waived[id(one)] for one in kept if id(one) in waived]


def find_names(known: Iterable[Rule], active: Iterable[Rule]) -> Names:
    """Return the names of all rules and of those that run."""
    return Names(*(frozenset(name for rule in rules for name in (rule.id, rule.family)) for rules in (known, active)))


def run_rule(rule: Rule, doc: Document, config: Config, closed: tuple[Span, ...]) -> Iterator[Diagnostic]:
    """Yield a rule's findings with its name and severity; a crash of the rule is one of them.

    The last of `MOST` findings says that there are more.

    Args:
        rule: The rule.
        doc: The report.
        config: What it is run with.
        closed: Places where nothing is reported, in order and disjoint.
    """
    severity = config.severity.get(rule.id, rule.severity)
    try:
        found = (one for one in rule(doc, **config.options.get(rule.id, {})) if not touches_excluded(one, closed))
        for number, finding in enumerate(islice(found, MOST), 1):
            shown = finding if number < MOST else Finding(finding.span, MORE)
            yield Diagnostic(rule.id, grade(finding, severity), shown)
    except Exception as error:
        log.debug("规则 %s 出错", rule.id, exc_info=True)
        yield Diagnostic(CRASH, Severity.ERROR, Finding(Span(0, 0), crash_message(rule, error)))


def merge(excluded: tuple[Span, ...], more: Iterable[Span]) -> tuple[Span, ...]:
    """Return places in order and disjoint, those that overlap made one."""
    found: list[Span] = []
    for span in sorted([*excluded, *more]):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def grade(finding: Finding, severity: Severity) -> Severity:
    """Return the severity of a finding whose rule has this one."""
    return min(severity, finding.ceiling, key=lambda one: one.rank) if finding.ceiling else severity


def touches_excluded(finding: Finding, excluded: tuple[Span, ...]) -> bool:
    """Tell whether a finding or its fix lies on a place that is no prose."""
    if not excluded:
        return False
    edits = finding.fix.edits if finding.fix else ()
    return any(overlaps_any(span, excluded) for span in (finding.span, *(edit.span for edit in edits)))


def overlaps_any(span: Span, excluded: tuple[Span, ...]) -> bool:
    """Tell whether a span overlaps one of the sorted, disjoint `excluded`."""
    before = bisect_right(excluded, span) - 1
    return any(span.overlaps(other) for other in excluded[max(before, 0) : before + 2])


def crash_message(rule: Rule, error: Exception) -> str:
    """Say which rule failed and what to do."""
    return (
        f"规则 {rule.id} 运行时出错（{type(error).__name__}：{error}），这份文稿没有按它查完；"
        f"请加 --debug 重跑，把输出报告给维护者，眼下可用 --ignore {rule.id} 略过。"
    )
