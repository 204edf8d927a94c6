"""The language model of characters: sequences of up to five, read forwards and backwards.

The probability of a character is the share of its sequence among those with the same context, interpolated down to
single characters (Jelinek, Mercer 1980) with weights by the level of the context. All windows are scored at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.typos.counts import COUNT, SEQUENCE, mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportlint.typos.counts import Codes, Counts, Levels

    Floats = NDArray[np.float32]

ORDER = 5
AROUND = ORDER - 1  # characters on each side that a change can be seen from
EDGE = 10  # a line end
DIGIT, LETTER = ord("0"), ord("A")
_FULL_WIDTH = {ord(half): ord(full) for half, full in zip(",;:?!()", "，；：？！（）", strict=True)}


def encode(text: str) -> Codes:
    """Return one code a character: digits alike, Latin letters alike, white space a line end, marks full-width."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    codes[(codes >= 0xFF10) & (codes <= 0xFF5A)] -= 0xFEE0
    table = np.arange(128, dtype=np.uint32)
    table[ord("0") : ord("9") + 1] = DIGIT
    table[ord("A") : ord("Z") + 1] = table[ord("a") : ord("z") + 1] = LETTER
    table[[ord(" "), ord("\t"), ord("\r")]] = EDGE
    table[list(_FULL_WIDTH)] = list(_FULL_WIDTH.values())
    ascii_ = codes < len(table)
    codes[ascii_] = table[codes[ascii_]]
    codes[codes == 0x3000] = EDGE
    return codes


def pad(codes: Codes) -> Codes:
    """Put line ends around a text, so that every character has its neighbours."""
    return np.pad(codes, AROUND, constant_values=EDGE)


class Characters(NamedTuple):
    """The model.

    Attributes:
        counts: Of the sequences.
        total: Of all characters counted.
        trust: Weight of a share against the shorter sequences: [forwards or backwards, length - 2, level of the context].
    """

    counts: Counts
    total: float
    trust: NDArray[np.float64]

    def levels(self, windows: Codes, order: int = ORDER) -> list[Levels]:
        """Return the levels of all sequences of windows [m, width] by length from 1: [m, width - length + 1] each.

        No sequence is more frequent than a part of it: that weeds out most of those taken for others.
        """
        width = windows.shape[1]
        hashes = mix(np.full(windows.shape, SEQUENCE), windows)
        found = [self.counts.levels(hashes)]
        for length in range(2, order + 1):
            hashes = mix(hashes[:, : width - length + 1], windows[:, length - 1 :])
            parts = np.minimum(found[-1][:, :-1], found[-1][:, 1:])
            known = parts > 0
            level = np.zeros(hashes.shape, np.int8)
            level[known] = np.minimum(self.counts.levels(hashes[known]), parts[known])
            found.append(level)
        return found

    def log_probabilities(self, levels: Sequence[Levels], *, backwards: bool) -> Floats:
        """Return the logarithm of each character's probability given those before, or behind it: [m, width]."""
        width = levels[0].shape[1]
        found = (COUNT[levels[0]] + 0.5) / self.total
        for length in range(2, len(levels) + 1):
            shorter = levels[length - 2]
            context = shorter[:, 1:] if backwards else shorter[:, :-1]
            place = slice(0, width - length + 1) if backwards else slice(length - 1, width)
            share = COUNT[levels[length - 1]] / np.maximum(COUNT[context], 1)
            trust = self.trust[int(backwards), length - 2][context]
            found[:, place] = trust * share + (1 - trust) * found[:, place]
        return np.asarray(np.log(found), dtype=np.float32)
