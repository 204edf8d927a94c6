"""Many reports at once: tables, going on after a break, reports that crash or hang, summary and pages."""

from __future__ import annotations

import html
import json
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from corpus_files import make_report, write_reports
from pyarrow import parquet

from reportlint import Config, Document, check
from reportlint.cli import main
from reportlint.corpus.batches import make_batches
from reportlint.corpus.child import Bounds
from reportlint.corpus.engines import Local
from reportlint.corpus.lanes import DiedError, Lane, LaneError, run_apart
from reportlint.corpus.reports import find_reports
from reportlint.corpus.run import Job, run
from reportlint.corpus.themes import Problem, find_themes
from reportlint.read import DEFAULT, ReadError

TABLES = ("reports", "findings", "figures", "problems", "sections", "copies", "passages", "templates")


class Counting(Local):
    """An engine that counts the batches it is given."""

    batches = 0

    def map(self, work, tasks):
        for task, result in super().map(work, tasks):
            self.batches += "check_batch" in repr(work)
            yield task, result


def collect(folder, output, engine=None, bounds=Bounds(), notify=lambda done: None):  # noqa: B008
    output.mkdir(exist_ok=True)
    job = Job(output, Config(), bounds, template_units=3)
    return run(find_reports(str(folder), DEFAULT), job, engine or Local(2), notify)


def read(output):
    """Return the bytes of all results."""
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def select(output, table, what="*", where="true"):
    return duckdb.read_parquet(str(output / f"{table}.parquet")).filter(where).project(what).fetchall()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A corpus with one report that cannot be read, and its results."""
    place = tmp_path_factory.mktemp("corpus")
    folder, output = place / "文稿", place / "结果"
    write_reports(folder, 40)
    (folder / "单位1" / "坏.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "单位0" / "有错.txt").write_text("一、成效\n全年办结事项的的三十件，占比达145%。\n", "utf-8")
    return folder, output, collect(folder, output)


# --- tables


def test_one_row_a_report(corpus):
    folder, output, _ = corpus
    rows = select(output, "reports", "path, unit, characters, error")
    assert [row[0] for row in rows] == [one.path for one in find_reports(str(folder), DEFAULT)]
    assert len(rows) == 42
    bad = [row for row in rows if row[3]]
    assert [(row[0], row[1], row[2]) for row in bad] == [("单位1/坏.docx", "单位1", None)]
    assert bad[0][3].endswith("。")


def test_the_findings_are_those_of_check(corpus):
    folder, output, _ = corpus
    text = (folder / "单位0" / "有错.txt").read_text("utf-8")
    found = select(output, "findings", 'path, rule, start, "end"')
    expected = [(one.rule, one.finding.span.start, one.finding.span.end) for one in check(Document(text))]
    assert expected
    assert [row[1:] for row in found if row[0] == "单位0/有错.txt"] == expected


def test_things_have_their_rows(corpus):
    _, output, summary = corpus
    doc = Document(make_report(7))
    where = "path = '单位3/总结007.txt'"
    for name in ("figures", "problems", "sections"):
        assert len(select(output, name, where=where)) == len(getattr(doc, name)), name
    assert select(output, "reports", "period, date", where) == [("", "2023-12-03")]
    assert summary["totals"]["figures"] == len(select(output, "figures"))


def test_polars_reads_them_too(corpus):
    polars = pytest.importorskip("polars")
    assert polars.read_parquet(corpus[1] / "findings.parquet").height == len(select(corpus[1], "findings"))


# --- going on


def test_nothing_is_done_twice(corpus, tmp_path):
    folder, output, _ = corpus
    before, engine, told = read(output), Counting(1), []
    collect(folder, output, engine, notify=told.append)
    assert engine.batches == 0
    assert told == [42]
    assert read(output) == before


def test_a_new_report_changes_one_batch(tmp_path):
    folder, output = tmp_path / "文稿", tmp_path / "结果"
    write_reports(folder, 60, units=3)
    first = Counting(1)
    collect(folder, output, first)
    assert first.batches > 1
    (folder / "单位1" / "总结001补.txt").write_text(make_report(900), "utf-8")
    second = Counting(1)
    collect(folder, output, second)
    assert second.batches == 1
    collect(folder, tmp_path / "重来")
    assert read(output) == read(tmp_path / "重来")


def test_batches_depend_on_contents_and_settings(tmp_path):
    write_reports(tmp_path, 8)
    reports = find_reports(str(tmp_path), DEFAULT)

    def keys(config=Config(), bounds=Bounds()):  # noqa: B008
        return [batch.key for batch in make_batches(find_reports(str(tmp_path), DEFAULT), config, bounds)]

    before = keys()
    assert keys() == before
    assert keys(Config(ignore=("wording",))) != before
    assert keys(bounds=Bounds(seconds=5)) != before
    (tmp_path / reports[0].path).write_text("改过了。\n", "utf-8")
    assert keys() != before


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_run_is_finished_by_the_next(tmp_path):
    folder, output = tmp_path / "文稿", tmp_path / "结果"
    write_reports(folder, 90, units=5)
    command = [sys.executable, "-m", "reportlint", "corpus", str(folder), "--output", str(output), "--no-config"]
    process = subprocess.Popen([*command, "--jobs", "1"])
    try:
        while not list(output.glob("batches/*.parquet")):
            assert process.poll() is None
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = len(list(output.glob("batches/*.parquet")))
    assert not (output / "reports.parquet").exists()
    (output / "batches" / "half.tmp").write_bytes(b"half")
    subprocess.run(command, check=True, capture_output=True)
    assert 0 < done < len(list(output.glob("batches/*.parquet")))
    fresh = tmp_path / "重来"
    subprocess.run([*command[:-3], "--output", str(fresh), "--no-config"], check=True, capture_output=True)
    assert read(output) == read(fresh)


# --- reports that crash or hang


@pytest.fixture
def lane():
    lane = Lane(Bounds(seconds=1.5, megabytes=512))
    yield lane
    lane.close()


def test_a_lane_lives_on_when_a_task_hangs(lane):
    with pytest.raises(LaneError, match=r"超过 1.5 秒没有查完.*。"):
        lane.run(time.sleep, 600)
    assert lane.run(abs, -3) == 3


def test_a_lane_lives_on_when_a_task_dies(lane):
    with pytest.raises(LaneError, match=r"进程中途退出（状态 7）.*。"):
        lane.run(os._exit, 7)
    assert lane.run(abs, -3) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_lane_lives_on_when_a_task_fills_the_memory(lane):
    with pytest.raises(LaneError, match=r"用的内存超过 512 兆.*。"):
        lane.run(bytearray, 8 << 30)
    assert lane.run(abs, -3) == 3


def test_a_task_whose_process_died_is_tried_again(monkeypatch):
    tries = []

    def run(self, work, argument):
        tries.append(argument)
        if len(tries) == 1:
            raise DiedError("检查的进程中途退出。")
        return work(argument)

    monkeypatch.setattr(Lane, "run", run)
    assert run_apart(abs, -3, Bounds(seconds=9)) == 3
    assert tries == [-3, -3]


def test_debug_shows_where_a_task_hangs(capfd, caplog):
    caplog.set_level(logging.DEBUG, "reportlint")
    lane = Lane(Bounds(seconds=0.5))
    with pytest.raises(LaneError):
        lane.run(time.sleep, 600)
    assert "child.py" in capfd.readouterr().err


def test_what_a_task_prints_is_no_answer(lane):
    assert lane.run(print, "噪声") is None
    assert lane.run(abs, -3) == 3


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_lane_ends_with_its_parent():
    code = (
        "import os, signal, time\n"
        "from reportlint.corpus.child import Bounds\n"
        "from reportlint.corpus.lanes import Lane\n"
        "lane = Lane(Bounds())\n"
        "lane.run(abs, 1)\n"
        "print(lane.process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child = int(done.stdout)
    for _ in range(200):
        try:
            os.kill(child, 0)
            # nobody may be there to take leave of it
            if Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
                return
        except (ProcessLookupError, FileNotFoundError):
            return
        time.sleep(0.05)
    pytest.fail("the child goes on")


def test_a_report_that_takes_too_long_has_an_error(tmp_path):
    write_reports(tmp_path / "文稿", 2)
    summary = collect(tmp_path / "文稿", tmp_path / "结果", Local(1), Bounds(seconds=0.01))
    assert summary["totals"]["errors"] == 2
    assert all("超过 0.01 秒没有查完" in row["error"] for row in summary["errors"])


# --- where reports come from


def test_rows_of_a_table_are_reports(corpus, tmp_path):
    folder, output, _ = corpus
    reports = [one for one in find_reports(str(folder), DEFAULT) if one.path.endswith(".txt")]
    rows = [{"path": one.path, "text": one.read(DEFAULT).text} for one in reports]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "文稿.parquet", row_group_size=7)
    collect(tmp_path / "文稿.parquet", tmp_path / "结果")
    for table in ("findings", "figures", "copies"):
        assert select(tmp_path / "结果", table) == select(output, table), table


def test_a_url_is_read_like_a_folder(corpus, tmp_path):
    pytest.importorskip("fsspec")
    folder, output, _ = corpus
    collect(folder.as_uri() if folder.as_posix().isascii() else f"file://{folder.as_posix()}", tmp_path / "结果")
    for table in ("findings", "figures", "sections"):
        assert sorted(select(tmp_path / "结果", table)) == sorted(select(output, table)), table


def test_a_table_without_the_columns(tmp_path):
    parquet.write_table(pa.table({"名称": ["甲"]}), tmp_path / "表.parquet")
    with pytest.raises(ReadError, match=r"没有 path、text 列.*。"):
        find_reports(str(tmp_path / "表.parquet"), DEFAULT)


def test_reports_in_an_archive(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "收齐.zip", "w") as archive:
        archive.writestr("甲局/总结.txt", make_report(1))
    (one,) = find_reports(str(tmp_path), DEFAULT)
    assert one.path == "收齐.zip!/甲局/总结.txt"
    assert one.read(DEFAULT).text == make_report(1)


# --- summary and pages


def test_the_summary_counts(corpus):
    _, output, summary = corpus
    assert summary == json.loads((output / "summary.json").read_text("utf-8"))
    assert summary["totals"]["reports"] == 42
    assert summary["totals"]["units"] == 4
    assert summary["totals"]["findings"] == sum(row["findings"] for row in summary["rules"])
    counts = [row["findings"] for row in summary["rules"]]
    assert counts == sorted(counts, reverse=True)
    densities = [row["density"] for row in summary["units"]]
    assert densities == sorted(densities, reverse=True)
    one = summary["units"][0]
    assert one["density"] == pytest.approx(one["findings"] * 10000 / one["characters"], abs=0.01)
    assert "片区" in [row["word"] for row in summary["words"]]


def test_themes_put_together_what_means_the_same():
    said = [
        "基层干部业务培训不足",
        "干部教育培训不够",
        "干部培训不到位",
        "河道污染治理缓慢",
        "河流水污染治理不力",
        "河道水质污染严重",
    ]
    problems = [Problem(f"{n}.txt", f"单位{n}", text) for n, text in enumerate(said)]
    themes = find_themes(problems)
    assert [theme.problems for theme in themes] == [3, 3]
    assert {theme.example in said[:3] for theme in themes} == {True, False}
    assert find_themes(problems) == themes
    assert find_themes([]) == find_themes([Problem("甲", "甲", "……")] * 3) == []


def test_the_pages_need_nothing_else(corpus):
    _, output, _ = corpus
    for name in ("index.html", "copies.html"):
        page = html.unescape((output / name).read_text("utf-8"))
        assert "default-src 'none'" in page
        assert "http://" not in page
        assert "https://" not in page
        assert "<script" not in page
    index = (output / "index.html").read_text("utf-8")
    assert "坏.docx" in index
    assert "<svg" in index


# --- the command


def test_the_command(tmp_path, capsys):
    write_reports(tmp_path / "文稿", 3)
    assert main(["corpus", str(tmp_path / "文稿"), "--output", str(tmp_path / "新" / "结果"), "--no-config"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("查了 3 份文稿（3 个单位，")
    assert (tmp_path / "新" / "结果" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有的文件夹", "--output", "结果"], "打不开这个文件夹"),
        ([".", "--output", "结果"], "里面没有 .txt"),
        ([".", "--output", "结果", "--engine", "dask"], "--scheduler"),
        ([".", "--output", "结果", "--engine", "spark"], "可用的是 local、dask"),
        ([".", "--output", "结果", "--select", "没有"], "既不是规则也不是类别"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    if "--engine" in arguments:
        write_reports(tmp_path, 1)
    assert main(["corpus", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_command_names_the_extra_that_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("reportlint.cli.corpus.find_spec", lambda name: None)
    assert main(["corpus", str(tmp_path), "--output", str(tmp_path / "结果")]) == 2
    assert "pip install 'reportlint[corpus]'" in capsys.readouterr().err
