"""What may have been meant: the changes that sound, shape, keyboard and haste explain."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reportlint.typos.counts import Codes

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF


class Kind(IntEnum):
    """How a wording may have come about."""

    SAME_TONE = 1
    SAME_SOUND = 2
    NEAR_SOUND = 3
    SHAPE = 4
    KEY = 5
    FAR_SHAPE = 6
    WORD = 7  # a whole word chosen wrong from those of the same sound
    SWAP = 8
    PAIR = 9  # two neighbours, each for its own reason
    OTHER = 10  # for no reason that the tables know
    EXTRA = 11
    MISSING = 12


class Changes(NamedTuple):
    """Changes of one size, all at once.

    Attributes:
        starts: Where the written characters begin, in the padded text.
        size: How many of them there are; 0 to insert.
        texts: What may have been meant: [m, its size]; no column to delete.
        kinds: How each may have come about.
    """

    starts: NDArray[np.int64]
    size: int
    texts: Codes
    kinds: NDArray[np.uint8]

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Changes:
        """Return some of them."""
        return Changes(self.starts[chosen], self.size, self.texts[chosen], self.kinds[chosen])


class Lists(NamedTuple):
    """Rows of different length, one behind the other: row i from bounds[i] to bounds[i + 1]."""

    bounds: NDArray[np.int64]
    members: Codes

    def expand(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each member of some rows which of them it is of, and its place."""
        first = self.bounds[rows]
        sizes = self.bounds[rows + 1] - first
        of = np.repeat(np.arange(len(rows)), sizes)
        return of, np.arange(len(of)) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


class Confusions:
    """The tables, made by tools/train_typos.py."""

    def __init__(self, stored: Mapping[str, NDArray[np.generic]]) -> None:
        sizes = np.zeros(LAST_HAN - FIRST_HAN + 1, np.int64)
        sizes[: len(stored["confusable_sizes"])] = stored["confusable_sizes"]
        self._targets = stored["confusable_targets"].astype(np.uint32)
        self._confusable = Lists(np.concatenate([[0], np.cumsum(sizes)]), self._targets)
        self._kinds = stored["confusable_kinds"].astype(np.uint8)
        self._sounds = np.zeros(LAST_HAN - FIRST_HAN + 1, np.uint32)
        self._sounds[: len(stored["sounds"])] = stored["sounds"]
        self._words = {
            size: (stored[f"keys_{size}"].astype(np.uint32), stored[f"words_{size}"].astype(np.uint32))
            for size in WORD_SIZES
        }
        self._neighbours = {
            side: (stored[f"{side}_of"].astype(np.uint32), stored[side].astype(np.uint32))
            for side in ("behind", "before")
        }

    def replace(self, text: Codes, starts: NDArray[np.int64], *, close: bool = False) -> Changes:
        """Return the characters that those at some places may stand for (close: only those most often mistaken)."""
        of, place = self._confusable.expand(rows_of(text[starts]))
        if close:
            near = self._kinds[place] <= Kind.SHAPE
            of, place = of[near], place[near]
        return Changes(starts[of], 1, self._targets[place, None], self._kinds[place])

    def respell(self, text: Codes, starts: NDArray[np.int64], size: int, least: int = 2) -> Changes:
        """Return the words of about the same sound as what stands at some places, at least so many characters apart."""
        keys, words = self._words[size]
        written = text[starts[:, None] + np.arange(size)]
        sought = join_sounds(self._sounds[rows_of(written)])
        bounds = np.searchsorted(keys, sought), np.searchsorted(keys, sought, side="right")
        sizes = bounds[1] - bounds[0]
        of = np.repeat(np.arange(len(starts)), sizes)
        place = np.arange(len(of)) + np.repeat(bounds[0] - (np.cumsum(sizes) - sizes), sizes)
        apart = (words[place] != written[of]).sum(axis=1) >= least
        of, place = of[apart], place[apart]
        return Changes(starts[of], size, words[place], np.full(len(of), Kind.WORD, np.uint8))

    def swap(self, text: Codes, starts: NDArray[np.int64]) -> Changes:
        """Return pairs of characters the other way round."""
        texts = np.stack([text[starts + 1], text[starts]], axis=1)
        differ = texts[:, 0] != texts[:, 1]
        return Changes(starts[differ], 2, texts[differ], np.full(differ.sum(), Kind.SWAP, np.uint8))

    def replace_pairs(self, text: Codes, starts: NDArray[np.int64]) -> Changes:
        """Return pairs of characters that those at some places and their neighbours may both stand for."""
        firsts, seconds = self._alike(text[starts]), self._alike(text[starts + 1])
        of, left = firsts.expand(np.arange(len(starts)))
        again, right = seconds.expand(of)
        texts = np.stack([firsts.members[left][again], seconds.members[right]], axis=1)
        return Changes(starts[of][again], 2, texts, np.full(len(texts), Kind.PAIR, np.uint8))

    def _alike(self, codes: Codes) -> Lists:
        """Return what each character is most often mistaken for."""
        of, place = self._confusable.expand(rows_of(codes))
        close = self._kinds[place] <= Kind.SHAPE
        sizes = np.bincount(of[close], minlength=len(codes))
        return Lists(np.concatenate([[0], np.cumsum(sizes)]), self._targets[place[close]])

    def replace_freely(self, text: Codes, starts: NDArray[np.int64]) -> Changes:
        """Return the characters that most often stand behind the one before some places."""
        of, usual = self._usual("behind", text[starts - 1])
        where = starts[of]
        other = usual != text[where]
        return Changes(where[other], 1, usual[other, None], np.full(other.sum(), Kind.OTHER, np.uint8))

    def drop(self, text: Codes, starts: NDArray[np.int64], *, twice: bool) -> Changes:
        """Return those characters at some places that sound like the one before or behind them (twice), or the others."""
        sounds = self._sounds[rows_of(text)]
        alike = [(sounds[starts] == sounds[starts + step]) & (sounds[starts] > 0) for step in (-1, 1)]
        chosen = starts[np.logical_or.reduce(alike) == twice]
        return Changes(chosen, 1, np.zeros((len(chosen), 0), np.uint32), np.full(len(chosen), Kind.EXTRA, np.uint8))

    def insert(self, text: Codes, starts: NDArray[np.int64]) -> Changes:
        """Return the characters that most often stand behind the one before some places, or before the one there."""
        sides = (self._usual("behind", text[starts - 1]), self._usual("before", text[starts]))
        # with counts it sorts; its hash table degenerates on keys whose low bits agree
        pairs, _ = np.unique(np.concatenate([starts[of] << 32 | usual for of, usual in sides]), return_counts=True)
        texts = (pairs & 0xFFFF).astype(np.uint32)
        return Changes(pairs >> 32, 0, texts[:, None], np.full(len(pairs), Kind.MISSING, np.uint8))

    def _usual(self, side: str, characters: Codes) -> tuple[NDArray[np.int64], Codes]:
        """Return what most often stands behind or before some characters, each with the index of its character."""
        owners, usual = self._neighbours[side]
        row = np.minimum(np.searchsorted(owners, characters), len(owners) - 1)
        of = np.flatnonzero(owners[row] == characters)
        found = usual[row[of]]
        return np.repeat(of, found.shape[1])[found.ravel() > 0], found[found > 0]


WORD_SIZES = (2, 3, 4)


def rows_of(codes: Codes) -> NDArray[np.int64]:
    """Return the row of each Chinese character in a table; the last row, which is empty, for anything else."""
    return np.where(is_han(codes), codes.astype(np.int64) - FIRST_HAN, LAST_HAN - FIRST_HAN)


def is_han(codes: Codes) -> NDArray[np.bool_]:
    """Tell which codes are Chinese characters that the tables can hold."""
    return np.asarray((codes >= FIRST_HAN) & (codes < LAST_HAN))


def join_sounds(sounds: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return one key for the sounds of a word: [m, size] → [m]; 0 where a character has none."""
    keys = np.zeros(len(sounds), np.uint32)
    for column in sounds.T:
        keys = keys * np.uint32(1021) + column
    return np.where((sounds == 0).any(axis=1), np.uint32(0), keys)
