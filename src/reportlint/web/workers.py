"""Processes that check. One that takes too long or too much memory is ended, and another takes its place."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from reportlint.web.drafts import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

log = logging.getLogger(__name__)

Made = TypeVar("Made")
# nothing of this process is inherited: neither its reports nor its sockets
CONTEXT = multiprocessing.get_context("spawn")
GRACE = 3
DIED = "检查时用的内存过多，或者文件已经损坏，检查中断了，请把文稿拆成几份，或另存一遍再试。"
CLOSED = "服务正在结束，这份文稿没有查完。"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job.

    Attributes:
        value: What it made.
        problem: Why it made nothing, in one sentence; empty when it did.
        trace: Where the program failed, for --debug.
    """

    value: Any = None
    problem: str = ""
    trace: str = ""


class Worker:
    """A process that does one job after the other.

    Args:
        memory: Bytes that it may use.
    """

    def __init__(self, memory: int) -> None:
        self.pipe, theirs = CONTEXT.Pipe()
        self.process = CONTEXT.Process(target=work, args=(theirs, memory), daemon=True)
        self.process.start()
        theirs.close()

    def do(self, function: Callable[..., object], args: tuple[object, ...], seconds: float) -> Answer | None:
        """Do a job; None where the process has died.

        Raises:
            TimeoutError: It takes longer than that.
        """
        try:
            self.pipe.send((function, args))
            if not self.pipe.poll(seconds):
                raise TimeoutError
            answer: Answer = self.pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionError):
            return None
        return answer

    def close(self) -> None:
        """End the process; it may clean up before."""
        self.process.terminate()
        self.process.join(GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Pool:
    """The processes of a server.

    Args:
        size: How many work at the same time.
        seconds: For a job.
        memory: Bytes that one of them may use.
    """

    def __init__(self, size: int, seconds: float, memory: int) -> None:
        self.seconds, self.memory = seconds, memory
        self.turns = asyncio.Semaphore(size)
        self.idle: list[Worker] = []
        self.busy: set[Worker] = set()
        self.closed = False

    async def run(self, function: Callable[..., Made], *args: object) -> Made:
        """Let a process call a function, when it is its turn.

        Raises:
            RefusedError: It was refused, took too long, or failed.
        """
        async with self.turns:
            answer = await asyncio.to_thread(self.work, function, args)
        if answer.trace:
            log.debug("检查没有做成\n%s", answer.trace)
        if answer.problem:
            raise RefusedError(answer.problem)
        made: Made = answer.value
        return made

    def work(self, function: Callable[..., object], args: tuple[object, ...]) -> Answer:
        """Let an idle process, or a new one, do a job."""
        if self.closed:
            return Answer(problem=CLOSED)
        worker = self.idle.pop() if self.idle else Worker(self.memory)
        self.busy.add(worker)
        answer = None
        try:
            answer = worker.do(function, args, self.seconds)
        except TimeoutError:
            return Answer(problem=f"检查了 {self.seconds:g} 秒还没有做完，已经停下，请把文稿拆成几份再试。")
        finally:
            self.busy.discard(worker)
            if answer and not self.closed:
                self.idle.append(worker)
            else:
                worker.close()
        return answer or Answer(problem=CLOSED if self.closed else DIED)

    def warm(self) -> None:
        """Start a process before somebody waits for it."""
        self.idle.append(Worker(self.memory))

    def close(self) -> None:
        """End all processes."""
        self.closed = True
        for worker in (*self.idle, *self.busy):
            worker.close()


def work(pipe: Connection, memory: int) -> None:
    """Do jobs until nobody is there any more to send one."""
    # Ctrl+C is the server's affair, which then ends this process so that it removes what it may have put on disk
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    # processes work side by side already, and each thread of numpy's would take its share of the memory
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    prepare()
    bound_memory(memory)
    # without memory this process is of no use; that it is gone tells the server enough
    with suppress(EOFError, ConnectionError, MemoryError):
        while True:
            function, args = pipe.recv()
            pipe.send(do(function, args))


def prepare() -> None:
    """Load what every job needs."""
    from reportlint import registry

    import_module("reportlint.web.jobs")
    registry.load()


def do(function: Callable[..., object], args: tuple[object, ...]) -> Answer:
    """Return what a function makes, or why it makes nothing.

    Raises:
        MemoryError: There is no more; the process is then of no use.
    """
    from reportlint.config import ConfigError
    from reportlint.emit import FormatError
    from reportlint.read import ReadError

    try:
        return Answer(function(*args))
    except (RefusedError, ReadError, ConfigError, FormatError) as error:
        return Answer(problem=str(error))
    except MemoryError:
        raise
    except Exception as error:
        problem = (
            f"程序内部出错（{type(error).__name__}），没有做成；"
            "请用 reportlint serve --debug 重新启动，重做一遍，把输出报告给维护者。"
        )
        return Answer(problem=problem, trace=traceback.format_exc())


def bound_memory(memory: int) -> None:
    """Bound the memory of this process where the system can."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, most))
