"""Make the static word vectors that links use: `python tools/train_vectors.py CORPUS.xz [CORPUS.xz …]`.

Each corpus is text, one paragraph a line, xz-compressed or plain. Words that stand near one another (window 5, weighted
by distance) give positive pointwise mutual information with smoothed contexts (Levy, Goldberg & Dagan 2015), reduced by
a truncated SVD with a fixed seed and stored as int8. What ships was made from ten million characters of daily news and
fifteen million of laws; no sentence of theirs can be read back from it.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, diags
from sklearn.decomposition import TruncatedSVD

from reportlint.nlp import find_words

TARGET = Path(__file__).parents[1] / "data" / "weights" / "vectors.npz"
WORDS = 30_000
DIMENSIONS = 96
WINDOW = 5
SMOOTHING = 0.75
SEED = 7


def read_words(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    lines = (line for line in text.splitlines() if line.strip())
    return [[word.text for word in find_words(line) if "\u4e00" <= word.text[0] <= "\u9fff"] for line in lines]


def count_neighbours(lines: list[list[str]], ids: dict[str, int]) -> csr_matrix:
    flat = np.fromiter((ids.get(w, -1) for line in lines for w in (*line, *[""] * WINDOW)), dtype=np.int32)
    total = csr_matrix((len(ids), len(ids)), dtype=np.float64)
    for distance in range(1, WINDOW + 1):
        left, right = flat[:-distance], flat[distance:]
        both = (left >= 0) & (right >= 0)
        weights = np.full(int(both.sum()), 1 / distance)
        total += coo_matrix((weights, (left[both], right[both])), shape=total.shape).tocsr()
    return total + total.T


def positive_information(counts: csr_matrix) -> csr_matrix:
    words = np.asarray(counts.sum(axis=1)).ravel()
    contexts = words**SMOOTHING
    scale = diags(1 / np.maximum(words, 1)) @ counts @ diags(contexts.sum() / np.maximum(contexts, 1))
    scale.data = np.maximum(np.log(scale.data), 0)
    scale.eliminate_zeros()
    return scale.tocsr()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    lines = [line for path in parser.parse_args().corpora for line in read_words(path)]
    frequency = Counter(word for line in lines for word in line)
    words = sorted(word for word, _ in sorted(frequency.items(), key=lambda entry: (-entry[1], entry[0]))[:WORDS])
    ids = {word: number for number, word in enumerate(words)}
    reduction = TruncatedSVD(DIMENSIONS, random_state=SEED, n_iter=4)
    vectors = reduction.fit_transform(positive_information(count_neighbours(lines, ids)))
    vectors /= np.sqrt(reduction.singular_values_)  # half the weight of the large directions
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    total = sum(frequency.values())
    rarity = np.array([np.log(total / frequency[word]) for word in words])
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        TARGET,
        words=np.array("\n".join(words)),
        vectors=np.round(vectors * 127 / np.abs(vectors).max()).astype(np.int8),
        rarity=rarity.astype(np.float16),
    )
    print(f"{len(words)} words, {vectors.shape[1]} dimensions, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
