"""Standard output and the progress bar."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reportlint.emit import View
from reportlint.emit.language import say
from reportlint.read.files import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from reportlint.cli.inputs import Input

LONG_WORK = 1_000_000
CLOSED_PIPE = 141
PIPED_WIDTH = 100
# what makes rich treat a pipe or a file as a terminal
FORCING = frozenset({"FORCE_COLOR", "TTY_COMPATIBLE"})


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output, or to another stream."""
    stream = stream or sys.stdout
    with ending_quietly():
        stream.write(text)
        stream.flush()


def write_bytes(data: bytes, stream: TextIO | None = None) -> None:
    """Write bytes to standard output, or to another stream."""
    stream = stream or sys.stdout
    with ending_quietly():
        stream.buffer.write(data)
        stream.buffer.flush()


@contextmanager
def ending_quietly() -> Iterator[None]:
    """Leave the command without a word when nobody reads on, with one when there is no room.

    Raises:
        click.ClickException: The output cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        forget_output()
        raise click.exceptions.Exit(CLOSED_PIPE) from None
    except OSError as error:
        forget_output()
        raise click.ClickException(f"结果写不出去（{reason(error)}），请换一个地方。") from None


def forget_output() -> None:
    """Lead standard output nowhere: the interpreter flushes once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(view: View, key: str, **values: object) -> None:
    """Say something on standard error, in the language of the view."""
    click.echo(say(view, key, **values), err=True)


def tell_errors(errors: Iterable[str | None], view: View | None = None) -> None:
    """Say on standard error why reports could not be read."""
    for error in errors:
        if error:
            tell(view or View(), "trouble", message=error)


def find_view(stream: TextIO, *, statistics: bool = False, lang: str = "zh") -> View:
    """Return how results are shown on a stream: NO_COLOR and FORCE_COLOR are heeded."""
    if not stream.isatty() and FORCING.isdisjoint(os.environ):
        return View(PIPED_WIDTH, statistics=statistics, lang=lang)
    from rich.console import Console

    console = Console(file=stream)
    color = console.color_system is not None and not console.no_color and not console.legacy_windows
    return View(console.width if console.is_terminal else PIPED_WIDTH, color, statistics, lang)


def track(inputs: Sequence[Input]) -> Iterable[Input]:
    """Return the inputs; on a terminal long work shows how far it is."""
    long = len(inputs) > 1 or sum(one.size for one in inputs) > LONG_WORK
    if not long or not sys.stderr.isatty():
        return inputs
    from rich.console import Console
    from rich.progress import track as track_with_bar

    return track_with_bar(inputs, "检查中", console=Console(stderr=True), transient=True)
