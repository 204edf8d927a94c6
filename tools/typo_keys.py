"""What is typed by mistake: readings and keys, of pinyin and of wubi; used by typo_confusions.py."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin
from pywubi import wubi

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"), ("h", "f"))
KEYS = {
    key: (row, column + row * 0.4)
    for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for column, key in enumerate(keys)
}


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


class Wubi:
    """The characters whose wubi codes are the same or one key apart."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._typed: dict[str, list[str]] = defaultdict(list)
        for one in characters:
            for code in codes(one):
                self._typed[code].append(one)

    def of(self, character: str) -> list[str]:
        """Return what may be typed in place of a character."""
        slips = (slip for code in codes(character) for slip in spoil(code))
        return list(dict.fromkeys(one for slip in slips for one in self._typed.get(slip, ())))


@cache
def codes(character: str) -> tuple[str, ...]:
    """Return the short and the full wubi code (edition 86) of a character; none where it has none."""
    found = wubi(character, multicode=True)[0]
    return tuple(sorted(code for code in found if code != character))


def spoil(code: str) -> Iterator[str]:
    """Yield a code as it is, with one key too few or too many, and with a neighbouring key for one of its keys."""
    yield code
    for at, key in enumerate(code):
        yield code[:at] + code[at + 1 :]
        for other in KEYS:
            if other != key and are_neighbours(key, other):
                yield code[:at] + other + code[at + 1 :]
    yield from (code[:at] + key + code[at:] for at in range(len(code) + 1) for key in KEYS)
