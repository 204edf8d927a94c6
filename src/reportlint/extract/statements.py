"""Clauses: the stretches between two marks, without headings, markers and white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SENTENCE_ENDS = frozenset("。！？!?\n\r")
SHORTEST = 3
NUMERAL = "0-9０-９"
_ENDS = r"，,。；;！!？?：:\n\r"
_QUOTED = "《[^《》\n]{1,60}》|“[^“”〞\n]{1,60}[”〞]|（[^（）\n]{1,60}）|\\([^()\n]{1,60}\\)"
_CLAUSE = re.compile(rf"(?:{_QUOTED}|(?<=[0-9])[,:](?=[0-9])|[^{_ENDS}])++")
_FILLING = re.compile(_QUOTED)
_EDGE = " \t\u3000\xa0*#>-—·、）)．.•"
_BLANK = " \t\u3000\xa0*"
_YEAR = re.compile("[12][0-9]{3}(?:年|学年)")
_NUMERALS = re.compile(f"[{NUMERAL}]")
_COUNT = re.compile(f"[^，]{{0,8}}[{NUMERAL}]+[^，]{{0,3}}")
_COUNTED = re.compile(f"[{NUMERAL}].{{0,3}}$")
_DONE = re.compile("已|截[至止]|了(?!解)")


class Clause(NamedTuple):
    """A stretch between two marks.

    Attributes:
        span: Without markers, white space and marks around.
        words: Its text; what stands in quotation marks or brackets is blanked.
        mark: The mark behind it; a line end where there is none.
        opens: What begins with it: a paragraph, a sentence, or nothing of these.
    """

    span: Span
    words: str
    mark: str
    opens: Literal["paragraph", "sentence", ""]


def find_clauses(text: str, passed: Sequence[Span]) -> Iterator[Clause]:
    """Yield the clauses of a text.

    Args:
        text: The text.
        passed: Stretches that are no part of any clause (headings, markers), sorted by their starts.
    """
    end = number = 0
    opens: Literal["paragraph", "sentence", ""] = "paragraph"
    for match in _CLAUSE.finditer(text):
        opens = _louder(opens, text[end : match.start()])
        end = match.end()
        while number < len(passed) and passed[number].end <= match.start():
            number += 1
        span = _trim(text, Span(*match.span()), passed[number : number + 3])
        if len(span) >= SHORTEST:
            yield Clause(span, _FILLING.sub(_blank, span.of(text)), text[end : end + 1] or "\n", opens)
            opens = ""


def _louder(opens: Literal["paragraph", "sentence", ""], gap: str) -> Literal["paragraph", "sentence", ""]:
    if opens == "paragraph" or "\n" in gap or "\r" in gap:
        return "paragraph"
    return opens if SENTENCE_ENDS.isdisjoint(gap) else "sentence"


def _trim(text: str, span: Span, passed: Iterable[Span]) -> Span:
    start, end = span.start, span.end
    for one in passed:
        if one.start < end:
            start = max(start, min(one.end, end))
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


def _blank(quoted: re.Match[str]) -> str:
    return f"{quoted[0][0]}{'〇' * (len(quoted[0]) - 2)}{quoted[0][-1]}"


def has_number(words: str) -> bool:
    """Tell whether a clause holds a number other than a year."""
    return bool(_NUMERALS.search(_YEAR.sub("", words)))


def is_count(words: str) -> bool:
    """Tell whether a clause is a short noun and its number."""
    return bool(_COUNT.fullmatch(words))


def ends_in_number(words: str) -> bool:
    """Tell whether a clause ends in a number with its unit."""
    return bool(_COUNTED.search(words))


def is_done(words: str) -> bool:
    """Tell whether a clause says in so many words that something is done."""
    return bool(_DONE.search(words))
