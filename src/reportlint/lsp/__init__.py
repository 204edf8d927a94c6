"""The language server: findings while one types, fixes, explanations, the outline; needs the extra `lsp`."""

from __future__ import annotations

import logging
from importlib.util import find_spec


class ServerError(Exception):
    """The server cannot start; the message is one sentence that says what to do."""


def serve() -> None:
    """Speak with an editor over standard input and output until it says goodbye.

    Raises:
        ServerError: pygls is not installed.
    """
    if find_spec("pygls") is None:
        raise ServerError("在编辑器里检查需要 pygls，请先安装：pip install 'reportlint[lsp]'")
    from reportlint.lsp.server import make_server

    # what it logs is for --debug, as our own is
    for handler in logging.getLogger("reportlint").handlers or [logging.NullHandler()]:
        logging.getLogger("pygls").addHandler(handler)
    make_server().start_io()
