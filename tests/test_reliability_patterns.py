"""No regular expression of the package takes more than linear time on a text made to slow it down."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pattern_attacks import find_attacks
from patterns_in_use import Used

SMALL, LARGE = 2_000, 16_000  # characters
# eight times the text takes eight times as long where the time is linear, and 64 times where it is quadratic
TOO_MUCH = 24
SHORT = 0.008  # seconds of processor time; what is linear takes less
PASSES = 3  # of which the fastest counts
# longer than linear, but on texts that cannot grow: with the reason
LIMITED = {
    "reportlint.cli.explain.MARKED": "the examples of a rule",
    "reportlint.compare._copies.MARKER": "the ten characters before a clause",
    "reportlint.numbers.parsing._FRACTION": "a number, without the line end that the slow text needs",
    "reportlint.outline.kinds._TYPES": "a title, which is short",
    "reportlint.outline.titles._REPEATED": "the characters in which a title must end",
    "reportlint.outline.vocabulary._TAIL": "the last characters of a heading",
    "reportlint.read.glyphs.PAGE_NUMBER": "a line of at most thirty characters",
    "reportlint.read.html.CHARSET": "the first four kilobytes of a page",
    "reportlint.read.markdown.DEFINITION": "matched at the start of a line",
    "reportlint.read.markdown.LEAF_MARKS": "matched at the start of a line",
    "reportlint.read.markdown.RULE": "matched at the start of a line",
    "reportlint.read.markdown.TABLE_RULE": "matched at the start of a line",
    "reportlint.read.markdown.UNDERLINE": "matched at the start of a line",
    "reportlint.rules.claims._promises._DONE": "matched at the start of a claim",
    "reportlint.rules.figures.impossible_value.DAILY": "the few characters before a figure",
    "reportlint.rules.figures.impossible_value.LINK": "the few characters before a figure",
    "reportlint.rules.residue.placeholder.COUNTED_STARS": "matched at the start of a run of stars",
    "reportlint.rules.residue.placeholder.MANY_STARS": "matched at the start of a run of stars",
    "reportlint.rules.wording.wrong_particle": "two words",
    "reportlint.testing.SENTENCE": "a message",
}


@pytest.fixture(scope="module")
def used() -> list[Used]:
    """Return what a process compiles that has imported nothing yet."""
    script = Path(__file__).with_name("patterns_in_use.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, encoding="utf-8")
    return [Used(*one) for one in ast.literal_eval(done.stdout)]


def find_slow(pattern: re.Pattern[Any], method: str) -> tuple[str, str] | None:
    """Return the attack, a beginning and what is repeated, on which a pattern takes more than linear time."""
    for start, unit in find_attacks(pattern):
        small, large = (write(pattern, start, unit, size) for size in (SMALL, LARGE))
        if measure(pattern, method, large, 1) > SHORT:
            least = measure(pattern, method, small, PASSES)
            if measure(pattern, method, large, PASSES) > max(SHORT, TOO_MUCH * least):
                return start, unit
    return None


def write(pattern: re.Pattern[Any], start: str, unit: str, size: int) -> Any:
    """Return a text of a size that ends in what hardly anything matches."""
    text = f"{start}{unit * (size // len(unit))}\n\0"
    return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def measure(pattern: re.Pattern[Any], method: str, text: Any, passes: int) -> float:
    """Return the processor time of the fastest pass."""
    seconds = []
    for _ in range(passes):
        begun = time.process_time()
        if method == "search":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, method)(text)
        seconds.append(time.process_time() - begun)
    return min(seconds)


def test_every_pattern_is_found(used):
    assert len(used) > 400
    assert {"search", "match", "fullmatch"} == {one.method for one in used}
    # from rules, readers and lexicons, by name and without
    places = {one.place for one in used}
    assert {
        "reportlint.rules.residue.chat_reply",
        "reportlint.read.markdown.RULE",
        "reportlint.extract.moods",
    } <= places


def test_no_pattern_takes_more_than_linear_time(used):
    slow = {}
    for one in used:
        if one.place not in LIMITED:
            attack = find_slow(re.compile(one.pattern, one.flags), one.method)
            if attack:
                slow[one.place] = (one.pattern, *attack)
    assert not slow


def test_what_is_let_stand_is_still_there(used):
    assert {one.place for one in used} >= {*LIMITED}


@pytest.mark.parametrize(
    "pattern", [r"\s+$", r"\s*：", "因为.*所以", "(?:已|均|都)+$", "甲[^。]{0,}乙[^。]*丙", rb"\w+="]
)
def test_what_is_slow_is_known_for_it(pattern):
    assert find_slow(re.compile(pattern), "search")


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"\s*：", "match"), ("因为[^。]{0,30}所以", "search"), (r"(?<!\s)\s++：", "search"), ("布署|既使", "search")],
)
def test_what_is_fast_is_known_for_it(pattern, method):
    assert find_slow(re.compile(pattern), method) is None
