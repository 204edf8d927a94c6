"""Where a text reads oddly, and which change would make it read far better: all by counts, all places at once."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportlint.typos.changes import WORD_SIZES, Changes, is_han
from reportlint.typos.characters import AROUND, ORDER, encode, pad
from reportlint.typos.counts import SEQUENCE, mix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reportlint.typos.changes import Confusions
    from reportlint.typos.characters import Characters, Floats
    from reportlint.typos.counts import Codes, Levels

APART = "\n" * AROUND  # pieces do not see each other over it
NEAR = 2  # neighbours on each side that decide whether a change is worth a closer look
# how much less likely than the commonest each kind of slip is, as a logarithm
RARITY = np.array([0, 1, 1.5, 3, 2.5, 5, 4, 2, 3, 4, 6, 6, -3], dtype=np.float32)
# smaller gains, as logarithms, are not looked at any closer: nearly none of them would count as a slip in the end
FLOOR, EXTRA_FLOOR, STRAY_FLOOR, MISSING_FLOOR = 6.0, 5.0, 9.0, 7.0
USUAL = 3  # level of a pair from which it may be what was meant
AT_ONCE = 500  # pairs of odd characters
# a longer text of which this part reads oddly is not of our kind: verse, old Chinese, no Chinese at all
LONG, STRANGE = 500, 0.6


class Found(NamedTuple):
    """Changes that are worth weighing, the best one of its size at each place.

    Attributes:
        changes: What they are.
        gains: How much likelier the text becomes, forwards and backwards, as logarithms: [m, 2].
        margins: By how much each is better than the next best at its place.
        known: How well the sequences that hold what changes are known, as written and as changed: [m, 2 × KNOWN].
    """

    changes: Changes
    gains: Floats
    margins: Floats
    known: Floats


class Text:
    """Pieces of a text, one behind the other but out of each other's sight, with what the model of characters says of them.

    Attributes:
        letters: All pieces, line ends between them.
        starts: Where each piece begins.
        codes: The letters' codes, padded.
        surprises: How likely each letter is after those before it, as a logarithm, padded.
    """

    def __init__(self, pieces: Sequence[str], model: Characters, confusions: Confusions) -> None:
        self._model, self._confusions = model, confusions
        self.letters = APART.join(pieces)
        self.starts = list(accumulate((len(piece) + len(APART) for piece in pieces[:-1]), initial=0))
        self.codes = pad(encode(self.letters))
        self._levels = model.levels(self.codes[None])
        self.surprises = model.log_probabilities(self._levels, backwards=False)[0]
        self._unknown = {length: np.cumsum(np.pad(self._levels_at(length) == 0, (1, 0))) for length in (2, 3, 4)}
        self._odd, self._lost = self._find_odd()
        # two characters that read so oddly and were never seen together
        self._torn = np.flatnonzero(self._lost[:-1] & self._lost[1:] & (self._levels_at(2)[:-1] == 0))

    def _find_odd(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which characters read oddly, and which of them very oddly.

        Around the latter no sequence of three is known, around the others one at most, and then none of four.
        """
        places, han = np.arange(len(self.codes)), is_han(self.codes)
        threes, fours = self._gaps_at(places, 1, 3), self._gaps_at(places, 1, 4)
        lost = np.asarray(han & (threes >= 3))
        odd = lost | np.asarray(han & (threes == 2) & (fours >= 4))
        ours = ~self._are_strange(han, odd)
        return odd & ours, lost & ours

    def _are_strange(self, han: NDArray[np.bool_], odd: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell of which characters the piece is not of our kind."""
        sizes, odd_ones = (np.add.reduceat(one.astype(np.int64), self.starts) for one in (han, odd))
        strange = (sizes > LONG) & (odd_ones > STRANGE * sizes)
        return np.repeat(strange, np.diff([*self.starts, len(self.codes)]))

    def replacements(self) -> Iterator[Found]:
        """Yield what may stand wrong, by size."""
        lost, odd = np.flatnonzero(self._lost), np.flatnonzero(self._odd & ~self._lost)
        listed = (self._confusions.replace(self.codes, lost), self._confusions.replace(self.codes, odd, close=True))
        free = self._touching(self._confusions.replace_freely(self.codes, lost), both=True)
        yield from self._weigh(_join(free, *map(self._touching, listed)))
        for size in WORD_SIZES:
            respelt = self._confusions.respell(self.codes, np.flatnonzero(self._runs(size)), size)
            yield from self._weigh(self._touching(respelt))
        yield from self._weigh(self._touching(self._confusions.swap(self.codes, self._torn)))
        for part in np.array_split(self._torn, len(self._torn) // AT_ONCE + 1):
            yield from self._weigh(self._touching(self._confusions.replace_pairs(self.codes, part)))

    def extras(self) -> Iterator[Found]:
        """Yield the characters that may have been typed twice."""
        yield from self._drop(EXTRA_FLOOR, twice=True)

    def strays(self) -> Iterator[Found]:
        """Yield the characters that may be left over from another wording."""
        yield from self._drop(STRAY_FLOOR, twice=False)

    def _drop(self, floor: float, *, twice: bool) -> Iterator[Found]:
        dropped = self._confusions.drop(self.codes, np.flatnonzero(self._odd), twice=twice)
        yield from self._weigh(self._touching(dropped), floor)

    def gaps(self) -> Iterator[Found]:
        """Yield where a character may be missing."""
        inserted = self._confusions.insert(self.codes, self._seams())
        yield from self._weigh(self._touching(inserted, both=True), MISSING_FLOOR)

    def _seams(self) -> NDArray[np.int64]:
        """Return the second of two characters, one of them Chinese, that were never seen side by side in such company."""
        han = is_han(self.codes)
        second = np.flatnonzero(han[1:] | han[:-1]) + 1
        # of two sequences of three that hold both, and of three of four
        strange = (self._gaps_at(second, 0, 3) > 0) & (self._gaps_at(second, 0, 4) == 3)
        return np.asarray(second[strange])

    def _levels_at(self, length: int) -> Levels:
        """Return the level of the sequence that begins at each place of the padded text; 0 at its very end."""
        found = self._levels[length - 1][0]
        return np.pad(found, (0, len(self.codes) - len(found)))

    def _gaps_at(self, starts: NDArray[np.int64], size: int, length: int) -> NDArray[np.int64]:
        """Return how many sequences of a length that hold a character of each place were never seen."""
        unknown = self._unknown[length]
        first = np.maximum(starts - length + 1, 0)
        return np.asarray(unknown[starts + size] - unknown[first])

    def _runs(self, size: int) -> NDArray[np.bool_]:
        """Tell where so many Chinese characters begin of which two or more read oddly."""
        odd, han = (np.convolve(one, np.ones(size, np.int64))[size - 1 :] for one in (self._odd, is_han(self.codes)))
        return np.asarray((odd >= 2) & (han == size))

    def _weigh(self, changes: Changes, floor: float = FLOOR) -> Iterator[Found]:
        """Yield the best change at each place, where it is a good one; nothing where there is none to look at."""
        changes = self._closer(changes) if changes.starts.size else changes
        if not changes.starts.size:
            return
        starts, of = np.unique(changes.starts, return_inverse=True)
        written = self.codes[starts[:, None] + np.arange(-AROUND, changes.size + AROUND)]
        before = _Score(*(one[of] for one in self._score(written, changes.size)))
        after = self._score(self._window(changes, AROUND), changes.texts.shape[1])
        gains = after.likely - before.likely
        plain = gains.mean(axis=1) - RARITY[changes.kinds]
        best, margins = _best(changes.starts, plain)
        good = plain[best] > floor
        best, margins = best[good], margins[good]
        yield Found(
            changes.take(best),
            gains[best],
            margins,
            np.concatenate([before.known[best], after.known[best]], axis=1),
        )

    def _touching(self, changes: Changes, *, both: bool = False) -> Changes:
        """Keep the changes that form a usual pair with a neighbour (with both), and hold only such."""
        if not changes.starts.size:
            return changes
        for first, second in pairwise(range(changes.texts.shape[1])):
            changes = changes.take(self._are_usual(changes.texts[:, first], changes.texts[:, second]))
        left, right = self.codes[changes.starts - 1], self.codes[changes.starts + changes.size]
        if not changes.texts.shape[1]:
            return changes.take(self._are_usual(left, right))
        touches = self._are_usual(left, changes.texts[:, 0])
        open_ = np.flatnonzero(touches if both else ~touches)
        touches[open_] = self._are_usual(changes.texts[open_, -1], right[open_])
        return changes.take(touches)

    def _are_usual(self, first: Codes, second: Codes) -> NDArray[np.bool_]:
        """Tell which pairs of characters were seen often enough to be more than a slip themselves."""
        start = np.full(len(first), SEQUENCE)
        return np.asarray(self._model.counts.levels(mix(mix(start, first), second)) >= USUAL)

    def _closer(self, changes: Changes) -> Changes:
        """Keep the changes after which fewer sequences of three are unknown, or as many and fewer pairs."""
        windows = self._window(changes, NEAR)
        fewer = self._gaps_at(changes.starts, changes.size, 3) - self._count_gaps(windows, 3)
        kept = fewer > 0
        equal = np.flatnonzero(fewer == 0)
        before = self._gaps_at(changes.starts[equal], changes.size, 2)
        kept[equal] = before > self._count_gaps(windows[equal], 2)
        return changes.take(kept)

    def _count_gaps(self, windows: Codes, length: int) -> NDArray[np.int64]:
        """Return how many sequences of a length that hold a changed character were never seen."""
        inner = windows[:, NEAR - length + 1 : windows.shape[1] - NEAR + length - 1]
        width = inner.shape[1] - length + 1
        hashes = np.full((len(inner), width), SEQUENCE)
        for at in range(length):
            hashes = mix(hashes, inner[:, at : at + width])
        return np.asarray((self._model.counts.levels(hashes) == 0).sum(axis=1))

    def _window(self, changes: Changes, around: int) -> Codes:
        """Return the changes with so many neighbours on each side."""
        left = self.codes[changes.starts[:, None] + np.arange(-around, 0)]
        right = self.codes[changes.starts[:, None] + np.arange(changes.size, changes.size + around)]
        return np.concatenate([left, changes.texts, right], axis=1)

    def _score(self, windows: Codes, size: int) -> _Score:
        levels = self._model.levels(windows)
        forwards = self._model.log_probabilities(levels, backwards=False)[:, AROUND:].sum(axis=1)
        backwards = self._model.log_probabilities(levels, backwards=True)[:, : AROUND + size].sum(axis=1)
        around = [levels[length - 1][:, AROUND - length + 1 : AROUND + size] for length in range(1, ORDER + 1)]
        known = [
            *(level.mean(axis=1) if level.shape[1] else np.zeros(len(level)) for level in around),
            *((level == 0).sum(axis=1) for level in around[1:4]),
            *(level.max(axis=1, initial=0) for level in around[2:]),
        ]
        return _Score(np.stack([forwards, backwards], axis=1), np.stack(known, axis=1).astype(np.float32))


class _Score(NamedTuple):
    """How likely windows are, forwards and backwards, and how well known the sequences in them."""

    likely: Floats
    known: Floats


def _join(*changes: Changes) -> Changes:
    """Return changes of one size together."""
    return Changes(
        np.concatenate([one.starts for one in changes]),
        changes[0].size,
        np.concatenate([one.texts for one in changes]),
        np.concatenate([one.kinds for one in changes]),
    )


def _best(starts: NDArray[np.int64], scores: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the index of the best score at each start, and by how much it beats the next best there."""
    order = np.lexsort((-scores, starts))
    ordered = starts[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    second = first + 1
    contested = (
        (second < len(order)) & (np.take(ordered, second, mode="clip") == ordered[first]) if len(order) else first
    )
    margins = np.full(len(first), MOST_MARGIN, np.float32)
    contested = np.flatnonzero(contested)
    margins[contested] = scores[order[first[contested]]] - scores[order[second[contested]]]
    return order[first], np.minimum(margins, MOST_MARGIN)


MOST_MARGIN = 15.0
