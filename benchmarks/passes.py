"""What reads texts for `benchmarks.speed`, each in a process of its own: `python -m benchmarks.passes NAME`.

Standard input is a task as JSON; standard output is what the pass cost.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.proofreaders import GENERAL_RULES, ask_node, load_lingotweaker, npm_install

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Run = Callable[[str], object]

FOREVER = 1e9  # seconds; JSON has no infinity
SELECTED = ("figures", "numbering", "residue", "punctuation", "typos/wrong-word")


class Task(NamedTuple):
    """What to read: texts one by one, so many rounds or until so many seconds are over; npm packages lie in a folder."""

    texts: Sequence[str]
    rounds: int
    seconds: float
    npm: str = ""


class Pass(NamedTuple):
    """What reading texts cost: their size, the time, the process's memory at its height."""

    version: str
    characters: int
    bytes: int
    seconds: float
    megabytes: float | None

    @property
    def speed(self) -> float:
        """Megabytes a second."""
        return self.bytes / 1e6 / self.seconds


class Reader(NamedTuple):
    """What can be measured: its name, how to install it, and what runs it on a task.

    The run raises ImportError or PackageNotFoundError where it is not installed.
    """

    title: str
    install: str
    run: Callable[[Task], Pass]


# --- Python; what the rows do is loaded in the process that measures it


def load_scan() -> Run:
    from reportlint.hits import scan

    return scan


def load_selected() -> Run:
    from reportlint import Config, Document, check

    config = Config(select=SELECTED)
    return lambda text: check(Document(text), config)


def load_all() -> Run:
    from reportlint import Document, check
    from reportlint.typos import searched

    def run(text: str) -> object:
        searched.forget()  # the same few texts come again and again; a user's do not
        return check(Document(text))

    return run


def load_autocorrect() -> Run:
    import autocorrect_py

    return autocorrect_py.format


def read_all(package: str, load: Callable[[], Run], task: Task) -> Pass:
    """Read texts one by one; loading and the first text do not count, and the time is the processor's."""
    run = load()
    run(task.texts[0])
    begun, read = time.process_time(), 0
    while read < task.rounds * len(task.texts) and time.process_time() - begun <= task.seconds:
        run(task.texts[read % len(task.texts)])
        read += 1
    return sum_up(version(package), task, read, time.process_time() - begun, peak_memory())


def sum_up(told: str, task: Task, read: int, seconds: float, megabytes: float | None) -> Pass:
    """Return what reading so many texts cost."""
    characters, size = (sum(islice(cycle(lengths), read)) for lengths in measure_texts(task.texts))
    return Pass(told, characters, size, seconds, megabytes)


def measure_texts(texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the lengths of texts in characters and in bytes."""
    return [*map(len, texts)], [len(text.encode()) for text in texts]


def peak_memory() -> float | None:
    """Return the megabytes that the process took at its height; None on Windows, which tells otherwise."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


# --- node


def read_with_node(name: str, rules: Sequence[str], task: Task) -> Pass:
    """Run an npm package, which takes its time itself."""
    answer = ask_node(name, rules, task.texts, Path(task.npm), passes=1, rounds=task.rounds, seconds=task.seconds)
    return sum_up(answer.version, task, answer.read, answer.seconds, answer.megabytes)


def reader(title: str, install: str, package: str, load: Callable[[], Run]) -> Reader:
    """Return a reader that is a Python package."""
    return Reader(title, install, partial(read_all, package, load))


READERS = {
    "scan": reader("词表", "pip install reportlint", "reportlint", load_scan),
    "selected": reader("数字、编号、残留、标点、错词", "pip install reportlint", "reportlint", load_selected),
    "all": reader("全部规则", "pip install reportlint", "reportlint", load_all),
    "autocorrect": reader("AutoCorrect", "pip install autocorrect-py", "autocorrect-py", load_autocorrect),
    "lingotweaker": reader(
        "LingoTweaker", "pip install lingotweaker lingotweaker-data-zh", "lingotweaker", load_lingotweaker
    ),
    "zhlint": Reader("zhlint", npm_install("zhlint"), partial(read_with_node, "zhlint", ())),
    "lint-md": Reader("lint-md", npm_install("@lint-md/core"), partial(read_with_node, "@lint-md/core", ())),
    "textlint": Reader(
        "textlint（通用）", npm_install("textlint", *GENERAL_RULES), partial(read_with_node, "textlint", GENERAL_RULES)
    ),
}


def measure(name: str, task: Task) -> Pass:
    """Run a reader in a process of its own.

    Raises:
        ImportError: It is not installed.
        RuntimeError: It failed; the message is what it said last.
    """
    done = run_worker(name, task)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2] or f"{name} 以 {done.returncode} 结束")
    answer = json.loads(done.stdout)
    if "missing" in answer:
        raise ImportError(answer["missing"])
    return Pass(**answer)


def run_worker(name: str, task: Task) -> subprocess.CompletedProcess[str]:
    """Run this module on a task."""
    command = [sys.executable, "-m", "benchmarks.passes", name]
    return subprocess.run(
        command,
        input=json.dumps(task, ensure_ascii=False),
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def main() -> None:
    try:
        answer = READERS[sys.argv[1]].run(Task(*json.load(sys.stdin)))._asdict()
    except PackageNotFoundError:
        answer = {"missing": "没有装"}
    except ImportError as error:
        answer = {"missing": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
