"""The engine of Dask, in local mode with several workers: the same rows as on one machine, also when a worker is killed."""

from __future__ import annotations

import os
import re
import signal
import threading
from pathlib import Path

import distributed
import pytest
from corpus_files import make_report, write_reports

from reportlint import Config, Document, check
from reportlint.corpus.child import Bounds
from reportlint.corpus.cluster import Dask
from reportlint.corpus.engines import Local
from reportlint.corpus.reports import find_reports
from reportlint.corpus.run import Job, run
from reportlint.read import DEFAULT

DOCS = Path(__file__).parents[1] / "docs" / "scale.md"

# what Dask and its event loop leave to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


def collect(folder, output, engine, notify=lambda done: None):
    output.mkdir()
    run(find_reports(str(folder), DEFAULT), Job(output, Config(), Bounds(), 3), engine, notify)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_the_same_as_on_one_machine_though_a_worker_is_killed(cluster, tmp_path):
    folder = tmp_path / "文稿"
    write_reports(folder, 60)
    (folder / "单位0" / "照抄.txt").write_text(make_report(1, year=2024), "utf-8")
    engine = Dask(cluster.scheduler_address)
    victims = list(engine.client.run(os.getpid).values())
    killed = threading.Event()

    def kill(done):
        if done and not killed.is_set():
            killed.set()
            os.kill(victims[0], signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    spread = collect(folder, tmp_path / "集群", engine, kill)
    assert killed.is_set()
    assert victims[0] not in engine.client.run(os.getpid).values()
    engine.close()
    assert spread == collect(folder, tmp_path / "本机", Local(2))


def test_the_bands_dealt_out_give_the_same_candidates(cluster, tmp_path):
    write_reports(tmp_path / "文稿", 40)
    (tmp_path / "文稿" / "单位3" / "照抄.txt").write_text(make_report(2, year=2024), "utf-8")
    collect(tmp_path / "文稿", tmp_path / "结果", Local(2))
    files = sorted((tmp_path / "结果" / "batches").iterdir())
    engine = Dask(cluster.scheduler_address)
    dealt, whole = engine.find_bucketed(files, 3), Local(1).find_bucketed(files, 3)
    engine.close()
    assert whole[0].num_rows == 1
    assert whole[1].num_rows == 41
    assert [table.to_pylist() for table in dealt] == [table.to_pylist() for table in whole]


def test_the_recipe_for_spark():
    pandas = pytest.importorskip("pandas")
    (code,) = re.findall(r"```python\n(def check_frames.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    recipe: dict[str, object] = {}
    exec(code, recipe)  # noqa: S102 - our own documentation
    texts = {"甲.txt": "全年办结事项的的三十件。\n", "乙.txt": "全年办结事项三十件。\n"}
    frame = pandas.DataFrame({"path": list(texts), "text": list(texts.values())})
    (found,) = recipe["check_frames"](iter([frame]))
    expected = [
        (path, one.rule, one.finding.span.start) for path, text in texts.items() for one in check(Document(text))
    ]
    assert expected
    assert list(found[["path", "rule", "start"]].itertuples(index=False, name=None)) == expected
    (empty,) = recipe["check_frames"](iter([frame.iloc[:0]]))
    assert list(empty.columns) == list(found.columns)
