"""Where a text counts: every place that may be the number of a heading or an item.

A candidate is only a possibility; `lists` decides which of them form a list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from reportlint.model import Marker, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DIGITS = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
# words that count without a number; the first opens a list
WORDS = ("首先", "其次", "再次", "再者", "此外", "另外", "最后")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

_HAN = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# （－） and （—） are what a keyboard makes of （一）
_MARKER = re.compile(
    rf"""
      (?P<chapter>第{_HAN}(?:章|节|部分|篇|编))
    | (?P<ordinal>第{_HAN}[，,、：:是](?![{DIGITS}](?!定|方面|直|致|律|般|旦|体)))
    | (?P<among>其{_HAN}[，,、：:是])
    | (?P<bracket>(?<!第)[（(〔【]\s?(?P<bracket_n>{_HAN}|[－—-])\s?[）)〕】]、?|[{BRACKETED}])
    | (?P<digit_bracket>[（(〔]\s?(?P<digit_bracket_n>[0-9０-９]{{1,2}})\s?[）)〕]、?|(?<![0-9０-９A-Za-z.．/-])[0-9０-９]{{1,2}}[）)](?!\d))
    | (?P<circled>[{CIRCLED}]、?)
    | (?P<topic>(?<![第{DIGITS}百千万])(?P<topic_n>{_HAN})(?:是(?!(?P=topic_n))|要|则))
    | (?P<han>(?<![第{DIGITS}百千万分]){_HAN}[、，,.．](?![{DIGITS}]{{1,3}}(?:[、，,]|季度|级|类|等|期|线|档|次|三产|产业|年级|医院|班)))
    | (?P<decimal>(?<![0-9０-９A-Za-z.．/-])[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,3}}(?![0-9.．%％‰+＋月日万亿元倍个级]))
    | (?P<digit>(?<![0-9０-９A-Za-z.．/-])(?<!\d[:：])[0-9０-９]{{1,2}}[.．、，,](?![0-9０-９](?!\d{{3}}年)))
    | (?P<word>(?:{"|".join(WORDS)})[，,、：:]|(?:(?<=[。！？!?；;：:…\s”])|^)(?:{"|".join(WORDS)}))
    """,
    re.VERBOSE,
)
_PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』"}
_CLOSERS = "”’）)》」』】"
LOOK_BACK = 12  # characters that tell what stands before a candidate
_STOPS = "。！？!?；;：:…"


class Strength(IntEnum):
    """What stands before a candidate: nothing, a sentence's end, a comma, a word."""

    WORD = 0
    CLAUSE = 1
    SENTENCE = 2
    LINE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be a marker. `line` counts paragraphs."""

    marker: Marker
    strength: Strength
    line: int


def find_candidates(text: str, paragraphs: Iterable[Span]) -> Iterator[Candidate]:
    """Yield every possible marker, in order."""
    for line, paragraph in enumerate(paragraphs):
        start = paragraph.start + len(lead(paragraph.of(text)))
        quoted = _quotations(text, paragraph)
        for match in _MARKER.finditer(text, start, paragraph.end):
            before = bisect_right(quoted, Span(match.start(), match.start()))
            if before and match.start() in quoted[before - 1]:
                continue
            strength = Strength.LINE if match.start() == start else _strength(text, paragraph.start, match.start())
            if candidate := _candidate(match, strength, line):
                yield candidate


def lead(paragraph: str) -> str:
    """Return what may stand before a marker at the start of a line: Markdown's # and *, white space."""
    return paragraph[: len(paragraph) - len(paragraph.lstrip("#*＊ \t\u3000\xa0"))]


def _candidate(match: re.Match[str], strength: Strength, line: int) -> Candidate | None:
    kind = next(name for name in READERS if match[name])
    style, ordinal = READERS[kind](match.group())
    if kind in LINE_ONLY and strength < Strength.LINE:
        return None
    if kind in SENTENCE_ONLY and strength < Strength.SENTENCE:
        return None
    return Candidate(Marker(Span(*match.span()), match.group(), style, ordinal), strength, line)


def _strength(text: str, start: int, position: int) -> Strength:
    window = text[max(start, position - LOOK_BACK) : position]
    before = window.rstrip()
    # wide white space was a line break once
    if (
        len(window) - len(before) >= 2
        or before.endswith(("）", ")"))
        or before.rstrip(_CLOSERS).endswith(tuple(_STOPS))
    ):
        return Strength.SENTENCE
    return Strength.CLAUSE if before.endswith((",", "，", "、", *_CLOSERS)) else Strength.WORD


def _quotations(text: str, paragraph: Span) -> list[Span]:
    """Return the quotations and titles of a paragraph; an unpaired mark opens none."""
    found: list[Span] = []
    opened, closer = -1, ""
    for position in range(paragraph.start, paragraph.end):
        char = text[position]
        if opened < 0 and char in _PAIRS:
            opened, closer = position, _PAIRS[char]
        elif char == closer and opened >= 0:
            found.append(Span(opened, position))
            opened = -1
    return found


def parse_ordinal(numeral: str) -> int:
    """Return the value of 一 … 九十九, 1 … 99, ① … ⑳; 1 for a dash that stands for 一."""
    if numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    numeral = numeral.translate(FULL_WIDTH)
    if numeral.isdecimal():
        return int(numeral)
    if numeral in "－—-":
        return 1
    tens, ten, ones = numeral.rpartition("十")
    return (DIGITS.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (DIGITS.index(ones) + 1 if ones else 0)


def _numeral(text: str) -> str:
    return "".join(c for c in text if c in DIGITS + "－—-" or c.isdecimal())


def _read_digit(text: str) -> tuple[str, int]:
    mark = "、" if text[-1] == "、" else "，" if text[-1] in "，," else "."
    return f"1{mark}", parse_ordinal(text[:-1])


def _read_decimal(text: str) -> tuple[str, int]:
    parts = re.split(r"[.．]", text)
    return ".".join("1" * len(parts)), int(parts[-1])


def _read_bracket(text: str) -> tuple[str, int]:
    return "（一）", BRACKETED.index(text) + 1 if text in BRACKETED else parse_ordinal(_numeral(text))


READERS: dict[str, Callable[[str], tuple[str, int]]] = {
    "chapter": lambda text: (f"第一{text.lstrip('第' + DIGITS)}", parse_ordinal(_numeral(text))),
    "ordinal": lambda text: ("第一", parse_ordinal(_numeral(text))),
    "among": lambda text: ("其一", parse_ordinal(_numeral(text))),
    "bracket": _read_bracket,
    "digit_bracket": lambda text: ("（1）", parse_ordinal(_numeral(text))),
    "circled": lambda text: ("①", parse_ordinal(text[0])),
    "topic": lambda text: (f"一{text[-1]}", parse_ordinal(text[:-1])),
    "han": lambda text: ("一、" if text[-1] in "、.．" else "一，", parse_ordinal(text[:-1])),
    "decimal": _read_decimal,
    "digit": _read_digit,
    "word": lambda text: ("首先", WORDS.index(text.rstrip("，,、：:")) + 1),
}
LINE_ONLY = {"chapter", "decimal"}
SENTENCE_ONLY = {"ordinal", "among"}
