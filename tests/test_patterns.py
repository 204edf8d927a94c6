"""The language of token patterns: what each sign means, and that matching takes linear time."""

from __future__ import annotations

import time

import pytest

from reportlint import rows
from reportlint.model import Span, Word
from reportlint.nlp import find_words
from reportlint.patterns import Pattern


def matches(pattern: str, text: str) -> list[str]:
    return ["/".join(word.text for word in match) for match in Pattern.parse(pattern).find(find_words(text))]


def test_each_alternative_has_its_own_part_of_speech() -> None:
    assert matches("进行|/n 工作", "进行工作，农业工作，开展工作") == ["进行/工作", "农业/工作"]
    assert matches("提高/v|进行/n 水平", "提高水平，进行水平") == ["提高/水平"]


def test_a_repeated_step_takes_up_to_so_many_words_and_is_left_out() -> None:
    text = "提高全市农业生产水平。"
    assert matches("提高 /n|/vn*3 水平", text) == ["提高/水平"]
    assert matches("提高 /n|/vn*1 水平", text) == []
    assert matches("提高 /n*3 水平", "提高水平。") == ["提高/水平"]


def test_a_repeated_step_takes_only_its_words() -> None:
    assert matches("提高 /n*6 水平", "提高质量，保持水平。") == []


def test_every_word_but_these() -> None:
    assert matches("围绕 !以|，*6 为", "围绕农业为主题") == ["围绕/为"]
    assert matches("围绕 !以|，*6 为", "围绕农业，以水利为主题") == []
    assert matches("修 !道路", "修道路，修水渠") == ["修/水渠"]


def test_a_gap_does_not_leave_the_sentence() -> None:
    assert matches("围绕 … 为", "围绕农业。以水利为主题") == []
    assert matches("围绕 !，*9 为", "围绕农业\n水利为主题") == []


def test_words_that_end_alike() -> None:
    assert matches("的 ~努力 下", "大家的共同努力下") == ["的/共同努力/下"]
    assert matches("的 ~努力 下", "大家的帮助下") == []


def test_what_stands_before_is_not_part_of_the_match() -> None:
    assert matches("不断/d < 提高", "不断提高，提高") == ["提高"]
    assert matches("^ /d*2 < 提高", "我们不断提高，要稳步提高，稳步提高") == ["提高"]
    assert matches("!不断 < 提高", "不断提高，着力提高") == ["提高"]


def test_what_stands_behind_is_not_part_of_the_match() -> None:
    assert matches("提高 水平 > $", "提高水平，提高水平的办法") == ["提高/水平"]
    assert matches("提高 水平 > !的", "提高水平，提高水平的办法") == ["提高/水平"]
    assert matches("规模 不断 提高 > 了? $", "规模不断提高了。") == ["规模/不断/提高"]


@pytest.mark.parametrize(
    "text", ["提高水平", "，提高水平。", "（一）提高水平\n", "1.提高水平", "\u3000\u3000提高水平！"]
)
def test_clauses_begin_and_end_at_marks_and_at_the_edges_of_the_text(text: str) -> None:
    assert matches("^ < 提高 水平 > $", text) == ["提高/水平"]


def test_sentences_begin_behind_full_stops_and_line_ends() -> None:
    assert len(matches("^^ < 提高", "提高，提高。提高\n提高；提高")) == 4


def test_a_column_of_a_lexicon_as_a_class() -> None:
    verb, noun = next((row["verb"], row["noun"]) for row in rows("collocations"))
    words = [Word(Span(0, len(verb)), verb, "v"), Word(Span(len(verb), len(verb + noun)), noun, "n")]
    pattern = Pattern.parse("@collocations.verb/v @collocations.noun")
    assert list(pattern.find(words)) == [tuple(words)]
    assert not list(pattern.find(words[::-1]))


def test_many_patterns_in_one_pass_come_in_the_order_of_the_text() -> None:
    work, study, any_verb = (Pattern.parse(source) for source in ("开展 工作", "加强 学习", "/v 学习"))
    words = find_words("加强学习，开展工作，加强学习")
    found = [(pattern, match[-1].text) for pattern, match in Pattern.find_any((work, study, any_verb), words)]
    assert found == [(study, "学习"), (any_verb, "学习"), (work, "工作"), (study, "学习"), (any_verb, "学习")]


def test_matches_of_one_pattern_do_not_overlap() -> None:
    assert matches("学习 ， 学习", "学习，学习，学习，学习") == ["学习/，/学习", "学习/，/学习"]


def test_no_words_no_matches() -> None:
    assert matches("^ < 提高 > $", "") == []


@pytest.mark.parametrize("source", ["/d* < 提高", "/d*3 < 提高", "提高 > /n*2", "提高 > 了?", "/n*2 提高"])
def test_the_outer_ends_must_be_words(source: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # a width that is no number has Python's own message
        Pattern.parse(source)


@pytest.mark.parametrize("source", ["^ /n*8 < 提高 /n*8 水平", "提高 … 提高 … 水平 > $", "$ !在*9 < 提高 !水平*12 下"])
def test_a_long_text_takes_no_longer_than_its_length(source: str) -> None:
    words = find_words("提高农业" * 20_000)
    assert len(words) == 40_000
    start = time.process_time()
    assert not list(Pattern.parse(source).find(words))
    assert time.process_time() - start < 20
