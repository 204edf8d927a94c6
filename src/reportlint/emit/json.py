"""JSON for other programs: the schemas reportlint/check/1 and reportlint/extract/1."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reportlint import __version__
from reportlint.emit import count_severities, find_diagnostics, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.document import Document
    from reportlint.emit import Outcome, View
    from reportlint.model import Claim, Diagnostic, Figure, Fix, Item, Section, Span, Unit
    from reportlint.suppress import Waived

LAYERS = ("sections", "items", "figures", "claims", "problems", "causes", "measures", "links")


def render_check(outcomes: Sequence[Outcome], view: View) -> str:
    """Return the findings as JSON; with statistics also their number by rule."""
    found = find_diagnostics(outcomes)
    document: dict[str, Any] = {
        "schema": "reportlint/check/1",
        "version": __version__,
        "files": [check_file(outcome) for outcome in outcomes],
        "summary": {
            "files": len(outcomes),
            **count_severities(found),
            "fixable": sum(one.finding.fix is not None for one in found),
        },
    }
    if view.statistics:
        document["statistics"] = [asdict(row) for row in tally(found)]
    return dump(document)


def check_file(outcome: Outcome) -> dict[str, Any]:
    """Return one file of a check."""
    return {
        "path": outcome.path,
        "doc_type": outcome.doc_type,
        "characters": len(outcome.text),
        "findings": [check_finding(one, outcome) for one in outcome.diagnostics],
        "waived": [check_waived(one, outcome) for one in outcome.waived],
        "error": outcome.error,
    }


def check_finding(diagnostic: Diagnostic, outcome: Outcome) -> dict[str, Any]:
    """Return one finding of a check."""
    finding = diagnostic.finding
    line, column = outcome.lines.place(finding.span.start)
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": finding.message,
        **place(finding.span),
        "line": line,
        "column": column,
        "excerpt": finding.span.of(outcome.text),
        "fix": check_fix(finding.fix) if finding.fix else None,
        "related": [{**place(one.span), "message": one.message} for one in finding.related],
    }


def check_waived(waived: Waived, outcome: Outcome) -> dict[str, Any]:
    """Return a finding that somebody lets stand, and why."""
    waiver = waived.waiver
    why = {"kind": waiver.kind, "reason": waiver.reason, "who": waiver.who, "date": waiver.date}
    return {**check_finding(waived.diagnostic, outcome), "waiver": why}


def check_fix(fix: Fix) -> dict[str, Any]:
    """Return a fix with its edits."""
    edits = [{**place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def render_extract(files: Sequence[dict[str, Any]]) -> str:
    """Return the models of files as JSON."""
    return dump({"schema": "reportlint/extract/1", "version": __version__, "files": files})


def extract_file(path: str, doc: Document) -> dict[str, Any]:
    """Return the model of one document."""
    return {
        **extract_head(path, doc.doc_type, doc.period, len(doc.text)),
        "sections": [extract_section(section) for section in doc.sections],
        "items": [extract_item(item, doc.text) for item in doc.items],
        "figures": [extract_figure(figure, doc.text) for figure in doc.figures],
        "claims": [extract_claim(claim, doc.text) for claim in doc.claims],
        "problems": [extract_unit(unit, doc.text) for unit in doc.problems],
        "causes": [extract_unit(unit, doc.text) for unit in doc.causes],
        "measures": [extract_unit(unit, doc.text) for unit in doc.measures],
        "links": [asdict(link) for link in doc.links],
    }


def extract_failure(path: str, error: str) -> dict[str, Any]:
    """Return the entry of a file that could not be read: no model, and the reason."""
    return {**extract_head(path, "", "", 0, error), **{layer: [] for layer in LAYERS}}


def extract_head(path: str, doc_type: str, period: str, characters: int, error: str | None = None) -> dict[str, Any]:
    """Return what stands above the layers of one file."""
    return {"path": path, "doc_type": doc_type, "period": period, "characters": characters, "error": error}


def extract_figure(figure: Figure, text: str) -> dict[str, Any]:
    """Return one figure; its value is a decimal string, a pair of them for a range."""
    value = [str(v) for v in figure.value] if isinstance(figure.value, tuple) else str(figure.value)
    return {
        **place(figure.span),
        "text": figure.span.of(text),
        "value": value,
        "unit": figure.unit,
        "bound": figure.bound,
        "measure": figure.measure,
        "period": figure.period,
        "comparison": asdict(figure.comparison) if figure.comparison else None,
    }


def extract_claim(claim: Claim, text: str) -> dict[str, Any]:
    """Return one claim; its figures are indexes into the figures of the document."""
    return {
        **place(claim.span),
        "text": claim.span.of(text),
        "evidence": claim.evidence,
        "figures": claim.figures,
    }


def extract_unit(unit: Unit, text: str) -> dict[str, Any]:
    """Return one problem, cause or measure."""
    return {**place(unit.span), "text": unit.span.of(text)}


def extract_section(section: Section) -> dict[str, Any]:
    """Return one section."""
    return {
        **place(section.span),
        "heading_start": section.heading.start,
        "heading_end": section.heading.end,
        "level": section.level,
        "number": section.number,
        "marker": section.marker.text if section.marker else None,
        "title": section.title,
        "roles": section.roles,
        "parent": section.parent,
    }


def extract_item(item: Item, text: str) -> dict[str, Any]:
    """Return one item."""
    return {
        **place(item.span),
        "marker": item.marker.text,
        "style": item.style,
        "ordinal": item.ordinal,
        "list": item.list,
        "head": item.head.of(text),
        "section": item.section,
        "parent": item.parent,
    }


def place(span: Span) -> dict[str, int]:
    """Return start and end."""
    return {"start": span.start, "end": span.end}


def dump(document: object) -> str:
    """Return JSON text with a line end."""
    return f"{json.dumps(document, ensure_ascii=False)}\n"
