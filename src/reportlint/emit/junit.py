"""JUnit's XML, which most build servers show: a suite for each report, a case for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reportlint.emit import escape, shorten
from reportlint.emit.language import say
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.emit import Outcome, View
    from reportlint.model import Diagnostic


def render_findings(outcomes: Sequence[Outcome], view: View) -> str:
    """Return the test suites; a note is a case that passes with a remark, a clean report one case that passes."""
    root = Element("testsuites", {"name": "reportlint"})
    for outcome in outcomes:
        add_suite(root, outcome, view)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def add_suite(root: Element, outcome: Outcome, view: View) -> None:
    """Add the suite of one report."""
    path = escape(outcome.path)
    grave = sum(one.severity is not Severity.NOTE for one in outcome.diagnostics)
    failed = outcome.error is not None
    counts = {"tests": max(len(outcome.diagnostics), 1), "failures": grave, "errors": int(failed), "skipped": 0}
    suite = SubElement(root, "testsuite", {"name": path, **{name: str(count) for name, count in counts.items()}})
    if not outcome.diagnostics:
        case = SubElement(suite, "testcase", {"classname": path, "name": "reportlint", "file": path})
        if outcome.error is not None:
            SubElement(case, "error", {"message": escape(outcome.error), "type": "unreadable"})
    for one in outcome.diagnostics:
        add_case(suite, one, outcome, view)


def add_case(suite: Element, diagnostic: Diagnostic, outcome: Outcome, view: View) -> None:
    """Add the case of one finding."""
    finding = diagnostic.finding
    line, column = outcome.lines.place(finding.span.start)
    place = outcome.place(finding.span)
    path, message = escape(outcome.path), escape(finding.message)
    name = f"{diagnostic.rule} {line}:{column}{f'（{place}）' if place else ''}"
    case = SubElement(suite, "testcase", {"classname": path, "name": name, "file": path, "line": str(line)})
    excerpt = escape(shorten(outcome.text, finding.span))
    said = f"{path}:{line}:{column} {say(view, diagnostic.severity)} {message}\n{excerpt}"
    if diagnostic.severity is Severity.NOTE:
        SubElement(case, "system-out").text = said
    else:
        SubElement(case, "failure", {"message": message, "type": diagnostic.severity.value}).text = said
