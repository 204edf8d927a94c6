"""The layer of lexicon hits: one scan, then the guard of each row."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path

import jieba
import pytest

from reportlint import hits, lexicon
from reportlint.document import Document
from reportlint.hits import Hit, find_hits, is_guarded, scan
from reportlint.model import Span

CORRECTING = ("redundant-phrases", "variant-forms", "wrong-words")
GUARDED = (*CORRECTING, "colloquial")
COMMON = 10  # how often a word stands in the texts that jieba's dictionary was counted on
SLIPS = 1e-5  # hits a character that careful editors leave


def found(text: str, **row: str) -> bool:
    """Tell whether the guard of a row lets it apply where its term first stands."""
    start = text.index(row["term"])
    doc = Document(text)
    return is_guarded(Hit(Span(start, start + len(row["term"])), row), text, lambda: doc.words)


def never() -> tuple:
    raise AssertionError("没有要分词的词条，却分了词")


def terms_in(name: str, text: str) -> list[str]:
    return [hit.row["term"] for hit in Document(text).hits(name)]


def test_a_hit_tells_its_place_and_its_row() -> None:
    text = "会议对全年工作作了布署。"
    (hit,) = Document(text).hits("wrong-words")
    assert hit.span == Span(9, 11)
    assert hit.span.of(text) == "布署"
    assert hit.row["correct"] == "部署"


def test_all_lexicons_are_found_in_one_scan() -> None:
    text = "切实加强布署，涉及到台帐的事，年底前搞定，其它另议。"
    found = scan(text)
    assert set(found) == set(hits.SCANNED)
    for name, terms in {
        "cliches": ["切实", "切实加强"],
        "colloquial": ["搞定"],
        "redundant-phrases": ["涉及到"],
        "term-variants": ["其它"],
        "variant-forms": ["台帐"],
        "wrong-words": ["布署"],
    }.items():
        assert [text[start:end] for _, start, end in found[name]] == terms


def test_a_lexicon_that_takes_no_part_is_an_error() -> None:
    with pytest.raises(KeyError):
        Document("").hits("units")


def test_positions_count_code_points_and_survive_lone_surrogates() -> None:
    text = "𠮷\ud800野家布署"
    assert [hit.span for hit in Document(text).hits("wrong-words")] == [Span(4, 6)]


def test_of_hits_that_overlap_the_first_and_longest_remains() -> None:
    assert terms_in("cliches", "切实加强管理，深入学习贯彻落实") == ["切实加强", "深入学习"]
    assert terms_in("redundant-phrases", "截止到目前") == ["截止到目前"]


def test_a_longer_term_whose_guard_fails_hides_no_shorter_one() -> None:
    # 截止到去年 reaches into 去年底
    assert terms_in("redundant-phrases", "截止到去年底") == ["截止到"]


def test_excluded_contexts() -> None:
    row = {"term": "规化", "left": "正|法", "right": "的"}
    assert found("规化先行", **row)
    assert not found("正规化", **row)
    assert not found("立法规化", **row)
    assert not found("规化的", **row)
    assert found("正、规化，的", **row)


def test_no_word_may_reach_across_an_edge() -> None:
    row = {"term": "布署", "guard": "word"}
    assert found("作出布署，", **row)
    assert not found("公布署名文章", **row)
    assert not found("宣布署名权归属", **row)


def test_a_guessed_word_counts_for_nothing() -> None:
    # the segmenter takes 已布署 for a word that its dictionary does not hold
    assert found("各项任务已布署下去", term="布署", guard="word")


def test_the_part_of_speech_of_the_word_behind() -> None:
    row = {"term": "截止", "next": "m|t"}
    assert found("截止2023年底，", **row)
    assert found("截止今年六月，", **row)
    assert not found("报名截止后，", **row)
    assert not found("今天截止", **row)


def test_words_are_asked_for_only_when_a_guard_needs_them() -> None:
    text = "再接再励，继续努力。正规化建设。"
    for name in hits.SCANNED:
        list(find_hits(scan(text)[name], text, never))


def test_lexicons_are_as_large_as_promised() -> None:
    assert len(lexicon.rows("wrong-words")) >= 1500
    assert len(lexicon.rows("redundant-phrases")) >= 200


@pytest.mark.parametrize("name", hits.SCANNED)
def test_terms_stand_once(name: str) -> None:
    counts = Counter(row["term"] for row in lexicon.rows(name))
    assert counts.most_common(1)[0][1] == 1
    assert "" not in counts


def test_a_wrong_word_without_a_guard_has_its_proof() -> None:
    for row in lexicon.rows("wrong-words"):
        if not any(row[column] for column in ("guard", "left", "right", "next")):
            wrong, right = map(int, row["note"].split(":"))
            assert len(row["term"]) > 3, row
            assert wrong <= max(1, right / 100), row


@pytest.mark.parametrize("name", CORRECTING)
def test_what_is_correct_is_not_found_again(name: str) -> None:
    for row in lexicon.rows(name):
        if row.get("kind") != "majority":
            assert row["correct"] != row["term"]
            assert not [one for one in row["correct"].split("|") if terms_in(name, f"，{one}。")], row


@cache
def dictionary() -> tuple[list[str], Document]:
    """Return the common words of jieba's dictionary, and a document with one of them a line."""
    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        entries = [line.split() for line in lines]
    words = [word for word, count, _ in entries if int(count) >= COMMON]
    return words, Document("\n".join(words))


@pytest.mark.parametrize("name", GUARDED)
def test_no_term_is_found_inside_a_common_word(name: str) -> None:
    words, doc = dictionary()
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    inside = [(hit.row["term"], words[bisect_right(starts, hit.span.start) - 1]) for hit in doc.hits(name)]
    assert not [(term, word) for term, word in inside if word != term]


@pytest.mark.parametrize("folder", ["clean", "reports/gov_provincial_2026"])
def test_texts_that_editors_have_passed_hold_hardly_a_wrong_word(folder: str) -> None:
    corpus = Path(__file__).parents[2] / "shared" / "data" / folder
    if not corpus.is_dir():
        pytest.skip("这里没有编辑过的语料")
    text = "\n".join(path.read_text("utf-8") for path in sorted(corpus.rglob("*.txt")))
    assert len(terms_in("wrong-words", text)) <= SLIPS * len(text)
