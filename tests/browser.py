"""A headless Chromium that tells what it was asked for and what it complained about."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@dataclass
class Visit:
    """A page with the requests it made and what the browser said about it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("console", lambda one: self.complaints.append(one.text))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.page.on("dialog", lambda one: (self.complaints.append(f"dialog {one.message}"), one.dismiss()))


@contextmanager
def launch() -> Iterator[Browser]:
    """Start the browser of this machine, and end it."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, place: Path | str, **settings: object) -> Iterator[Visit]:
    """Open a file or an address in a window of its own; `settings` are those of a playwright context."""
    context = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", **settings})
    try:
        seen = Visit(context.new_page())
        seen.page.goto(place if isinstance(place, str) else place.as_uri())
        yield seen
    finally:
        context.close()
