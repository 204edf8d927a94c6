"""Texts with slips made on purpose, from which train_typos.py learns what speaks for a slip."""

from __future__ import annotations

import random
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from typo_counts import HAN

from reportlint import Document
from reportlint.typos import evidence
from reportlint.typos.changes import Kind
from reportlint.typos.characters import encode
from reportlint.typos.pieces import cut
from reportlint.typos.search import Text

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from reportlint.typos import Fault
    from reportlint.typos.changes import Confusions
    from reportlint.typos.characters import Characters
    from reportlint.typos.evidence import Place
    from reportlint.typos.search import Found
    from reportlint.typos.words import Words

APART = (
    (20, 80),
    (20, 80),
    (20, 80),
    (4, 12),
)  # characters between two slips: most texts have few, some are full of them
AROUND = 6  # characters on each side by which two changes are compared
# of a hundred wrong characters so many of each kind: people type by sound
SHARES = {
    Kind.SAME_TONE: 34,
    Kind.SAME_SOUND: 18,
    Kind.NEAR_SOUND: 7,
    Kind.SHAPE: 12,
    Kind.KEY: 5,
    Kind.FAR_SHAPE: 4,
    Kind.WORD: 18,
    Kind.SWAP: 2,
    Kind.PAIR: 8,
    Kind.OTHER: 6,
}
LEAST_WRITTEN = 20  # rarer characters are seldom written by mistake
USUAL = 2500  # characters that are written for no reason
STRAYS = 600  # and characters that are left over from another wording
FLATTEN = 0.4  # and among the others frequency counts by this power


class Slip(NamedTuple):
    """What was written in place of what, where in the text with slips."""

    start: int
    written: str
    right: str


class Lessons(NamedTuple):
    """Evidence, and for each row whether it is one for a slip."""

    features: np.ndarray
    answers: np.ndarray


class Slips:
    """Makes slips."""

    def __init__(self, confusions: Confusions, characters: Counter[str], words: Counter[str], seed: int) -> None:
        self._random = random.Random(seed)
        self._confusions, self._characters, self._words = confusions, characters, words
        self._usual = [one for one, count in characters.most_common(USUAL) if HAN.match(one)]

    def make(self, text: str, fault: Fault) -> tuple[str, list[Slip]]:
        """Return a text with slips of one sort, and the slips."""
        words = {word.span.start: word.text for word in Document(text).words}
        starts = sorted(words)
        parts: list[str] = []
        slips: list[Slip] = []
        done, written = 0, 0
        while (at := bisect_left(starts, done + self._random.randint(*self._random.choice(APART)))) < len(starts):
            start, word = starts[at], words[starts[at]]
            slip = self._slip(word, fault) if HAN.fullmatch(word) else None
            parts.append(text[done:start])
            written += start - done
            done = start
            if slip:
                slips.append(Slip(written, slip, word))
                parts.append(slip)
                written, done = written + len(slip), start + len(word)
        return "".join([*parts, text[done:]]), slips

    def _slip(self, word: str, fault: Fault) -> str | None:
        at = self._random.randrange(len(word))
        if fault == "missing":
            return word[:at] + word[at + 1 :]
        if fault == "extra":
            others = [word[at], *self._alike(word[at], Kind.SAME_SOUND)[:1], word[0]]
            return word[:at] + self._random.choice(others) + word[at:]
        if fault == "stray":
            return word[:at] + self._random.choice(self._usual[:STRAYS]) + word[at:]
        kind = self._kind()
        if kind is Kind.WORD:
            return self._pick(self._same_sound(word), self._words)
        if kind is Kind.SWAP:
            turned = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
            return turned if turned != word else None
        if kind is Kind.PAIR:
            return "".join(self._mistake(one, self._kind()) or one for one in word)
        other = self._mistake(word[at], kind)
        return other and word[:at] + other + word[at + 1 :]

    def _kind(self) -> Kind:
        return self._random.choices(list(SHARES), list(SHARES.values()))[0]

    def _mistake(self, character: str, kind: Kind) -> str | None:
        options = self._usual if kind is Kind.OTHER else self._alike(character, kind)
        return self._pick([one for one in options if one != character], self._characters)

    def _pick(self, options: list[str], counts: Counter[str]) -> str | None:
        return self._random.choices(options, [counts[one] ** FLATTEN for one in options])[0] if options else None

    def _alike(self, character: str, kind: Kind) -> list[str]:
        changes = self._confusions.replace(encode(character), np.array([0]))
        found = map(chr, changes.texts[changes.kinds == kind, 0])
        return [one for one in found if self._characters[one] >= LEAST_WRITTEN]

    def _same_sound(self, word: str) -> list[str]:
        if not 2 <= len(word) <= 4:
            return []
        changes = self._confusions.respell(encode(word), np.array([0]), len(word), least=1)
        return ["".join(map(chr, row)) for row in changes.texts]


def learn(
    text: str, slips: list[Slip], fault: Fault, characters: Characters, words: Words, confusions: Confusions
) -> Lessons:
    """Return the evidence for every change that is proposed in a text; those that are neither right nor far off are left out."""
    starts = [slip.start for slip in slips]
    features, answers = [], []
    for offset, piece in cut(text):
        read = Text([piece], characters, confusions)
        for found in searches(read, fault):
            places = evidence.find_places(found, read)
            values = evidence.gather(found, places, read, words) if places else ()
            for place, row in zip(places, values, strict=True):
                answer = judge(text, place._replace(start=offset + place.start), slips, starts)
                if answer is not None:
                    features.append(row)
                    answers.append(answer)
    return Lessons(np.array(features, np.float32), np.array(answers, bool))


def searches(read: Text, fault: Fault) -> Iterator[Found]:
    """Return what is proposed for a fault."""
    return {"wrong": read.replacements, "extra": read.extras, "stray": read.strays, "missing": read.gaps}[fault]()


def judge(text: str, place: Place, slips: list[Slip], starts: list[int]) -> bool | None:
    """Tell whether a change undoes a slip; None where it only stands near one."""
    first = bisect_left(starts, place.start - AROUND)
    near = [slip for slip in slips[first : first + 3] if slip.start < place.start + AROUND]
    if not near:
        return False
    change = Slip(place.start, place.written, place.changed)
    return True if any(undo(text, change, slip) for slip in near) else None


def undo(text: str, change: Slip, slip: Slip) -> bool:
    """Tell whether a change makes the same of a text as undoing a slip."""
    start = max(0, min(change.start, slip.start) - AROUND)
    end = max(change.start + len(change.written), slip.start + len(slip.written)) + AROUND
    return apply(text, change, start, end) == apply(text, slip, start, end)


def apply(text: str, slip: Slip, start: int, end: int) -> str:
    """Return a stretch of text with the right words in it."""
    return text[start : slip.start] + slip.right + text[slip.start + len(slip.written) : end]
