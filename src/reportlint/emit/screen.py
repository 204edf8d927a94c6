"""What is laid out by rich, as bytes."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlint.emit import View


def render_screen(view: View, show: Callable[[Console], None]) -> bytes:
    """Return what `show` prints, not wider than the screen and without blanks at line ends."""
    console = Console(
        file=StringIO(),
        width=view.width,
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        show(console)
    lines = (line.rstrip() for line in capture.get().splitlines())
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
