"""Words, parts of speech and patterns over them."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import nlp
from reportlint.nlp import find_words, is_word
from reportlint.patterns import Pattern

SHARED = Path(__file__).parent.parent.parent / "shared" / "gold"
REPORT = """青石县水利局二〇二四年工作总结
一年来，局党组坚持以人民为中心，全面落实“三会一课”制度，谈心谈话八十余人次，立行立改问题35个。
全年完成投资3.6亿元，同比增长12.5％，碳中和试点稳步推进，群众获得感明显增强。
（一）防汛抗旱扎实有力。修复水毁工程17处，转移群众1200余人，实现了零伤亡。
存在的主要问题：一是基层力量不足，二是信息化水平不高，三是部分干部担当精神不够。
下一步，我们将补短板、强弱项，把各项任务落到实处，为乡村振兴提供坚实的水安全保障。
"""


@cache
def reference() -> nlp.Jieba:
    return nlp.Jieba()


def cuts(segmenter: nlp.Segmenter, text: str, guess: bool) -> set[tuple[int, int]]:
    """Return the places of the words that hold a Chinese character."""
    found, start = set(), 0
    for word, _ in segmenter.tag(text, guess):
        if any("一" <= character <= "鿿" for character in word):
            found.add((start, start + len(word)))
        start += len(word)
    assert start == len(text)
    return found


@pytest.mark.parametrize("guess", [True, False])
def test_rjieba_cuts_as_jieba_does(guess: bool) -> None:
    texts = [REPORT, *(path.read_text("utf-8") for path in sorted(SHARED.glob("*.txt"))[:10])]
    same = found = expected = 0
    for line in "".join(texts).splitlines():
        mine, theirs = (cuts(one, line, guess) for one in (nlp.load_segmenter(), reference()))
        same, found, expected = same + len(mine & theirs), found + len(mine), expected + len(theirs)
    assert 2 * same / (found + expected) >= 0.999


def test_words_lie_where_they_stand() -> None:
    words = find_words(REPORT)
    assert "".join(word.text for word in words) == REPORT
    assert all(word.span.of(REPORT) == word.text for word in words)
    assert all(one.span.end == other.span.start for one, other in pairwise(words))


def test_tags_are_those_we_rely_on() -> None:
    tagged = {word.text: word.tag for word in find_words(REPORT)}
    assert {
        "坚持": "v",
        "的": "uj",
        "三会一课": "l",
        "碳中和": "n",
        "立行立改": "l",
        "3.6": "m",
        "亿元": "m",
        "，": "x",
        "不足": "a",
        "我们": "r",
        "把": "p",
    }.items() <= tagged.items()


def test_our_terms_are_words() -> None:
    assert is_word("三会一课")
    assert is_word("碳中和")
    assert is_word("实事求是")
    assert not is_word("实事求")
    assert not is_word("")
    assert not is_word("\ud800")


def test_only_dictionary_words_without_guessing() -> None:
    text = "请邵逸凡同志发言"
    assert "邵逸凡" in {word.text for word in find_words(text)}
    assert "邵逸凡" not in {word.text for word in find_words(text, guess=False)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_no_word_crosses_the_end_of_a_line(end: str) -> None:
    words = find_words(f"加强领{end}导")
    assert not [word for word in words if len(word.text) > 1 and end in word.text and word.text.strip()]
    assert "领导" not in {word.text for word in words}


@given(st.text(st.characters(), max_size=100))
def test_any_text_is_covered(text: str) -> None:
    assert "".join(word.text for word in find_words(text)) == text


@pytest.mark.parametrize("unit", ["中", "的确", "，", "a", "1.", " ", "\n", "\ud800", "囍\u200b"])
def test_a_long_line_takes_no_longer_than_its_length(unit: str) -> None:
    text = unit * (500_000 // len(unit))
    start = time.process_time()
    assert sum(len(word.text) for word in find_words(text)) == len(text)
    assert time.process_time() - start < 20


def test_without_rjieba_jieba_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    nlp.load_segmenter.cache_clear()
    try:
        assert isinstance(nlp.load_segmenter(), nlp.Jieba)
        assert [word.text for word in find_words("落实三会一课\ud800")] == ["落实", "三会一课", "\ud800"]
        assert is_word("三会一课")
    finally:
        nlp.load_segmenter.cache_clear()


def test_the_reference_tags_as_the_default_does() -> None:
    line = REPORT.splitlines()[1]
    pairs = zip(nlp.load_segmenter().tag(line, False), reference().tag(line, False), strict=True)
    assert not [(mine, theirs) for mine, theirs in pairs if mine != theirs]


def test_the_host_keeps_its_jieba() -> None:
    import jieba

    before = logging.getLogger("jieba").level
    nlp.Jieba()
    assert logging.getLogger("jieba").level == before
    assert not jieba.dt.FREQ
    assert not jieba.user_word_tag_tab


def test_nothing_is_loaded_before_it_is_needed() -> None:
    program = "import sys, reportlint.nlp, reportlint.document; sys.exit('rjieba.rjieba' in sys.modules or 'jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def matches(pattern: str, text: str) -> list[str]:
    return ["/".join(word.text for word in match) for match in Pattern.parse(pattern).find(find_words(text))]


def test_words_in_order() -> None:
    assert matches("工作 开展", "工作开展顺利，开展工作不久，工作开展了。") == ["工作/开展", "工作/开展"]


def test_one_of_several_words_and_a_gap() -> None:
    text = "通过开展培训，使干部受到教育。经过努力，情况好转。通过学习。使人进步。"
    assert matches("通过|经过 … 使|让", text) == ["通过/使"]


def test_a_gap_is_no_wider_than_it_says() -> None:
    assert matches("通过 …3 使", "通过学习，使大家进步。") == ["通过/使"]
    assert matches("通过 …1 使", "通过学习，使大家进步。") == []


def test_the_nearest_end_is_taken() -> None:
    words = find_words("在他领导下和她领导下")
    assert [match[-1].span.start for match in Pattern.parse("在 … 下").find(words)] == [4]


def test_parts_of_speech() -> None:
    assert matches("进行 /v", "进行调查和进行了总结") == ["进行/调查"]
    assert matches("提高/v /n", "提高水平") == ["提高/水平"]
    assert matches("提高/n /n", "提高水平") == []


def test_a_word_that_may_be_missing() -> None:
    assert matches("研究 了? 问题", "研究问题，研究了问题，研究过问题") == ["研究/问题", "研究/了/问题"]


def test_a_lexicon_as_a_class() -> None:
    assert matches("@not-doubled 群众", "和群众在一起，看群众") == ["和/群众"]


def test_a_match_may_begin_inside_a_failed_one() -> None:
    assert matches("在 …1 下", "在党在他下") == ["在/下"]


@pytest.mark.parametrize("source", ["", "…", "… 使", "使 …", "使?", "让? 使"])
def test_a_pattern_begins_and_ends_with_a_word(source: str) -> None:
    with pytest.raises(ValueError, match="首尾"):
        Pattern.parse(source)


def test_patterns_take_no_longer_than_the_text() -> None:
    words = find_words("通过，" * 20_000)
    start = time.process_time()
    assert not list(Pattern.parse("通过 … 通过 … 通过 … 使").find(words))
    assert time.process_time() - start < 20
