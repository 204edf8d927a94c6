"""What the rules about missing links have in common: which gaps they report and how they speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint import Finding, Related, Severity, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from reportlint import Document, Gap, Unit

# from this probability on a gap is reported at the rule's own severity
CERTAIN = 0.5
LONGEST_QUOTE = 30
LONGEST_PLACE = 120
LAYERS = {"cause": "causes", "measure": "measures", "problem": "problems"}
NAMES = {"cause": "原因", "measure": "措施", "problem": "问题"}


def find_gaps(doc: Document, layer: str, missing: str) -> Iterator[tuple[Gap, Unit, Unit]]:
    """Yield the gaps of a kind that have a candidate, with the lonely unit and the candidate.

    Where a report has nothing of what is missing there is no candidate; that is for missing-section to say.
    """
    for gap in doc.gaps:
        if (gap.layer, gap.missing) == (layer, missing) and gap.nearest is not None:
            yield gap, getattr(doc, layer)[gap.index], getattr(doc, LAYERS[missing])[gap.nearest]


def are_mostly_placed(doc: Document, layer: str, missing: str) -> bool:
    """Tell whether at least half of a layer has links of a kind; else the report, or our reading, is of another kind."""
    lonely = sum((gap.layer, gap.missing) == (layer, missing) for gap in doc.gaps)
    return 2 * lonely <= len(getattr(doc, layer))


def report_problems(doc: Document, missing: str, certain: float, own: re.Pattern[str]) -> Iterator[Finding]:
    """Yield the findings about problems without a cause or a measure; notes where that is less certain.

    Args:
        doc: The report.
        missing: cause or measure.
        certain: The probability from which on a gap is certain.
        own: What says that the problem's own text holds it.
    """
    readable = are_mostly_placed(doc, "problems", missing)
    for gap, problem, nearest in find_gaps(doc, "problems", missing):
        if not own.search(doc.text, problem.whole.start, problem.whole.end):
            yield report_problem(doc, gap, problem, nearest, certain=readable and gap.score >= certain)


def report_problem(doc: Document, gap: Gap, problem: Unit, nearest: Unit, *, certain: bool) -> Finding:
    """Return the finding about a problem without a cause or a measure."""
    name, words, candidate = NAMES[gap.missing], quote(doc, problem), quote(doc, nearest)
    if certain:
        said = f"问题“{words}”没有对应的{name}；最接近的“{candidate}”{explain(gap)}。请补写，或在已有的{name}里点明。"
        return make_finding(problem, said, nearest, gap.missing)
    said = (
        f"看不出哪一条{name}对应问题“{words}”；最接近的是“{candidate}”。"
        f"如果就是它，请在{name}里点明这个问题；如果不是，请补写。"
    )
    return make_finding(problem, said, nearest, gap.missing, Severity.NOTE)


def report_answer(doc: Document, gap: Gap, answer: Unit, nearest: Unit, name: str, advice: str) -> Finding:
    """Return the finding about a cause or a measure that belongs to no problem."""
    words, candidate = quote(doc, answer), quote(doc, nearest)
    said = f"{name}“{words}”没有对应的问题；最接近的“{candidate}”{explain(gap)}。{advice}"
    return make_finding(answer, said, nearest, gap.missing)


def explain(gap: Gap) -> str:
    """Say why the candidate does not count."""
    return f"同它不是一回事（{'，'.join(gap.why)}）" if gap.why else "说的是另一件事"


def make_finding(lonely: Unit, said: str, nearest: Unit, missing: str, ceiling: Severity | None = None) -> Finding:
    """Return a finding on the lonely unit that points to the candidate too."""
    related = Related(find_place(nearest), f"最接近的{NAMES[missing]}在这里")
    return Finding(find_place(lonely), said, related=(related,), ceiling=ceiling)


def find_place(unit: Unit) -> Span:
    """Return the beginning of a unit, where a finding about it points."""
    return Span(unit.span.start, min(unit.span.end, unit.span.start + LONGEST_PLACE))


def quote(doc: Document, unit: Unit) -> str:
    """Return the beginning of a unit in its own words."""
    words = " ".join(unit.span.of(doc.text).split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"
