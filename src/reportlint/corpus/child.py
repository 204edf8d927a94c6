"""The process at the other end of a lane: it does one thing after the other until its parent is gone.

It watches its own time and memory; what goes beyond them ends it, however deep in a library it hangs.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import pickle
import sys
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one report may cost.

    Attributes:
        seconds: Of wall clock.
        megabytes: Of memory that the process has for itself, where the system can bound that.
    """

    seconds: float = 120
    megabytes: int = 1024


def main() -> None:
    """Serve the parent at standard input and output."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # whatever a library prints must not come between the answers
    os.dup2(2, 1)
    try:
        bounds, debug = pickle.load(tasks)  # noqa: S301 - from our own parent
        if debug:
            log = logging.getLogger("reportlint")
            log.setLevel(logging.DEBUG)
            log.addHandler(logging.StreamHandler())
        limit_memory(bounds.megabytes)
        while True:
            serve(tasks, answers, bounds.seconds)
    except (EOFError, BrokenPipeError, MemoryError):
        os._exit(0)


def limit_memory(megabytes: int) -> None:
    """Bound the memory that this process has for itself; what it maps of files does not count."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def serve(tasks: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Do the next thing and answer with what came of it.

    Raises:
        EOFError: The parent wants nothing more.
        MemoryError: It took too much memory, which the parent has been told.
    """
    work, argument = pickle.load(tasks)  # noqa: S301 - from our own parent
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        result = work(argument)
    except MemoryError:
        pickle.dump(MemoryError(), answers)
        answers.flush()
        raise
    finally:
        faulthandler.cancel_dump_traceback_later()
    pickle.dump(result, answers)
    answers.flush()


if __name__ == "__main__":
    main()
