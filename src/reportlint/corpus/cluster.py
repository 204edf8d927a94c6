"""The workers of a Dask cluster as an engine; each keeps its processes, and so the model, from task to task."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import duckdb
import pyarrow as pa
from distributed import Client

from reportlint.corpus.buckets import BANDS, join_bands, merge_parts
from reportlint.corpus.engines import AHEAD, run_ahead
from reportlint.corpus.store import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

T = TypeVar("T")
R = TypeVar("R")

RETRIES = 10  # of a task whose worker died; a report that kills its process kills no worker
FILES = 64  # batches whose bands are read in one go
COLUMNS = pa.schema([(name, pa.int64()) for name in ("id", "unit_id", "sentence", "band")])


class Dask:
    """A cluster of Dask; it must see the reports and the results under the same paths."""

    def __init__(self, scheduler: str) -> None:
        self.client = Client(scheduler)

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with what a function makes of it, as they are done."""
        with self.client.get_executor(pure=False, retries=RETRIES) as pool:
            cores = max(sum(self.client.ncores().values()), 1)
            yield from run_ahead(lambda task: pool.submit(work, task), tasks, cores * AHEAD)

    def find_bucketed(self, files: Sequence[Path], units: int) -> tuple[pa.Table, pa.Table]:
        """Return the candidates for copies and the sentences of templates: the bands are dealt out by their number."""
        import dask.dataframe as frames
        from dask.delayed import delayed

        groups = [list(files[start : start + FILES]) for start in range(0, len(files), FILES)]
        bands = frames.from_map(read_bands, groups, meta=read_bands([]))
        dealt = bands.shuffle("band", npartitions=max(len(groups), 2)).to_delayed()
        parts = [delayed(partial(join_frame, units=units))(part) for part in dealt]
        return merge_parts(self.client.gather(self.client.compute(parts, retries=RETRIES)))

    def close(self) -> None:
        """Leave the cluster, which goes on for others."""
        self.client.close()


def read_bands(files: list[Path]) -> pd.DataFrame:
    """Return the bands in batches: id, unit_id, sentence, band."""
    if not files:
        table = COLUMNS.empty_table()
    else:
        with connect(files) as database:
            table = database.sql(BANDS).to_arrow_table().cast(COLUMNS)
    frame: pd.DataFrame = table.to_pandas()
    return frame


def join_frame(bands: pd.DataFrame, units: int) -> tuple[pa.Table, pa.Table]:
    """Return what one part of the bands gives."""
    with duckdb.connect(config={"threads": 1}) as database:
        database.register("bands", pa.Table.from_pandas(bands, preserve_index=False))
        return join_bands(database, units)
