"""What the server does at each of its addresses."""

from __future__ import annotations

import asyncio
import hmac
import logging
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from reportlint.config import profiles
from reportlint.web import jobs
from reportlint.web.drafts import RefusedError
from reportlint.web.files import find_files, make_file
from reportlint.web.guard import SESSION
from reportlint.web.pages import render_problem, render_report, render_start, render_waiting
from reportlint.web.render import read_own, read_script, read_style
from reportlint.web.uploads import SLACK, RequestError, read_form, refuse_size

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from reportlint.web.drafts import Draft
    from reportlint.web.jobs import View
    from reportlint.web.sessions import Report, Session, Store
    from reportlint.web.settings import Settings
    from reportlint.web.uploads import Form
    from reportlint.web.workers import Pool

log = logging.getLogger(__name__)

ASSETS: dict[str, tuple[Callable[[], str], str]] = {
    "/style.css": (read_style, "text/css"),
    "/report.js": (read_script, "text/javascript"),
    "/start.js": (lambda: read_own("start.js"), "text/javascript"),
    "/icon.svg": (lambda: read_own("icon.svg"), "image/svg+xml"),
}
GONE = "没有这份文稿，可能已经移除，请回到首页重新交来。"
STALE = "这份文稿刚才已经改过，页面上的是旧结果，请看刷新后的结果再决定。"


class Views:
    """The addresses of a server.

    Args:
        settings: What it keeps to.
        store: Its sessions.
        pool: Its processes.
    """

    def __init__(self, settings: Settings, store: Store, pool: Pool) -> None:
        self.settings, self.store, self.pool = settings, store, pool

    async def start(self, request: Request) -> Response:
        """Show where a report is handed in."""
        return render_start(find_session(request), self.settings)

    async def asset(self, request: Request) -> Response:
        """Send a style sheet, script or picture."""
        read, media = ASSETS[request.url.path]
        return Response(read(), media_type=media)

    async def upload(self, request: Request) -> Response:
        """Take in a report and begin to check it."""
        session, settings = find_session(request), self.settings
        most = settings.limits.file_bytes
        form = await self.read(request, most + SLACK)
        upload, profile = form.find_report(), find_profile(form)
        if len(upload.data) > most:
            raise refuse_size(most + SLACK)
        self.check_room(session, len(upload.data))
        session.who = form.get("who", 40)
        report = session.add(upload.name, len(upload.data))
        args = (upload.data, upload.name, profile, session.who)
        report.start(lambda desk: self.pool.run(jobs.open_report, *args, desk, settings))
        return RedirectResponse(report.path, 303)

    def check_room(self, session: Session, size: int) -> None:
        """Refuse a report for which there is no room.

        Raises:
            RequestError: There is none.
        """
        if len(session.reports) >= self.settings.reports:
            raise RequestError(409, f"已经放了 {len(session.reports)} 份文稿，请先在首页移除几份。")
        if self.store.size + size > self.settings.total_bytes:
            raise RequestError(409, "放在这里的文稿太多，内存不够，请先在首页移除几份。")

    async def show(self, request: Request) -> Response:
        """Show a report, or that it is being checked."""
        report = find_report(request)
        if report.checking and report.task:
            await asyncio.wait({report.task}, timeout=self.settings.wait)
        if report.checking:
            return render_waiting(report)
        if report.view is None:
            find_session(request).reports.pop(report.key, None)
            return render_problem(422, report.problem or GONE)
        return render_report(report)

    async def send(self, request: Request) -> Response:
        """Send what can be taken along."""
        report, wanted = find_report(request), request.path_params["file"]
        draft = report.view.draft if report.view else None
        file = find_files(draft).get(wanted) if draft else None
        if file is None:
            raise RequestError(404, "这份文稿没有这样的结果可以下载，请回到它的页面。")
        data = await self.pool.run(make_file, wanted, draft, self.settings)
        name = quote(file.name(report.name), safe="")
        return Response(
            data, media_type=file.media, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        )

    async def fix(self, request: Request) -> Response:
        """Take the fix of a finding."""
        return await self.decide(
            request, lambda view, form: view.draft.accept(view.diagnostics[find_number(form, view.diagnostics)])
        )

    async def ignore(self, request: Request) -> Response:
        """Let a finding stand."""
        return await self.decide(
            request,
            lambda view, form: view.draft.ignore(
                view.diagnostics[find_number(form, view.diagnostics)], form.get("reason")
            ),
        )

    async def restore(self, request: Request) -> Response:
        """Let a finding stand no longer."""
        return await self.decide(
            request, lambda view, form: view.draft.restore(view.waived[find_number(form, view.waived)])
        )

    async def profile(self, request: Request) -> Response:
        """Check a report as another kind of report."""
        return await self.decide(request, lambda view, form: replace(view.draft, profile=find_profile(form)))

    async def decide(self, request: Request, decision: Callable[[View, Form], Draft]) -> Response:
        """Make a new draft and check it."""
        report, view, form = await self.open(request)
        draft = decision(view, form)
        report.start(lambda desk: self.pool.run(jobs.check_draft, draft, desk, self.settings))
        return back_to(report, form.get("number"))

    async def fix_all(self, request: Request) -> Response:
        """Take all safe fixes."""
        report, view, _ = await self.open(request)
        report.start(lambda desk: self.pool.run(jobs.fix_draft, view.draft, desk, self.settings))
        return back_to(report)

    async def undo(self, request: Request) -> Response:
        """Go back to the draft before."""
        report, _, _ = await self.open(request)
        if not report.steps:
            raise RequestError(409, "没有可以撤销的一步了，请回到文稿的页面。")
        draft = report.steps[-1]
        report.start(lambda desk: self.pool.run(jobs.check_draft, draft, desk, self.settings), undo=True)
        return back_to(report)

    async def open(self, request: Request) -> tuple[Report, View, Form]:
        """Return the report that a form is about, as it is shown, and the form.

        Raises:
            RequestError: The form is not ours, or about a draft that is shown no more.
        """
        report = find_report(request)
        form = await self.read(request, SLACK)
        if report.view is None or report.checking or form.get("revision") != str(report.revision):
            raise RequestError(409, STALE)
        return report, report.view, form

    async def remove(self, request: Request) -> Response:
        """Forget a report."""
        report = find_report(request)
        await self.read(request, SLACK)
        if report.task:
            report.task.cancel()
        find_session(request).reports.pop(report.key, None)
        return RedirectResponse("/", 303)

    async def end(self, request: Request) -> Response:
        """Forget all that somebody handed in."""
        await self.read(request, SLACK)
        self.store.drop(find_session(request))
        return render_problem(200, "已经结束，交来的文稿都已从内存里删去；再用时请打开 reportlint serve 显示的地址。")

    async def read(self, request: Request, most: int) -> Form:
        """Return the form of a request.

        Raises:
            RequestError: It cannot be read, or comes from no page of ours.
        """
        form = await read_form(request, most, self.settings.body_seconds)
        given = form.get("csrf")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), find_session(request).csrf.encode()):
            raise RequestError(403, "这个请求不是从本页面发出的，已经拒绝，请刷新页面再试。")
        return form


def find_session(request: Request) -> Session:
    """Return the session of a request."""
    session: Session = request.scope[SESSION]
    return session


def find_report(request: Request) -> Report:
    """Return the report of an address.

    Raises:
        RequestError: This session has none there.
    """
    report = find_session(request).reports.get(request.path_params["key"])
    if report is None:
        raise RequestError(404, GONE)
    return report


def find_profile(form: Form) -> str:
    """Return the kind of report that somebody chose; empty where the title shall tell.

    Raises:
        RequestError: There is none of this name.
    """
    name = form.get("profile")
    if name and name not in profiles():
        raise RequestError(400, "没有这个文种，请从列表里选一个。")
    return name


def find_number(form: Form, found: tuple[object, ...]) -> int:
    """Return the index that a form speaks of.

    Raises:
        RequestError: There is nothing of this number.
    """
    number = form.get("number", 10)
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(found)):
        raise RequestError(400, "没有这一处问题，请刷新页面再试。")
    return int(number) - 1


def back_to(report: Report, number: str = "") -> Response:
    """Lead back to a report, where the finding stands that comes next."""
    anchor = f"#f{number}" if number else ""
    return RedirectResponse(f"{report.path}{anchor}", 303)


async def explain(request: Request, error: Exception) -> Response:  # noqa: ARG001  # starlette asks for it
    """Say what went wrong."""
    status = error.status if isinstance(error, RequestError) else 409
    return render_problem(status, str(error))


async def explain_missing(request: Request, error: Exception) -> Response:  # noqa: ARG001  # starlette asks for it
    """Say that there is nothing at an address."""
    return render_problem(404, "这个地址下没有网页，请回到首页。")


async def explain_crash(request: Request, error: Exception) -> Response:  # noqa: ARG001  # starlette asks for it
    """Say that the program failed."""
    log.debug("网页没有做成", exc_info=error)
    told = f"程序内部出错（{type(error).__name__}），请用 reportlint serve --debug 重新启动，把输出报告给维护者。"
    return render_problem(500, told)


HANDLERS: dict[type[Exception] | int, Callable[[Request, Exception], Awaitable[Response]]] = {
    RequestError: explain,
    RefusedError: explain,
    404: explain_missing,
    405: explain_missing,
    Exception: explain_crash,
}
