"""Run the rules on a document."""

from __future__ import annotations

import logging
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlint import registry
from reportlint.config import Config, effective
from reportlint.model import Diagnostic, Finding, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.document import Document
    from reportlint.registry import Rule

CRASH = "internal/rule-crash"

log = logging.getLogger(__name__)


def check(doc: Document, config: Config | None = None, *, profile: str | None = None) -> tuple[Diagnostic, ...]:
    """Check a document and return what was found, by place and rule.

    Args:
        doc: The report.
        config: What is checked; everything by default.
        profile: Name of a profile; by default that of the configuration, or of the document's type.

    Raises:
        ConfigError: There is no such profile.
    """
    config = config or Config()
    config = effective(replace(config, profile=profile) if profile else config, doc.doc_type)
    found = [one for rule in registry.load().values() if config.runs(rule) for one in run_rule(rule, doc, config)]
    return tuple(sorted(found, key=lambda one: (one.finding.span, one.rule)))


def run_rule(rule: Rule, doc: Document, config: Config) -> Iterator[Diagnostic]:
    """Yield a rule's findings with its name and severity; a crash of the rule is one of them."""
    severity = config.severity.get(rule.id, rule.severity)
    try:
        for finding in rule(doc, **config.options.get(rule.id, {})):
            if not touches_excluded(finding, doc.source.excluded):
                yield Diagnostic(rule.id, grade(finding, severity), finding)
    except Exception as error:
        log.debug("规则 %s 出错", rule.id, exc_info=True)
        yield Diagnostic(CRASH, Severity.ERROR, Finding(Span(0, 0), crash_message(rule, error)))


def grade(finding: Finding, severity: Severity) -> Severity:
    """Return the severity of a finding whose rule has this one."""
    return min(severity, finding.ceiling or severity, key=lambda one: one.rank)


def touches_excluded(finding: Finding, excluded: tuple[Span, ...]) -> bool:
    """Tell whether a finding or its fix lies on a place that is no prose."""
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
