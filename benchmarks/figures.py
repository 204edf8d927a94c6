"""How well figures are read, beside other libraries: `python -m benchmarks.figures FOLDER [--json]`.

The folder holds annotated reports, see README.md. A figure found and one annotated belong together where they share at
least half of the characters that either of them covers; exact span, value and unit are counted among these pairs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.readers import LIBRARIES, Found, Library, read_numbers
from reportlint.emit.table import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST_OVERLAP = 0.5
PASSES = 3  # the fastest counts
PLACES = 6  # decimals of a value that are compared
WARM_UP = "全年培训党员40余次，投入资金1.08亿元，增长25.9%。"
# words of approximation may stand inside an annotated figure or outside
AROUND = re.compile(
    "^(?:至少|不少于|不低于|超过?|近|大?约|突破|接近|不足|达到?|快|跨过|[迈跨]上)+|(?:以[上下内]|左右|上下)+$"
)
HEADER = ("库", "版本", "精确率", "召回率", "F1", "位置全对", "数值", "单位", "字/秒")


class Mark(NamedTuple):
    """An annotated figure; an unsure one counts neither way."""

    figure: Found
    sure: bool


class Report(NamedTuple):
    """An annotated text."""

    text: str
    marks: tuple[Mark, ...]


class Missing(NamedTuple):
    """A library that cannot be imported."""

    library: Library
    reason: str


@dataclass
class Score:
    """What a library read: shares from 0 to 1; the last three among the figures that it found."""

    name: str
    version: str
    precision: float
    recall: float
    f1: float
    exact_span: float
    value: float
    unit: float
    characters_per_second: int


# --- annotated reports


def read_reports(folder: Path) -> Iterator[Report]:
    """Yield the reports below a folder whose figures are annotated: NAME.txt beside NAME.gold.json."""
    for path in sorted(folder.rglob("*.gold.json")):
        layers = json.loads(path.read_text("utf-8"))
        if "figures" in layers:
            text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8")
            yield Report(text, tuple(read_mark(text, mark) for mark in layers["figures"]))


def read_mark(text: str, mark: dict[str, Any]) -> Mark:
    start = find_start(text, mark)
    values = mark["value"] if isinstance(mark["value"], list) else [mark["value"]]
    figure = Found(start, start + len(mark["quote"]), read_numbers(map(str, values)), mark["unit"])
    return Mark(figure, mark.get("sure") is not False)


def find_start(text: str, mark: dict[str, Any]) -> int:
    """Return where the quote of a mark begins, which occurs once in the text or once in its context."""
    if "start" in mark:
        return int(mark["start"])
    quote = str(mark["quote"])
    context = str(mark.get("in", quote))
    if text.count(context) != 1 or context.count(quote) != 1:
        raise SystemExit(f"标注“{quote}”在文中的位置不唯一，请补上 in 或者 start。")
    return text.index(context) + context.index(quote)


# --- scoring


def score(library: Library, reports: Sequence[Report]) -> Score:
    """Return how well and how fast a library reads the reports.

    Raises:
        ImportError: It is not installed.
    """
    with redirect_stdout(StringIO()):  # some greet when they are loaded
        find = library.load()
        list(find(WARM_UP))
    found, seconds = [], []
    for _ in range(PASSES):
        begin = time.perf_counter()
        found = [list(find(report.text)) for report in reports]
        seconds.append(time.perf_counter() - begin)
    tallies = [compare(report, figures) for report, figures in zip(reports, found, strict=True)]
    precision, recall, f1, exact_span, value, unit = count(tallies)
    speed = round(sum(len(report.text) for report in reports) / min(seconds))
    return Score(library.name, version(library.package), precision, recall, f1, exact_span, value, unit, speed)


class Tally(NamedTuple):
    """How many figures of a report were found, missed and invented, and how many of the found ones are right."""

    found: int
    missed: int
    extra: int
    exact_span: int
    value: int
    unit: int


def compare(report: Report, figures: Sequence[Found]) -> Tally:
    """Compare what was found in a report with its marks."""
    pairs = pair([mark.figure for mark in report.marks], figures)
    sure = [(mark.figure, figures[pairs[i]]) for i, mark in enumerate(report.marks) if mark.sure and i in pairs]
    return Tally(
        len(sure),
        sum(mark.sure for mark in report.marks) - len(sure),
        len(figures) - len(pairs),
        sum(core(report.text, wanted) == core(report.text, found) for wanted, found in sure),
        sum(rounded(wanted) == rounded(found) for wanted, found in sure),
        sum(wanted.unit == found.unit for wanted, found in sure),
    )


def pair(marks: Sequence[Found], figures: Sequence[Found]) -> dict[int, int]:
    """Return which figure belongs to which mark, one to one, the best overlap first."""
    overlaps = sorted(
        (-share, i, j)
        for i, mark in enumerate(marks)
        for j, figure in enumerate(figures)
        if (share := overlap(mark, figure)) >= LEAST_OVERLAP
    )
    pairs: dict[int, int] = {}
    for _, i, j in overlaps:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def overlap(one: Found, other: Found) -> float:
    """Return the share of the characters of two places that both cover."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (max(one.end, other.end) - min(one.start, other.start))


def core(text: str, figure: Found) -> str:
    return AROUND.sub("", text[figure.start : figure.end])


def rounded(figure: Found) -> list[float]:
    return [round(float(value), PLACES) for value in figure.values]


def count(tallies: Sequence[Tally]) -> list[float]:
    """Return precision, recall, F1 and the shares of exact spans, values and units."""
    found, missed, extra, *right = (sum(column) for column in zip(*tallies, strict=True))
    precision, recall = found / max(found + extra, 1), found / max(found + missed, 1)
    f1 = 2 * found / max(2 * found + extra + missed, 1)
    return [precision, recall, f1, *(number / max(found, 1) for number in right)]


# --- the command


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.figures", description="比较各库读数字的准确度和速度。")
    parser.add_argument("folder", type=Path, help="带标注的报告所在的文件夹，格式见 benchmarks/README.md")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    reports = list(read_reports(options.folder))
    if not reports:
        raise SystemExit(f"{options.folder} 里没有标注了数字的报告（NAME.txt 和 NAME.gold.json），请检查文件夹。")
    ours, *others = LIBRARIES
    scores, missing = [score(ours, reports)], []
    for library in others:
        try:
            scores.append(score(library, reports))
        except ImportError as error:
            missing.append(Missing(library, str(error)))
    sys.stdout.write((render_json if options.json else render_table)(reports, scores, missing))


def render_json(reports: Sequence[Report], scores: Sequence[Score], missing: Sequence[Missing]) -> str:
    result = {
        **measure(reports),
        "libraries": [asdict(one) for one in scores],
        "missing": [
            {"name": one.library.name, "install": one.library.install, "reason": one.reason} for one in missing
        ],
    }
    return f"{json.dumps(result, ensure_ascii=False)}\n"


def render_table(reports: Sequence[Report], scores: Sequence[Score], missing: Sequence[Missing]) -> str:
    sizes = measure(reports)
    rows = [
        (
            one.name,
            one.version,
            *(f"{share:.3f}" for share in list(asdict(one).values())[2:-1]),
            f"{one.characters_per_second:,}",
        )
        for one in scores
    ]
    lines = [f"{sizes['reports']} 份报告，{sizes['characters']} 字，{sizes['figures']} 个数字。", ""]
    lines += lay_out([HEADER, *rows], 200, range(1, len(HEADER)))
    lines += [f"没有 {one.library.name}（{one.reason}），要一起比较请先 {one.library.install}" for one in missing]
    return "".join(f"{line}\n" for line in lines)


def measure(reports: Sequence[Report]) -> dict[str, int]:
    """Return how much was read."""
    return {
        "reports": len(reports),
        "characters": sum(len(report.text) for report in reports),
        "figures": sum(len(report.marks) for report in reports),
    }


if __name__ == "__main__":
    main()
