"""SARIF 2.1.0 (OASIS), which code scanning, editors and dashboards read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportlint import __version__, catalogue, registry
from reportlint.emit import find_diagnostics
from reportlint.emit.json import dump
from reportlint.fingerprint import find_fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportlint.emit import Outcome, View
    from reportlint.model import Diagnostic, Edit, Fix, Severity, Span
    from reportlint.registry import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# the name carries the version of how fingerprints are made
FINGERPRINT = "reportlint/v1"
OWN_MESSAGE = "reportlint 对自己的运行情况的说明，不是文稿的问题。"
# Python's names of encodings, where they differ from those that IANA has registered
ENCODINGS = {"cp950": "Big5", "big5hkscs": "Big5-HKSCS"}


def render_findings(outcomes: Sequence[Outcome], view: View) -> str:  # noqa: ARG001
    """Return one run with its rules, files and results.

    Columns and offsets count code points (`columnKind`). In a file that is more than text (.docx, .pdf) they are those
    of the extracted text; its results say in `logicalLocations` where they stand, and offer no replacements.
    """
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [describe_run(outcomes)]})


def describe_run(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the run."""
    rules = {name: index for index, name in enumerate(sorted({one.rule for one in find_diagnostics(outcomes)}))}
    severities = {one.rule: one.severity for one in find_diagnostics(outcomes)}
    known = {**registry.load(), **{rule.id: rule for outcome in outcomes for rule in outcome.own_rules}}
    return {
        "tool": {
            "driver": {
                "name": "reportlint",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": [describe_rule(name, known.get(name), severities[name]) for name in rules],
            }
        },
        "invocations": [describe_invocation(outcomes)],
        "artifacts": [describe_artifact(outcome) for outcome in outcomes],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [result for index, outcome in enumerate(outcomes) for result in find_results(outcome, index, rules)],
    }


def describe_rule(name: str, rule: Rule | None, severity: Severity) -> dict[str, Any]:
    """Return what is known of a rule; what the program says of itself is in no catalogue."""
    if rule is None:
        texts = {key: {"text": OWN_MESSAGE} for key in ("shortDescription", "fullDescription", "help")}
        return {"id": name, **texts, "defaultConfiguration": {"level": severity.value}}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary}{rule.reason}"},
        "help": {"text": catalogue.render_help(rule), "markdown": catalogue.render_help(rule)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.family]},
    }


def describe_invocation(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return whether all reports were checked, and why some were not."""
    failures = [
        {
            "level": "error",
            "message": {"text": outcome.error},
            "locations": [{"physicalLocation": {"artifactLocation": locate_artifact(outcome, index)}}],
        }
        for index, outcome in enumerate(outcomes)
        if outcome.error is not None
    ]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": failures}


def describe_artifact(outcome: Outcome) -> dict[str, Any]:
    """Return what is known of a file."""
    artifact: dict[str, Any] = {"location": {"uri": find_uri(outcome.path)}, "roles": ["analysisTarget"]}
    if outcome.sha256:
        artifact["hashes"] = {"sha-256": outcome.sha256}
    if outcome.textual and outcome.error is None:
        artifact["encoding"] = ENCODINGS.get(outcome.encoding, outcome.encoding.upper())
    return artifact


def find_uri(path: str) -> str:
    """Return a path as a URI, relative where the path is."""
    native = Path(path)
    return native.as_uri() if native.is_absolute() else quote(native.as_posix())


def find_results(outcome: Outcome, index: int, rules: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield the results of one report, whose artifact has this index."""
    prints = find_fingerprints(outcome.text, outcome.diagnostics)
    for one, fingerprint in zip(outcome.diagnostics, prints, strict=True):
        yield {
            "ruleId": one.rule,
            "ruleIndex": rules[one.rule],
            "level": one.severity.value,
            "message": {"text": one.finding.message},
            "locations": [locate(one.finding.span, outcome, index)],
            "partialFingerprints": {FINGERPRINT: fingerprint},
            **describe_related(one, outcome, index),
            **describe_fixes(one, outcome, index),
        }


def locate(span: Span, outcome: Outcome, index: int) -> dict[str, Any]:
    """Return a place in a report."""
    region = {**find_region(span, outcome), "snippet": {"text": span.of(outcome.text)}}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": locate_artifact(outcome, index), "region": region}
    }
    if place := outcome.place(span):
        location["logicalLocations"] = [{"name": place}]
    return location


def locate_artifact(outcome: Outcome, index: int) -> dict[str, Any]:
    """Return a reference to a file of the run."""
    return {"uri": find_uri(outcome.path), "index": index}


def find_region(span: Span, outcome: Outcome) -> dict[str, int]:
    """Return a span as lines and columns, the end column behind the last character, and as offset and length."""
    line, column = outcome.lines.place(span.start)
    last, end = outcome.lines.place(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": end,
        "charOffset": span.start,
        "charLength": len(span),
    }


def describe_related(diagnostic: Diagnostic, outcome: Outcome, index: int) -> dict[str, Any]:
    """Return the second places of a result; nothing where there is none."""
    places = [
        {"id": number, "message": {"text": one.message}, **locate(one.span, outcome, index)}
        for number, one in enumerate(diagnostic.finding.related, 1)
    ]
    return {"relatedLocations": places} if places else {}


def describe_fixes(diagnostic: Diagnostic, outcome: Outcome, index: int) -> dict[str, Any]:
    """Return the fix of a result; nothing where there is none that a program could apply to the file."""
    fix = diagnostic.finding.fix
    if not (fix and fix.edits and outcome.textual):
        return {}
    return {"fixes": [describe_fix(fix, outcome, index)]}


def describe_fix(fix: Fix, outcome: Outcome, index: int) -> dict[str, Any]:
    """Return a fix with its replacements; whether it is safe is a property of its own."""
    change = {
        "artifactLocation": locate_artifact(outcome, index),
        "replacements": list(describe_edits(fix.edits, outcome)),
    }
    return {"description": {"text": fix.title}, "artifactChanges": [change], "properties": {"safe": fix.safe}}


def describe_edits(edits: Iterable[Edit], outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield edits as replacements."""
    for edit in edits:
        yield {"deletedRegion": find_region(edit.span, outcome), "insertedContent": {"text": edit.text}}
