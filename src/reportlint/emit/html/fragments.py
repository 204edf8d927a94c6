"""The parts of the page, each of use without the others: text, list, outline, ledger, charts, rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint import registry
from reportlint.emit import LABELS
from reportlint.emit.html.layout import lay_out
from reportlint.emit.html.marks import find_excerpt, find_family, name_family
from reportlint.emit.html.render import render
from reportlint.emit.html.statistics import ROLES, find_charts
from reportlint.emit.ledger import describe, find_entries
from reportlint.emit.matrix import find_matrix
from reportlint.emit.table import group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from reportlint.document import Document
    from reportlint.emit.html.marks import Mark
    from reportlint.emit.ledger import Entry
    from reportlint.registry import Rule

LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A heading of the outline.

    Attributes:
        id: Its anchor in the text.
        heading: Its words with the marker.
        roles: What it is about, in words.
        count: Findings in it and below.
        children: The headings below.
    """

    id: str
    heading: str
    roles: tuple[tuple[str, str], ...]
    count: int
    children: list[Node] = field(default_factory=list)


def render_text(doc: Document, marks: Sequence[Mark]) -> Markup:
    """Return the text of a report with its marks; each is a link to `#f` and its number."""
    return render("text.html", lines=lay_out(doc, marks))


def render_list(marks: Sequence[Mark]) -> Markup:
    """Return the findings as a list; each entry links to `#m` and its number in the text."""
    return render("list.html", marks=marks)


def render_filters(marks: Sequence[Mark]) -> Markup:
    """Return the form that filters the list by severity, family and words."""
    severities, families = Counter(mark.severity for mark in marks), Counter(mark.family for mark in marks)
    return render(
        "filters.html",
        severities=[(one.value, label, severities[one]) for one, label in LABELS.items() if severities[one]],
        families=[(one, name_family(one), count) for one, count in sorted(families.items())],
        total=len(marks),
    )


def render_outline(doc: Document, marks: Sequence[Mark]) -> Markup:
    """Return the headings with their roles, as nested lists of links to `#s` and their index."""
    return render("outline.html", nodes=find_nodes(doc, marks))


def find_nodes(doc: Document, marks: Sequence[Mark]) -> list[Node]:
    """Return the headings at the top with those below them."""
    starts = [mark.span.start for mark in marks]
    nodes: list[Node] = []
    for index, section in enumerate(doc.sections):
        count = bisect_left(starts, section.span.end) - bisect_left(starts, section.span.start)
        roles = tuple((role, ROLES[role]) for role in section.roles)
        nodes.append(Node(f"s{index}", find_excerpt(doc.text, section.heading, LONGEST_HEADING), roles, count))
        if section.parent is not None:
            nodes[section.parent].children.append(nodes[-1])
    return [node for node, section in zip(nodes, doc.sections, strict=True) if section.parent is None]


def render_ledger(doc: Document) -> Markup:
    """Return the figures as a table; each links to `#q` and its index."""
    rows = [(f"q{index}", *find_cells(doc, entry)) for index, entry in enumerate(find_entries(doc))]
    return render("ledger.html", rows=rows)


def find_cells(doc: Document, entry: Entry) -> tuple[str, ...]:
    """Return the cells of a figure: measure, value, unit, bound, period, comparison, words, line, heading."""
    figure = entry.figure
    words = find_excerpt(doc.text, figure.span)
    return (figure.measure, write(figure.value), figure.unit, *describe(figure), words, str(entry.line), entry.heading)


def write(value: Decimal | tuple[Decimal, Decimal]) -> str:
    """Return a value or a range with its thousands apart."""
    return "–".join(map(group, value if isinstance(value, tuple) else (value,)))


def render_matrix(doc: Document) -> Markup:
    """Return problems, causes and measures; each links to `#problems-`, `#causes-`, `#measures-` and its index."""
    # that module renders with this package
    from reportlint.emit.matrix.page import render_table

    matrix = find_matrix(doc)
    return render("matrix.html", summary=matrix.summarise(), table=render_table(matrix, linked=True))


def render_charts(doc: Document, marks: Sequence[Mark]) -> Markup:
    """Return the statistics as small plots, each a table with bars."""
    return render("charts.html", charts=find_charts(doc, marks))


def render_rules(marks: Sequence[Mark], own_rules: tuple[Rule, ...] = ()) -> Markup:
    """Return the rules that reported something, each with what it is about and why; `own_rules` are not installed."""
    known = {**registry.load(), **{rule.id: rule for rule in own_rules}}
    return render("rules.html", rules=find_rules(marks, known))


def find_rules(marks: Sequence[Mark], known: Mapping[str, Rule]) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield id, family, summary, reason and number of findings of the rules that reported something."""
    for rule, count in sorted(Counter(mark.rule for mark in marks).items()):
        found = known.get(rule)
        yield rule, name_family(find_family(rule)), found.summary if found else "", found.reason if found else "", count
