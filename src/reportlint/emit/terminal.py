"""Findings for people: the place in its line, what is wrong there and what to do."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from reportlint.emit import count_severities, escape, find_diagnostics, tally
from reportlint.emit.language import say
from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlint.emit import Outcome, View
    from reportlint.model import Diagnostic, Fix, Span

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
FAINT, PLAIN = "dim", "bold"
CUT = "…"
# marks that a line must not begin with
CLOSING = "，。；：、！？”’）》〉】〕」』…—"
# what a line end does not break: a Latin word, a number, a path
UNIT = re.compile(r"[!-~]{1,40}|.", re.DOTALL)
MOST_RELATED = 5


def render_full(outcomes: Sequence[Outcome], view: View) -> str:
    """Return each finding with its line, the place marked in it."""
    blocks = [
        "".join(f"{line}\n" for line in render_finding(one, outcome, view))
        for outcome in outcomes
        for one in outcome.diagnostics
    ]
    return "\n".join([*([] if view.statistics else blocks), render_end(outcomes, view)])


def render_concise(outcomes: Sequence[Outcome], view: View) -> str:
    """Return each finding on a line of its own."""
    lines = [
        f"{render_head(one, outcome, view)} {escape(one.finding.message)}\n"
        for outcome in outcomes
        for one in outcome.diagnostics
    ]
    return "".join([*([] if view.statistics else lines), render_end(outcomes, view)])


def render_grouped(outcomes: Sequence[Outcome], view: View) -> str:
    """Return the findings by report and by family, each on a line of its own."""
    blocks = [
        "".join(f"{line}\n" for line in render_group(outcome, view)) for outcome in outcomes if outcome.diagnostics
    ]
    return "\n".join([*([] if view.statistics else blocks), render_end(outcomes, view)])


def render_group(outcome: Outcome, view: View) -> Iterator[str]:
    """Yield the lines of one report."""
    yield paint(escape(outcome.path), PLAIN, view) + say(view, "places", count=len(outcome.diagnostics))
    ordered = sorted(outcome.diagnostics, key=find_family)
    for family, found in groupby(ordered, find_family):
        group = list(found)
        yield f"  {family}{say(view, 'places', count=len(group))}"
        for one in group:
            name = one.rule.removeprefix(f"{family}/")
            yield f"    {render_place(one, outcome)} {render_label(one, view)} {name} {escape(one.finding.message)}"


def find_family(diagnostic: Diagnostic) -> str:
    """Return the family of the rule that reported."""
    return diagnostic.rule.partition("/")[0]


def render_head(diagnostic: Diagnostic, outcome: Outcome, view: View) -> str:
    """Return path, line and column, rule and severity."""
    place = paint(f"{escape(outcome.path)}:{render_place(diagnostic, outcome)}", PLAIN, view)
    return f"{place} {diagnostic.rule} {render_label(diagnostic, view)}"


def render_place(diagnostic: Diagnostic, outcome: Outcome) -> str:
    """Return line and column, and where that is in a file that is more than text."""
    span = diagnostic.finding.span
    line, column = outcome.lines.place(span.start)
    place = outcome.place(span)
    return f"{line}:{column}{f'（{escape(place)}）' if place else ''}"


def render_label(diagnostic: Diagnostic, view: View) -> str:
    """Return the severity."""
    return paint(say(view, diagnostic.severity), STYLES[diagnostic.severity], view)


def render_finding(diagnostic: Diagnostic, outcome: Outcome, view: View) -> Iterator[str]:
    """Yield the lines that show a finding."""
    finding, style = diagnostic.finding, STYLES[diagnostic.severity]
    related = finding.related[:MOST_RELATED]
    last = max(outcome.lines.place(span.start)[0] for span in (finding.span, *(one.span for one in related)))
    gutter = len(str(last))
    yield render_head(diagnostic, outcome, view)
    yield from render_line(finding.span, outcome, view, gutter, "^", style)
    for line in wrap(escape(finding.message), view.width - gutter - 3):
        yield f"{'':{gutter}}   {line}"
    for one in related:
        yield from render_line(one.span, outcome, view, gutter, "-", FAINT, one.message)
    if len(finding.related) > MOST_RELATED:
        more = say(view, "related", count=len(finding.related) - MOST_RELATED)
        yield f"{'':{gutter}} {paint('=', FAINT, view)} {more}"
    if finding.fix:
        yield f"{'':{gutter}} {paint('=', FAINT, view)} {render_fix(finding.fix, view)}"


def render_line(
    span: Span, outcome: Outcome, view: View, gutter: int, mark: str, style: str, note: str = ""
) -> Iterator[str]:
    """Yield the line of a place, cut to the width of the view, and beneath it the marks."""
    line, _ = outcome.lines.place(span.start)
    left, middle, right = cut_line(outcome, span, max(view.width - gutter - 3, 20))
    bar = paint("|", FAINT, view)
    marks = mark * max(cell_len(middle), 1)
    yield f"{paint(f'{line:>{gutter}}', FAINT, view)} {bar} {left}{paint(middle, style, view)}{right}"
    yield f"{'':{gutter}} {bar} {' ' * cell_len(left)}{paint(f'{marks} {escape(note)}'.rstrip(), style, view)}"


def cut_line(outcome: Outcome, span: Span, width: int) -> tuple[str, str, str]:
    """Return what stands before, in and behind a place in its line, together not wider than `width`.

    A place that goes on in the next line is cut at the end of its own.
    """
    text, starts = outcome.text, outcome.lines.starts
    line, _ = outcome.lines.place(span.start)
    end = starts[line] if line < len(starts) else len(text)
    # one character more than fits, so that what is left out is seen to be
    before = text[max(starts[line - 1], span.start - width - 1) : span.start]
    inside = text[span.start : min(span.end, end, span.start + width)].rstrip("\r\n")
    behind = text[span.end : min(end, span.end + width + 1)].rstrip("\r\n")
    middle = fit(inside, width - 2 * len(CUT))
    rest = width - cell_len(middle)
    left = fit_end(before, max(rest // 2, rest - cell_len(escape(behind))))
    return left, middle, fit(behind, rest - cell_len(left))


def fit(text: str, width: int) -> str:
    """Return the beginning of a text, not wider than `width`; … stands for the rest."""
    return "".join(keep([escape(one) for one in text], width))


def fit_end(text: str, width: int) -> str:
    """Return the end of a text, not wider than `width`; … stands for the rest."""
    return "".join(reversed(keep([escape(one) for one in reversed(text)], width)))


def keep(pieces: Sequence[str], width: int) -> Sequence[str]:
    """Return the first pieces, together not wider than `width`; … stands for the rest."""
    ends = list(accumulate(map(cell_len, pieces)))
    if not ends or ends[-1] <= width:
        return pieces
    return [*pieces[: bisect_right(ends, width - len(CUT))], CUT]


def render_fix(fix: Fix, view: View) -> str:
    """Return the title of a fix and the option that applies it."""
    return say(view, "fix", title=escape(fix.title), option="--fix" if fix.safe else say(view, "review"))


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text; closing marks hang over the edge."""
    line, used = "", 0
    for unit in UNIT.findall(text):
        wide = cell_len(unit)
        if used and used + wide > width and unit not in CLOSING:
            yield line.strip()
            line, used = "", 0
        line, used = line + unit, used + wide
    yield line.strip()


def render_end(outcomes: Sequence[Outcome], view: View) -> str:
    """Return the summary, below the statistics where they are wanted."""
    found = find_diagnostics(outcomes)
    rows = tally(found) if view.statistics else []
    table = "".join(
        f"{row.count:>6} {paint(say(view, row.severity), STYLES[row.severity], view)} {row.rule}"
        f"{say(view, 'fixable', count=row.fixable) if row.fixable else ''}\n"
        for row in rows
    )
    return table + "".join(f"{sentence}\n" for sentence in summarise(outcomes, found, view))


def summarise(outcomes: Sequence[Outcome], found: Sequence[Diagnostic], view: View) -> Iterator[str]:
    """Yield the sentences of the summary: how much was found, what can be fixed, what was not checked."""
    failed = sum(outcome.error is not None for outcome in outcomes)
    checked = len(outcomes) - failed
    waived = sum(len(outcome.waived) for outcome in outcomes)
    if found:
        counts = say(view, "separator").join(
            paint(f"{say(view, severity)} {count}", STYLES[severity], view)
            for severity, count in count_severities(found).items()
            if count
        )
        yield say(view, "found", checked=checked, count=len(found), counts=counts)
    elif checked:
        yield say(view, "clean", checked=checked)
    if waived:
        yield say(view, "waived", count=waived)
    yield from summarise_fixes(found, view)
    if failed:
        yield say(view, "failed", count=failed)


def summarise_fixes(found: Iterable[Diagnostic], view: View) -> Iterator[str]:
    """Yield how many findings the options can fix."""
    fixes = [one.finding.fix for one in found if one.finding.fix]
    safe = sum(fix.safe for fix in fixes)
    if safe:
        yield say(view, "safe", count=safe)
    if len(fixes) > safe:
        yield say(view, "unsafe", count=len(fixes) - safe)


def paint(text: str, style: str, view: View) -> str:
    """Return a text in a style, where the view has colours."""
    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD if view.color else None)
