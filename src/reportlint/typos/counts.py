"""How often character sequences and words occur in edited Chinese, in two bytes each.

The counts of many million sequences lie in a binary fuse filter (Graf, Lemire 2022): three cells, chosen by the hash of a
sequence, give in exclusive or its mark and its level. A sequence that was never counted is taken for another in one of
2,048 cases. Levels are counts on a logarithmic scale; 0 = never seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Codes = NDArray[np.uint32]
    Levels = NDArray[np.int8]

LEVEL_BITS = 5
MARK_BITS = 16 - LEVEL_BITS
_STEP = 1.47  # between levels
SEQUENCE = np.uint64(0x243F6A8885A308D3)  # where the hash of characters begins
WORD = np.uint64(0x13198A2E03707344)  # and that of a word
_MIX, _SLOT, _MARK = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93), np.uint64(0xC2B2AE3D27D4EB4F)


def scale() -> NDArray[np.int64]:
    """Return the least count of each level."""
    least = [0]
    step = 1.0
    while len(least) < 1 << LEVEL_BITS:
        if round(step) > least[-1]:
            least.append(round(step))
        step *= _STEP
    return np.array(least)


LEAST = scale()
# the count that a level stands for: between its least and its greatest
COUNT = np.sqrt(LEAST * np.append(LEAST[1:] - 1, LEAST[-1] * _STEP))


def mix(hashes: Hashes, more: NDArray[np.unsignedinteger]) -> Hashes:
    """Extend hashes by one code, or one hash, each."""
    mixed = (hashes * _SLOT ^ more.astype(np.uint64)) * _MIX
    return np.asarray(mixed ^ (mixed >> np.uint64(29)))


class Counts(NamedTuple):
    """A filter of levels.

    Attributes:
        cells: Marks and levels, in exclusive or.
        segment: Cells in a segment, a power of two.
        starts: In how many segments the first of the three cells may lie.
    """

    cells: NDArray[np.uint16]
    segment: int
    starts: int

    def levels(self, hashes: Hashes) -> Levels:
        """Return the level of each hash, in the same shape."""
        found = marks(hashes)
        for place in slots(hashes, self.segment, self.starts):
            found ^= self.cells.take(place.view(np.int64), mode="clip")  # clipped nowhere, but not checked either
        found[found >> LEVEL_BITS > 0] = 0
        return found.astype(np.int8)


def slots(hashes: Hashes, segment: int, starts: int) -> tuple[Hashes, Hashes, Hashes]:
    """Return the three cells of each hash, one in each of three neighbouring segments."""
    mask, width = np.uint64(segment - 1), np.uint64(segment)
    base = ((hashes >> np.uint64(32)) * np.uint64(starts) >> np.uint64(32)) * width
    return (
        base + (hashes & mask),
        base + width + (hashes >> np.uint64(18) & mask),
        base + width + width + (hashes * _SLOT >> np.uint64(40) & mask),
    )


def marks(hashes: Hashes) -> NDArray[np.uint16]:
    """Return what tells the sequences of the same cells apart, above the bits of the level."""
    return (hashes * _MARK >> np.uint64(64 - MARK_BITS)).astype(np.uint16) << np.uint16(LEVEL_BITS)


def to_levels(counts: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Return the level of each count."""
    return np.asarray(np.searchsorted(LEAST, counts, side="right") - 1, dtype=np.uint8)
