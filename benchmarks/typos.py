"""How well wrong characters are found, by several designs: `python -m benchmarks.typos PAIRS… --clean TEXT [--json]`.

PAIRS are files of `wrong<TAB>right`, see README.md. Every design gets the threshold at which it touches one sentence in 250
of the clean text: what counts is what each still finds there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlint import Config, Document, check
from reportlint.emit.table import lay_out
from reportlint.typos import JUDGED, evidence, load
from reportlint.typos.search import Text

if TYPE_CHECKING:
    from reportlint.typos.search import Found

    # of the evidence, the text and the changes
    Weigh = Callable[[evidence.Floats, Text, Found], evidence.Floats]

TOUCHED = 250  # sentences of clean text of which a design may touch one
HEADER = ("办法", "文件", "精确率", "召回率")
SELDOM = -1000.0  # the score of a sentence that a design has nothing to say about
LIST = Config(select=("typos/wrong-word",))
RULES = Config(select=("typos",))

Score = Callable[[str], float]


class Row(NamedTuple):
    """What a design reaches on a file."""

    design: str
    file: str
    precision: float
    recall: float


def by_evidence(weigh: Weigh) -> Score:
    """Score a sentence by its most suspicious replacement."""
    models = load()

    def score(sentence: str) -> float:
        best = SELDOM
        read = Text([sentence], models.characters, models.confusions)
        for found in read.replacements():
            if places := evidence.find_places(found, read):
                values = evidence.gather(found, places, read, models.words)
                best = max(best, float(weigh(values, read, found).max()))
        return best

    return score


def by_rules(config: Config) -> Score:
    """Score a sentence by whether rules report anything."""
    return lambda sentence: 1.0 if check(Document(sentence), config) else SELDOM


def designs() -> dict[str, Score]:
    """Return the designs by name."""
    judge = load().judges[JUDGED[0]]
    return {
        "错词表": by_rules(LIST),
        "字的 n-gram": by_evidence(lambda values, *_: values[:, :2].mean(axis=1)),
        "词的格": by_evidence(lambda values, *_: values[:, evidence.WORD_GAIN]),
        "字与词相加": by_evidence(lambda values, *_: values[:, :2].mean(axis=1) + values[:, evidence.WORD_GAIN]),
        "全部证据，逻辑回归": by_evidence(lambda values, *_: judge.weigh(values)),
        "reportlint（错别字各规则）": by_rules(RULES),
        **peers(),
    }


def peers() -> dict[str, Score]:
    """Return the LanguageTool port, where it is installed."""
    try:
        from lingotweaker_data_zh import data_dir
        from lt_py import Engine
    except ImportError:
        return {}
    engine = Engine("zh-CN", data_dir=str(data_dir()))
    return {"LingoTweaker": lambda sentence: 1.0 if engine.check(sentence) else SELDOM}


def compare(files: list[Path], clean: list[str]) -> list[Row]:
    """Return what each design reaches on each file."""
    rows = []
    for name, score in designs().items():
        alarms = sorted(map(score, clean), reverse=True)
        least = max(alarms[len(alarms) // TOUCHED], SELDOM)
        least = min(least, 0.5) if least in (1.0, SELDOM) else least  # yes or no
        rows += [measure(name, path, score, least) for path in files]
    return rows


def measure(name: str, path: Path, score: Score, least: float) -> Row:
    """Return what a design reaches on a file: a sentence counts as found when its score is above the threshold."""
    pairs = [line.split("\t")[-2:] for line in path.read_text("utf-8").splitlines() if "\t" in line]
    found = [(wrong.strip() != right.strip(), score(wrong.strip()) > least) for wrong, right in pairs]
    hits = sum(is_wrong and flagged for is_wrong, flagged in found)
    flags, wrongs = sum(flagged for _, flagged in found), sum(is_wrong for is_wrong, _ in found)
    return Row(name, path.stem, hits / flags if flags else 1.0, hits / wrongs if wrongs else 1.0)


def main() -> None:
    """Read the command line, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--clean", type=Path, required=True, help="text without wrong characters, one sentence a line")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    clean = [line for line in options.clean.read_text("utf-8").splitlines() if line.strip()]
    rows = compare(options.pairs, clean)
    if options.json:
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False))
        return
    cells = [(row.design, row.file, f"{row.precision:.3f}", f"{row.recall:.3f}") for row in rows]
    print(*lay_out((HEADER, *cells), 120, {2, 3}), sep="\n")


if __name__ == "__main__":
    main()
