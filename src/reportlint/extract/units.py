"""Units and measure words behind numerals, by longest match in the lexicons."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from reportlint import lexicon
from reportlint.numbers import find_numerals

# what a numeral must be for a word to be its unit; see the head of units.tsv and measure-words.tsv
AFTER = ("any", "long", "digits", "closed")

_CANONICAL = {"个小时": "小时", "个学时": "学时", "个课时": "课时", "个工时": "工时", "个昼夜": "昼夜", "亩地": "亩", "里地": "里"}
_BRACKETED = regex.compile(r"[（(]\p{Han}{1,2}[）)]")
_DENOMINATOR = regex.compile(r"/(?:[百千万亿]{1,2}|1?0{1,6})?(?=[\p{Han}a-zA-Z])")
