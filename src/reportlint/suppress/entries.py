"""Entries of an ignore file: findings that may stand, told by the words they are about, not by their place."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportlint.model import LINE_END, Span
from reportlint.suppress.waivers import Waiver
from reportlint.tables import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEYS = ("file", "rule", "text", "before", "after", "reason", "who", "date")
# characters of a finding that an entry quotes, and of its line on either side
LONGEST, NEAR = 64, 12


class Folded:
    """A text without white space and widths of letters, with the way back into the text.

    Args:
        text: As it stands in the report.
    """

    def __init__(self, text: str) -> None:
        pairs = [(one, i) for i, char in enumerate(text) for one in fold(char)]
        self.size = len(text)
        self.text = "".join(one for one, _ in pairs)
        self.origin = [i for _, i in pairs]

    def find(self, waiver: Waiver) -> tuple[Span, ...]:
        """Return where the words of an entry stand between those before and behind them, in order and disjoint."""
        before, words, after = fold(waiver.before), fold(waiver.text), fold(waiver.after)
        if not words:
            return (Span(0, self.size),)
        starts = (start + len(before) for start in find_all(self.text, before + words + after))
        return tuple(Span(self.origin[start], self.origin[start + len(words) - 1] + 1) for start in starts)


def fold(text: str) -> str:
    """Return a text without white space, each character in its usual width."""
    return "".join(form for one in text if not (form := unicodedata.normalize("NFKC", one)).isspace())


def find_all(text: str, words: str) -> Iterator[int]:
    """Yield where words begin in a text, without overlaps."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + len(words))


def find_words(text: str, span: Span) -> tuple[str, str, str]:
    """Return the words of a place and some of what stands before and behind it in its line.

    Of long words the beginning, and then nothing behind; of an empty place nothing.
    """
    before = LINE_END.split(text[max(span.start - NEAR, 0) : span.start])[-1] if span else ""
    after = LINE_END.split(text[span.end : span.end + NEAR])[0] if 0 < len(span) <= LONGEST else ""
    return text[span.start : min(span.end, span.start + LONGEST)], before, after


def is_about(waiver: Waiver, path: PurePath | None) -> bool:
    """Tell whether an entry speaks of a report."""
    return not waiver.file or (path is not None and PurePath(path).match(waiver.file))


def meets(span: Span, places: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with one of the sorted, disjoint places; an empty one may touch it."""
    last = bisect_right(places, span.end, key=lambda place: place.start) - 1
    return any(
        span.overlaps(place) or (not span and place.start <= span.start <= place.end)
        for place in places[max(last - 1, 0) : last + 1]
    )


def parse_entries(table: Mapping[str, object], origin: str) -> tuple[Waiver, ...]:
    """Return the entries of an ignore file.

    Args:
        table: The file as TOML.
        origin: Its path, for messages.

    Raises:
        ConfigError: It is not written as it should be.
    """
    entries = table.get("ignore", [])
    if set(table) - {"ignore"} or not isinstance(entries, list):
        raise ConfigError("这里只能有 [[ignore]] 各条，请照“reportlint ignore”写出的样子改。")
    return tuple(parse_entry(entry, number, origin) for number, entry in enumerate(entries, 1))


def parse_entry(entry: object, number: int, origin: str) -> Waiver:
    """Return an entry or raise ConfigError."""
    if not isinstance(entry, Mapping) or not entry.get("rule"):
        raise ConfigError(f"第 {number} 条 [[ignore]] 没有写 rule，请写上规则名。")
    for key, value in entry.items():
        if key not in KEYS:
            raise ConfigError(f"第 {number} 条 [[ignore]] 里没有“{key}”这一项，可以写的是 {'、'.join(KEYS)}。")
        if not isinstance(value, str) and key != "date":
            raise ConfigError(f"第 {number} 条 [[ignore]] 的 {key} 要写成带引号的字符串。")
    return Waiver("entry", **{key: str(value) for key, value in entry.items()}, origin=f"{origin} 第 {number} 条")


def render_entry(waiver: Waiver) -> str:
    """Return an entry as TOML."""
    values = {key: getattr(waiver, key) for key in KEYS}
    return "[[ignore]]\n" + "".join(f"{key} = {quote(value)}\n" for key, value in values.items() if value)


def quote(text: str) -> str:
    """Return a text as a string of TOML, which takes the escapes of JSON and wants DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
