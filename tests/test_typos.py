from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reportlint import Document
from reportlint.typos import find_suspects, load
from reportlint.typos.changes import Lists, join_sounds
from reportlint.typos.characters import DIGIT, EDGE, encode
from reportlint.typos.counts import COUNT, LEAST, Counts, marks, slots, to_levels
from reportlint.typos.pieces import cut
from reportlint.typos.words import hash_words

ROOT = Path(__file__).parents[1]


def single(hashes: np.ndarray, values: np.ndarray) -> Counts:
    """Make a filter of a few hashes whose first cells do not meet."""
    cells = np.zeros(3 << 12, np.uint16)
    first, _, _ = slots(hashes, 1 << 12, 1)
    assert len(set(first.tolist())) == len(hashes)
    cells[first] = marks(hashes) | values.astype(np.uint16)
    return Counts(cells, 1 << 12, 1)


def test_a_filter_gives_back_the_levels_that_it_holds() -> None:
    hashes = np.array([3, 1 << 40, 987654321987654321], np.uint64)
    counts = single(hashes, np.array([1, 7, 31]))
    assert counts.levels(hashes).tolist() == [1, 7, 31]
    assert counts.levels(np.array([5, 6], np.uint64)).tolist() == [0, 0]


def test_levels_are_counts_on_a_scale() -> None:
    assert to_levels(np.array([0, 1, 2, 3])).tolist() == [0, 1, 2, 3]
    assert (to_levels(LEAST) == np.arange(len(LEAST))).all()
    assert (np.diff(COUNT) > 0).all()


def test_digits_letters_and_spaces_are_alike() -> None:
    assert encode("12，３a").tolist() == [DIGIT, DIGIT, ord("，"), DIGIT, ord("A")]
    assert encode(", \u3000\r").tolist() == [ord("，"), EDGE, EDGE, EDGE]


def test_words_hash_by_all_their_characters() -> None:
    one, other, again, empty = hash_words(["部署", "署部", "部署", ""])
    assert one == again
    assert len({one, other, empty}) == 3


def test_rows_of_different_length_expand() -> None:
    of, place = Lists(np.array([0, 2, 2, 5]), np.arange(5, dtype=np.uint32)).expand(np.array([2, 1, 0]))
    assert of.tolist() == [0, 0, 0, 2, 2]
    assert place.tolist() == [2, 3, 4, 0, 1]


def test_a_word_with_a_soundless_character_has_no_key() -> None:
    assert join_sounds(np.array([[3, 0], [3, 4]], np.uint32)).tolist() == [0, 3 * 1021 + 4]


def test_pieces_hold_the_whole_text_and_end_with_lines() -> None:
    text = "字" * 15_000 + "\n" + "字" * 50_000
    pieces = list(cut(text))
    assert "".join(piece for _, piece in pieces) == text
    assert pieces[0][1].endswith("\n")
    assert [start for start, _ in pieces][1] == 15_001


@pytest.mark.parametrize(
    ("text", "word", "meant", "fault"),
    [
        ("严格落实安全生产责仁制，坚决防范重特大事故。", "责仁制", "责任制", "wrong"),
        ("切实维护广大人人民群众的合法权益。", "人人民", "人民", "extra"),
        ("严格执行中央八项规精神，持续纠治四风。", "八项规", "八项规定", "missing"),
    ],
)
def test_a_suspect_tells_the_word_and_what_was_meant(text: str, word: str, meant: str, fault: str) -> None:
    (one,) = Document(text).suspects
    assert (one.word.of(text), one.meant, one.fault) == (word, meant, fault)
    fixed = text[: one.span.start] + one.text + text[one.span.end :]
    assert meant in fixed
    assert min(one.gains) > 10


def test_suspects_lie_where_they_are_in_a_long_text() -> None:
    right = "严格落实安全生产责任制，坚决防范重特大事故。\n" * 1500
    (one,) = find_suspects(right + "加快推进产业转型升集。")
    assert one.span.start == len(right) + 9


def test_the_same_text_gives_the_same_suspects() -> None:
    text = "严格落实安全生产责仁制，着力解决群众反映强列的突出问题。"
    assert find_suspects(text) == find_suspects(text)


@pytest.mark.parametrize("text", ["", "\n", "a", "字", "\ud800", "𠮷", "\u9fff\u9fff", "竣", "，" * 50])
def test_texts_without_any_context_are_no_suspects(text: str) -> None:
    assert find_suspects(text) == ()


def test_a_text_that_is_odd_throughout_is_left_alone() -> None:
    letters = np.random.default_rng(1).integers(0x4E00, 0x9FA5, 3000)
    assert find_suspects("".join(map(chr, letters))) == ()


def test_the_counts_stay_on_disk() -> None:
    assert isinstance(load().characters.counts.cells.base, np.memmap)


def test_the_comparison_of_designs(tmp_path: Path) -> None:
    pairs, clean = tmp_path / "pairs.tsv", tmp_path / "clean.txt"
    right = "严格落实安全生产责任制，坚决防范重特大事故。"
    pairs.write_text(f"{right.replace('任', '仁')}\t{right}\n{right}\t{right}\n", "utf-8")
    clean.write_text(f"{right}\n", "utf-8")
    command = [sys.executable, "-m", "benchmarks.typos", pairs, "--clean", clean, "--json"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True, text=True, encoding="utf-8")
    rows = {row["design"]: row for row in json.loads(done.stdout)}
    assert rows["全部证据，逻辑回归"]["recall"] == rows["reportlint（错别字各规则）"]["recall"] == 1
    assert rows["reportlint（错别字各规则）"]["precision"] == 1
    assert rows["错词表"]["recall"] == 0
