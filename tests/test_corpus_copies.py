"""Who copied what from whom: near-duplicates, passages, templates, and which report was first."""

import html
import json
import lzma
import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from corpus_files import TEMPLATE, make_report, make_sentence

from reportlint import Config, Span
from reportlint.corpus import sketches
from reportlint.corpus.child import Bounds
from reportlint.corpus.engines import Local
from reportlint.corpus.likeness import Paper, compare, find_direction
from reportlint.corpus.reports import find_reports
from reportlint.corpus.run import Job, run
from reportlint.read import DEFAULT

ROOT = Path(__file__).parents[1]


def paper(text, path="甲局/总结.txt", period="", date="", templates=()):
    return Paper(path, path.partition("/")[0], period, date, text, templates)


def edit(text):
    """Return a report as another unit hands it in: a sentence less, other figures, a sentence of its own."""
    lines = text.splitlines()
    del lines[7]
    lines.insert(6, make_sentence(random.Random("新")))  # noqa: S311 - no secret
    return "\n".join(lines).replace("前后用了1", "前后用了2").replace("2023年", "2024年")


# --- two reports


def test_an_edited_report_is_alike():
    text = make_report(1)
    found = compare(paper(text, "甲局/总结.txt"), paper(edit(text), "乙局/总结.txt"))
    assert found["whole"]
    assert 0.5 < found["likeness"] < 1
    assert found["share"] > 0.5
    for passage in found["passages"]:
        one, other = (found["source"], passage["source_text"]), (found["copy"], passage["copy_text"])
        texts = {"甲局/总结.txt": text, "乙局/总结.txt": edit(text)}
        assert all(words in texts[path] for path, words in (one, other))


def test_other_reports_are_not_alike():
    assert compare(paper(make_report(1, template=False)), paper(make_report(2, template=False), "乙")) is None


def test_a_copied_passage_in_another_report():
    copied = make_sentence(random.Random(5))  # noqa: S311 - no secret
    one, other = (make_report(n, template=False).replace("二、", f"{copied}\n{n + 1}、") for n in (1, 2))
    found = compare(paper(one), paper(other, "乙局/总结.txt"))
    assert not found["whole"]
    assert [passage["copy_text"] for passage in found["passages"]] == [copied]


def test_a_template_is_not_copied():
    one, other = make_report(1), make_report(2)
    assert compare(paper(one), paper(other, "乙"))["passages"]
    marked = [(Span(text.index(TEMPLATE), text.index(TEMPLATE) + len(TEMPLATE)),) for text in (one, other)]
    assert compare(paper(one, templates=marked[0]), paper(other, "乙", templates=marked[1])) is None


def test_reports_of_nothing_but_templates_are_alike_when_all_is_the_same():
    whole = (Span(0, len(TEMPLATE)),)
    found = compare(paper(TEMPLATE, templates=whole), paper(TEMPLATE, "乙", templates=whole))
    assert found["whole"]
    assert found["passages"] == []


@pytest.mark.parametrize(
    ("one", "other", "first", "known"),
    [
        (("2022", ""), ("2023", ""), 0, True),
        (("2023", ""), ("2022", "2024-01-01"), 1, True),
        (("2023-H1", ""), ("2023-H2", ""), 0, True),
        (("2023", "2023-12-20"), ("2023", "2023-12-05"), 1, True),
        (("2023", ""), ("2023-H1", ""), 1, False),
        (("", ""), ("2023", "2023-01-01"), 1, False),
    ],
)
def test_direction(one, other, first, known):
    papers = [paper("", path, *when) for path, when in (("乙", one), ("丙", other))]
    source, copy, told = find_direction(*papers)
    assert (source, copy) == (papers[first], papers[1 - first])
    assert told is known


# --- sketches

BANDS = [5148919258547589548, 62549352265549482]


def test_like_texts_share_bands_and_others_none():
    text = make_report(3)
    mine, edited, theirs = (set(sketches.sketch_whole(one)) for one in (text, edit(text), make_report(4)))
    assert mine & edited
    assert not mine & theirs
    assert sketches.sketch_whole("12 ab。") == []


def test_sketches_stay_the_same():
    assert sketches.sketch_whole("我们把河道清淤的账一笔一笔算清楚")[:2] == BANDS
    assert sketches.sketch_whole("我们把河道清淤的账，一笔一笔算清楚 12！") == sketches.sketch_whole(
        "我们把河道清淤的账一笔一笔算清楚"
    )


# --- a corpus


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Reports of eight units with a template in each, one copied whole and one with a passage of another's."""
    place = tmp_path_factory.mktemp("copies")
    folder, output = place / "文稿", place / "结果"
    texts = {f"单位{n % 8}/总结{n:02}.txt": make_report(n) for n in range(24)}
    texts["单位7/照抄.txt"] = edit(make_report(0))
    texts["单位6/夹带.txt"] = make_report(50) + max(make_report(9).splitlines()[4:12], key=len) + "\n"
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    output.mkdir()
    run(find_reports(str(folder), DEFAULT), Job(output, Config(), Bounds(), 6), Local(2), lambda done: None)
    return output


def test_copies_are_found_and_nothing_else(corpus):
    rows = (
        duckdb.read_parquet(str(corpus / "copies.parquet")).project("source, copy, direction_known, whole").fetchall()
    )
    assert rows == [
        ("单位0/总结00.txt", "单位7/照抄.txt", True, True),
        ("单位1/总结09.txt", "单位6/夹带.txt", False, False),
    ]


def test_templates_are_told_apart(corpus):
    (row,) = duckdb.read_parquet(str(corpus / "templates.parquet")).fetchall()
    assert row == (TEMPLATE, 8, 26, "单位0/总结00.txt")


def test_passages_stand_side_by_side(corpus):
    page = html.unescape((corpus / "copies.html").read_text("utf-8"))
    passages = duckdb.read_parquet(str(corpus / "passages.parquet")).project("source_text, copy_text").fetchall()
    assert passages
    for one, other in passages:
        assert f"<td>{one}</td><td>{other}</td>" in page


def test_the_benchmark_finds_what_it_planted(tmp_path):
    chance = random.Random(7)  # noqa: S311 - no secret
    data = tmp_path / "data"
    (data / "reports").mkdir(parents=True)
    (data / "bulk").mkdir()
    (data / "reports" / "真.txt").write_text(make_report(70), "utf-8")
    with lzma.open(data / "bulk" / "news.txt.xz", "wt", encoding="utf-8") as file:
        file.writelines("".join(make_sentence(chance) for _ in range(5)) + "\n" for _ in range(160))
    arguments = ["--data", data, "--output", tmp_path / "量", "--size", "11", "--planted", "2", "--jobs", "1"]
    command = [sys.executable, "-m", "benchmarks.corpus", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    speed, scores = (
        json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])[0],
        done.stdout.split("}\n", 1)[1],
    )
    assert speed["characters_per_second"] > 0
    whole = json.loads(scores)["whole"]
    assert (whole["found"], whole["recall"], whole["precision"]) == (2, 1, 1)
