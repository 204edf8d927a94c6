"""How well two years are compared: `python -m benchmarks.compare [FOLDER] [--json]`.

Each folder in FOLDER holds a pair of reports of consecutive years, last.txt and this.txt, and marks.json with what a
careful reader finds in them: `promises` (quote, status, answers), `copied`, `repeated`, `unchanged`, `implausible` and
`stale`, all as quotes. A promise counts as right when it was found and its status is the marked one. Passages, problems,
figures and years found and marked belong together where they share at least half of the characters of the shorter one,
copied passages half of the longer one.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlint import Document, Span
from reportlint.compare import Pair
from reportlint.emit.table import lay_out
from reportlint.registry import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Basis = Callable[[int, int], int]

FOLDER = Path(__file__).parents[1] / "tests" / "compare"
LEAST_OVERLAP = 0.5
RULES = {
    "copied": "compare/copied-passage",
    "repeated": "compare/repeated-problem",
    "unchanged": "compare/unchanged-figure",
    "implausible": "compare/implausible-change",
    "stale": "compare/stale-year",
}
NAMES = {
    "copied": "照抄的段落",
    "repeated": "重复的问题",
    "unchanged": "没变的数字",
    "implausible": "反常的数字",
    "stale": "过时的年份",
}


class Marked(NamedTuple):
    """A pair of reports with its marks."""

    name: str
    pair: Pair
    marks: dict[str, Any]


@dataclass
class Score:
    """How often what was found is marked, and what is marked was found."""

    right: int = 0
    found: int = 0
    marked: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.marked
        return 2 * self.right / total if total else 1.0


@dataclass
class Result:
    """The scores of some pairs: the status of promises, and what the rules report."""

    promises: Score = field(default_factory=Score)
    rules: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in RULES})

    @property
    def accuracy(self) -> float:
        """The share of the marked promises whose status is right."""
        return self.promises.recall


def read_pairs(folder: Path = FOLDER) -> list[Marked]:
    """Read the pairs of a folder, by name."""
    return [read_pair(path) for path in sorted(folder.iterdir()) if (path / "marks.json").is_file()]


def read_pair(path: Path) -> Marked:
    last = Document((path / "last.txt").read_text("utf-8"))
    pair = Pair(last, (path / "this.txt").read_text("utf-8"))
    return Marked(path.name, pair, json.loads((path / "marks.json").read_text("utf-8")))


def score(pairs: Iterable[Marked]) -> Result:
    """Compare what is found in pairs with their marks."""
    result = Result()
    for one in pairs:
        score_promises(one, result.promises)
        for name, rule in RULES.items():
            found = [finding.span for finding in load()[rule](one.pair)]
            quotes = [mark["this"] if name == "repeated" else mark for mark in one.marks[name]]
            marked = [find_quote(quote, one.pair.text) for quote in quotes]
            score_spans(one, found, marked, result.rules[name], max if name == "copied" else min)
    return result


def score_promises(one: Marked, tally: Score) -> None:
    found = list(one.pair.promises)
    tally.found += len(found)
    for mark in one.marks["promises"]:
        tally.marked += 1
        span = find_quote(mark["quote"], one.pair.last.text)
        match = max(found, key=lambda promise: overlap(promise.span, span), default=None)
        if match and overlap(match.span, span) >= LEAST_OVERLAP and match.status == mark["status"]:
            tally.right += 1
        else:
            tally.wrong.append(f"{one.name}: {mark['quote']}")


def score_spans(one: Marked, found: Sequence[Span], marked: Sequence[Span], tally: Score, of: Basis) -> None:
    tally.found += len(found)
    tally.marked += len(marked)
    left = list(found)
    for span in marked:
        match = next((other for other in left if overlap(span, other, of) >= LEAST_OVERLAP), None)
        if match:
            left.remove(match)
            tally.right += 1
        else:
            tally.wrong.append(f"{one.name}: 漏 {span.of(one.pair.text)}")
    tally.wrong += [f"{one.name}: 误 {span.of(one.pair.text)}" for span in left]


def find_quote(quote: str, text: str) -> Span:
    """Return where a quote stands.

    Raises:
        ValueError: It stands nowhere.
    """
    start = text.index(quote)
    return Span(start, start + len(quote))


def overlap(one: Span, other: Span, of: Basis = min) -> float:
    """Return the shared characters as a share of the shorter or the longer span."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, of(len(one), len(other)))


def render(result: Result) -> Iterator[str]:
    """Yield the lines of a table."""
    promises = result.promises
    rows = [("", "标注", "找到", "对", "精确率", "召回率", "F1")]
    rows.append(
        ("承诺的下落", *map(str, (promises.marked, promises.found, promises.right)), "", f"{result.accuracy:.3f}", "")
    )
    for name, tally in result.rules.items():
        rates = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        rows.append((NAMES[name], *map(str, (tally.marked, tally.found, tally.right)), *rates))
    yield from lay_out(rows, 100, range(1, 7))
    for name, tally in {"promises": promises, **result.rules}.items():
        yield from (f"{name}  {wrong}" for wrong in tally.wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="*", help="names of pairs")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    pairs = [one for one in read_pairs(arguments.folder) if not arguments.only or one.name in arguments.only]
    result = score(pairs)
    if arguments.json:
        rates = {name: round(tally.f1, 4) for name, tally in result.rules.items()}
        json.dump({"pairs": len(pairs), "accuracy": round(result.accuracy, 4), **rates}, sys.stdout, ensure_ascii=False)
        print()
    else:
        print(*render(result), sep="\n")


if __name__ == "__main__":
    main()
