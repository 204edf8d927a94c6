"""Texts with a slip here and there, in rows of equal length, from which train_masked.py learns."""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING

import numpy as np
from typo_lessons import SHARES

from reportlint.typos.characters import encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportlint.typos.changes import Confusions

CHUNK, BATCH = 64, 64  # characters in a row, rows
VOCABULARY = 5_000  # characters, the commonest first; all others are one
UNKNOWN = 0
SPOILT = 0.02  # of the characters that are read
LEAST_SHARE = 1e-3  # of the slips that people hardly ever make
SEED = 1


def read(path: Path) -> np.ndarray:
    """Return the codes of a text, each of its lines once."""
    text = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    lines = (line.lstrip("#").strip() for line in text.decode("utf-8").splitlines())
    return encode("\n".join(dict.fromkeys(filter(None, lines))) + "\n")


def choose(codes: np.ndarray) -> np.ndarray:
    """Return the codes of the commonest characters, behind a place for all the others."""
    counts = np.bincount(codes)
    common = np.argsort(-counts, kind="stable")[: VOCABULARY - 1]
    return np.array([UNKNOWN, *common[counts[common] > 0]])


def number(codes: np.ndarray, vocabulary: np.ndarray) -> np.ndarray:
    """Return the place of each code in a vocabulary."""
    places = np.full(max(int(vocabulary.max()), int(codes.max())) + 1, UNKNOWN, np.int64)
    places[vocabulary[1:]] = np.arange(1, len(vocabulary))
    return places[codes]


def as_rows(numbers: np.ndarray, offset: int) -> np.ndarray:
    """Return a text from some place on as rows: [n, CHUNK]."""
    size = (len(numbers) - offset) // CHUNK
    return numbers[offset : offset + size * CHUNK].reshape(size, CHUNK)


class Lessons:
    """Makes lessons without end, each pass through a text cut at other places and in another order."""

    def __init__(self, numbers: np.ndarray, vocabulary: np.ndarray, confusions: Confusions) -> None:
        self._numbers, self._vocabulary, self._confusions = numbers, vocabulary, confusions
        self._random = np.random.default_rng(SEED)
        self._shares = np.full(max(SHARES) + 1, LEAST_SHARE)
        self._shares[list(SHARES)] = list(SHARES.values())

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield rows of characters as they are read, and as they are meant: [BATCH, CHUNK] each."""
        while True:
            rows = as_rows(self._numbers, int(self._random.integers(CHUNK)))
            order = self._random.permutation(len(rows))
            for first in range(0, len(order) - BATCH + 1, BATCH):
                meant = rows[np.sort(order[first : first + BATCH])]
                yield self.spoil(meant), meant

    def spoil(self, meant: np.ndarray, share: float = SPOILT) -> np.ndarray:
        """Return characters with slips among them."""
        codes = self._vocabulary[meant.ravel()].astype(np.uint32)
        places = np.flatnonzero(self._random.random(len(codes)) < share)
        changes = self._confusions.replace(codes, places)
        # the greatest u ** (1 / weight) is drawn in proportion to the weights (Efraimidis, Spirakis 2006)
        drawn = self._random.random(len(changes.starts)) ** (1 / self._shares[changes.kinds])
        order = np.lexsort((drawn, changes.starts))  # of assignments to one place the last holds
        codes[changes.starts[order]] = changes.texts[order, 0]
        return number(codes, self._vocabulary).reshape(meant.shape)
