"""Last year's report beside this year's: what became of the promises, what was copied, what stands again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from reportlint.emit import FORMATS as CHECK_FORMATS
from reportlint.emit import Outcome, render_file, render_single

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlint.compare import Pair
    from reportlint.document import Document
    from reportlint.emit import View
    from reportlint.model import Diagnostic, Span

OWN_FORMATS = {
    "table": ("screen", "render_comparison"),
    "json": ("data", "render_json"),
    "html": ("page", "render_page"),
}
# whatever shows findings shows those about two reports too
FORMATS = (*OWN_FORMATS, *(name for name in CHECK_FORMATS if name not in OWN_FORMATS))
STATUSES = {"kept": "已做到", "partly": "做到一部分", "none": "没有下文"}
RULES = {
    "compare/unchanged-figure": "没变的数字",
    "compare/implausible-change": "反常的数字",
    "compare/stale-year": "没改的年份",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports and what was found.

    Attributes:
        last: What last year's report is called.
        this: What this year's is called.
        pair: Both.
        diagnostics: Findings in this year's report.
    """

    last: str
    this: str
    pair: Pair
    diagnostics: tuple[Diagnostic, ...]

    def count_promises(self) -> dict[str, int]:
        """Count the promises by what became of them."""
        counts = Counter[str](promise.status for promise in self.pair.promises)
        return {status: counts[status] for status in STATUSES}

    def find(self, *rules: str) -> list[Diagnostic]:
        """Return the findings of some rules."""
        return [one for one in self.diagnostics if one.rule in rules]

    def summarise(self) -> str:
        """Return in one sentence what the comparison has found."""
        counts = "，".join(f"{STATUSES[status]} {count} 条" for status, count in self.count_promises().items())
        promises = f"上年的 {len(self.pair.promises)} 条承诺：{counts}" if self.pair.promises else "没有读出上年的承诺"
        copied = f"照抄上年的话占全文 {self.pair.share:.0%}"
        others = "，".join(f"{name} {len(found)} 处" for rule, name in RULES.items() if (found := self.find(rule)))
        repeated = f"又写了一遍的问题 {len(self.pair.repeats)} 个"
        return f"{promises}；{copied}；{repeated}{f'；{others}' if others else ''}。"


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in its own words, white space folded, with its line from 1."""

    words: str
    line: int
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """A promise with what became of it.

    Attributes:
        status: One of `STATUSES`.
        promised: Its words.
        told: The words of this year's report that speak of it.
        why: Why it is not kept.
        score: How much of it they say, 0 to 1.
    """

    status: str
    promised: Quote
    told: tuple[Quote, ...]
    why: str
    score: float


def make_quote(doc: Document, span: Span) -> Quote:
    """Return a place in its own words."""
    return Quote(" ".join(span.of(doc.text).split()), doc.lines.place(span.start)[0], span.start)


def render(name: str, comparison: Comparison, view: View) -> bytes:
    """Return a comparison in one of `FORMATS`.

    Raises:
        FormatError: The report cannot be written in this format, or a library that it needs is not installed.
    """
    if name in OWN_FORMATS:
        module, function = OWN_FORMATS[name]
        renderer: Callable[[Comparison, View], bytes] = getattr(import_module(f"{__name__}.{module}"), function)
        return renderer(comparison, view)
    if CHECK_FORMATS[name].single:
        return render_single(name, comparison.pair, comparison.diagnostics, comparison.this)
    outcome = Outcome.of(comparison.this, comparison.pair, comparison.diagnostics)
    return render_file(name, [outcome], view)


def is_binary(name: str) -> bool:
    """Tell whether a format makes what no terminal shows."""
    return name in CHECK_FORMATS and CHECK_FORMATS[name].binary


def find_rows(comparison: Comparison) -> list[Row]:
    """Return what became of each promise, in order."""
    pair = comparison.pair
    rows = []
    for promise in pair.promises:
        places = promise.answers or ((promise.elsewhere,) if promise.elsewhere else ())
        told = tuple(make_quote(pair, place) for place in places)
        why = "只在问题或打算里提到" if promise.elsewhere else "；".join(promise.why)
        rows.append(Row(promise.status, make_quote(pair.last, promise.span), told, why, promise.score))
    return rows
