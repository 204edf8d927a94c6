"""The whole way: reports to batches, batches to tables, copies, summary and pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from reportlint import __version__
from reportlint.corpus.batches import check_batch, make_batches
from reportlint.corpus.copies import find_copies, save_copies
from reportlint.corpus.pages import render_copies, render_dashboard
from reportlint.corpus.store import BATCHES, batch_file, clear_drafts, connect, save_table, save_tables
from reportlint.corpus.summary import summarise
from reportlint.read.files import save_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reportlint.config import Config
    from reportlint.corpus.child import Bounds
    from reportlint.corpus.engines import Engine
    from reportlint.corpus.reports import Report

    Notify = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with a corpus.

    Attributes:
        output: The folder of the results; workers on other machines must see it under the same path.
        config: What is checked.
        bounds: What one report may cost.
        template_units: From so many units on what they share is a template.
    """

    output: Path
    config: Config
    bounds: Bounds
    template_units: int


def run(reports: Sequence[Report], job: Job, engine: Engine, notify: Notify) -> dict[str, Any]:
    """Check reports, write everything and return the summary.

    What an earlier run has done and nothing has changed since is not done again.

    Args:
        reports: The corpus, in order.
        job: What is done.
        engine: Where.
        notify: Told how many reports are done, again and again.

    Raises:
        ReadError: The results cannot be written.
    """
    files = check_reports(reports, job, engine, notify)
    with connect(files) as database:
        save_tables(database, job.output)
        pairs = find_copies(engine, files, job.template_units, database)
        save_copies(database, job.output)
        summary = {"schema": "reportlint/corpus/1", "version": __version__, **summarise(database)}
        summary["totals"] |= count_copies(pairs)
    save_bytes(json.dumps(summary, ensure_ascii=False, indent=1).encode("utf-8"), job.output / "summary.json")
    save_bytes(render_dashboard(summary, pairs, job.config.known), job.output / "index.html")
    save_bytes(render_copies(pairs), job.output / "copies.html")
    return summary


def check_reports(reports: Sequence[Report], job: Job, engine: Engine, notify: Notify) -> list[Path]:
    """Check what is not done yet and return the files of all batches, in order."""
    folder = job.output / BATCHES
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_drafts(folder)
    clear_drafts(job.output)
    batches = list(make_batches(reports, job.config, job.bounds))
    waiting = [batch for batch in batches if not batch_file(job.output, batch.key).is_file()]
    done = len(reports) - sum(len(batch.reports) for batch in waiting)
    notify(done)
    for batch, table in engine.map(partial(check_batch, config=job.config, bounds=job.bounds), waiting):
        save_table(table, batch_file(job.output, batch.key))
        done += len(batch.reports)
        notify(done)
    files = [batch_file(job.output, batch.key) for batch in batches]
    for old in set(folder.glob("*.parquet")) - set(files):
        old.unlink()
    return files


def count_copies(pairs: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Return how many reports are near-duplicates, and how many share passages."""
    whole = sum(pair["whole"] for pair in pairs)
    return {"near_duplicates": whole, "shared_passages": len(pairs) - whole}
