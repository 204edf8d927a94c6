"""Proofreaders of Chinese text, each behind one function: texts → the places that it finds fault with, and its time."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from bisect import bisect_right
from difflib import SequenceMatcher
from functools import partial
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from benchmarks.figures import PASSES
from reportlint import Config, Document, Severity, Span, check, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Run = Callable[[Sequence[str], Path], "Result"]

Findings = TypeVar("Findings")

# the gold annotates these as gaps, not as errors; benchmarks/links.py judges them
NO_ERRORS = ("structure/problem-without-cause", "structure/problem-without-measure")
NODE_SCRIPT = Path(__file__).with_name("proofreaders.mjs")
# the rules for any language that can find something in Chinese
GENERAL_RULES = (
    "@textlint-rule/textlint-rule-no-invalid-control-character",
    "@textlint-rule/textlint-rule-no-unmatched-pair",
    "textlint-rule-doubled-spaces",
    "textlint-rule-no-kangxi-radicals",
    "textlint-rule-no-mixed-zenkaku-and-hankaku-alphabet",
    "textlint-rule-no-todo",
    "textlint-rule-no-zero-width-spaces",
)
# AutoCorrect: spaces between Chinese and Latin letters or digits
SPACING = ("space-backticks", "space-bracket", "space-punctuation", "space-word")
# zhlint: such spaces, round Chinese brackets and quotation marks too, and half-width brackets in Chinese
TECHNICAL = (
    "halfwidthPunctuation",
    "spaceBetweenMixedwidthContent",
    "spaceOutsideHalfwidthBracket",
    "spaceOutsideHalfwidthQuotation",
)
TOKEN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+|[0-9]+|.", re.DOTALL)


class Result(NamedTuple):
    """What a proofreader made of texts: the places by text, and the seconds of its fastest pass over all of them."""

    version: str
    seconds: float
    places: list[list[Span]]


class Answer(NamedTuple):
    """What an npm package made of texts: the same, places in UTF-16 units, how many it read, the megabytes it took."""

    version: str
    seconds: float
    places: list[list[tuple[int, int]]]
    read: int
    megabytes: float


class Peer(NamedTuple):
    """A proofreader: its name, how to install it, and what runs it on texts, given the folder of the npm packages.

    The run raises ImportError where the proofreader is not installed.
    """

    name: str
    install: str
    run: Run


def measure(find: Callable[[str], Findings], texts: Sequence[str]) -> tuple[list[Findings], float]:
    """Return what is found in each text, and the seconds of the fastest pass."""
    found: list[Findings] = []
    seconds = []
    for _ in range(PASSES):
        begin = time.perf_counter()
        found = [find(text) for text in texts]
        seconds.append(time.perf_counter() - begin)
    return found, min(seconds)


# --- Python


def run_reportlint(least: Severity, texts: Sequence[str], _: Path) -> Result:
    """Run all rules; what is graded lower than `least` does not count."""
    found, seconds = measure(lambda text: check(Document(text), Config(ignore=NO_ERRORS)), texts)
    places = [[one.finding.span for one in each if one.severity.rank >= least.rank] for each in found]
    return Result(version("reportlint"), seconds, places)


def run_lexicon(texts: Sequence[str], _: Path) -> Result:
    """Look for the wrong words of reportlint as plain substrings, whatever their guards say."""
    terms = [row["term"] for row in rows("wrong-words")]
    places, seconds = measure(lambda text: [span for term in terms for span in find_all(text, term)], texts)
    return Result(version("reportlint"), seconds, places)


def find_all(text: str, term: str) -> Iterator[Span]:
    """Yield where a term stands."""
    start = text.find(term)
    while start >= 0:
        yield Span(start, start + len(term))
        start = text.find(term, start + len(term))


def run_autocorrect(spacing: bool, texts: Sequence[str], _: Path) -> Result:
    """Rewrite the texts; what differs afterwards are its findings."""
    import autocorrect_py

    # settings last as long as the process: also say what is so by default
    autocorrect_py.load_config(json.dumps({"rules": dict.fromkeys(SPACING, int(spacing))}))
    rewritten, seconds = measure(autocorrect_py.format, texts)
    places = [list(find_changes(*pair)) for pair in zip(texts, rewritten, strict=True)]
    return Result(version("autocorrect-py"), seconds, places)


def load_lingotweaker() -> Callable[[str], list[dict[str, int]]]:
    """Return what the port of LanguageTool finds in a text; places are told in bytes."""
    from lingotweaker_data_zh import data_dir
    from lt_py import Engine

    check: Callable[[str], list[dict[str, int]]] = Engine("zh-CN", data_dir=str(data_dir())).check
    return check


def run_lingotweaker(texts: Sequence[str], _: Path) -> Result:
    """Run the port of LanguageTool."""
    found, seconds = measure(load_lingotweaker(), texts)
    places = [
        read_byte_places(text, [(one["offset"], one["offset"] + one["length"]) for one in each])
        for text, each in zip(texts, found, strict=True)
    ]
    return Result(version("lingotweaker"), seconds, places)


def read_byte_places(text: str, places: Sequence[tuple[int, int]]) -> list[Span]:
    """Turn places that count bytes of UTF-8 into spans."""
    starts = list(accumulate((len(one.encode()) for one in text), initial=0))
    return [Span(bisect_right(starts, start) - 1, bisect_right(starts, end) - 1) for start, end in places]


def find_changes(before: str, after: str) -> Iterator[Span]:
    """Yield the places of a text that were rewritten: lines first, then tokens within the lines that differ."""
    lines = before.splitlines(keepends=True)
    rewritten = after.splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))
    for first, last, new_first, new_last in differences(lines, rewritten):
        new = "".join(rewritten[new_first:new_last])
        yield from find_changed_tokens("".join(lines[first:last]), new, starts[first])


def find_changed_tokens(before: str, after: str, offset: int) -> Iterator[Span]:
    tokens = TOKEN.findall(before)
    starts = list(accumulate(map(len, tokens), initial=offset))
    for first, last, _, _ in differences(tokens, TOKEN.findall(after)):
        yield Span(starts[first], starts[last])


def differences(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts of two sequences that differ, as start and end in each."""
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, new_first, new_last in opcodes:
        if kind != "equal":
            yield first, last, new_first, new_last


# --- node


def npm_install(*packages: str) -> str:
    return f"npm install {' '.join(packages)}"


def run_node(name: str, rules: Sequence[str], texts: Sequence[str], folder: Path) -> Result:
    """Run an npm package over all texts."""
    answer = ask_node(name, rules, texts, folder)
    places = [read_places(*pair) for pair in zip(texts, answer.places, strict=True)]
    return Result(answer.version, answer.seconds, places)


def ask_node(name: str, rules: Sequence[str], texts: Sequence[str], folder: Path, **settings: float) -> Answer:
    """Run an npm package in one process; it takes its time itself, so that starting does not count.

    Args:
        name: The proofreader.
        rules: What zhlint leaves out, or what textlint checks: packages of rules.
        texts: What it reads.
        folder: Where the packages are installed.
        settings: `passes`, of which the fastest counts; `rounds`: how often one reads the texts; `seconds`: how long it
            goes on, at most.

    Raises:
        ImportError: It is not installed.
    """
    node = shutil.which("node")
    if not node:
        raise ImportError("找不到 node 命令")
    done = subprocess.run(
        [node, NODE_SCRIPT, folder.resolve(), name, *rules],
        input=json.dumps({"texts": texts, "passes": PASSES, **settings}),
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    answer = json.loads(done.stdout)
    if "missing" in answer:
        raise ImportError(f"找不到 npm 包 {answer['missing']}")
    return Answer(**answer)


def read_places(text: str, places: Sequence[tuple[int, int]]) -> list[Span]:
    """Turn places that count UTF-16 units into spans."""
    starts = list(accumulate((1 + (one > "\uffff") for one in text), initial=0))
    return [Span(bisect_right(starts, start) - 1, bisect_right(starts, end) - 1) for start, end in places]


PEERS = (
    Peer("reportlint", "pip install reportlint", partial(run_reportlint, Severity.WARNING)),
    Peer("reportlint（含提示）", "pip install reportlint", partial(run_reportlint, Severity.NOTE)),
    Peer("错词表", "pip install reportlint", run_lexicon),
    Peer("AutoCorrect", "pip install autocorrect-py", partial(run_autocorrect, True)),
    Peer("AutoCorrect（公文）", "pip install autocorrect-py", partial(run_autocorrect, False)),
    Peer("LingoTweaker", "pip install lingotweaker lingotweaker-data-zh", run_lingotweaker),
    Peer("lint-md", "npm install @lint-md/core", partial(run_node, "@lint-md/core", ())),
    Peer("zhlint", "npm install zhlint", partial(run_node, "zhlint", ())),
    Peer("zhlint（公文）", "npm install zhlint", partial(run_node, "zhlint", TECHNICAL)),
    Peer("textlint（通用）", npm_install("textlint", *GENERAL_RULES), partial(run_node, "textlint", GENERAL_RULES)),
)
