"""The application, and the server that runs it until it is told to end."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import secrets
import socket
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from reportlint.read.files import reason
from reportlint.web import ServerError
from reportlint.web.guard import Guard
from reportlint.web.sessions import Store
from reportlint.web.views import ASSETS, HANDLERS, Views
from reportlint.web.workers import Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from starlette.types import ASGIApp

    from reportlint.web.settings import Settings

# how often sessions are looked through, and how long open connections may hold up the end
ROUND, GRACE = 30, 3
MOST_CONNECTIONS = 100


def make_app(settings: Settings, token: str, hosts: Collection[str]) -> ASGIApp:
    """Return the application.

    Args:
        settings: What it keeps to.
        token: What the address must hold.
        hosts: Names and ports by which it may be called.
    """
    store = Store(settings.sessions, settings.idle)
    pool = Pool(settings.workers, settings.limits.seconds + settings.seconds, settings.memory)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001  # starlette gives it
        cleaner = asyncio.create_task(clean(store))
        await asyncio.to_thread(pool.warm)
        try:
            yield
        finally:
            cleaner.cancel()
            store.clear()
            await asyncio.to_thread(pool.close)

    app = Starlette(routes=find_routes(Views(settings, store, pool)), exception_handlers=HANDLERS, lifespan=lifespan)
    return Guard(app, store, token, hosts, ASSETS)


def find_routes(views: Views) -> list[Route]:
    """Return which address is answered how."""
    report = "/reports/{key}"
    decisions = {
        "fix": views.fix,
        "fix-all": views.fix_all,
        "ignore": views.ignore,
        "restore": views.restore,
        "profile": views.profile,
        "undo": views.undo,
        "remove": views.remove,
    }
    return [
        Route("/", views.start),
        *(Route(path, views.asset) for path in ASSETS),
        Route("/reports", views.upload, methods=["POST"]),
        Route("/end", views.end, methods=["POST"]),
        Route(report, views.show),
        Route(f"{report}/files/{{file}}", views.send),
        *(Route(f"{report}/{name}", view, methods=["POST"]) for name, view in decisions.items()),
    ]


async def clean(store: Store) -> None:
    """Drop the sessions of those who stay away, also while nobody asks for anything."""
    while True:
        await asyncio.sleep(ROUND)
        store.purge()


def run(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve the page until somebody presses Ctrl+C.

    Raises:
        ServerError: The address is none to serve at.
    """
    with listen(settings) as listener:
        port, token = listener.getsockname()[1], secrets.token_urlsafe(32)
        server = make_server(make_app(settings, token, find_hosts(settings.host, port)))
        tell(f"http://{join(settings.host, port)}/?token={token}")
        with suppress(KeyboardInterrupt):
            asyncio.run(server.serve([listener]))


def make_server(app: ASGIApp) -> uvicorn.Server:
    """Return a server that writes down nobody's requests."""
    # whoever listens to loggers, addresses are not told
    logging.getLogger("uvicorn.access").disabled = True
    # what it logs is for --debug, as our own is
    for handler in logging.getLogger("reportlint").handlers or [logging.NullHandler()]:
        logging.getLogger("uvicorn").addHandler(handler)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            ws="none",
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=GRACE,
        )
    )


def listen(settings: Settings) -> socket.socket:
    """Return a socket at the address to serve at.

    Raises:
        ServerError: It is open to other machines without leave, or taken.
    """
    host = settings.host
    check_host(host, remote=settings.remote)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, settings.port), family=family)
    except (OSError, OverflowError) as error:
        told = (
            f"不能在 {join(host, settings.port)} 打开网页（{reason(error)}），请用 --port 换一个端口，或不写由系统选。"
        )
        raise ServerError(told) from None


def check_host(host: str, *, remote: bool) -> None:
    """Refuse an address that other machines reach, unless it is wanted, and one that stands for all.

    Raises:
        ServerError: The address is refused.
    """
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise ServerError(f"--host 的 {host} 不是 IP 地址，请写 127.0.0.1，或这台电脑的地址。") from None
    if address.is_unspecified:
        raise ServerError(f"--host 的 {host} 代表所有地址，请写这台电脑的一个具体地址。")
    if not address.is_loopback and not remote:
        raise ServerError(f"{host} 是别的电脑也能打开的地址，确实要这样请加 --allow-remote，否则不要写 --host。")


def find_hosts(host: str, port: int) -> set[str]:
    """Return the names by which the server may be called."""
    names = {host, "localhost"} if host in ("localhost", "127.0.0.1", "::1") else {host}
    return {join(name, port) for name in names}


def join(host: str, port: int) -> str:
    """Return host and port as addresses write them."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
