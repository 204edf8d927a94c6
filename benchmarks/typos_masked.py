"""What a small network finds, alone and as one more piece of evidence: `python -m benchmarks.typos_masked MODEL PAIRS… --clean TEXT`.

MODEL is made by tools/train_masked.py; PAIRS are files of `wrong<TAB>right`, see README.md. Prints for each design and file
precision and recall at the thresholds at which it touches one clean sentence in a thousand, 500, 250, 100 and 50. Needs
onnxruntime.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.typos import SELDOM, Score, by_evidence, measure
from reportlint.emit.table import lay_out
from reportlint.typos import JUDGED, load
from reportlint.typos.changes import is_han
from reportlint.typos.characters import EDGE, encode
from reportlint.typos.search import RARITY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reportlint.typos.changes import Changes, Confusions
    from reportlint.typos.characters import Floats
    from reportlint.typos.counts import Codes

    Run = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], Floats]

TOUCHED = (1000, 500, 250, 100, 50)  # sentences of clean text of which a design may touch one
REACH = 40  # characters on each side of a change that the network sees
UNKNOWN = 0
WEIGHT = 0.22  # of what the network says against the odds without it; fitted on edited text with slips made on purpose
HEADER = ("办法", "文件", "每多少句碰一句", "精确率", "召回率")


class Point(NamedTuple):
    """What a design reaches on a file at one threshold."""

    design: str
    file: str
    touched: int
    precision: float
    recall: float


class Network:
    """Says how likely characters are where they stand.

    Attributes:
        run: Takes numbers of characters [n, t], rows [m], columns [m] and candidates [m, k]; returns the logarithms of
            the candidates' probabilities [m, k].
        vocabulary: The codes of the characters, the first standing for all others.
    """

    def __init__(self, run: Run, vocabulary: Sequence[int]) -> None:
        self.run = run
        self._numbers = np.full(max(vocabulary) + 2, UNKNOWN, np.int64)
        self._numbers[np.array(vocabulary[1:])] = np.arange(1, len(vocabulary))

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read a network; it runs on one core."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        names = [one.name for one in session.get_inputs()]
        vocabulary = session.get_modelmeta().custom_metadata_map["vocabulary"].split()
        return cls(
            lambda *inputs: np.asarray(session.run(None, dict(zip(names, inputs, strict=True)))[0]),
            list(map(int, vocabulary)),
        )

    def number(self, codes: Codes) -> NDArray[np.int64]:
        """Return the number of each character."""
        return np.asarray(self._numbers[np.minimum(codes, len(self._numbers) - 1)])

    def gains(self, codes: Codes, changes: Changes) -> Floats:
        """Return how much likelier each change makes the characters it changes, as a logarithm: [m]."""
        count, size = len(changes.starts), changes.size
        around = np.pad(codes, REACH, constant_values=EDGE)
        written = self.number(around[changes.starts[:, None] + np.arange(size + 2 * REACH)])
        changed = written.copy()
        changed[:, REACH : REACH + size] = self.number(changes.texts)
        both = np.concatenate([written, changed])
        rows = np.repeat(np.arange(2 * count), size)
        columns = np.tile(np.arange(REACH, REACH + size), 2 * count)
        likely = self.run(both, rows, columns, both[rows, columns][:, None]).reshape(2, count, size).sum(axis=2)
        return np.asarray(likely[1] - likely[0])


def by_network(network: Network, confusions: Confusions) -> Score:
    """Score a sentence by the one character that is least likely against those it may stand for."""

    def score(sentence: str) -> float:
        codes = np.pad(encode(sentence), 1, constant_values=EDGE)
        numbers = network.number(codes)
        changes = confusions.replace(codes, np.flatnonzero(is_han(codes) & (numbers != UNKNOWN)))
        meant = network.number(changes.texts[:, 0])
        known = meant != UNKNOWN
        changes, meant = changes.take(known), meant[known]
        if not len(meant):
            return SELDOM
        places, of, sizes = np.unique(changes.starts, return_inverse=True, return_counts=True)
        # each row: what is written, then what may be meant
        within = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + 1
        candidates = np.repeat(numbers[places, None], sizes.max() + 1, axis=1)
        candidates[of, within] = meant
        likely = network.run(numbers[None], np.zeros_like(places), places, candidates)
        return float((likely[of, within] - likely[of, 0] - RARITY[changes.kinds]).max())

    return score


def by_all(network: Network, weight: float = WEIGHT) -> Score:
    """Score a sentence by its most suspicious replacement, by all evidence and the network."""
    judge = load().judges[JUDGED[0]]
    return by_evidence(
        lambda values, read, found: judge.weigh(values) + weight * network.gains(read.codes, found.changes)
    )


def designs(network: Network) -> dict[str, Score]:
    """Return the designs by name."""
    models = load()
    judge = models.judges[JUDGED[0]]
    return {
        "网络": by_network(network, models.confusions),
        "全部证据": by_evidence(lambda values, *_: judge.weigh(values)),
        "全部证据＋网络": by_all(network),
    }


def compare(network: Network, files: Sequence[Path], clean: Sequence[str]) -> list[Point]:
    """Return what each design reaches on each file at each threshold."""
    points = []
    for name, score in designs(network).items():
        alarms = sorted(map(score, clean), reverse=True)
        known = {path: cache_scores(path, score) for path in files}
        for touched in TOUCHED:
            least = alarms[len(alarms) // touched]
            rows = (measure(name, path, known[path].__getitem__, least) for path in files)
            points += [Point(name, row.file, touched, round(row.precision, 3), round(row.recall, 3)) for row in rows]
    return points


def cache_scores(path: Path, score: Score) -> dict[str, float]:
    """Return the scores of all sentences of a file."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {wrong: score(wrong) for wrong in {line[-2].strip() for line in lines}}


def measure_speed(score: Score, sentences: Sequence[str]) -> float:
    """Return how many characters a second a design reads."""
    begun = time.process_time()
    for sentence in sentences:
        score(sentence)
    return sum(map(len, sentences)) / (time.process_time() - begun)


def main() -> None:
    """Read the command line, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--clean", type=Path, required=True, help="text without wrong characters, one sentence a line")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    clean = [line for line in options.clean.read_text("utf-8").splitlines() if line.strip()]
    network = Network.load(options.model)
    points = compare(network, options.pairs, clean)
    speed = {name: round(measure_speed(score, clean[:200]), -2) for name, score in designs(network).items()}
    if options.json:
        rows = [point._asdict() for point in points]
        print(json.dumps({"bytes": options.model.stat().st_size, "speed": speed, "points": rows}, ensure_ascii=False))
        return
    cells = [(one.design, one.file, f"{one.touched}", f"{one.precision:.3f}", f"{one.recall:.3f}") for one in points]
    print(*lay_out((HEADER, *cells), 120, {2, 3, 4}), sep="\n")
    print(*(f"{name}：每秒 {size:,.0f} 字" for name, size in speed.items()), sep="\n")


if __name__ == "__main__":
    main()
