"""How fast reportlint starts and reads, and how much memory it takes: `python -m benchmarks.speed [--json]`.

Processor time, not wall-clock time, so that what else runs on the machine counts for little; each measurement has a
process of its own. Texts are the examples of the project, or those of a folder, over and over up to the size wanted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate, cycle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlint.emit.table import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Run = Callable[[str], object]

EXAMPLES = Path(__file__).parents[1] / "examples"
WIDTH = 160
SELECTED = ("figures", "numbering", "residue", "punctuation", "typos/wrong-word")
STARTS = 5  # of which the fastest counts
SIZES = (1_000, 10_000, 100_000)  # characters of one text
# what a text repeats to be as hard as it can
HARD = {
    "一行到底": "各项工作有序推进，",
    "层层括号": "（",
    "列表项": "一是抓落实。\n",
    "重复的句子": "全年完成投资3.5亿元，同比增长12%。",
    "重复的错词": "布署",
    "重复的词": "评估评估工作，",
}


class Start(NamedTuple):
    """What a command costs from start to end."""

    name: str
    seconds: float


class Pass(NamedTuple):
    """What reading texts costs: size in characters and bytes, processor time, the process's memory at its height."""

    name: str
    version: str
    characters: int
    bytes: int
    seconds: float
    megabytes: float | None

    @property
    def speed(self) -> float:
        """Megabytes a second."""
        return self.bytes / 1e6 / self.seconds


# --- what is measured; each is loaded in the process that measures it


def load_scan() -> Run:
    from reportlint.hits import scan

    return scan


def load_selected() -> Run:
    from reportlint import Config, Document, check

    config = Config(select=SELECTED)
    return lambda text: check(Document(text), config)


def load_all() -> Run:
    from reportlint import Document, check

    return lambda text: check(Document(text))


def load_autocorrect() -> Run:
    import autocorrect_py

    return autocorrect_py.format


PASSES: dict[str, tuple[str, str, Callable[[], Run]]] = {
    "scan": ("词表", "reportlint", load_scan),
    "selected": ("数字、编号、残留、标点、错词", "reportlint", load_selected),
    "all": ("全部规则", "reportlint", load_all),
    "autocorrect": ("AutoCorrect", "autocorrect-py", load_autocorrect),
}


def run_pass(name: str, texts: Sequence[str]) -> Pass:
    """Read texts one by one; loading and the first text do not count."""
    title, package, load = PASSES[name]
    run = load()
    run(texts[0])
    begun = time.process_time()
    for text in texts:
        run(text)
    seconds = time.process_time() - begun
    size = sum(len(text.encode()) for text in texts)
    return Pass(title, version(package), sum(map(len, texts)), size, seconds, peak_memory())


def peak_memory() -> float | None:
    """Return the megabytes that the process took at its height; None on Windows, which tells otherwise."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


# --- measuring, in processes of their own


def measure_starts(report: str) -> Iterator[Start]:
    """Yield what it costs to start the interpreter, to tell the version and to check one report."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "报告.txt"
        draft.write_text(report, "utf-8")
        own = [sys.executable, "-m", "reportlint"]
        commands = {
            "解释器": [sys.executable, "-c", ""],
            "reportlint --version": [*own, "--version"],
            f"reportlint check（{len(report)} 字）": [*own, "check", "--no-config", str(draft)],
        }
        for name, command in commands.items():
            yield Start(name, min(cost(command) for _ in range(STARTS)))


def cost(command: Sequence[str]) -> float:
    """Return the processor time of a command; wall-clock time on Windows, which does not tell it of children."""
    try:
        import resource
    except ImportError:
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        return time.perf_counter() - begun
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(name: str, texts: Sequence[str]) -> Pass:
    """Run a pass in a process of its own.

    Raises:
        RuntimeError: It failed; the message is what it said last.
    """
    command = [sys.executable, "-m", "benchmarks.speed", "--worker", name]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2] or f"{name} 以 {done.returncode} 结束")
    return Pass(*json.loads(done.stdout))


def measure_growth(sizes: Sequence[int]) -> Iterator[tuple[str, list[float]]]:
    """Yield for each hard text the microseconds a character at each size: the same number means linear cost."""
    for name, unit in HARD.items():
        passes = [measure("all", [unit * max(1, size // len(unit))]) for size in sizes]
        yield name, [one.seconds / one.characters * 1e6 for one in passes]


def read_texts(folder: Path, size: int) -> list[str]:
    """Return the reports of a folder, over and over up to a number of bytes."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    if not any(texts):
        raise SystemExit(f"{folder} 里没有 .txt 报告，请换一个文件夹。")
    found, sizes = [], accumulate(len(text.encode()) for text in cycle(texts))
    for text, reached in zip(cycle(texts), sizes, strict=False):
        found.append(text)
        if reached >= size:
            return found
    return found


def is_installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


# --- the command


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description="测启动、速度和内存。")
    parser.add_argument(
        "folder", type=Path, nargs="?", default=EXAMPLES, help="报告（.txt）所在的文件夹，默认 examples"
    )
    parser.add_argument("--megabytes", type=float, default=20, help="读多少，默认 20 MB")
    parser.add_argument("--growth", action="store_true", help="再测用时是否与长度成正比，包括各种极端的文本")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--worker", choices=PASSES, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        sys.stdout.write(json.dumps(run_pass(options.worker, json.load(sys.stdin))))
        return
    texts = read_texts(options.folder, int(options.megabytes * 1e6))
    starts = list(measure_starts(texts[0]))
    passes = [measure(name, texts) for name, (_, package, _) in PASSES.items() if is_installed(package)]
    growth = dict(measure_growth(SIZES)) if options.growth else {}
    sys.stdout.write((render_json if options.json else render_table)(starts, passes, growth))


def render_json(starts: Sequence[Start], passes: Sequence[Pass], growth: dict[str, list[float]]) -> str:
    result = {
        "python": sys.version.partition(" ")[0],
        "starts": [one._asdict() for one in starts],
        "passes": [{**one._asdict(), "megabytes_per_second": one.speed} for one in passes],
        "growth": {"characters": SIZES, "microseconds_per_character": growth},
    }
    return f"{json.dumps(result, ensure_ascii=False)}\n"


def render_table(starts: Sequence[Start], passes: Sequence[Pass], growth: dict[str, list[float]]) -> str:
    whole = next(one for one in passes if one.name == PASSES["all"][0])
    rows = [
        ("读", "版本", "MB/秒", "比全部规则", "内存 MB"),
        *(
            (one.name, one.version, f"{one.speed:.3g}", f"{one.speed / whole.speed:.3g}", show(one.megabytes))
            for one in passes
        ),
    ]
    blocks = [
        [
            ("启动", "毫秒", "比解释器"),
            *((one.name, f"{one.seconds * 1e3:.0f}", f"{one.seconds / starts[0].seconds:.1f}") for one in starts),
        ],
        rows,
    ]
    if growth:
        head = ("微秒/字", *(f"{size} 字" for size in SIZES))
        blocks.append([head, *((name, *(f"{one:.3g}" for one in costs)) for name, costs in growth.items())])
    return "\n".join("".join(f"{line}\n" for line in lay_out(rows, WIDTH, range(1, len(rows[0])))) for rows in blocks)


def show(megabytes: float | None) -> str:
    return "" if megabytes is None else f"{megabytes:.0f}"


if __name__ == "__main__":
    main()
