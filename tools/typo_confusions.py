"""Which characters and words are mistaken for each other: by sound, shape and keyboard; used by train_typos.py."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from pypinyin import lazy_pinyin
from typo_counts import HAN
from typo_keys import Wubi, blur, is_slip, sounds, tones
from typo_shapes import Kin, look_alikes

from reportlint.typos.changes import FIRST_HAN, LAST_HAN, WORD_SIZES, Kind, join_sounds

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LEAST_TARGET = 5  # a rarer character is not suggested
COMMON = 7000  # so many characters of a language are in use; the others are only mistaken for what they look like
SHAPES, FAR_SHAPES = 10, 40
NEIGHBOURS = 48
LEAST_WORD = 3


def build_tables(counts: Counter[str], words: Counter[str], fonts: Sequence[Path]) -> dict[str, np.ndarray]:
    """Return the tables of `Confusions`.

    Args:
        counts: How frequent each character is.
        words: How frequent each word is.
        fonts: Whose glyphs tell what looks alike.
    """
    characters = sorted(filter(is_encoded, map(chr, range(FIRST_HAN, LAST_HAN))), key=lambda one: (-counts[one], one))
    targets = [one for one in characters if counts[one] >= LEAST_TARGET]
    rows = dict(confuse(characters, targets, fonts))
    ordered = sorted(rows)
    sizes = np.zeros(ord(ordered[-1]) - FIRST_HAN + 1, np.uint16)
    sizes[[ord(one) - FIRST_HAN for one in ordered]] = [len(rows[one]) for one in ordered]
    members = [(ord(target), kind) for one in ordered for target, kind in rows[one].items()]
    return {
        "confusable_sizes": sizes,
        "confusable_targets": np.array([target for target, _ in members], np.uint16),
        "confusable_kinds": np.array([kind for _, kind in members], np.uint8),
        **build_words(words),
    }


def is_encoded(character: str) -> bool:
    """Tell whether GBK holds a character: what simplified texts are written with."""
    return bool(character.encode("gbk", "ignore"))


def confuse(characters: list[str], targets: list[str], fonts: Sequence[Path]) -> Iterator[tuple[str, dict[str, Kind]]]:
    """Yield for each character what it may stand for, each in the likeliest way."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    for one in targets:
        for sound in sounds(one):
            by_sound[sound].append(one)
    every = sorted({sound for one in characters for sound in sounds(one)})
    near = {sound: [other for other in every if other != sound and blur(other) == blur(sound)] for sound in every}
    slips = {sound: [other for other in every if is_slip(sound, other)] for sound in every}
    kin, typed = Kin(targets), Wubi(targets)
    glyphs = look_alikes(characters, targets, fonts, FAR_SHAPES)
    for at, (one, alike) in enumerate(zip(characters, glyphs, strict=True)):
        found: dict[str, Kind] = {}
        same = [other for sound in sounds(one) for other in by_sound[sound]]
        add(found, [other for other in same if tones(one) & tones(other)], Kind.SAME_TONE)
        add(found, same, Kind.SAME_SOUND)
        add(found, alike[:SHAPES] + kin.of(one), Kind.SHAPE)
        if at < COMMON:
            add(
                found,
                [other for sound in sounds(one) for far in near[sound] for other in by_sound[far]],
                Kind.NEAR_SOUND,
            )
            add(found, alike[SHAPES:], Kind.FAR_SHAPE)
            add(found, [other for sound in sounds(one) for slip in slips[sound] for other in by_sound[slip]], Kind.KEY)
            add(found, typed.of(one), Kind.KEY)
        found.pop(one, None)
        yield one, found


def add(found: dict[str, Kind], others: list[str], kind: Kind) -> None:
    """Add what is not yet there."""
    for other in others:
        found.setdefault(other, kind)


def build_words(words: Counter[str]) -> dict[str, np.ndarray]:
    """Return the words by what they sound like, and the sound of each character."""
    numbers = {sound: number for number, sound in enumerate(sorted({blur(one) for one in all_sounds()}), 1)}
    table = np.zeros(LAST_HAN - FIRST_HAN, np.uint16)
    for code in range(FIRST_HAN, LAST_HAN):
        table[code - FIRST_HAN] = numbers.get(blur(lazy_pinyin(chr(code))[0].replace("ü", "v")), 0)
    found: dict[str, np.ndarray] = {"sounds": table}
    for size in WORD_SIZES:
        chosen = sorted(
            word for word, count in words.items() if count >= LEAST_WORD and len(word) == size and HAN.fullmatch(word)
        )
        spoken = np.array(
            [[numbers.get(blur(one.replace("ü", "v")), 0) for one in lazy_pinyin(word)] for word in chosen], np.uint32
        )
        keys = join_sounds(spoken)
        order = np.argsort(keys, kind="stable")
        letters = np.array([list(map(ord, word)) for word in chosen], np.uint16)
        found |= {f"keys_{size}": keys[order], f"words_{size}": letters[order]}
    return found


def all_sounds() -> frozenset[str]:
    """Return all readings there are."""
    return frozenset().union(*(sounds(chr(code)) for code in range(FIRST_HAN, LAST_HAN)))


def build_neighbours(text: str) -> dict[str, np.ndarray]:
    """Return the characters that most often stand behind and before each."""
    codes = np.array([ord(one) if HAN.match(one) else 0 for one in text], np.int64)
    both = (codes[:-1] > 0) & (codes[1:] > 0)
    pairs, counts = np.unique(codes[:-1][both] << 16 | codes[1:][both], return_counts=True)
    first, second = pairs >> 16, pairs & 0xFFFF
    return {**rank(first, second, counts, "behind"), **rank(second, first, counts, "before")}


def rank(owner: np.ndarray, other: np.ndarray, counts: np.ndarray, name: str) -> dict[str, np.ndarray]:
    """Return the most frequent neighbours of each owner, 0 where there are fewer."""
    order = np.lexsort((other, -counts, owner))
    owner, other = owner[order], other[order]
    owners, first = np.unique(owner, return_index=True)
    place = np.arange(len(owner)) - first[np.searchsorted(owners, owner)]
    table = np.zeros((len(owners), NEIGHBOURS), np.uint16)
    kept = place < NEIGHBOURS
    table[np.searchsorted(owners, owner[kept]), place[kept]] = other[kept]
    return {f"{name}_of": owners.astype(np.uint16), name: table}
