"""How far a text differs from a wording, and whether it can be meant."""

from __future__ import annotations

from typing import NamedTuple

from reportlint import nlp
from reportlint.model import Span

NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿首第0123456789０１２３４５６７８９")
# words of grammar: with one of them more or less, or in place of another word, a phrase is put differently, not wrongly
PARTICLES = frozenset("的地得了着过和与同及并或在以对把将从到为是就好也都又已不没被更等各")
SHORT = 5  # characters of a wording that says so little that another word in it says something else
AROUND = 8  # characters on each side that tell which word a character belongs to


class Reading(NamedTuple):
    """A wording read into a text: how much of the text it takes, and where it differs."""

    taken: int
    places: tuple[int, ...]


class Near(NamedTuple):
    """A place of a text that nearly says a wording: its range, and where it differs."""

    start: int
    end: int
    places: tuple[int, ...]


def read_around(text: str, start: int, end: int, wording: str, offset: int, edits: int) -> Near | None:
    """Read a wording round a piece of it that stands in a text; None where the two differ too much, or not at all.

    Args:
        text: Folded, as the wording is.
        start: Where the piece begins in the text.
        end: Where it ends there.
        wording: Folded.
        offset: Where the piece begins in the wording.
        edits: In how many characters the two may differ.
    """
    split = offset + end - start
    behind = read(wording[split:], text[end : end + len(wording) - split + edits], edits)
    if behind is None:
        return None
    ahead = text[max(0, start - offset - edits) : start]
    before = read(wording[:offset][::-1], ahead[::-1], edits - len(behind.places))
    if before is None or not (before.places or behind.places):
        return None
    places = (*(start - 1 - place for place in before.places), *(end + place for place in behind.places))
    return Near(start - before.taken, end + behind.taken, places)


def read(wording: str, text: str, edits: int) -> Reading | None:
    """Read a wording from the beginning of a text in the way that differs least; None where it differs too much."""
    least = min(len(wording), len(text))
    same = next((n for n, (a, b) in enumerate(zip(wording, text, strict=False)) if a != b), least)
    if same == len(wording):
        return Reading(same, ())
    if edits <= 0:
        return None
    best: Reading | None = None
    for skipped, taken in steps(wording[same:], text[same:]):
        rest = read(wording[same + skipped :], text[same + taken :], edits - 1)
        if rest and (best is None or len(rest.places) + 1 < len(best.places)):
            best = Reading(same + taken + rest.taken, (same, *(same + taken + place for place in rest.places)))
    return best


def steps(wording: str, text: str) -> list[tuple[int, int]]:
    """Return how a wording and a text can differ in their next character: how many of each to pass over.

    A number in place of another makes another phrase (the next plan, the next meeting), and is none of these.
    """
    wanted, found = wording[0], text[:1]
    content = "一" <= found <= "鿿" and found not in NUMERALS | PARTICLES
    exchanged = content and wanted not in NUMERALS
    swapped = exchanged and len(wording) > 2 and wording[:2] == text[1::-1]
    missing = len(wording) > 1 and wanted not in NUMERALS | PARTICLES
    ways = ((exchanged, (1, 1)), (swapped, (2, 2)), (missing, (1, 0)), (content, (0, 1)))
    return [step for possible, step in ways if possible]


def is_slip(text: str, near: Near, wording: str) -> bool:
    """Tell whether what is near a wording is a slip, and not made of other words (四个意见, 两个保护, 学习|贯彻新时代…)."""
    if len(wording) <= SHORT and near.end - near.start != len(wording):
        return False
    if without_particles(text[near.start : near.end]) == without_particles(wording):
        return False
    words = _words_around(text, near)
    if any(word.start < edge < word.end for word in words for edge in (near.start, near.end)):
        return False
    at_edge = {near.start, near.end - 1}.intersection(near.places)
    if at_edge and (len(near.places) > 1 or not _is_bound(wording)):
        return False
    exposed = near.places if len(wording) <= SHORT else at_edge
    return all(Span(place, place + 1) in words for place in exposed)


def without_particles(text: str) -> str:
    """Return a text without its words of grammar."""
    return "".join(character for character in text if character not in PARTICLES)


def _words_around(text: str, near: Near) -> list[Span]:
    start = max(0, near.start - AROUND)
    words = nlp.find_words(text[start : near.end + AROUND], guess=False)
    return [Span(word.span.start + start, word.span.end + start) for word in words]


def _is_bound(wording: str) -> bool:
    """Tell whether no character can be exchanged at either end of a wording for another word or suffix."""
    words = nlp.find_words(wording, guess=False)
    return _holds_together(words[0].text[1:]) and _holds_together(words[-1].text[:-1])


def _holds_together(rest: str) -> bool:
    """Tell whether a word without its first or last character is none."""
    return bool(rest) and not (len(rest) > 1 and nlp.is_word(rest))
