"""The lexicons: readable, with their origin, without repetitions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportlint import lexicon

FOLDER = Path(__file__).parent.parent / "data" / "lexicons"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".tsv"))
HEADER = {"source": r"# source: \S", "licence": r"# licence: MIT$", "date": r"# date: 20\d\d-\d\d-\d\d$"}


def lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8").split("\n")


def entries(path: Path) -> list[str]:
    kept = [line for line in lines(path) if line and not line.startswith("#")]
    return kept[1:] if path.suffix == ".tsv" else kept


def test_nothing_else_lies_among_them() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_form(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    assert not [line for line in lines(path) if line != line.strip("\n \u3000")]
    assert re.fullmatch("[a-z]+(?:-[a-z]+)*", path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("key", HEADER)
def test_header(path: Path, key: str) -> None:
    header = [line for line in lines(path) if line.startswith("#")]
    assert header == lines(path)[: len(header)], "注释都在文件头"
    assert sum(bool(re.match(HEADER[key], line)) for line in header) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_entries(path: Path) -> None:
    found = entries(path)
    assert found
    assert len(found) == len(set(found))
    # where the order means something, the header says what
    if not any(line.startswith("# order: ") for line in lines(path)):
        assert found == sorted(found)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".tsv"], ids=lambda path: path.name)
def test_columns(path: Path) -> None:
    head, *body = (line.split("\t") for line in lines(path) if line and not line.startswith("#"))
    assert all(re.fullmatch("[a-z_]+", name) for name in head)
    assert all(len(row) == len(head) for row in body)
    assert list(lexicon.rows(path.stem)) == [dict(zip(head, row, strict=True)) for row in body]


def test_terms_are_read_in_the_order_of_the_file() -> None:
    assert list(lexicon.terms("not-doubled")) == entries(FOLDER / "not-doubled.txt")


def test_a_lexicon_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"词表 nowhere\.txt"):
        lexicon.path("nowhere.txt")
