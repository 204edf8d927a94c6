"""The report as one HTML page: the text with its marks, the findings, and what the report consists of.

It needs nothing but itself: no network, no fonts, and without script everything but filters and keys.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportlint import __version__
from reportlint.emit import LABELS, count_severities
from reportlint.emit.html import fragments
from reportlint.emit.html.marks import find_marks
from reportlint.emit.html.render import read_asset, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.document import Document
    from reportlint.emit.html.marks import Mark
    from reportlint.model import Diagnostic
    from reportlint.registry import Rule


def render_report(
    doc: Document, diagnostics: Sequence[Diagnostic], name: str, own_rules: tuple[Rule, ...] = ()
) -> bytes:
    """Return the page of a checked report: UTF-8, the same bytes for the same input.

    Args:
        doc: The report.
        diagnostics: What was found in it.
        name: Its file name, shown as the page's heading.
        own_rules: Those of the configuration, which are not installed.
    """
    marks = find_marks(doc, diagnostics)
    style, script = read_asset("matrix.css") + read_asset("report.css"), read_asset("report.js")
    page = render(
        "page.html",
        name=name,
        version=__version__,
        policy=find_policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - the same
        summary=summarise(marks),
        facts=list(find_facts(doc)),
        total=len(marks),
        text=fragments.render_text(doc, marks),
        filters=fragments.render_filters(marks),
        list=fragments.render_list(marks),
        outline=fragments.render_outline(doc, marks),
        matrix=fragments.render_matrix(doc),
        ledger=fragments.render_ledger(doc),
        charts=fragments.render_charts(doc, marks),
        rules=fragments.render_rules(marks, own_rules),
    )
    return page.encode("utf-8")


def find_policy(style: str, script: str) -> str:
    """Return the content security policy that allows this style, this script and nothing else."""
    return (
        f"default-src 'none'; style-src '{find_hash(style)}'; script-src '{find_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def find_hash(text: str) -> str:
    """Return the hash of an inline style or script as policies write it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def summarise(marks: Sequence[Mark]) -> str:
    """Return in one sentence what was found."""
    if not marks:
        return "没有发现问题。"
    counts = count_severities(mark.diagnostic for mark in marks)
    parts = "，".join(f"{LABELS[severity]} {count} 处" for severity, count in counts.items() if count)
    fixable = sum(mark.fix is not None for mark in marks)
    return f"发现 {len(marks)} 处问题：{parts}{f'；其中 {fixable} 处可以自动修正' if fixable else ''}。"


def find_facts(doc: Document) -> Iterator[tuple[str, str]]:
    """Yield what is known of the report: names and values."""
    if doc.doc_type:
        yield "文种", doc.doc_type
    if doc.period:
        yield "时段", doc.period
    yield "字数", f"{sum(not one.isspace() for one in doc.text):,}"
    yield "标题", f"{len(doc.sections):,}"
    yield "句子", f"{len(doc.sentences):,}"
    yield "数字", f"{len(doc.figures):,}"
