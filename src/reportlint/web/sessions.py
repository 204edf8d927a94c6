"""Who is there, and what he has handed in: in memory, until he goes or stays away."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportlint.web.drafts import RefusedError
from reportlint.web.fragments import Desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from reportlint.model import Source
    from reportlint.web.drafts import Draft
    from reportlint.web.jobs import View

log = logging.getLogger(__name__)

# drafts that can be gone back to
MOST_STEPS = 100


@dataclass(slots=True, eq=False)
class Report:
    """A report that was handed in.

    Attributes:
        key: Its name in addresses.
        name: Of the file.
        size: Of the file, in bytes.
        csrf: The secret of its session.
        revision: Counts the drafts that were shown.
        view: What is shown; None before the first check has ended.
        steps: The drafts before this one.
        task: The check that runs, or the last one.
        problem: Why it could not be opened.
        notice: What came of the last decision, to be said once.
    """

    key: str
    name: str
    size: int
    csrf: str
    revision: int = 0
    view: View | None = None
    steps: list[Draft] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    problem: str = ""
    notice: str = ""

    @property
    def path(self) -> str:
        """Its path on the server."""
        return f"/reports/{self.key}"

    @property
    def checking(self) -> bool:
        """Whether a check runs."""
        return self.task is not None and not self.task.done()

    def start(self, job: Callable[[Desk], Awaitable[View]], *, undo: bool = False) -> None:
        """Begin a check, given what makes it; the report stays as it is until it has ended well."""
        desk = Desk(self.path, self.csrf, self.revision + 1)
        self.task = asyncio.create_task(self.follow(job(desk), undo=undo))

    async def follow(self, job: Awaitable[View], *, undo: bool) -> None:
        """Wait for a check and show what came of it."""
        try:
            view = await job
        except RefusedError as error:
            self.tell(str(error))
        except Exception as error:
            log.debug("检查没有做成", exc_info=True)
            self.tell(f"程序内部出错（{type(error).__name__}），没有做成，请再试一次。")
        else:
            self.turn_to(view, undo=undo)

    def tell(self, problem: str) -> None:
        """Say why a check came to nothing."""
        if self.view:
            self.notice = problem
        else:
            self.problem = problem

    def turn_to(self, view: View, *, undo: bool) -> None:
        """Show another draft."""
        if self.view:
            view = replace(view, draft=share(view.draft, self.view.draft.original))
            if undo:
                self.steps.pop()
            else:
                self.steps = [*self.steps, self.view.draft][-MOST_STEPS:]
        self.view, self.revision = view, self.revision + 1


def share(draft: Draft, original: Source) -> Draft:
    """Return a draft that came from another process with the file that is already here."""
    return replace(draft, original=original, source=replace(draft.source, raw=original.raw))


@dataclass(slots=True, eq=False)
class Session:
    """Somebody who opened the address.

    Attributes:
        key: What the cookie holds.
        csrf: What his forms hold.
        seen: When he was last there.
        reports: What he handed in, by key.
        who: As he calls himself.
    """

    key: str
    csrf: str
    seen: float
    reports: dict[str, Report] = field(default_factory=dict)
    who: str = ""

    def add(self, name: str, size: int) -> Report:
        """Take in a report."""
        report = Report(secrets.token_urlsafe(12), name, size, self.csrf)
        self.reports[report.key] = report
        return report


class Store:
    """All sessions.

    Args:
        most: How many there may be; a further one takes the place of the one that was away longest.
        idle: Seconds without a request after which one is dropped.
        clock: Tells the seconds.
    """

    def __init__(self, most: int, idle: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.idle, self.clock = most, idle, clock
        self.sessions: dict[str, Session] = {}

    def open(self) -> Session:
        """Return a new session."""
        self.purge()
        while len(self.sessions) >= self.most:
            self.drop(min(self.sessions.values(), key=lambda one: one.seen))
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), self.clock())
        self.sessions[session.key] = session
        return session

    def find(self, key: str) -> Session | None:
        """Return the session of a cookie; None where there is none any more."""
        self.purge()
        session = self.sessions.get(key)
        if session:
            session.seen = self.clock()
        return session

    def purge(self) -> None:
        """Drop the sessions of those who stay away."""
        for session in [one for one in self.sessions.values() if self.clock() - one.seen > self.idle]:
            self.drop(session)

    def drop(self, session: Session) -> None:
        """Forget a session and what it holds."""
        self.sessions.pop(session.key, None)
        for report in session.reports.values():
            if report.task:
                report.task.cancel()

    def clear(self) -> None:
        """Forget everything."""
        for session in list(self.sessions.values()):
            self.drop(session)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(report.size for session in self.sessions.values() for report in session.reports.values())
