"""Work that may crash, hang or fill the memory, done in a process of its own that is replaced when it dies."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlint.corpus.child import Bounds

T = TypeVar("T")
R = TypeVar("R")

log = logging.getLogger(__name__)

# the lanes are the threads: a library's own would only be in their way
SINGLE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "RAYON")}


class LaneError(Exception):
    """A task was given up; the message is the second half of a sentence that says why and what to do."""


class DiedError(LaneError):
    """The process died, of the task or of something else: another try may tell."""


class Lane:
    """A process that does one thing at a time; the first thing starts it."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, work: Callable[[T], R], argument: T) -> R:
        """Return what a function makes of an argument; both must be picklable.

        Raises:
            LaneError: It took too long or too much memory, or the process died.
        """
        process = self.process or self._start()
        started = time.monotonic()
        try:
            send(process, (work, argument))
            result = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._explain(time.monotonic() - started) from None
        if isinstance(result, MemoryError):
            self.close()
            raise LaneError(f"用的内存超过 {self.bounds.megabytes} 兆，没有查完，请拆成几个文件，或用 --memory 放宽。")
        value: R = result
        return value

    def close(self) -> None:
        """End the process."""
        if self.process:
            end(self.process)
        self.process = None

    def _start(self) -> subprocess.Popen[bytes]:
        debug = log.isEnabledFor(logging.DEBUG)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reportlint.corpus.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if debug else subprocess.DEVNULL,
            env={**os.environ, **SINGLE},
        )
        weakref.finalize(self, end, self.process)
        send(self.process, (self.bounds, debug))
        return self.process

    def _explain(self, seconds: float) -> LaneError:
        status = self.process.wait() if self.process else 0
        self.close()
        if seconds >= self.bounds.seconds:
            return LaneError(
                f"超过 {self.bounds.seconds:g} 秒没有查完，已经放弃，请拆成几个文件，或用 --seconds 放宽。"
            )
        return DiedError(f"检查的进程中途退出（状态 {status}），已经放弃，请看这份文稿能否正常打开，再报告给维护者。")


def send(process: subprocess.Popen[bytes], thing: object) -> None:
    """Send something to a process."""
    assert process.stdin  # noqa: S101 - it was opened with a pipe
    pickle.dump(thing, process.stdin)
    process.stdin.flush()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


class Lanes(threading.local):
    """The lane of each thread, as long as it lives."""

    def __init__(self) -> None:
        self.open: dict[Bounds, Lane] = {}


LANES = Lanes()


def run_apart(work: Callable[[Any], R], argument: object, bounds: Bounds) -> R:
    """Return what a function makes of an argument in the lane of this thread; if that dies, in another.

    Raises:
        LaneError: It took too long or too much memory, or the process died again.
    """
    lane = LANES.open.setdefault(bounds, Lane(bounds))
    try:
        return lane.run(work, argument)
    except DiedError:
        return lane.run(work, argument)
