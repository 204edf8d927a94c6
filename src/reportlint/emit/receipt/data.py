"""What a receipt holds: the schema reportlint/receipt/1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlint import __version__
from reportlint.config import effective, profile_name
from reportlint.emit import Outcome, count_severities
from reportlint.emit.json import check_finding, check_waived, dump
from reportlint.emit.ledger import describe_entry, find_entries
from reportlint.emit.matrix import Chart
from reportlint.emit.matrix.data import describe_file
from reportlint.emit.receipt.digest import Receipt, seal, settle
from reportlint.emit.receipt.setting import describe_rules, find_settings

if TYPE_CHECKING:
    from datetime import date

    from reportlint.config import Config
    from reportlint.document import Document
    from reportlint.engine import Checked

SCHEMA = "reportlint/receipt/1"


def make_receipt(name: str, doc: Document, checked: Checked, config: Config, day: date | None = None) -> Receipt:
    """Return the receipt of a checked report, schema reportlint/receipt/1.

    `schema`, `version`, `date` (null, or the one given); `document`: `name`, `sha256` of the file, `format`,
    `doc_type`, `period`, `characters`; `rules`: `sha256` of the rule set, how many `run`, those that are `off`, those
    `graded` otherwise than they are by themselves; `profile`; `configuration`: `sha256`; `summary`: `error`,
    `warning`, `note`, `waived`; `findings` and `waived` as in reportlint/check/1, each with its `place` in a file that
    is more than text, findings the gravest first; `matrix`: a `summary` and what reportlint/matrix/1 has of a file;
    `figures` as in reportlint/figures/1; `digest`: the SHA-256 of the canonical JSON (RFC 8259 with sorted keys, no
    spaces, ASCII) of all the rest.

    Args:
        name: What the report is called, without folders.
        doc: The report.
        checked: What was found in it.
        config: What it was checked with, before the profile is laid below.
        day: The date of the receipt; None to leave it to the hand that signs.
    """
    outcome = Outcome.of(name, doc, checked.diagnostics, checked.waived)
    whole = effective(config, doc.doc_type)
    receipt: Receipt = {
        "schema": SCHEMA,
        "version": __version__,
        "date": day.isoformat() if day else None,
        "document": describe_document(outcome, doc.period),
        "rules": describe_rules(whole),
        "profile": profile_name(config, doc.doc_type),
        "configuration": {"sha256": find_settings(whole)},
        "summary": {**count_severities(checked.diagnostics), "waived": len(checked.waived)},
        **describe_findings(outcome),
        "matrix": describe_matrix(doc),
        "figures": [describe_entry(entry, doc.text) for entry in find_entries(doc)],
    }
    return seal(settle(receipt))


def describe_document(outcome: Outcome, period: str) -> dict[str, Any]:
    """Return what is said of the report itself."""
    return {
        "name": outcome.path,
        "sha256": outcome.sha256,
        "format": outcome.format,
        "doc_type": outcome.doc_type,
        "period": period,
        "characters": len(outcome.text),
    }


def describe_findings(outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    """Return the findings, the gravest first, and what somebody lets stand, by place."""
    ordered = sorted(outcome.diagnostics, key=lambda one: -one.severity.rank)
    return {
        "findings": [{**check_finding(one, outcome), "place": outcome.place(one.finding.span)} for one in ordered],
        "waived": [
            {**check_waived(one, outcome), "place": outcome.place(one.diagnostic.finding.span)}
            for one in outcome.waived
        ],
    }


def describe_matrix(doc: Document) -> dict[str, Any]:
    """Return the matrix of a report with its summary."""
    chart = Chart.of("", doc)
    table = describe_file(chart)
    return {"summary": chart.matrix.summarise(), **{key: table[key] for key in ("rows", "causes", "measures")}}


def render_json(receipt: Receipt) -> bytes:
    """Return a receipt as JSON."""
    return dump(receipt).encode("utf-8", "backslashreplace")
