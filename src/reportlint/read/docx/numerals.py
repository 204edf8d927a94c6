"""How Word writes the number of a list: ECMA-376, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
TENS = ("", "十", "百", "千")
LEGAL = str.maketrans("〇一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
MOST_LETTERS = 30
HIGHEST = 9999  # what is written in words; beyond it digits do


def format_number(number: int, style: str) -> str:
    """Return a number in one of Word's formats; in digits where the format is unknown or does not reach so far."""
    written = FORMATS[style](number) if style in FORMATS and 0 < number <= HIGHEST else None
    return str(number) if written is None else written


def count_in_chinese(number: int) -> str:
    """Return 12 as 十二, 105 as 一百〇五."""
    words, zero = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += "〇" * zero + DIGITS[digit] + TENS[place]
        zero = not digit and words != ""
    return words[1:] if words.startswith("一十") else words


def count_in_legal(number: int) -> str:
    """Return 12 as 壹拾贰."""
    words = count_in_chinese(number)
    return f"{'一' * words.startswith('十')}{words}".translate(LEGAL)


def spell_digits(number: int) -> str:
    """Return 12 as 一二."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def count_in_roman(number: int) -> str:
    """Return 4 as iv."""
    words = ""
    for worth, letters in ROMAN:
        words += letters * (number // worth)
        number %= worth
    return words


def count_in_letters(number: int) -> str | None:
    """Return 2 as b, 28 as bb; None beyond thirty letters, as in Word."""
    turns, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turns + 1) if turns < MOST_LETTERS else None


def count_in_capitals(number: int) -> str | None:
    """Return 2 as B, 28 as BB; None beyond thirty letters, as in Word."""
    letters = count_in_letters(number)
    return letters.upper() if letters else None


def count_in_full_width(number: int) -> str:
    """Return 12 as １２."""
    return str(number).translate(FULL_WIDTH)


def drawn_from(signs: str) -> Callable[[int], str | None]:
    """Return a format that takes its signs one after the other and has no more of them."""
    return lambda number: signs[number - 1] if number <= len(signs) else None


CIRCLED = drawn_from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿")
COUNTING = (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
    "koreanCounting",
)
FORMATS: dict[str, Callable[[int], str | None]] = {
    **dict.fromkeys(COUNTING, count_in_chinese),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), spell_digits),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        count_in_legal,
    ),
    "upperRoman": lambda number: count_in_roman(number).upper(),
    "lowerRoman": count_in_roman,
    "upperLetter": count_in_capitals,
    "lowerLetter": count_in_letters,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": count_in_full_width,
    "decimalFullWidth2": count_in_full_width,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": CIRCLED,
    "decimalEnclosedCircleChinese": CIRCLED,
    "decimalEnclosedParen": drawn_from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": drawn_from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": drawn_from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographParenthesized": drawn_from("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    "ideographTraditional": drawn_from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": drawn_from("子丑寅卯辰巳午未申酉戌亥"),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
