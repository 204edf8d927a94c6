"""What was found in a report in the words of the protocol."""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path

from reportlint import registry
from reportlint.cli.explain import explain
from reportlint.emit import View
from reportlint.emit.matrix import NAMES, find_matrix
from reportlint.model import Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint.emit.matrix import Row
    from reportlint.lsp.drafts import Checked, Version
    from reportlint.model import Diagnostic, Edit, Related

SOURCE = "reportlint"
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
FIX_ALL_TITLE = "修正全部有把握的问题"
# the editor breaks the lines itself
EXPLANATION = View(width=1_000_000)


def describe_all(checked: Checked) -> list[types.Diagnostic]:
    """Return what the editor underlines."""
    return [describe(one, checked.version) for one in checked.diagnostics]


def describe(diagnostic: Diagnostic, version: Version) -> types.Diagnostic:
    """Return one finding."""
    finding = diagnostic.finding
    return types.Diagnostic(
        range=version.positions.range(finding.span),
        message=finding.message,
        severity=SEVERITIES[diagnostic.severity],
        code=diagnostic.rule,
        code_description=find_description(diagnostic.rule),
        source=SOURCE,
        related_information=[describe_related(one, version) for one in finding.related] or None,
    )


def describe_related(related: Related, version: Version) -> types.DiagnosticRelatedInformation:
    """Return a second place of a finding."""
    location = types.Location(version.uri, version.positions.range(related.span))
    return types.DiagnosticRelatedInformation(location, related.message)


@cache
def find_description(name: str) -> types.CodeDescription | None:
    """Return where a rule is written down with its reason: in its own file, which is there without a network."""
    rule = registry.load().get(name)
    path = rule and inspect.getsourcefile(rule.check)
    return types.CodeDescription(from_fs_path(path) or "") if path else None


def find_touched(checked: Checked, place: types.Range) -> list[Diagnostic]:
    """Return the diagnostics that share a place with a range; its ends count."""
    wanted = checked.version.positions.span(place)
    return [
        one
        for one in checked.diagnostics
        if one.finding.span.start <= wanted.end and wanted.start <= one.finding.span.end
    ]


def find_fixes(checked: Checked, place: types.Range) -> Iterator[types.CodeAction]:
    """Yield the fixes that are offered at a place; the safe ones are preferred."""
    for one in find_touched(checked, place):
        fix = one.finding.fix
        if fix and fix.edits:
            yield types.CodeAction(
                title=fix.title if fix.safe else f"{fix.title}（请核对）",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[describe(one, checked.version)],
                is_preferred=fix.safe,
                edit=make_edit(checked.version, fix.edits),
            )


def make_edit(version: Version, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    """Return edits of this very version: an editor whose text has moved on refuses them."""
    document = types.OptionalVersionedTextDocumentIdentifier(version.uri, version.number)
    changes = [types.TextEdit(version.positions.range(edit.span), edit.text) for edit in edits]
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])


def find_hover(checked: Checked, position: types.Position) -> types.Hover | None:
    """Return what `reportlint explain` says of the rules that report at a position."""
    rules = checked.config.known
    touched = [one for one in find_touched(checked, types.Range(position, position)) if one.rule in rules]
    if not touched:
        return None
    texts = ["\n".join(explain(rules[name], EXPLANATION)) for name in dict.fromkeys(one.rule for one in touched)]
    span = touched[0].finding.span
    content = types.MarkupContent(types.MarkupKind.PlainText, "\n\n\n".join(texts))
    return types.Hover(content, checked.version.positions.range(span))


def find_symbols(checked: Checked) -> list[types.DocumentSymbol]:
    """Return the outline: the sections with those under them."""
    doc, positions = checked.doc, checked.version.positions
    children: dict[int | None, list[types.DocumentSymbol]] = {None: []}
    for index, section in enumerate(doc.sections):
        children[index] = []
        children[section.parent].append(
            types.DocumentSymbol(
                name=section.heading.of(doc.text),
                kind=types.SymbolKind.String,
                range=positions.range(section.span),
                selection_range=positions.range(section.heading),
                children=children[index],
            )
        )
    return children[None]


def find_lenses(checked: Checked) -> list[types.CodeLens]:
    """Return above each problem how many causes and measures it has, and which are missing."""
    return [
        types.CodeLens(
            checked.version.positions.range(Span(row.problem.start, row.problem.end)),
            types.Command(summarise(row), ""),
        )
        for row in find_matrix(checked.doc).rows
    ]


def summarise(row: Row) -> str:
    """Return a row of the matrix in a few words: 原因 1 · 措施 缺."""
    return " · ".join(f"{NAMES[kind]} {len(answers) or '缺'}" for kind, answers, _ in row.cells())
