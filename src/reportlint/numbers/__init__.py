"""How Chinese writes numbers: text → exact decimals.

Figures say what is counted and in which unit; this package knows numerals only: Arabic, Chinese and mixed ones,
大写, fractions, percentages, 成 and 折, ranges of adjacent digits (两三, 十七八).
"""

from reportlint.numbers.numerals import Numeral, Value, find_numerals, fold
from reportlint.numbers.parsing import parse_number

__all__ = ["Numeral", "Value", "find_numerals", "fold", "parse_number"]
