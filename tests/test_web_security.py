"""What the page keeps to: one test for each promise."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import re
import socket
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from office_files import make_pdf
from web_server import BOUNDARY, TOKEN, Visitor, make_form, serving

from reportlint.config import Config
from reportlint.web import ServerError, jobs
from reportlint.web.drafts import RefusedError
from reportlint.web.guard import HEADERS
from reportlint.web.server import check_host, find_hosts, listen
from reportlint.web.sessions import Store
from reportlint.web.settings import MEGABYTE, Settings
from reportlint.web.uploads import LONGEST_NAME, clean_name
from reportlint.web.workers import CLOSED, DIED, Pool

TEXT = "石桥镇工作总结\n一、主要成效\n修建便道3公里，群众群众满意。\n"
MOST = 300_000
EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused
PAGES = ("/", "/style.css", "/report.js", "/start.js", "/icon.svg", "/nowhere", "/reports/none")
HOSTILE = "</p></script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\x1b{{7*7}}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def server():
    settings = Settings(config=Config(limits={"file_bytes": MOST}), body_seconds=3, workers=1, reports=8, sessions=500)
    with serving(settings) as running:
        yield running


@pytest.fixture
def visitor(server):
    return server.visitor()


def test_only_this_machine_can_reach_it():
    with listen(Settings()) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
    assert find_hosts("127.0.0.1", 80) == {"127.0.0.1:80", "localhost:80"}
    assert find_hosts("::1", 80) == {"[::1]:80", "localhost:80"}


@pytest.mark.parametrize(
    ("host", "told"),
    [("192.168.1.5", "--allow-remote"), (EVERYWHERE, "具体地址"), ("::", "具体地址"), ("example.org", "不是 IP 地址")],
)
def test_other_machines_are_let_in_by_an_explicit_word_only(host, told):
    with pytest.raises(ServerError, match=told):
        check_host(host, remote=False)


def test_with_that_word_one_address_is_served_and_no_other():
    check_host("192.168.1.5", remote=True)
    assert find_hosts("192.168.1.5", 80) == {"192.168.1.5:80"}
    with pytest.raises(ServerError, match="具体地址"):
        check_host(EVERYWHERE, remote=True)


@pytest.mark.parametrize("path", ["/", "/reports/none", "/nowhere"])
def test_nothing_is_shown_without_the_token(server, path):
    answer = Visitor(server.port).get(path)
    assert answer.status == 403
    assert "reportlint serve" in answer.alert
    assert "csrf" not in answer.text


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", "\x00", "\u202e"])
def test_a_wrong_token_opens_nothing(server, token):
    answer = Visitor(server.port).enter(token)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_token_leaves_the_address_for_a_cookie_that_scripts_and_other_sites_do_not_see(server):
    answer = Visitor(server.port).enter()
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    # cookies know no ports
    assert cookie.startswith(f"reportlint-{server.port}=")


def test_the_token_works_in_the_address_only(server):
    visitor = Visitor(server.port)
    for headers in ({"Cookie": f"reportlint-{server.port}=x"}, {"Authorization": "Bearer x"}):
        assert visitor.get("/", **headers).status == 403


def test_opening_the_address_again_keeps_the_session(visitor):
    visitor.check("便道.txt", TEXT)
    visitor.enter()
    assert "便道.txt" in visitor.get("/").text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.nip.io:{port}"]
)
def test_another_name_for_this_machine_is_refused(server, visitor, host):
    for path in PAGES:
        answer = visitor.get(path, Host=host.format(port=server.port))
        assert answer.status == 403
    assert visitor.get("/", Host=f"localhost:{server.port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_other_sites_and_other_ports_are_refused(server, visitor, headers):
    headers = {name: value.format(port=server.port) for name, value in headers.items()}
    assert visitor.get("/", **headers).status == 403
    seen = visitor.check("便道.txt", TEXT)
    assert visitor.post(f"{seen.path}/remove", headers=headers).status == 403
    assert visitor.get(seen.path).status == 200


def test_our_own_origin_is_let_through(server, visitor):
    own = {"Origin": f"http://127.0.0.1:{server.port}", "Sec_Fetch_Site": "same-origin"}
    seen = visitor.check("便道.txt", TEXT)
    assert visitor.post(f"{seen.path}/remove", headers=own).status == 303


@pytest.mark.parametrize("action", ["fix", "fix-all", "ignore", "restore", "profile", "undo", "remove"])
@pytest.mark.parametrize("csrf", ["", "x", "another's"])
def test_a_form_without_the_secret_of_the_session_does_nothing(server, visitor, action, csrf):
    csrf = server.visitor().csrf if csrf == "another's" else csrf
    seen = visitor.check("便道.txt", TEXT)
    answer = visitor.post(f"{seen.path}/{action}", csrf=csrf, revision=seen.revision, number=1, reason="随便")
    assert answer.status == 403
    assert visitor.get(seen.path).text == seen.page.text
    seen.decide("fix-all")
    visitor.post(f"{seen.path}/remove")


@pytest.mark.parametrize("path", ["/reports", "/end"])
def test_nothing_is_handed_in_or_ended_without_that_secret(visitor, path):
    assert visitor.post(path, csrf="x", text=TEXT).status == 403
    assert visitor.get("/").status == 200


def test_a_link_changes_nothing(visitor):
    seen = visitor.check("便道.txt", TEXT)
    for action in ("fix", "fix-all", "ignore", "undo", "remove"):
        assert visitor.get(f"{seen.path}/{action}").status == 404
    assert visitor.get("/end").status == 404
    assert visitor.get(seen.path).text == seen.page.text


def test_what_is_too_large_is_refused_before_it_is_kept(visitor):
    answer = visitor.upload("便道.txt", b"x" * (MOST + 1))
    assert answer.status == 413
    assert "请拆成几份" in answer.alert


@pytest.mark.parametrize("size", [MOST * 2, MOST * 20])
def test_a_body_that_hides_its_length_is_cut(visitor, size):
    body = make_form({"csrf": visitor.csrf}, "便道.txt", b"x" * size)
    pieces = (body[start : start + 10_000] for start in range(0, len(body), 10_000))
    headers = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}", "Transfer_Encoding": "chunked"}
    try:
        assert visitor.ask("POST", "/reports", pieces, **headers).status == 413
    except (BrokenPipeError, ConnectionResetError):
        # far beyond the bound nobody listens any more
        assert size == MOST * 20
    assert visitor.get("/").status == 200


@pytest.mark.parametrize("length", ["-1", "1e3", "²"])
def test_a_length_that_is_none_is_refused(server, visitor, length):
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        head = f"POST /end HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {visitor.cookie}\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 400")


def test_a_body_that_never_ends_is_given_up(server, visitor):
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        head = f"POST /end HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {visitor.cookie}\r\n"
        connection.sendall(
            f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\ncsrf".encode()
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"", "", 415),
        (b"--x", "multipart/form-data", 400),
        (b"no form", f"multipart/form-data; boundary={BOUNDARY}", 400),
        (make_form({f"f{n}": "" for n in range(50)}, "a.txt", b""), f"multipart/form-data; boundary={BOUNDARY}", 400),
        (make_form({}, "a.txt", b"") * 3, f"multipart/form-data; boundary={BOUNDARY}", 403),
    ],
    ids=["json", "none", "no boundary", "garbage", "many fields", "after the end"],
)
def test_what_is_no_form_is_refused_in_a_sentence(visitor, body, kind, status):
    answer = visitor.ask("POST", "/reports", body, Content_Type=kind)
    assert answer.status == status
    assert answer.alert.endswith("。")


def run_jobs(scenario, **settings):
    async def run():
        pool = Pool(**{"size": 1, "seconds": 60, "memory": 3 * 1024 * MEGABYTE, **settings})
        try:
            return await scenario(pool)
        finally:
            await asyncio.to_thread(pool.close)

    return asyncio.run(run())


def test_a_check_that_takes_too_long_is_ended_and_the_next_one_works():
    async def scenario(pool):
        await pool.run(len, "第一份")
        pool.seconds = 0.5
        with pytest.raises(RefusedError, match="请把文稿拆成几份"):
            await pool.run(time.sleep, 60)
        pool.seconds = 60
        return await pool.run(len, "第二份")

    assert run_jobs(scenario) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能限定一个进程的内存")
def test_a_check_that_takes_too_much_memory_is_ended_and_the_next_one_works(capfd):
    async def scenario(pool):
        with pytest.raises(RefusedError, match=re.escape(DIED)):
            await pool.run(bytes, 2048 * MEGABYTE)
        return await pool.run(len, "第二份")

    assert run_jobs(scenario, memory=1536 * MEGABYTE) == 3
    assert capfd.readouterr().err == ""


def test_a_process_that_dies_takes_nothing_with_it():
    async def scenario(pool):
        with pytest.raises(RefusedError, match=re.escape(DIED)):
            await pool.run(os._exit, 1)
        return await pool.run(len, "第二份")

    assert run_jobs(scenario) == 3


def test_a_failure_of_the_program_is_told_without_its_traceback(caplog):
    caplog.set_level(logging.DEBUG, "reportlint")

    async def scenario(pool):
        with pytest.raises(RefusedError, match="--debug") as told:
            await pool.run(int, "不是数")
        return str(told.value)

    told = run_jobs(scenario)
    assert "不是数" not in told
    assert "Traceback" not in told
    assert "Traceback" in caplog.text


def test_who_comes_while_the_server_ends_is_told():
    async def scenario(pool):
        pool.closed = True
        with pytest.raises(RefusedError, match=re.escape(CLOSED)):
            await pool.run(len, "太晚")

    run_jobs(scenario)


def test_one_session_does_not_see_another(server, visitor):
    other = server.visitor()
    seen = visitor.check("便道.txt", TEXT)
    assert "便道.txt" not in other.get("/").text
    for path in (seen.path, f"{seen.path}/files/text"):
        answer = other.get(path)
        assert answer.status == 404
        assert "群众" not in answer.text
    for action in ("fix", "ignore", "remove"):
        assert other.post(f"{seen.path}/{action}", revision=1, number=1, reason="随便").status == 404
    assert visitor.get(seen.path).text == seen.page.text


def test_a_session_is_dropped_when_nobody_comes():
    now = [0.0]
    store = Store(5, 60, lambda: now[0])
    session = store.open()
    now[0] = 50
    assert store.find(session.key) is session
    now[0] = 110
    assert store.find(session.key) is session
    now[0] = 171
    store.purge()
    assert store.sessions == {}
    assert store.find(session.key) is None


def test_there_are_never_more_sessions_than_there_may_be():
    now = [0.0]
    store = Store(2, 60, lambda: now[0])
    first, second = store.open(), store.open()
    now[0] = 5
    store.find(first.key)
    third = store.open()
    assert set(store.sessions) == {first.key, third.key}
    assert store.find(second.key) is None


def test_who_ends_the_session_leaves_nothing_behind(visitor):
    seen = visitor.check("便道.txt", TEXT)
    assert "都已从内存里删去" in visitor.post("/end").text
    assert visitor.get(seen.path).status == 403
    visitor.enter()
    assert "便道.txt" not in visitor.get("/").text
    assert visitor.get(seen.path).status == 404


def test_nothing_is_written_to_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def refuse(self):
        raise AssertionError("a form went to the disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refuse)
    with serving(Settings(workers=1)) as running:
        visitor = running.visitor()
        seen = visitor.check("便道.html", f"<p>{TEXT}</p><!--{'x' * 3 * MEGABYTE}-->")
        assert "群众" in seen.file("text").decode()
        assert list(tmp_path.rglob("*")) == []
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_a_page_does_not_need(visitor, path):
    for answer in (visitor.get(path), Visitor(visitor.port).get(path), visitor.get(path, Host="evil.example")):
        assert {name: answer.headers.get(name.lower()) for name in HEADERS} == HEADERS
        assert "server" not in answer.headers
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_pages_ask_nobody_else(visitor):
    seen = visitor.check("便道.txt", TEXT)
    for page in (visitor.get("/").text, seen.page.text, visitor.get("/nowhere").text):
        links = re.findall(r'(?:src|href|action)="([^"]*)"', page)
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
        assert not re.findall(r"<script(?! src=)", page)
    for asset in ("/style.css", "/report.js", "/start.js"):
        assert not re.search(r"https?://|url\(|@import", visitor.get(asset).text)


def test_neither_names_nor_words_are_logged(visitor, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    seen = visitor.check("保密便道.txt", TEXT)
    seen.decide("fix-all")
    visitor.upload("保密图片.txt", b"\x89PNG\r\n\x1a\n")
    out, err = capfd.readouterr()
    for log in (caplog.text, out, err):
        assert "保密" not in log
        assert "群众" not in log
        assert seen.path not in log


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\王五\报告.docx", "报告.docx"),
        ("/srv/报告.txt", "报告.txt"),
        ("..", "未命名文稿"),
        ("", "未命名文稿"),
        ("\x00\x1b[31m报告\r\nSet-Cookie: x=1.txt", "[31m报告Set-Cookie x=1.txt"),
        ("报\u202e告\u200b.txt", "报告.txt"),
        ('"><script>alert(1)</script>.md', "script.md"),
        ("a" * 500 + ".docx", "a" * LONGEST_NAME + ".docx"),
        (".htaccess", "htaccess"),
        ("报告.txt.", "报告.txt"),
        ("CON:报告|?*.md", "CON报告.md"),
    ],
)
def test_a_name_is_no_path_and_holds_nothing_unseen(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/报告.txt", "..%2f..%2f报告.txt", "报告%0d%0aX-Evil: 1.txt", "x" * 3000 + ".txt"]
)
def test_a_name_leads_nowhere(visitor, name):
    seen = visitor.check(name, TEXT)
    answer = visitor.get(f"{seen.path}/files/text")
    assert answer.body == TEXT.encode()
    assert "x-evil" not in answer.headers
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+", answer.headers["content-disposition"])
    visitor.post(f"{seen.path}/remove")


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/files/..%2f..%2fetc%2fpasswd",
        "//evil.example/",
        "/reports/..%2f/files/text",
        "/reports/x/files/../../..",
        "/%00",
    ],
)
def test_an_address_leads_nowhere_either(visitor, path):
    answer = visitor.get(path)
    assert answer.status == 404
    assert answer.alert.endswith("。")


def test_hostile_words_stay_words(visitor):
    seen = visitor.check(f"{HOSTILE}.txt", f"工作总结\n一、成效\n{HOSTILE}群众群众满意。\n", who=HOSTILE)
    seen = seen.decide("ignore", number=1, reason=HOSTILE)
    for page in (seen.page.text, visitor.get("/").text):
        assert not re.search(r"<script(?! src=)|<img", page)
        assert "\u202e" not in page
        assert "49" not in re.findall(r"理由：[^<]*", page)


def encrypted():
    return OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def zipped(names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("图片.docx", b"\x89PNG\r\n\x1a\n", "PNG 图片"),
        ("加密.docx", encrypted(), "加了密码"),
        ("表格.xlsx", zipped(["[Content_Types].xml", "xl/workbook.xml"]), "Excel"),
        ("打包.zip", zipped(["a.txt"]), "压缩包"),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 100, "。"),
        ("扫描.pdf", make_pdf([[], []], picture=True), "扫描件"),
        ("空.txt", b"", "。"),
        ("乱.txt", bytes(range(256)) * 20, "。"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_is_no_report_is_refused_in_one_sentence(visitor, name, data, told):
    answer = visitor.wait(visitor.upload(name, data).location)
    assert answer.status == 422
    assert told in answer.alert
    assert answer.alert.startswith(f"{name}：")
    assert answer.alert.count("。") == 1
    assert "Traceback" not in answer.text
    assert name not in visitor.get("/").text


def test_nothing_handed_in_is_told_of(visitor):
    answer = visitor.upload("", b"", text="  ")
    assert answer.status == 400
    assert "没有收到文稿" in answer.alert


def test_a_kind_of_report_that_is_none_is_refused(visitor):
    assert visitor.upload("便道.txt", TEXT, profile="../x").status == 400


def test_a_session_holds_no_more_than_it_may(visitor):
    answers = [visitor.upload("便道.txt", TEXT) for _ in range(9)]
    assert [answer.status for answer in answers] == [303] * 8 + [409]
    assert "请先在首页移除几份" in answers[-1].alert


def test_all_sessions_hold_no_more_than_they_may():
    with serving(Settings(total_bytes=200, workers=1)) as running:
        assert running.visitor().upload("便道.txt", TEXT).status == 303
        assert running.visitor().upload("便道.txt", TEXT * 2).status == 409


def test_a_crash_is_told_in_a_sentence(visitor, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG, "reportlint")
    monkeypatch.setattr("reportlint.web.views.render_report", lambda report: 1 / 0)
    path = visitor.upload("便道.txt", TEXT).location
    answer = visitor.wait(path)
    assert answer.status == 500
    assert "--debug" in answer.alert
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_the_package_opens_no_connection():
    for path in Path(jobs.__file__).parent.rglob("*.py"):
        assert not re.search(
            r"urllib\.request|http\.client|httpx|import requests|create_connection", path.read_text("utf-8")
        )
