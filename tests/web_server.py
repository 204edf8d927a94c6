"""The server of the page in a thread, and a visitor who speaks HTTP with it as browsers do."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from reportlint.web.server import find_hosts, listen, make_app, make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.web.settings import Settings

TOKEN = "令牌-of-the-tests"  # noqa: S105 - no secret
BOUNDARY = "----tests"


@dataclass
class Server:
    """A running server."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/?{urlencode({'token': TOKEN})}"

    def visitor(self) -> Visitor:
        """Somebody who has opened the printed address."""
        visitor = Visitor(self.port)
        visitor.enter()
        return visitor


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Run a server and end it."""
    with listen(settings) as listener:
        port = listener.getsockname()[1]
        server = make_server(make_app(settings, TOKEN, find_hosts(settings.host, port)))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.05)
            yield Server(port)
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def alert(self) -> str:
        """The sentence that says what went wrong."""
        found = re.findall(r'role="alert"[^>]*>([^<]+)<', self.text)
        return found[0] if found else ""

    @property
    def location(self) -> str:
        return self.headers.get("location", "").partition("#")[0]


@dataclass
class Visitor:
    """Somebody with a browser."""

    port: int
    cookie: str = ""
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send a request; `headers` with _ for -, None leaves one out."""
        sent = {"Cookie": self.cookie, **self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            chunked = "Transfer-Encoding" in sent
            connection.request(method, path, body, {k: v for k, v in sent.items() if v}, encode_chunked=chunked)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def enter(self, token: str = TOKEN) -> Answer:
        """Open the printed address and follow it."""
        answer = self.get(f"/?{urlencode({'token': token})}")
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
            self.csrf = re.search(r'name="csrf" value="([^"]+)"', self.get("/").text)[1]
        return answer

    def post(self, path: str, *, headers: dict[str, str] | None = None, **fields: object) -> Answer:
        """Send a form."""
        body = urlencode({"csrf": self.csrf, **fields})
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded", **(headers or {}))

    def upload(self, name: str, data: bytes | str, **fields: str) -> Answer:
        """Hand in a file."""
        data = data.encode() if isinstance(data, str) else data
        body = make_form({"csrf": self.csrf, **fields}, name, data)
        return self.ask("POST", "/reports", body, Content_Type=f"multipart/form-data; boundary={BOUNDARY}")

    def check(self, name: str, data: bytes | str, **fields: str) -> Seen:
        """Hand in a file and wait for what is found."""
        answer = self.upload(name, data, **fields)
        assert answer.status == 303, answer.alert
        return Seen(self, answer.location, self.wait(answer.location))

    def wait(self, path: str) -> Answer:
        """Ask for a report until it is checked."""
        while 'http-equiv="refresh"' in (answer := self.get(path)).text:
            time.sleep(0.1)
        return answer


def make_form(fields: dict[str, str], name: str, data: bytes) -> bytes:
    """The body of a form with a file."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return "".join([*parts, head]).encode("utf-8", "surrogateescape") + data + f"\r\n--{BOUNDARY}--\r\n".encode()


@dataclass
class Seen:
    """A report as its page shows it."""

    visitor: Visitor
    path: str
    page: Answer

    @property
    def revision(self) -> str:
        return re.search(r'name="revision" value="(\d+)"', self.page.text)[1]

    @property
    def rules(self) -> list[str]:
        """The rules of the findings, in the order of the list."""
        entries = re.split(r'<li class="finding', self.page.text)[1:]
        return [re.search(r'href="#rule-([^"]+)"', entry)[1] for entry in entries]

    @property
    def words(self) -> str:
        """The text of the report."""
        return Words(self.page.text).text

    def number(self, rule: str) -> int:
        return self.rules.index(rule) + 1

    def decide(self, action: str, **fields: object) -> Seen:
        """Press a button and wait for the page that comes."""
        answer = self.visitor.post(f"{self.path}/{action}", **{"revision": self.revision, **fields})
        assert answer.status == 303, answer.alert
        return Seen(self.visitor, self.path, self.visitor.wait(self.path))

    def file(self, name: str) -> bytes:
        answer = self.visitor.get(f"{self.path}/files/{name}")
        assert answer.status == 200, answer.alert
        return answer.body


class Words(HTMLParser):
    """The words of the report on its page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.depth, self.text = 0, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and (self.depth or ("class", "text") in attrs):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "div" and self.depth > 0

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""
