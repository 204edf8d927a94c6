"""A small language for sequences of words: by the word itself, its part of speech, a lexicon, or a gap.

- `通过|经过 …8 使|让`: either word, at most eight words between, either word;
- `在 … 下 ，? /v`: a comma may stand there or not; then any verb (vn, vd … too);
- `提高/v @scale-nouns`: the verb 提高, then a term of data/lexicons/scale-nouns.txt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlint import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.model import Word

GAP = "…"
WIDEST = 12
SENTENCE_ENDS = frozenset("。！？；\n\r")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a pattern, or a gap.

    Attributes:
        words: The words it may be; empty = any word.
        tag: How its part of speech must begin; empty = any.
        optional: Whether it may be missing.
        gap: For a gap, how many words it may skip; 0 for a word.
    """

    words: frozenset[str] = frozenset()
    tag: str = ""
    optional: bool = False
    gap: int = 0

    def accepts(self, word: Word) -> bool:
        """Tell whether a word can stand here."""
        if self.gap:
            return not SENTENCE_ENDS & set(word.text)
        return (not self.words or word.text in self.words) and word.tag.startswith(self.tag)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in order. A match is the shortest from its first word; matches do not overlap."""

    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, source: str) -> Pattern:
        """Read a pattern.

        Raises:
            ValueError: It begins or ends with a gap or an optional word, or is empty.
        """
        steps = tuple(_parse_step(part) for part in source.split())
        if not steps or any(step.gap or step.optional for step in (steps[0], steps[-1])):
            raise ValueError(f"词语模式“{source}”的首尾必须是词：请去掉首尾的间隔或可选词")
        return cls(steps)

    def find(self, words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
        """Yield each match: its words in order, what the gaps skipped left out."""
        start = 0
        while start < len(words):
            match = self._match(words, start) if self.steps[0].accepts(words[start]) else None
            if match:
                yield tuple(words[index] for index in match)
            start = match[-1] + 1 if match else start + 1

    def _match(self, words: Sequence[Word], start: int) -> list[int] | None:
        """Return the indexes of the shortest match from a word; time is bounded by the widths of the gaps."""
        # every way to have come this far, by the step that comes next and the words its gap has skipped
        ways: dict[tuple[int, int], list[int]] = {(0, 0): []}
        for index in range(start, len(words)):
            following: dict[tuple[int, int], list[int]] = {}
            for (step, skipped), match in ways.items():
                for state, taken in self._moves(step, skipped, words[index]):
                    following.setdefault(state, [*match, index] if taken else match)
            if (len(self.steps), 0) in following:
                return following[len(self.steps), 0]
            if not following:
                return None
            ways = following
        return None

    def _moves(self, at: int, skipped: int, word: Word) -> Iterator[tuple[tuple[int, int], bool]]:
        """Yield what may come after a word: the next step with the words skipped, and whether the word was taken."""
        step = self.steps[at]
        if (step.gap or step.optional) and at + 1 < len(self.steps):
            yield from self._moves(at + 1, 0, word)
        if step.gap:
            if skipped < step.gap and step.accepts(word):
                yield (at, skipped + 1), False
        elif step.accepts(word):
            yield (at + 1, 0), True


def _parse_step(part: str) -> Step:
    if part.startswith(GAP):
        return Step(gap=int(part.removeprefix(GAP) or WIDEST))
    name, _, tag = part.removesuffix("?").partition("/")
    words = lexicon.terms(name[1:]) if name.startswith("@") else name.split("|") if name else ()
    return Step(frozenset(words), tag, optional=part.endswith("?"))
