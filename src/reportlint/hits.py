"""Where the terms of the lexicons stand: one pass over a text for all of them, then the guard of each hit.

A row's guard is in its columns, empty or missing where it asks for nothing; alternatives are separated by |.

- `left`, `right`: what must not stand directly before or behind the term (规化 is no 规划 behind 正);
- `guard`: `word` = no word of the dictionary may reach across an edge of the term (布署 in 宣布|署名);
- `next`: how the part of speech of the word behind it must begin (截止 should be 截至 where a number or a date follows).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from reportlint import lexicon
from reportlint.model import Span
from reportlint.nlp import is_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportlint.model import Word

    Words = Callable[[], Sequence[Word]]
    Match = tuple[int, int, int]  # the number of a term, where it starts and ends

SCANNED = (
    "cliches",
    "colloquial",
    "outdated-phrases",
    "pending-words",
    "praises",
    "redundant-phrases",
    "superlatives",
    "term-variants",
    "unquoted-phrases",
    "variant-forms",
    "wrong-words",
)


_START = attrgetter("span.start")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a row of a lexicon applies."""

    span: Span
    row: Mapping[str, str]


@cache
def load_automaton() -> tuple[AhoCorasick, tuple[tuple[str, Mapping[str, str]], ...]]:
    """Return the automaton of all terms, and by its numbers the lexicon and the row of each."""
    entries = tuple((name, row) for name in SCANNED for row in lexicon.rows(name))
    return AhoCorasick([row["term"] for _, row in entries], matchkind=MatchKind.Standard), entries


def scan(text: str) -> dict[str, list[Match]]:
    """Find all terms of all lexicons in one pass, guards not yet asked; by lexicon, in order of their ends."""
    automaton, entries = load_automaton()
    found: dict[str, list[Match]] = {name: [] for name in SCANNED}
    # not leftmost-longest: a term whose guard fails must not hide another that holds
    for match in automaton.find_matches_as_indexes(encodable(text), overlapping=True):
        found[entries[match[0]][0]].append(match)
    return found


def encodable(text: str) -> str:
    """Replace lone surrogates, which cannot cross into Rust, without moving anything."""
    return text.encode("utf-8", "replace").decode("utf-8")


def find_hits(matches: Iterable[Match], text: str, words: Words) -> Iterator[Hit]:
    """Yield where the guards of matches hold; of those that overlap the first, and the longest of these.

    Args:
        matches: Those of one lexicon.
        text: What they were found in.
        words: Gives the words of the text; called only when a guard needs them.
    """
    entries = load_automaton()[1]
    rest = 0
    for number, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
        hit = Hit(Span(start, end), entries[number][1])
        if start >= rest and is_guarded(hit, text, words):
            yield hit
            rest = end


def is_guarded(hit: Hit, text: str, words: Words) -> bool:
    """Tell whether a row's guard lets it apply at a place."""
    return fits_around(hit, text) and fits_words(hit, words)


def fits_around(hit: Hit, text: str) -> bool:
    """Tell whether none of the excluded contexts stands around a hit."""
    left, right = (alternatives(hit.row.get(side, "")) for side in ("left", "right"))
    return not (left and text.endswith(left, 0, hit.span.start)) and not (
        right and text.startswith(right, hit.span.end)
    )


def fits_words(hit: Hit, words: Words) -> bool:
    """Tell whether the words in and behind a hit are as its row wants them."""
    tags = alternatives(hit.row.get("next", ""))
    if not tags and hit.row.get("guard") != "word":
        return True
    if any(is_inside_word(edge, words()) for edge in (hit.span.start, hit.span.end)):
        return False
    return not tags or next_tag(hit.span.end, words()).startswith(tags)


@cache
def alternatives(cell: str) -> tuple[str, ...]:
    """Return the alternatives of a cell."""
    return tuple(cell.split("|")) if cell else ()


def is_inside_word(edge: int, words: Sequence[Word]) -> bool:
    """Tell whether a word of the dictionary reaches across an edge; one that the segmenter guessed does not count."""
    at = bisect_right(words, edge, key=_START) - 1
    return at >= 0 and words[at].span.start < edge < words[at].span.end and is_word(words[at].text)


def next_tag(position: int, words: Sequence[Word]) -> str:
    """Return the part of speech of the word that begins at a position; empty where none does."""
    at = bisect_right(words, position, key=_START) - 1
    return words[at].tag if at >= 0 and words[at].span.start == position else ""
