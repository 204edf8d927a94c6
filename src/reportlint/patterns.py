"""A small language for sequences of words: by the word itself, its part of speech, a lexicon, or a gap.

- `通过|经过 …8 使|让`: either word, at most eight words between, either word;
- `在 … 下 ，? /v`: a comma may stand there or not; then any verb (vn, vd … too);
- `提高/v /a|/b|的*4 @scale-nouns`: the verb 提高, up to four adjectives or 的, then a term of
  data/lexicons/scale-nouns.txt; `@collocations.noun` is a column of collocations.tsv;
- `!，|我们*6`: up to six words other than these; `~努力`: any word that ends in 努力 (共同努力);
- `^ /d*3 < 围绕 以 > !人`: what stands before and behind the match without being part of it. `^` is where a clause may
  begin, `^^` where a sentence begins, `$` where a clause ends.

No repeated step crosses the end of a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlint import lexicon
from reportlint.model import Span, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = "…"
WIDEST = 12
SENTENCE_ENDS = frozenset("。！？；\n\r")
SENTENCE_STARTS = SENTENCE_ENDS | {"\r\n"}
CLAUSE_ENDS = SENTENCE_STARTS | frozenset("，：,;:!?")
CLAUSE_STARTS = CLAUSE_ENDS | frozenset("、“‘（(）)—. \t\u3000")
MARKS = {"^": CLAUSE_STARTS, "^^": SENTENCE_STARTS, "$": CLAUSE_ENDS}
EDGE = Word(Span(0, 0), "\n", "x")  # what stands before the first word and behind the last


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of word that can stand in a place.

    Attributes:
        words: The words; empty = any.
        ending: How the word must end.
        tags: How its part of speech must begin, in one of these ways.
    """

    words: frozenset[str] = frozenset()
    ending: str = ""
    tags: tuple[str, ...] = ("",)

    def accepts(self, word: Word) -> bool:
        """Tell whether a word is of this kind."""
        if self.words and word.text not in self.words:
            return False
        return word.tag.startswith(self.tags) and word.text.endswith(self.ending)


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern.

    Attributes:
        choices: The kinds of words it takes.
        inverted: Whether it takes every word but these.
        least: How many words it takes at least: 0 or 1.
        repeated: How many words it may take; a match leaves them out. 0 for a single word.
    """

    choices: tuple[Choice, ...]
    inverted: bool = False
    least: int = 1
    repeated: int = 0

    def accepts(self, word: Word) -> bool:
        """Tell whether a word can stand here."""
        if self.repeated and not SENTENCE_ENDS.isdisjoint(word.text):
            return False
        # a loop, not any(): this is asked for nearly every word of a text
        for choice in self.choices:
            if choice.accepts(word):
                return not self.inverted
        return self.inverted

    @property
    def words(self) -> frozenset[str]:
        """The words it may be; empty where other words may stand there too."""
        if self.inverted or not all(choice.words for choice in self.choices):
            return frozenset()
        return frozenset().union(*(choice.words for choice in self.choices))


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in order. A match is the shortest from its first word; matches do not overlap."""

    steps: tuple[Step, ...]
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()

    @classmethod
    def parse(cls, source: str) -> Pattern:
        """Read a pattern.

        Raises:
            ValueError: It begins or ends with a gap or an optional word, or is empty.
        """
        before, _, rest = source.rpartition(" < ")
        middle, _, after = rest.partition(" > ")
        steps, *around = (tuple(_parse_step(part) for part in one.split()) for one in (middle, before, after))
        if not steps or not all(step.least for step in (*around[0][:1], steps[0], (*steps, *around[1])[-1])):
            raise ValueError(f"词语模式“{source}”的首尾必须是词：请去掉首尾的间隔或可选词")
        return cls(steps, *around)

    def find(self, words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
        """Yield each match: its words in order, what repeated steps skipped left out."""
        for _, match in self.find_any((self,), words):
            yield match

    @staticmethod
    def find_any(patterns: Sequence[Pattern], words: Sequence[Word]) -> Iterator[tuple[Pattern, tuple[Word, ...]]]:
        """Yield the matches of many patterns in one pass, in order of their first words."""
        by_word, others = _index(tuple(patterns))
        free = [0] * len(patterns)
        for start, word in enumerate(words):
            for number in (*by_word.get(word.text, ()), *others):
                match = patterns[number].match(words, start) if start >= free[number] else None
                if match:
                    free[number] = match[-1] + 1
                    yield patterns[number], tuple(words[at] for at in match)

    def match(self, words: Sequence[Word], start: int) -> list[int] | None:
        """Return the indexes of the words of the shortest match from a word; time is bounded by the widths of the gaps."""
        if not (self.steps[0].accepts(words[start]) and self._may_begin(words[start - 1] if start else EDGE)):
            return None
        found = _walk((*self.steps, *self.after), words, start, 1)
        if not found or (self.before and not _walk(self.before[::-1], words, start - 1, -1)):
            return None
        return [at for step, at in found if step < len(self.steps)]

    def _may_begin(self, previous: Word) -> bool:
        """Tell whether a match may stand behind a word, as far as that word alone tells."""
        return not self.before or not self.before[-1].least or self.before[-1].accepts(previous)


def _walk(steps: Sequence[Step], words: Sequence[Word], start: int, direction: int) -> list[tuple[int, int]] | None:
    """Return which step took which word on the shortest way through all steps; repeated steps are left out."""
    # every way to have come this far, by the step that comes next and the words it has taken already
    ways: dict[tuple[int, int], list[tuple[int, int]]] = {(0, 0): []}
    at = start
    while ways and -1 <= at <= len(words):
        word = words[at] if 0 <= at < len(words) else EDGE
        following: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for state, taken in ways.items():
            for step, moved in _moves(steps, *state, word):
                following.setdefault(moved, [*taken, (step, at)] if not steps[step].repeated else taken)
        if (len(steps), 0) in following:
            return following[len(steps), 0]
        ways, at = following, at + direction
    return None


def _moves(steps: Sequence[Step], at: int, count: int, word: Word) -> list[tuple[int, tuple[int, int]]]:
    """Return which steps can take a word, the last first, each with the step that comes next and the words it has taken."""
    found = []
    while True:
        step = steps[at]
        if step.accepts(word):
            found.append((at, (at, count + 1) if count + 1 < step.repeated else (at + 1, 0)))
        if count < step.least or at + 1 == len(steps):
            return found[::-1]
        at, count = at + 1, 0


@lru_cache(maxsize=64)
def _index(patterns: tuple[Pattern, ...]) -> tuple[dict[str, list[int]], list[int]]:
    """Sort the numbers of patterns by the words they begin with; those that begin with any word come apart."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    others = []
    for number, pattern in enumerate(patterns):
        for word in pattern.steps[0].words:
            by_word[word].append(number)
        if not pattern.steps[0].words:
            others.append(number)
    return by_word, others


def _parse_step(part: str) -> Step:
    if part.startswith(GAP):
        return Step((), inverted=True, least=0, repeated=int(part.removeprefix(GAP) or WIDEST))
    body, star, width = part.removesuffix("?").partition("*")
    choices = _parse_choices(body.removeprefix("!"))
    return Step(choices, body.startswith("!"), int(not star and not part.endswith("?")), int(width) if star else 0)


@lru_cache(maxsize=1024)
def _parse_choices(source: str) -> tuple[Choice, ...]:
    by_tag: defaultdict[str, list[str]] = defaultdict(list)
    for one in source.split("|"):
        name, _, tag = one.partition("/")
        by_tag[tag].append(name)
    any_word = tuple(tag for tag, names in by_tag.items() if "" in names)
    rest = (choice for tag, names in by_tag.items() for choice in _sort_names(filter(None, names), tag))
    return (*((Choice(tags=any_word),) if any_word else ()), *rest)


def _sort_names(names: Iterable[str], tag: str) -> Iterator[Choice]:
    """Yield the kinds of words with one tag: plain words and lexicons together, endings one by one."""
    names = tuple(names)
    words = frozenset(word for name in names if name[0] != "~" for word in _find_terms(name))
    if words:
        yield Choice(words, tags=(tag,))
    yield from (Choice(ending=name[1:], tags=(tag,)) for name in names if name[0] == "~")


def _find_terms(name: str) -> Iterable[str]:
    if not name.startswith("@"):
        return MARKS.get(name, (name,))
    lexicon_name, _, column = name[1:].partition(".")
    return (row[column] for row in lexicon.rows(lexicon_name)) if column else lexicon.terms(lexicon_name)
