"""The page in the browser: drop a report, see what was found, decide, take the result along; needs the extra `web`.

The server is for one person on one machine. What is handed to it stays in memory and is dropped after the session.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlint.web.settings import Settings

NEEDED = ("starlette", "uvicorn", "python_multipart")


class ServerError(Exception):
    """The server cannot start; the message is one sentence that says what to do."""


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve the page until somebody presses Ctrl+C.

    Args:
        settings: Where and how.
        tell: Is given the address with its token as soon as it can be opened.

    Raises:
        ServerError: The address is none to serve at, or a library is not installed.
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise ServerError("在浏览器里检查需要几个网页组件，请先安装：pip install 'reportlint[web]'")
    from reportlint.web.server import run

    run(settings, tell)
