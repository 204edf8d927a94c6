"""Who may speak with the server: the one who knows the token, from a page of this server, and nobody else."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse

from reportlint.web.pages import render_problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportlint.web.sessions import Session, Store

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # with no-referrer browsers would hide the origin of our own forms too
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOST = "这里没有打开过检查，或者隔了太久已经结束，请用 reportlint serve 显示的地址重新打开。"
SESSION = "reportlint.session"
TRUSTED_SITES = ("same-origin", "none")


class Guard:
    """Lets requests through to the application, and sets the headers of all that is answered.

    Args:
        app: The application.
        store: The sessions.
        token: What the printed address holds.
        hosts: Names and ports by which this server may be called.
        public: The paths of what is no secret: style sheets, scripts and pictures.
    """

    def __init__(
        self, app: ASGIApp, store: Store, token: str, hosts: Collection[str], public: Collection[str] = ()
    ) -> None:
        self.app, self.store, self.token = app, store, token
        self.hosts, self.public = frozenset(hosts), frozenset(public)
        port = min(self.hosts).rpartition(":")[2]
        # cookies know no ports, and there may be two servers
        self.cookie = f"reportlint-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.choose(scope)(scope, receive, with_headers(send))

    def choose(self, scope: Scope) -> ASGIApp:
        """Return what answers a request."""
        headers = Headers(scope=scope)
        problem = self.find_problem(headers)
        if problem:
            return render_problem(403, problem)
        session = self.find_session(headers)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if scope["path"] == "/" and given:
            return self.welcome(given[0], session)
        if session is None and scope["path"] not in self.public:
            return render_problem(403, LOST)
        scope[SESSION] = session
        return self.app

    def find_problem(self, headers: Headers) -> str:
        """Return why a request is refused; empty when it is not."""
        if headers.get("host") not in self.hosts:
            return "这个地址不是本程序的地址，请用 reportlint serve 显示的地址打开。"
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "none")
        if site not in TRUSTED_SITES or (origin is not None and origin.removeprefix("http://") not in self.hosts):
            return "这个请求来自别的网站，已经拒绝，请把 reportlint serve 显示的地址复制到浏览器的地址栏打开。"
        return ""

    def find_session(self, headers: Headers) -> Session | None:
        """Return the session that a request belongs to."""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return None
        return self.store.find(morsel.value) if morsel else None

    def welcome(self, given: str, session: Session | None) -> ASGIApp:
        """Answer somebody who brings a token: a cookie takes its place, and it leaves the address."""
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            return render_problem(403, "地址里的令牌不对，请用 reportlint serve 显示的地址重新打开。")
        response = RedirectResponse("/", 303)
        key = (session or self.store.open()).key
        response.set_cookie(self.cookie, key, httponly=True, samesite="strict", path="/")
        return response


def with_headers(send: Send) -> Send:
    """Return what sends an answer with our headers."""

    async def reply(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return reply
