"""Whole pages: the start, a report, waiting, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from reportlint import __version__
from reportlint.config import profiles
from reportlint.web.files import find_files
from reportlint.web.render import render

if TYPE_CHECKING:
    from starlette.responses import Response

    from reportlint.web.sessions import Report, Session
    from reportlint.web.settings import Settings

MEGABYTE = 1024 * 1024
SUFFIXES = ".docx,.doc,.wps,.pdf,.ofd,.txt,.md,.html,.htm,.rtf,.odt"


def render_page(template: str, status: int = 200, /, **values: object) -> Response:
    """Return a page with values."""
    return HTMLResponse(render(template, version=__version__, **values).encode("utf-8", "replace"), status)


def render_problem(status: int, message: str, back: str = "/") -> Response:
    """Return a page that says in one sentence what went wrong.

    Args:
        status: Of HTTP.
        message: The sentence.
        back: Where one can go on.
    """
    return render_page("problem.html", status, message=message, back=back)


def render_start(session: Session, settings: Settings, problem: str = "", status: int = 200) -> Response:
    """Return the page where a report is handed in."""
    return render_page(
        "start.html",
        status,
        session=session,
        reports=list(session.reports.values())[::-1],
        profiles=profiles(),
        suffixes=SUFFIXES,
        most=settings.limits.file_bytes // MEGABYTE,
        minutes=round(settings.idle / 60),
        problem=problem,
    )


def render_report(report: Report) -> Response:
    """Return the page of a report; what is to be said once is said."""
    notice, report.notice = report.notice, ""
    assert report.view is not None  # noqa: S101 - the caller has looked
    return render_page(
        "report.html",
        report=report,
        view=report.view,
        name=report.name,
        facts=report.view.facts,
        **report.view.parts,
        total=len(report.view.diagnostics),
        files=find_files(report.view.draft),
        profiles=profiles(),
        notice=notice,
    )


def render_waiting(report: Report) -> Response:
    """Return the page that asks again until the check has ended."""
    return render_page("waiting.html", report=report)
