"""Where the work of a corpus is done: on the cores of this machine, or on the workers of a Dask cluster."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from reportlint.corpus.buckets import find_bucketed
from reportlint.corpus.store import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2  # tasks that wait for each worker; more would only fill the memory


class Engine(Protocol):
    """Something that does many tasks at once."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with what a function makes of it, as they are done."""

    def find_bucketed(self, files: Sequence[Path], units: int) -> tuple[pa.Table, pa.Table]:
        """Return the candidates for copies and the sentences of templates, as `buckets.find_bucketed` does."""

    def close(self) -> None:
        """Let go of what it holds."""


class Local:
    """The cores of this machine: a thread each, which has its work done in its lane."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with what a function makes of it, as they are done."""
        with ThreadPoolExecutor(self.jobs) as pool:
            yield from run_ahead(lambda task: pool.submit(work, task), tasks, self.jobs * AHEAD)

    def find_bucketed(self, files: Sequence[Path], units: int) -> tuple[pa.Table, pa.Table]:
        """Return the candidates for copies and the sentences of templates."""
        with connect(files, self.jobs) as database:
            return find_bucketed(database, units)

    def close(self) -> None:
        """Let go of nothing: each task ends what it has begun."""


def run_ahead(submit: Callable[[T], Future[R]], tasks: Iterable[T], ahead: int) -> Iterator[tuple[T, R]]:
    """Yield the results of tasks as they are done, never more than so many of them under way."""
    running: dict[Future[Any], T] = {}
    for task in tasks:
        running[submit(task)] = task
        if len(running) >= ahead:
            yield from take(running)
    while running:
        yield from take(running)


def take(running: dict[Future[Any], T]) -> Iterator[tuple[T, Any]]:
    """Yield the tasks that are done, at least one, and forget them."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield running.pop(future), future.result()
