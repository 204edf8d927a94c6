"""Libraries that read figures in Chinese text, each behind one function: text → what it found, with its places."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Find = Callable[[str], Iterable["Found"]]

# a library that finds money or measures says where number and unit stand, not which part is the unit;
# 千 belongs to the unit in 千瓦, 千米, 千克
NUMBER = re.compile("^[负+－-]?[0-9０-９.,，．〇零一二两三四五六七八九十百千万亿兆余多几]+(?![瓦米克])")
DECIMAL = re.compile("-?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
# what cn2an reads has to be cut out of the text first
NUMERAL = re.compile(
    "[0-9]+(?:[.][0-9]+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?"
)


class Found(NamedTuple):
    """A figure with its place.

    Attributes:
        values: One number, both ends of a range, or nothing where a library tells none.
        unit: Empty where the text has none, or the library tells none.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str


class Library(NamedTuple):
    """A library: its name, the package whose version is shown, how to install it, and what loads its reader."""

    name: str
    package: str
    install: str
    load: Callable[[], Find]


def load_reportlint() -> Find:
    from reportlint import Document

    def find(text: str) -> Iterator[Found]:
        for figure in Document(text).figures:
            values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
            yield Found(figure.span.start, figure.span.end, values, figure.unit)

    return find


def load_recognizers() -> Find:
    """Numbers, percentages, money, dimensions, temperatures and ages; of those that overlap the longest counts."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    with_unit = (recognize_currency, recognize_dimension, recognize_temperature, recognize_age)

    def find(text: str) -> Iterator[Found]:
        found = [read_recognized(one, "") for one in recognize_number(text, "zh-cn")]
        found += [read_recognized(one, "%") for one in recognize_percentage(text, "zh-cn")]
        found += [
            read_recognized(one, unit_of(one.text)) for recognize in with_unit for one in recognize(text, "zh-cn")
        ]
        return longest(found)

    return find


def read_recognized(one: Any, unit: str) -> Found:
    value = str((one.resolution or {}).get("value"))
    return Found(one.start, one.end + 1, read_numbers([value.rstrip("%")]), unit)


def longest(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what overlaps nothing longer, in order."""
    end = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            yield one


def load_chinese2digits() -> Find:
    from chinese2digits import takeNumberFromString

    def find(text: str) -> Iterator[Found]:
        taken = takeNumberFromString(text)
        end = 0
        for words, digits in zip(taken["CHNumberStringList"], taken["digitsStringList"], strict=True):
            start = text.find(words, end)
            if start >= 0:
                end = start + len(words)
                times, unit = find_share(words)
                yield Found(start, end, tuple(value * times for value in read_numbers([digits])), unit)

    return find


def find_share(words: str) -> tuple[int, str]:
    """Return the unit of a share, and what makes of a share of one the number before its sign."""
    if any(mark in words for mark in ("%", "％", "百分之")):
        return 100, "%"
    return (1000, "‰") if any(mark in words for mark in ("‰", "千分之")) else (1, "")


def load_cn2an() -> Find:
    """Reads numerals that a pattern of ours cuts out: it finds none by itself."""
    from cn2an import cn2an

    def find(text: str) -> Iterator[Found]:
        for numeral in NUMERAL.finditer(text):
            try:
                value = cn2an(numeral[0], "smart")
            except ValueError:
                continue
            yield Found(*numeral.span(), read_numbers([str(value)]), "")

    return find


def load_jionlp() -> Find:
    """Money only: it looks for no other quantities."""
    import jionlp

    def find(text: str) -> Iterator[Found]:
        for money in jionlp.ner.extract_money(text, with_parsing=True):
            detail = money["detail"]
            numbers = detail["num"] if isinstance(detail["num"], list) else [detail["num"]]
            start, end = money["offset"]
            yield Found(start, end, read_numbers(map(str, numbers)), detail["case"])

    return find


def unit_of(words: str) -> str:
    """Return what stands behind the number."""
    return NUMBER.sub("", words).strip()


def read_numbers(texts: Iterable[str]) -> tuple[Decimal, ...]:
    """Return the numbers that texts write, what is none left out."""
    return tuple(Decimal(text) for text in texts if DECIMAL.fullmatch(text))


LIBRARIES = (
    Library("reportlint", "reportlint", "pip install .", load_reportlint),
    Library(
        "recognizers-text",
        "recognizers-text-number-with-unit",
        "pip install --pre recognizers-text-number-with-unit 'emoji<2'",
        load_recognizers,
    ),
    Library("chinese2digits", "chinese2digits", "pip install chinese2digits", load_chinese2digits),
    Library("cn2an", "cn2an", "pip install cn2an", load_cn2an),
    Library("JioNLP", "jionlp", "pip install jionlp", load_jionlp),
)
