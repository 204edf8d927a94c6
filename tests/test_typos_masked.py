"""The small network for benchmarks: its lessons, and what is asked of it; the network itself is a stand-in."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportlint.typos import load
from reportlint.typos.changes import Changes, Kind
from reportlint.typos.characters import EDGE, encode

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
LINE = "各部门要认真落实工作部署，积极推进重点任务。\n"


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("masked_lessons")


@pytest.fixture
def masked(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.typos_masked")


def test_lines_count_once(lessons: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# 甲\n\n乙 \n甲\n", "utf-8")
    assert lessons.read(tmp_path / "a.txt").tolist() == encode("甲\n乙\n").tolist()


def test_the_commonest_characters_come_first(lessons: ModuleType) -> None:
    codes = encode("的的的工工报")
    vocabulary = lessons.choose(codes)
    assert vocabulary.tolist() == [0, *map(ord, "的工报")]
    assert lessons.number(encode("工表的"), vocabulary).tolist() == [2, 0, 1]


def test_each_pass_cuts_elsewhere(lessons: ModuleType) -> None:
    numbers = np.arange(200)
    rows = lessons.as_rows(numbers, 3)
    assert rows.shape == (3, lessons.CHUNK)
    assert rows[0, 0] == 3
    assert rows[1, 0] == 3 + lessons.CHUNK


def test_the_same_seed_makes_the_same_lessons(lessons: ModuleType) -> None:
    codes = encode(LINE * 400)
    vocabulary = lessons.choose(codes)
    numbers = lessons.number(codes, vocabulary)
    (written, meant), (again, _) = (next(iter(lessons.Lessons(numbers, vocabulary, load().confusions))) for _ in "ab")
    assert written.shape == meant.shape == (lessons.BATCH, lessons.CHUNK)
    assert (written == again).all()


def test_slips_are_few_and_explained(lessons: ModuleType) -> None:
    codes = encode(LINE * 400 + "布暑竞绩级")
    vocabulary = lessons.choose(codes)
    meant = lessons.number(codes, vocabulary)[None]
    confusions = load().confusions
    written = lessons.Lessons(meant[0], vocabulary, confusions).spoil(meant, share=0.1)
    changed = np.flatnonzero(written != meant)
    assert 0.05 < len(changed) / meant.size < 0.1  # punctuation stays
    for place in changed[:50]:
        possible = confusions.replace(codes, np.array([place])).texts[:, 0]
        assert written[0, place] in lessons.number(possible, vocabulary)


def stand_in(masked: ModuleType, right: str) -> object:
    """Make a network to which only the characters of a text are likely, wherever they stand."""
    vocabulary = [0, EDGE, *map(ord, dict.fromkeys("布部暑署工作"))]
    likely = np.array([-9.0 if code not in map(ord, right) else -1.0 for code in vocabulary])
    return masked.Network(lambda codes, rows, columns, candidates: likely[candidates], vocabulary)


def test_a_change_gains_what_the_network_says(masked: ModuleType) -> None:
    network = stand_in(masked, "工作部署")
    codes = encode("工作布暑")
    changes = Changes(np.array([2]), 2, encode("部署")[None], np.array([Kind.PAIR], np.uint8))
    assert network.gains(codes, changes).tolist() == [16.0]
    one = Changes(np.array([3, 0]), 1, encode("署布")[:, None], np.array([Kind.SHAPE, Kind.OTHER], np.uint8))
    assert network.gains(codes, one).tolist() == [8.0, -8.0]


def test_a_sentence_is_as_suspicious_as_its_worst_character(masked: ModuleType) -> None:
    score = masked.by_network(stand_in(masked, "工作部署"), load().confusions)
    assert score("工作布署") > 0 > score("工作部署")
    assert score("，。") == score("") == masked.SELDOM


def test_all_evidence_counts(masked: ModuleType) -> None:
    sentence = "各部门要认真落实工作布署，积极推进重点任务。"
    for_it, against = (masked.by_all(stand_in(masked, right), 1.0)(sentence) for right in ("部", "布"))
    assert for_it == pytest.approx(against + 16)
