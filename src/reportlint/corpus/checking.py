"""One report of a corpus: read, checked, and told as a row with its findings, figures, problems and sections in it.

The row is made of plain Python values: where it is made, nothing of Arrow is loaded.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Any

from reportlint.corpus.sketches import find_sentences, name_text, sketch_sentences, sketch_whole
from reportlint.document import Document
from reportlint.engine import examine
from reportlint.read import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.config import Config
    from reportlint.corpus.reports import Report
    from reportlint.model import Diagnostic, Figure, Link, Section, Span

    Row = dict[str, Any]

log = logging.getLogger(__name__)

LONGEST_EXCERPT = 200
CONTENT_TAGS = ("n", "v", "a", "i", "l")


def check_report(report: Report, config: Config) -> Row:
    """Return the row of a report; one that cannot be read or checked has its error in it."""
    try:
        doc = Document(report.read(config.reader_limits()))
        return {**head(report), **describe(doc), "findings": list(find_findings(doc, examine(doc, config).diagnostics))}
    except MemoryError:
        raise
    except ReadError as error:
        return failure(report, str(error))
    except Exception as error:
        log.debug("%s 没有查成", report.path, exc_info=True)
        return failure(report, f"{report.path}：程序内部出错（{type(error).__name__}：{error}），请加 --debug 重跑。")


def head(report: Report) -> Row:
    """Return what is known of a report before it is read."""
    return {
        "path": report.path,
        "unit": report.unit,
        "id": name_text(report.path),
        "unit_id": name_text(report.unit),
        "error": None,
    }


def failure(report: Report, error: str) -> Row:
    """Return the row of a report of which nothing is known."""
    return {**head(report), "error": error}


def describe(doc: Document) -> Row:
    """Return what a report says."""
    return {
        "sha256": doc.source.sha256,
        "doc_type": doc.doc_type,
        "period": doc.period,
        "date": find_date(doc),
        "characters": sum(not one.isspace() for one in doc.text),
        "figures": [describe_figure(doc, figure) for figure in doc.figures],
        "problems": list(find_problems(doc)),
        "sections": [describe_section(section) for section in doc.sections],
        "words": list(count_words(doc)),
        "cliches": count(hit.row["term"] for hit in doc.hits("cliches")),
        "text": doc.text,
        "bands": sketch_whole(doc.text),
        "sentences": list(find_sketches(doc.text)),
    }


def find_date(doc: Document) -> str:
    """Return the day that stands alone on a line, as under a title or a signature: the last of them; empty for none."""
    alone = ""
    for date in doc.dates:
        line = doc.lines.place(date.span.start)[0] - 1
        start, *end = doc.lines.starts[line : line + 2]
        words = doc.text[start : end[0] if end else None].strip(" \u3000\t\r\n（）()")
        if words == date.span.of(doc.text) and date.period.count("-") == 2 and "/" not in date.period:
            alone = date.period
    return alone


def find_findings(doc: Document, diagnostics: tuple[Diagnostic, ...]) -> Iterator[Row]:
    """Yield the findings with their places."""
    for one in diagnostics:
        finding = one.finding
        line, column = doc.lines.place(finding.span.start)
        yield {
            "rule": one.rule,
            "family": one.rule.partition("/")[0],
            "severity": one.severity.value,
            "message": finding.message,
            **place(finding.span),
            "line": line,
            "column": column,
            "excerpt": finding.span.of(doc.text)[:LONGEST_EXCERPT],
            "fixable": finding.fix is not None,
        }


def describe_figure(doc: Document, figure: Figure) -> Row:
    """Return a figure; of a range the lower end is its value."""
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
    return {
        **place(figure.span),
        "line": doc.lines.place(figure.span.start)[0],
        "text": figure.span.of(doc.text),
        "measure": figure.measure,
        "value": float(low),
        "high": None if high is None else float(high),
        "unit_of_measure": figure.unit,
        "bound": figure.bound,
        "period": figure.period,
        "basis": figure.comparison.basis if figure.comparison else "",
        "direction": figure.comparison.direction if figure.comparison else "",
    }


def find_problems(doc: Document) -> Iterator[Row]:
    """Yield the problems with the words of their causes and measures."""
    linked: dict[int, list[Link]] = {}
    for link in doc.links:
        linked.setdefault(link.problem, []).append(link)
    for index, problem in enumerate(doc.problems):
        links = linked.get(index, [])
        yield {
            **place(problem.span),
            "text": problem.span.of(doc.text),
            "section": doc.sections[problem.section].title if problem.section < len(doc.sections) else "",
            "causes": [doc.causes[link.cause].span.of(doc.text) for link in links if link.cause is not None],
            "measures": [doc.measures[link.measure].span.of(doc.text) for link in links if link.measure is not None],
        }


def describe_section(section: Section) -> Row:
    """Return a section."""
    return {
        **place(section.span),
        "level": section.level,
        "number": section.number,
        "marker": section.marker.text if section.marker else "",
        "title": section.title,
        "roles": list(section.roles),
        "parent": section.parent,
    }


def count_words(doc: Document) -> Iterator[Row]:
    """Yield the words that carry meaning, with how often they stand."""
    carrying = (w for w in doc.words if len(w.text) > 1 and w.tag.startswith(CONTENT_TAGS) and not w.text.isascii())
    for (word, tag), number in sorted(Counter((one.text, one.tag) for one in carrying).items()):
        yield {"word": word, "tag": tag, "count": number}


def count(words: Iterator[str]) -> list[Row]:
    """Return words with how often they stand, by word."""
    return [{"word": word, "count": number} for word, number in sorted(Counter(words).items())]


def find_sketches(text: str) -> Iterator[Row]:
    """Yield the sentences with their bands."""
    spans = list(find_sentences(text))
    for span, bands in zip(spans, sketch_sentences(span.of(text) for span in spans), strict=True):
        yield {**place(span), "bands": bands}


def place(span: Span) -> Row:
    """Return start and end."""
    return {"start": span.start, "end": span.end}
