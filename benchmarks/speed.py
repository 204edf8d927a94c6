"""How fast reportlint and its peers start and read, and how much memory they take: `python -m benchmarks.speed`.

Processor time, not wall-clock time (but of npm packages, which take their own), so that what else runs on the machine
counts for little; each measurement has a process of its own. Texts are the examples of the project, or those of a
folder, over and over up to the size wanted or until the time of a measurement is over.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.growth import SIZES, find_factors, measure_growth, render_plot, show_size
from benchmarks.passes import FOREVER, READERS, Pass, Task, measure
from reportlint.emit.table import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.growth import Point

EXAMPLES = Path(__file__).parents[1] / "examples"
WIDTH = 160
STARTS = 5  # of which the fastest counts
OWN = ("scan", "selected", "all")
# peers that check one file on the command line, so that only their start can be compared
COMMANDS = {"proselint": ["-m", "proselint", "check"]}
# vale is left out: what PyPI has of it downloads the program when it is first run


class Start(NamedTuple):
    """What a command costs from start to end."""

    name: str
    version: str
    seconds: float


class Measured(NamedTuple):
    """All that was measured; missing readers with the reason."""

    starts: Sequence[Start]
    passes: Mapping[str, Pass]
    missing: Mapping[str, str]
    growth: Sequence[Point]


# --- starts


def measure_starts(report: str, passes: Mapping[str, Pass], npm: str) -> Iterator[Start]:
    """Yield what it costs to start an interpreter, to tell the version, and to check one report with each tool."""
    own = version("reportlint")
    python = sys.version.partition(" ")[0]
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "报告.txt"
        draft.write_text(report, "utf-8")
        whole = f"reportlint check（{len(report)} 字）"
        yield Start("解释器", python, find_cost([sys.executable, "-c", ""]))
        yield Start("reportlint --version", own, find_cost([sys.executable, "-m", "reportlint", "--version"]))
        yield Start(whole, own, find_cost([sys.executable, "-m", "reportlint", "check", "--no-config", str(draft)]))
        for name, command in COMMANDS.items():
            if is_installed(name):
                yield Start(name, version(name), find_cost([sys.executable, *command, str(draft)]))
    task = json.dumps(Task([report], 1, FOREVER, npm))
    for name, one in passes.items():
        if name not in OWN:
            cost = find_cost([sys.executable, "-m", "benchmarks.passes", name], task)
            yield Start(READERS[name].title, one.version, cost)


def find_cost(command: Sequence[str], given: str = "") -> float:
    """Return the processor time of a command and what it starts, at its fastest; wall-clock time on Windows."""
    return min(run_once(command, given) for _ in range(STARTS))


def run_once(command: Sequence[str], given: str) -> float:
    before = time.perf_counter(), children_time()
    subprocess.run(command, input=given, capture_output=True, check=False, text=True, encoding="utf-8")
    after = time.perf_counter(), children_time()
    return after[1] - before[1] or after[0] - before[0]


def children_time() -> float:
    """Return the processor time of all processes that have been waited for; 0 on Windows, which does not tell it."""
    times = os.times()
    return times.children_user + times.children_system


def is_installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


# --- passes


def read_texts(folder: Path) -> list[str]:
    """Return the reports of a folder."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    if not any(texts):
        raise SystemExit(f"{folder} 里没有 .txt 报告，请换一个文件夹。")
    return [text for text in texts if text]


def measure_passes(task: Task) -> tuple[dict[str, Pass], dict[str, str]]:
    """Return what each reader costs, and why the others cannot be measured."""
    passes, missing = {}, {}
    for name in READERS:
        try:
            passes[name] = measure(name, task)
        except ImportError as error:
            missing[name] = str(error)
    return passes, missing


# --- the command


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description="测启动、速度和内存，与别的工具比较。")
    parser.add_argument(
        "folder", type=Path, nargs="?", default=EXAMPLES, help="报告（.txt）所在的文件夹，默认 examples"
    )
    parser.add_argument("--megabytes", type=float, default=20, help="最多读多少，默认 20 MB")
    parser.add_argument("--seconds", type=float, default=10, help="一项最多测多少秒，默认 10")
    parser.add_argument("--npm", type=Path, default=Path(), help="npm 包装在哪个文件夹里，默认是当前文件夹")
    parser.add_argument("--growth", action="store_true", help="再测用时、内存怎样随长度增长，包括各种极端的文本")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="把增长画成 SVG，同时有 --growth 的作用")
    parser.add_argument("--sizes", type=read_sizes, default=SIZES, help="文本的字节数，逗号分隔，默认 1000 到 50000000")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    texts = read_texts(options.folder)
    rounds = math.ceil(options.megabytes * 1e6 / sum(len(text.encode()) for text in texts))
    task = Task(texts, rounds, options.seconds, str(options.npm.resolve()))
    passes, missing = measure_passes(task)
    starts = list(measure_starts(texts[0], passes, task.npm))
    grows = options.growth or options.plot
    growth = list(measure_growth("".join(texts), options.sizes, options.seconds)) if grows else []
    if options.plot:
        options.plot.write_text(render_plot(growth), "utf-8")
    measured = Measured(starts, passes, missing, growth)
    sys.stdout.write((render_json if options.json else render_tables)(measured))


def read_sizes(text: str) -> tuple[int, ...]:
    return tuple(int(float(size)) for size in text.split(","))


def render_json(measured: Measured) -> str:
    result: dict[str, Any] = {
        "python": sys.version.partition(" ")[0],
        "starts": [one._asdict() for one in measured.starts],
        "passes": [
            {"name": READERS[name].title, **one._asdict(), "megabytes_per_second": one.speed}
            for name, one in measured.passes.items()
        ],
        "missing": [
            {"name": READERS[name].title, "install": READERS[name].install, "reason": reason}
            for name, reason in measured.missing.items()
        ],
        "growth": [one._asdict() for one in measured.growth],
    }
    return f"{json.dumps(result, ensure_ascii=False)}\n"


def render_tables(measured: Measured) -> str:
    blocks = [start_rows(measured.starts), pass_rows(measured.passes)]
    if measured.growth:
        blocks.append(growth_rows(measured.growth))
    lines = [[*lay_out(rows, WIDTH, range(2, len(rows[0]))), ""] for rows in blocks]
    lines.append(
        [
            f"没有 {READERS[name].title}（{reason}），要一起比较请先 {READERS[name].install}"
            for name, reason in measured.missing.items()
        ]
    )
    return "".join(f"{line}\n" for block in lines for line in block)


def start_rows(starts: Sequence[Start]) -> list[tuple[str, ...]]:
    rows = [
        (one.name, one.version, f"{one.seconds * 1e3:.0f}", f"{one.seconds / starts[0].seconds:.1f}") for one in starts
    ]
    return [("启动并查完一份", "版本", "毫秒", "比解释器"), *rows]


def pass_rows(passes: Mapping[str, Pass]) -> list[tuple[str, ...]]:
    whole = passes["all"].speed
    rows = [
        (
            READERS[name].title,
            one.version,
            f"{one.bytes / 1e6:.3g}",
            f"{one.speed:.3g}",
            f"{one.speed / whole:.3g}",
            show(one.megabytes),
        )
        for name, one in passes.items()
    ]
    return [("读", "版本", "MB", "MB/秒", "比全部规则", "内存 MB"), *rows]


def growth_rows(points: Sequence[Point]) -> list[tuple[str, ...]]:
    """Return by text and size what a character costs; the last column is how that changed at the largest size."""
    factors = find_factors(points)
    largest = {one.text: one.bytes for one in points}
    rows = [
        (
            one.text,
            show_size(one.bytes),
            f"{one.seconds:.3g}",
            f"{one.seconds / one.characters * 1e6:.3g}",
            show(one.megabytes),
            f"{factors[one.text]:.2f}" if one.bytes == largest[one.text] and one.text in factors else "",
        )
        for one in points
    ]
    return [("文本", "大小", "秒", "微秒/字", "内存 MB", "比前一档"), *rows]


def show(megabytes: float | None) -> str:
    return "" if megabytes is None else f"{megabytes:.0f}"


if __name__ == "__main__":
    main()
