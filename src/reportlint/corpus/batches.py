"""Reports in batches: what is checked in one go, written as one file and, when nothing of it changed, never done again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from reportlint import cache
from reportlint.corpus.checking import check_report, failure
from reportlint.corpus.lanes import LaneError, run_apart
from reportlint.corpus.sketches import name_text
from reportlint.corpus.store import make_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from reportlint.config import Config
    from reportlint.corpus.child import Bounds
    from reportlint.corpus.reports import Report

USUAL, MOST = 24, 96  # reports in a batch


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that are checked in one go.

    Attributes:
        key: Names them with all that their results depend on.
    """

    key: str
    reports: tuple[Report, ...]


def make_batches(reports: Iterable[Report], config: Config, bounds: Bounds) -> Iterator[Batch]:
    """Yield the reports in batches, in order.

    Where a batch ends depends on the names in it alone: a new report changes one batch and not all that follow.
    """
    settings = repr((cache.program(), config, bounds))
    batch: list[Report] = []
    for report in reports:
        batch.append(report)
        if name_text(report.path) % USUAL == 0 or len(batch) == MOST:
            yield make_batch(batch, settings, config)
            batch = []
    if batch:
        yield make_batch(batch, settings, config)


def make_batch(reports: list[Report], settings: str, config: Config) -> Batch:
    """Return a batch of reports with its key."""
    key = sha256(settings.encode("utf-8", "surrogatepass"))
    for report in reports:
        stamp = report.stamp(config.reader_limits().file_bytes)
        key.update(f"\0{report.path}\0{stamp}".encode("utf-8", "surrogatepass"))
    return Batch(key.hexdigest(), tuple(reports))


def check_batch(batch: Batch, config: Config, bounds: Bounds) -> pa.Table:
    """Return the rows of a batch: each report is checked in the lane of this thread."""
    check = partial(check_report, config=config)
    rows = []
    for report in batch.reports:
        try:
            rows.append(run_apart(check, report, bounds))
        except LaneError as error:
            rows.append(failure(report, f"{report.path}：{error}"))
    return make_table(rows)
