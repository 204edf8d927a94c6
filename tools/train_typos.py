"""Train the models of the rules on typos from edited texts.

    python tools/train_typos.py TEXT… --aside TEXT… --font FONT…

TEXT: files in UTF-8, also compressed (.xz). Nine tenths of each are counted; on the last tenth and the texts set aside, with
slips made on purpose, the judges learn what speaks for a slip. The same texts give the same models. Writes
data/weights/typos-counts.npy and typos.npz; needs the extra `train`, fonts with Chinese glyphs, 5 GB of memory and about
three minutes on one core.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from typo_confusions import build_neighbours, build_tables
from typo_counts import build_filter, count_characters, count_words, fit_trust, read_dictionary
from typo_lessons import Lessons, Slips, learn

from reportlint.typos.changes import Confusions
from reportlint.typos.characters import Characters
from reportlint.typos.words import Words

if TYPE_CHECKING:
    from reportlint.typos import Fault

TARGET = Path(__file__).parent.parent / "data" / "weights"
COUNTED = 0.9  # of each text
LESSONS = 1_000_000  # characters to learn on are enough
SEED = 1
FAULTS: tuple[Fault, ...] = ("wrong", "extra", "stray", "missing")


class Model(NamedTuple):
    """What is counted, and what follows from it."""

    characters: Characters
    words: Words
    frequencies: Counter[str]


def main() -> None:
    """Read the command line, train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--aside", nargs="*", type=Path, default=[], help="texts to learn on that are never counted")
    parser.add_argument("--font", nargs="+", type=Path, required=True, help="fonts whose glyphs tell what looks alike")
    options = parser.parse_args()
    texts = [read(path) for path in options.texts]
    early = "\n".join(line for lines in texts for line in lines[: int(len(lines) * COUNTED)])
    late = "\n".join(line for lines in texts for line in lines[int(len(lines) * COUNTED) :])
    aside = "\n".join(line for path in options.aside for line in read(path))
    whole = "\n".join(line for lines in texts for line in lines)
    model = count(early)
    model = model._replace(characters=fit_trust(model.characters, late))
    tables = {
        **build_tables(Counter(whole), model.frequencies + listed(), options.font),
        **build_neighbours(whole),
    }
    judges = train(model, Confusions(tables), Counter(whole), [late[:LESSONS], aside])
    write(model, {**tables, **judges})


def read(path: Path) -> list[str]:
    """Return the lines of a text, each once."""
    text = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    lines = (line.lstrip("#").strip() for line in text.decode("utf-8").splitlines())
    return list(dict.fromkeys(filter(None, lines)))


def listed() -> Counter[str]:
    """Return the words of the dictionary, each as if seen once."""
    return Counter(dict.fromkeys((word for word, frequency in read_dictionary().items() if frequency > 1), 1))


def count(text: str) -> Model:
    """Count sequences and words."""
    dictionary = read_dictionary()
    words, pairs, total, frequencies = count_words(text, dictionary)
    counts = build_filter([*count_characters(text, dictionary), words, pairs])
    print(f"{counts.cells.nbytes / 1e6:.1f} MB of counts", flush=True)
    nothing = np.zeros((0,))
    return Model(Characters(counts, len(text), nothing), Words(counts, total), frequencies)


def train(model: Model, confusions: Confusions, characters: Counter[str], texts: list[str]) -> dict[str, np.ndarray]:
    """Return the weights of the judges."""
    found: dict[str, np.ndarray] = {}
    for fault in FAULTS:
        slips = Slips(confusions, characters, model.frequencies, SEED)
        lessons: list[Lessons] = []
        for text in filter(None, texts):
            spoiled, made = slips.make(text, fault)
            clean = learn(text, [], fault, model.characters, model.words, confusions)
            marked = learn(spoiled, made, fault, model.characters, model.words, confusions)
            lessons += [clean, Lessons(marked.features[marked.answers], marked.answers[marked.answers])]
            print(
                f"{fault}: {len(made)} slips, {marked.answers.sum()} proposed; {len(clean.answers)} proposals without"
            )
        found[f"judge_{fault}"] = fit(lessons)
    return found


def fit(lessons: list[Lessons]) -> np.ndarray:
    """Return the weights of one judge, and behind them its bias."""
    features = np.concatenate([lesson.features for lesson in lessons])
    answers = np.concatenate([lesson.answers for lesson in lessons])
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(max_iter=500).fit(scaler.transform(features), answers)
    weights = model.coef_[0] / scaler.scale_
    return np.append(weights, model.intercept_[0] - weights @ scaler.mean_).astype(np.float32)


def write(model: Model, tables: dict[str, np.ndarray]) -> None:
    """Write the models."""
    counts = model.characters.counts
    np.save(TARGET / "typos-counts.npy", counts.cells)
    sizes = {
        "segment": counts.segment,
        "starts": counts.starts,
        "characters": model.characters.total,
        "words": model.words.total,
    }
    np.savez_compressed(
        TARGET / "typos.npz",
        **tables,
        trust=model.characters.trust,
        **{name: np.array(size) for name, size in sizes.items()},
    )


if __name__ == "__main__":
    main()
