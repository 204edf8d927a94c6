"""Counts of character sequences and words, and the filter that holds them; used by train_typos.py."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jieba
import numpy as np

from reportlint import find_words
from reportlint.typos.characters import ORDER, Characters, encode
from reportlint.typos.counts import COUNT, LEAST, LEVEL_BITS, SEQUENCE, Counts, marks, mix, slots, to_levels
from reportlint.typos.words import hash_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

LEAST_SEEN = (1, 1, 1, 2, 2)  # sequences of each length that are rarer are left out
LEAST_WORD, LEAST_PAIR = 2, 2
HAN = re.compile("[\u4e00-\u9fff]+")
MOST_CONFIDENCE = 100


class Seen(NamedTuple):
    """Hashes, each once, with how often each was seen."""

    hashes: Hashes
    counts: NDArray[np.int64]

    def at_least(self, least: int) -> Seen:
        kept = self.counts >= least
        return Seen(self.hashes[kept], self.counts[kept])


def read_dictionary() -> dict[str, int]:
    """Return the Chinese words of jieba's dictionary with their frequencies."""
    path = Path(jieba.__file__).with_name("dict.txt")
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows if HAN.fullmatch(row[0])}


def confidence(frequency: int) -> int:
    """Return as how many occurrences an entry of the dictionary counts."""
    return min(1 + frequency // 5, MOST_CONFIDENCE)


def count_characters(text: str, dictionary: dict[str, int]) -> Iterator[Seen]:
    """Yield the sequences of each length from 1, those inside the words of the dictionary too."""
    codes = encode(text)
    hashes = np.full(len(codes), SEQUENCE)
    for length in range(1, ORDER + 1):
        hashes = mix(hashes[: len(codes) - length + 1], codes[length - 1 :])
        inside = count_inside(dictionary, length)
        found, counts = np.unique(hashes, return_counts=True)
        yield merge(Seen(found, counts), inside).at_least(LEAST_SEEN[length - 1])


def count_inside(dictionary: dict[str, int], length: int) -> Seen:
    """Count the sequences of a length inside the words of the dictionary."""
    found: Counter[str] = Counter()
    for word, frequency in dictionary.items():
        for start in range(len(word) - length + 1):
            found[word[start : start + length]] += confidence(frequency)
    windows = encode("".join(found)).reshape(-1, length)
    hashes = np.full(len(windows), SEQUENCE)
    for column in windows.T:
        hashes = mix(hashes, column)
    return Seen(hashes, np.array(list(found.values())))


def merge(one: Seen, other: Seen) -> Seen:
    """Add up two counts."""
    hashes, where = np.unique(np.concatenate([one.hashes, other.hashes]), return_inverse=True)
    counts = np.bincount(where, np.concatenate([one.counts, other.counts])).astype(np.int64)
    return Seen(hashes, counts)


def count_words(text: str, dictionary: dict[str, int]) -> tuple[Seen, Seen, int, Counter[str]]:
    """Return the words, the pairs of neighbours, how many words there are, and the frequency of each."""
    numbers: dict[str, int] = {}
    lines = text.splitlines(keepends=True)
    blocks = ("".join(lines[first : first + 2000]) for first in range(0, len(lines), 2000))
    order = np.array(
        [numbers.setdefault(word.text, len(numbers)) for block in blocks for word in find_words(block, guess=False)]
    )
    names, counts = list(numbers), np.bincount(order)
    hashes = hash_words(names)
    pairs, pair_counts = np.unique(order[:-1] * len(names) + order[1:], return_counts=True)
    joined = mix(hashes[pairs // len(names)], hashes[pairs % len(names)])
    listed = Seen(hash_words(list(dictionary)), np.array([confidence(one) for one in dictionary.values()]))
    frequencies = Counter(dict(zip(names, counts.tolist(), strict=True)))
    words = merge(Seen(hashes, counts), listed).at_least(LEAST_WORD)
    return words, Seen(joined, pair_counts).at_least(LEAST_PAIR), len(order), frequencies


def build_filter(parts: list[Seen]) -> Counts:
    """Put counts into a filter: take the keys off that are alone in a cell, round by round, and fill the cells backwards."""
    hashes = np.concatenate([part.hashes for part in parts])
    values = np.concatenate([to_levels(part.counts) for part in parts])
    hashes, first = np.unique(hashes, return_index=True)
    words = marks(hashes) | values[first].astype(np.uint16)
    segment, starts = geometry(len(hashes))
    places = np.stack(slots(hashes, segment, starts)).astype(np.int64)
    cells = np.zeros((starts + 2) * segment, np.uint16)
    for keys, alone in reversed(peel(places, len(cells))):
        around = places[:, keys]
        cells[alone] = words[keys] ^ cells[around[0]] ^ cells[around[1]] ^ cells[around[2]]
    return Counts(cells, segment, starts)


def geometry(size: int) -> tuple[int, int]:
    """Return the size of a segment and the number of first segments (Graf, Lemire 2022, section 4)."""
    segment = min(1 << math.floor(math.log(size) / math.log(3.33) + 2.25), 1 << 18)
    cells = size * max(1.125, 0.875 + 0.25 * math.log(1e6) / math.log(size))
    return segment, max(math.ceil(cells / segment) - 2, 1)


def peel(places: NDArray[np.int64], cells: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return rounds of keys, each with the cell that no later key needs.

    Raises:
        ValueError: There are keys that cannot be told apart.
    """
    load = np.bincount(places.ravel(), minlength=cells)
    owner = np.zeros(cells, np.int64)
    for row in places:
        np.bitwise_xor.at(owner, row, np.arange(places.shape[1]))
    rounds, left = [], places.shape[1]
    alone = np.flatnonzero(load == 1)
    while len(alone):
        keys, first = np.unique(owner[alone], return_index=True)
        rounds.append((keys, alone[first]))
        left -= len(keys)
        for row in places[:, keys]:
            np.subtract.at(load, row, 1)
            np.bitwise_xor.at(owner, row, keys)
        touched = np.unique(places[:, keys])
        alone = touched[load[touched] == 1]
    if left:
        raise ValueError(f"{left} keys share their cells")
    return rounds


def fit_trust(model: Characters, text: str, rounds: int = 15) -> Characters:
    """Return the model with the weights under which a text that it has not seen is likeliest (by expectation maximisation)."""
    levels = model.levels(encode(text)[None])
    trust = np.zeros((2, ORDER - 1, len(LEAST)))
    for backwards in (False, True):
        width = levels[0].shape[1]
        found = (COUNT[levels[0]] + 0.5) / model.total
        for length in range(2, ORDER + 1):
            context = levels[length - 2][:, 1:] if backwards else levels[length - 2][:, :-1]
            place = slice(0, width - length + 1) if backwards else slice(length - 1, width)
            share = COUNT[levels[length - 1]] / np.maximum(COUNT[context], 1)
            weight = np.full(1 << LEVEL_BITS, 0.5)
            weight[0] = 0
            for _ in range(rounds):
                belief = weight[context] * share / (weight[context] * share + (1 - weight[context]) * found[:, place])
                size = np.bincount(context.ravel(), minlength=len(weight))
                weight = (np.bincount(context.ravel(), belief.ravel(), len(weight)) + 0.5) / (size + 1)
                weight[0] = 0
            trust[int(backwards), length - 2] = weight
            found[:, place] = weight[context] * share + (1 - weight[context]) * found[:, place]
    return model._replace(trust=trust)
