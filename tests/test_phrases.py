"""Near matches of fixed phrases."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportlint import rows
from reportlint.fix import apply_edits
from reportlint.phrases import Phrase, Phrases
from reportlint.phrases.folding import Folded, fold
from reportlint.phrases.reading import NUMERALS, PARTICLES

KINDS = {"thought", "tenet", "campaign", "system", "meeting", "honour", "plan", "law", "book", "institution"}
IRRIGATION = "清泉润民农村供水保障提升工程"


def found(text: str, *phrases: Phrase) -> list[tuple[str, str]]:
    """Return the places that nearly say a phrase, each with the text as it should be."""
    return [
        (near.span.of(text), apply_edits(text, near.edits)[near.span.start :][: len(near.phrase.text)])
        for near in Phrases(phrases).find(text)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("实施清泉惠民农村供水保障提升工程。", "清泉惠民农村供水保障提升工程"),
        ("实施清泉润民农村供水障提升工程。", "清泉润民农村供水障提升工程"),
        ("实施清泉润民农村供水保障大提升工程。", "清泉润民农村供水保障大提升工程"),
        ("实施清泉润民农村供水障保提升工程。", "清泉润民农村供水障保提升工程"),
        ("实施清泉润民村农供水保障提升工程。", "清泉润民村农供水保障提升工程"),
    ],
)
def test_one_difference_is_found_and_mended(text: str, place: str) -> None:
    assert found(text, Phrase(IRRIGATION)) == [(place, IRRIGATION)]


def test_two_differences_need_leave() -> None:
    text = "实施清泉惠民农村供水保障提高工程。"
    assert found(text, Phrase(IRRIGATION)) == []
    assert found(text, Phrase(IRRIGATION, edits=2)) == [("清泉惠民农村供水保障提高工程", IRRIGATION)]


def test_what_is_right_is_left_alone() -> None:
    phrase = Phrase("思想建党、理论强党", 2, variants=("思想建党、制度治党",))
    for text in ("思想建党、理论强党", "思想建党，理论强党", "“思想建党 理论强党”", "思想建党、制度治党", "抓党建"):
        assert found(text, phrase) == []


def test_another_phrase_explains_a_difference() -> None:
    phrases = Phrase("中国特色社会主义法治体系"), Phrase("中国特色社会主义法律体系")
    assert found("完善中国特色社会主义法律体系", *phrases) == []
    assert found("完善中国特色社会主义法律体系", phrases[0])


def test_slips_are_wrong_however_much_they_differ() -> None:
    phrase = Phrase("总揽全局、协调各方", slips=("总揽全局、领导一切",))
    assert found("党总揽全局，领导一切。", phrase) == [("总揽全局，领导一切", "总揽全局，协调各方")]


def test_a_slip_inside_what_is_right_is_none() -> None:
    phrase = Phrase("习近平总书记", variants=("学习总书记",), slips=("习总书记",))
    assert found("学习总书记讲话，牢记习总书记嘱托", phrase) == [("习总书记", "习近平总书记")]


def test_numbers_make_another_phrase() -> None:
    assert found("党的二十届四中全会", Phrase("党的二十届三中全会")) == []


def test_words_of_grammar_do_not_count() -> None:
    phrase = Phrase("统筹城乡供水和农田灌溉")
    for text in ("统筹好城乡供水和农田灌溉", "统筹城乡供水与农田灌溉", "统筹城乡供水、农田灌溉"):
        assert found(text, phrase) == []


def test_little_said_is_compared_with_care() -> None:
    phrase = Phrase("两个维护")
    assert found("做到“两个维互”", phrase) == [("两个维互", "两个维护")]
    for text in ("从两个维度看", "做好两个保护", "做到两个维，护好渠", "两个难维护"):
        assert found(text, phrase) == []


def test_a_phrase_does_not_begin_or_end_within_a_word() -> None:
    assert found("深入学习贯彻新时代中国特色社会主义思想", Phrase("习近平新时代中国特色社会主义思想", 2)) == []
    assert found("农民当家作主", Phrase("人民当家作主")) == []


def test_marks_stay_where_they_are() -> None:
    phrase = Phrase("增强“四个意识”、坚定“四个自信”")
    text = "增强“四个意”，坚定“四个自信”。"
    (near,) = Phrases([phrase]).find(text)
    assert near.span.of(text) == "增强“四个意”，坚定“四个自信"
    assert apply_edits(text, near.edits) == "增强“四个意识”，坚定“四个自信”。"
    text = "增强“四意识”，坚定“四个自信”。"
    (near,) = Phrases([phrase]).find(text)
    assert apply_edits(text, near.edits) == "增强“四个意识”，坚定“四个自信”。"


def test_the_nearest_phrase_is_named() -> None:
    phrases = Phrase(IRRIGATION, 2), Phrase("清泉惠民农村供水保障提升工作", 2)
    text = "清泉惠民农村供水保障提升工程"
    assert [near.phrase for near in Phrases(phrases).find(text)] == [phrases[0]]


def test_a_row_makes_a_phrase() -> None:
    row = {"term": "甲乙丙丁", "edits": "0", "variants": "", "slips": "甲丙|乙丁"}
    assert Phrase.of(row) == Phrase("甲乙丙丁", 0, (), ("甲丙", "乙丁"))
    assert Phrase.of({"term": "甲乙丙丁"}) == Phrase("甲乙丙丁")


@pytest.mark.parametrize("text", ["", "\ud800清泉\ud800", "“”、，", "清泉润民农村供水保障", IRRIGATION * 3])
def test_any_text_is_safe(text: str) -> None:
    assert list(Phrases([Phrase(IRRIGATION)]).find(text)) == []
    assert list(Phrases([]).find(text)) == []


@pytest.mark.parametrize("unit", ["清", "清泉润民农村供水", "保障提升工程", "清泉润民农村供水障提升工程", "、“"])
def test_time_grows_with_the_text(unit: str) -> None:
    phrases = Phrases([Phrase(IRRIGATION, 2)])
    start = time.process_time()
    list(phrases.find(unit * (200_000 // len(unit))))
    assert time.process_time() - start < 10


@given(st.text(alphabet="甲“”、 乙\n", max_size=30))
def test_places_survive_folding(text: str) -> None:
    folded = Folded.of(text)
    assert [text[folded.place(n)] for n in range(len(folded.text))] == list(folded.text)


@given(st.integers(1, len(IRRIGATION) - 2), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
def test_every_exchanged_character_inside_is_found(at: int, character: str) -> None:
    assume(character not in NUMERALS | PARTICLES | {IRRIGATION[at]})
    bad = f"{IRRIGATION[:at]}{character}{IRRIGATION[at + 1 :]}"
    assert found(f"实施{bad}。", Phrase(IRRIGATION)) == [(bad, IRRIGATION)]


@pytest.mark.parametrize("lexicon", ["set-phrases", "institutions"])
def test_rows_do_not_contradict_each_other(lexicon: str) -> None:
    listed = [Phrase.of(row) for row in rows(lexicon)]
    right = {fold(text) for phrase in listed for text in (phrase.text, *phrase.variants)}
    slips = {fold(slip) for phrase in listed for slip in phrase.slips}
    assert not right & slips
    assert len({fold(phrase.text) for phrase in listed}) == len(listed)
    together = Phrases(listed)
    assert [text for text in sorted(right) if list(together.find(text))] == []


def test_rows_say_when_and_where_from() -> None:
    listed = rows("set-phrases")
    assert len(listed) >= 300
    for row in listed:
        assert row["kind"] in KINDS
        assert row["document"], row["term"]
        assert all(re.fullmatch(r"(?:\d{4})?", row[key]) for key in ("since", "until")), row["term"]
        assert not row["until"] or row["since"] < row["until"], row["term"]


@pytest.mark.parametrize("row", rows("ordered-phrases"), ids=lambda row: row["name"])
def test_orders_have_members(row: dict[str, str]) -> None:
    members = row["members"].split("|")
    assert len(members) == len(set(members)) > 1
    assert {row["verbs"], row["closed"]} <= {"yes", "no"}
    assert re.fullmatch(r"\d{4}", row["since"])


@pytest.mark.parametrize("row", rows("outdated-phrases"), ids=lambda row: row["term"])
def test_outdated_wordings_have_a_newer_one(row: dict[str, str]) -> None:
    assert row["now"]
    assert row["now"] != row["term"]
    assert row["kind"] in {"institution", "phrase"}
    assert re.fullmatch(r"(?:19|20)\d\d", row["since"])


def test_replies_are_patterns() -> None:
    for row in rows("chat-replies"):
        assert row["place"] in {"anywhere", "line", "opening", "closing"}
        assert not re.search(row["pattern"], "")
