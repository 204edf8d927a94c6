"""Whatever people have written is checked without a crash, and what is found lies in the text."""

from __future__ import annotations

import lzma
import random
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportlint
from reportlint.engine import CRASH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.model import Diagnostic

DATA = Path(__file__).parents[2] / "shared" / "data"
SLICE = 1_200  # characters of each file: some from its beginning, the rest from anywhere
PARAGRAPHS = 60  # of each file that is packed
LONGEST = 100_000_000  # characters of it that are unpacked

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="没有 ../shared/data")


def find_files(folder: str) -> list[Path]:
    return sorted(path for path in (DATA / folder).rglob("*") if path.is_file() and path.name != "LICENSE")


def read_slices(path: Path, pick: random.Random) -> Iterator[str]:
    """Yield the beginning of a file, and a part of it that begins and ends anywhere."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as file:
            lines = file.read(LONGEST).splitlines(keepends=True)
        yield "".join(pick.sample(lines, min(PARAGRAPHS, len(lines))))
        return
    text = reportlint.read(path).text if path.suffix == ".txt" else path.read_text("utf-8")
    yield text[: SLICE // 2]
    start = pick.randrange(max(1, len(text) - SLICE // 2))
    yield text[start : start + SLICE // 2]


def assert_sound(one: Diagnostic, text: str) -> None:
    """Check that a finding, what it relates to and its fix lie in the text, and that edits lie apart."""
    assert one.rule != CRASH, one.finding.message
    edits = sorted(one.finding.fix.edits if one.finding.fix else (), key=attrgetter("span"))
    for span in (one.finding.span, *(related.span for related in one.finding.related), *(edit.span for edit in edits)):
        assert 0 <= span.start <= span.end <= len(text), (one, text)
    apart = all(one.span.end <= other.span.start for one, other in pairwise(edits))
    assert apart, (one, text)


@pytest.mark.parametrize("folder", ["reports", "pairs", "clean", "specs", "bulk"])
def test_every_finding_lies_in_its_text(folder):
    files = find_files(folder)
    assert files
    for path in files:
        for text in read_slices(path, random.Random(path.name)):  # noqa: S311  # the same every time
            for one in reportlint.check(reportlint.Document(text)):
                assert_sound(one, text)
            # what is put right is sound as well
            fixed = reportlint.fix(reportlint.Document(text))
            assert fixed == text or reportlint.Document(fixed).words


def test_a_whole_report_of_each_kind():
    for folder in sorted(path for path in (DATA / "reports").iterdir() if path.is_dir()):
        shortest = min(folder.rglob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
        doc = reportlint.read(shortest)
        for one in reportlint.check(doc):
            assert_sound(one, doc.text)
