"""Which characters and words are mistaken for each other: by sound, shape and keyboard; used by train_typos.py."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from pypinyin import Style, lazy_pinyin, pinyin
from typo_counts import HAN

from reportlint.typos.changes import FIRST_HAN, LAST_HAN, WORD_SIZES, Kind, join_sounds

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LEAST_TARGET = 5  # a rarer character is not suggested
COMMON = 7000  # so many characters of a language are in use; the others are only mistaken for what they look like
SHAPES, FAR_SHAPES = 10, 40
GLYPH, CELL = 24, 48
NEIGHBOURS = 48
LEAST_WORD = 3
INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"), ("h", "f"))
KEYS = {
    key: (row, column + row * 0.4)
    for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for column, key in enumerate(keys)
}


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
    for at, (one, alike) in enumerate(zip(characters, look_alikes(characters, targets, fonts), strict=True)):
        found: dict[str, Kind] = {}
        same = [other for sound in sounds(one) for other in by_sound[sound]]
        add(found, [other for other in same if tones(one) & tones(other)], Kind.SAME_TONE)
        add(found, same, Kind.SAME_SOUND)
        add(found, alike[:SHAPES], Kind.SHAPE)
        if at < COMMON:
            add(
                found,
                [other for sound in sounds(one) for far in near[sound] for other in by_sound[far]],
                Kind.NEAR_SOUND,
            )
            add(found, alike[SHAPES:], Kind.FAR_SHAPE)
            add(found, [other for sound in sounds(one) for slip in slips[sound] for other in by_sound[slip]], Kind.KEY)
        found.pop(one, None)
        yield one, found


def add(found: dict[str, Kind], others: list[str], kind: Kind) -> None:
    """Add what is not yet there."""
    for other in others:
        found.setdefault(other, kind)


@cache
def sounds(character: str) -> frozenset[str]:
    """Return the readings of a character without tones."""
    return read(character, Style.NORMAL)


@cache
def tones(character: str) -> frozenset[str]:
    """Return the readings of a character with tones."""
    return read(character, Style.TONE3)


def read(character: str, style: Style) -> frozenset[str]:
    found = pinyin(character, style=style, heteronym=True, neutral_tone_with_five=True)[0]
    return frozenset(one.replace("ü", "v") for one in found if one != character)


@cache
def blur(sound: str) -> str:
    """Return a reading as those hear it who keep neither zh and z, n and l nor ang and an apart."""
    for exact, loose in INITIALS:
        if sound.startswith(exact):
            sound = loose + sound[len(exact) :]
            break
    return sound[:-1] if sound.endswith(("ang", "eng", "ing")) else sound


def is_slip(sound: str, other: str) -> bool:
    """Tell whether two readings are one key apart: a neighbouring key, or one more."""
    if len(sound) == len(other):
        apart = [pair for pair in zip(sound, other, strict=True) if pair[0] != pair[1]]
        return len(apart) == 1 and are_neighbours(*apart[0])
    short, long = sorted((sound, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def are_neighbours(key: str, other: str) -> bool:
    """Tell whether two keys of a keyboard touch."""
    if key not in KEYS or other not in KEYS:
        return False
    (row, column), (other_row, other_column) = KEYS[key], KEYS[other]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def look_alikes(characters: list[str], targets: list[str], fonts: Sequence[Path]) -> Iterator[list[str]]:
    """Yield for each character the targets that look most like it, the most alike first."""
    alike = sum(glyphs @ glyphs[: len(targets)].T for glyphs in (draw(characters, font) for font in fonts))
    for one, row in zip(
        characters, np.argsort(-np.asarray(alike), axis=1, kind="stable")[:, : FAR_SHAPES + 1], strict=True
    ):
        yield [targets[at] for at in row if targets[at] != one]


def draw(characters: list[str], path: Path) -> np.ndarray:
    """Return the glyphs of characters as vectors of unit length: [characters, GLYPH²]."""
    font = ImageFont.truetype(str(path), CELL - 8, index=2)  # of a collection the third face is the mainland's
    found = np.zeros((len(characters), GLYPH * GLYPH), np.float32)
    for at, one in enumerate(characters):
        image = Image.new("L", (CELL, CELL))
        ImageDraw.Draw(image).text((4, -4), one, fill=255, font=font)
        found[at] = np.asarray(image.resize((GLYPH, GLYPH), Image.Resampling.BOX), np.float32).ravel()
    found -= found.mean(axis=1, keepdims=True)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


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
