"""The page for one's own browser: what it finds, how one decides, and what one takes along."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path

import docx_files
import pytest
from docx_files import make, numbered, numbering, p
from web_server import Seen, serving

import reportlint
from reportlint.cli import main
from reportlint.config import Config
from reportlint.model import Diagnostic, Edit, Finding, Fix, Severity, Span
from reportlint.read import decode_source
from reportlint.web import ServerError, drafts, serve
from reportlint.web.drafts import RefusedError, open_draft
from reportlint.web.files import UNTRACKED, track
from reportlint.web.fragments import Desk
from reportlint.web.jobs import fix_draft
from reportlint.web.settings import Settings

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.*"))
TEXT = """柳塘街道环卫所工作总结
一、主要成效
全年清运垃圾1200吨，更换果皮箱300只，市民投诉投诉下降。
二、存在问题
背街小巷保洁保洁不够及时。
三、下一步打算
增加保洁员12名，每天巡查两遍。
"""
DOUBLED = "wording/duplicated-word"


@pytest.fixture(scope="module")
def server():
    with serving(Settings()) as running:
        yield running


@pytest.fixture
def visitor(server):
    return server.visitor()


def findings(data):
    return [
        {key: one[key] for key in ("rule", "severity", "message", "start", "end", "excerpt", "fix", "related")}
        for one in json.loads(data)["files"][0]["findings"]
    ]


@pytest.fixture
def by_command(capsys):
    def run(path):
        main(["check", "--no-config", "--output-format", "json", str(path)])
        return findings(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_page_finds_what_the_command_and_the_library_find(visitor, by_command, path):
    seen = visitor.check(path.name, path.read_bytes())
    assert findings(seen.file("json")) == by_command(path)
    assert seen.rules == [one.rule for one in reportlint.check(reportlint.read(path))]


def test_a_word_document_gives_the_same_findings_too(visitor, by_command, tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(docx_files.make_report())
    assert findings(visitor.check(path.name, path.read_bytes()).file("json")) == by_command(path)


def test_pasted_text_is_a_report(visitor):
    path = visitor.upload("", b"", text=TEXT.replace("\n", "\r\n")).location
    seen = Seen(visitor, path, visitor.wait(path))
    assert seen.rules == [one.rule for one in reportlint.check(reportlint.Document(TEXT))]
    assert seen.file("text").decode() == TEXT
    assert "粘贴的文稿.txt" in seen.page.text


def test_a_fix_is_accepted_and_undone(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    assert seen.rules.count(DOUBLED) == 2
    after = seen.decide("fix", number=seen.number(DOUBLED))
    assert after.rules.count(DOUBLED) == 1
    assert "市民投诉下降" in after.words
    assert after.file("text").decode() == TEXT.replace("投诉投诉", "投诉")
    before = after.decide("undo")
    assert before.words == seen.words
    assert before.rules == seen.rules


def test_all_safe_fixes_are_those_of_the_library(visitor):
    path = next(path for path in EXAMPLES if path.suffix == ".txt")
    after = visitor.check(path.name, path.read_bytes()).decide("fix-all")
    assert after.file("text").decode() == reportlint.fix(reportlint.read(path))


def test_an_ignored_finding_stays_listed_with_its_reason_and_moves_along(visitor):
    seen = visitor.check("环卫所.txt", TEXT, who="李四")
    second = [number for number, rule in enumerate(seen.rules, 1) if rule == DOUBLED][1]
    ignored = seen.decide("ignore", number=second, reason="方言就这样说")
    assert ignored.rules.count(DOUBLED) == 1
    assert "理由：方言就这样说（李四）" in ignored.page.text
    fixed = ignored.decide("fix", number=ignored.number(DOUBLED))
    assert DOUBLED not in fixed.rules
    (waived,) = json.loads(fixed.file("json"))["files"][0]["waived"]
    assert (waived["excerpt"], waived["waiver"]["reason"], waived["waiver"]["who"]) == (
        "保洁保洁",
        "方言就这样说",
        "李四",
    )
    assert fixed.decide("restore", number=1).rules.count(DOUBLED) == 1


def test_safe_fixes_leave_alone_what_is_ignored(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    after = seen.decide("ignore", number=seen.number(DOUBLED), reason="引用原话").decide("fix-all")
    assert "投诉投诉" in after.words
    assert "保洁保洁" not in after.words


def test_a_finding_is_not_ignored_without_a_reason(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    answer = visitor.post(f"{seen.path}/ignore", revision=seen.revision, number=1, reason="  ")
    assert answer.status == 409
    assert "理由" in answer.alert


def test_the_kind_of_report_can_be_chosen(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    other = seen.decide("profile", profile="整改报告")
    wanted = reportlint.check(reportlint.Document(TEXT), profile="整改报告")
    assert other.rules == [one.rule for one in wanted]
    assert "<option selected>整改报告</option>" in other.page.text


def test_a_decision_about_an_old_page_is_refused(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    seen.decide("fix", number=seen.number(DOUBLED))
    answer = visitor.post(f"{seen.path}/fix", revision=seen.revision, number=1)
    assert answer.status == 409
    assert "旧结果" in answer.alert


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "", "²"])
def test_a_number_that_is_none_is_refused(visitor, number):
    seen = visitor.check("环卫所.txt", TEXT)
    assert visitor.post(f"{seen.path}/fix", revision=seen.revision, number=number).status == 400


def test_a_text_keeps_its_encoding(visitor):
    seen = visitor.check("环卫所.txt", TEXT.encode("gb18030")).decide("fix-all")
    assert seen.file("text").decode("gb18030").count("投诉") == 1


def word(text=TEXT):
    return make("".join(p(line) for line in text.splitlines()))


def test_a_word_document_comes_back_with_comments_and_with_tracked_changes(visitor):
    data = word()
    seen = visitor.check("环卫所.docx", data)
    after = seen.decide("fix", number=seen.number(DOUBLED))
    tracked = after.file("tracked")
    assert "投诉投诉" not in docx_files.text(tracked)
    assert docx_files.text(docx_files.rejected(tracked)) == docx_files.text(data)
    annotated = after.file("annotated")
    assert docx_files.text(annotated) == docx_files.text(tracked)
    assert "保洁保洁" in [words for _, words, _ in docx_files.comments(annotated)]


def test_what_word_cannot_track_is_refused():
    settings = Settings()
    body = numbered("检修泵站三座。") + p("更换水表。")
    data = make(body, numbering=numbering(docx_files.level(0, "chineseCounting", "%1、")))
    draft = open_draft(data, "泵站.docx", "", "", settings)
    label = next(piece.span for piece in draft.source.pieces if piece.automatic)
    finding = Finding(label, "编号不对，请改正。", Fix("改号", (Edit(label, "二、"),), safe=True))
    with pytest.raises(RefusedError, match="没有可以直接采用的修正"):
        draft.accept(Diagnostic("numbering/sample", Severity.ERROR, finding))
    with pytest.raises(RefusedError, match=re.escape(UNTRACKED)):
        track(draft.edit([Edit(label, "二、")]), settings)


def test_safe_fixes_of_a_word_document_are_those_that_can_be_tracked(visitor, monkeypatch):
    seen = visitor.check("环卫所.docx", word())
    after = seen.decide("fix-all")
    text = docx_files.text(after.file("tracked"))
    assert text.strip() == TEXT.replace("投诉投诉", "投诉").replace("保洁保洁", "保洁").strip()
    assert "保洁保洁" not in after.words

    # as if nothing could be tracked: the draft stays as it is
    settings = Settings()
    draft = open_draft(word(), "环卫所.docx", "", "", settings)
    monkeypatch.setattr("reportlint.web.jobs.track_some", lambda fixed, settings: (b"", draft.source))
    assert not fix_draft(draft, Desk("/", "", 1), settings).draft.changed


def test_what_cannot_be_written_back_comes_as_text(visitor):
    seen = visitor.check("页面.html", f"<html><body><p>{TEXT}</p></body></html>")
    answer = visitor.get(f"{seen.path}/files/text")
    assert answer.headers["content-disposition"].endswith(".txt")
    assert "环卫所" in answer.text


def test_page_table_and_ledger_come_along(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    assert seen.file("html").startswith(b"<!DOCTYPE html>")
    assert DOUBLED in seen.file("csv").decode("utf-8-sig")
    assert visitor.get(f"{seen.path}/files/tracked").status == 404
    for heading in ("提纲", "对应关系", "数字台账", "统计"):
        assert heading in seen.page.text


@pytest.mark.parametrize(
    ("name", "data", "file"), [("环卫所.txt", TEXT.encode(), "text"), ("环卫所.docx", None, "tracked")]
)
def test_the_receipt_holds_for_what_is_taken_along(visitor, tmp_path, monkeypatch, capsys, name, data, file):
    monkeypatch.chdir(tmp_path)
    seen = visitor.check(name, data or word(), who="李四")
    seen = seen.decide("fix", number=seen.number(DOUBLED))
    seen = seen.decide("ignore", number=seen.number(DOUBLED), reason="引用原话")
    stem, dot, suffix = name.partition(".")
    taken = tmp_path / f"{stem}（{'修订' if file == 'tracked' else '修改稿'}）{dot}{suffix}"
    taken.write_bytes(seen.file(file))
    (tmp_path / ".reportlint-ignore.toml").write_bytes(seen.file("ignored"))
    for form in ("docx", "html"):
        receipt = tmp_path / f"检查单.{form}"
        receipt.write_bytes(seen.file(f"receipt-{form}"))
        status = main(["receipt", "--verify", str(receipt), str(taken)])
        assert status == 0, capsys.readouterr().out


def test_ignored_findings_are_told_apart_by_what_they_say():
    draft = open_draft(TEXT.encode(), "环卫所.txt", "", "", Settings())
    one, other = (
        Diagnostic("structure/sample", Severity.NOTE, Finding(Span(0, 0), told))
        for told in ("缺一部分。", "缺两部分。")
    )
    draft = draft.ignore(one, "不需要")
    checked = drafts.set_aside(drafts.Checked((one, other)), draft.ignored)
    assert checked.diagnostics == (other,)
    assert [waived.diagnostic for waived in checked.waived] == [one]
    assert draft.restore(checked.waived[0]).ignored == ()


def test_a_report_is_removed(visitor):
    seen = visitor.check("环卫所.txt", TEXT)
    assert "环卫所.txt" in visitor.get("/").text
    assert visitor.post(f"{seen.path}/remove").location == "/"
    assert "环卫所.txt" not in visitor.get("/").text
    assert visitor.get(seen.path).status == 404


def test_a_long_check_is_waited_for_without_script(tmp_path):
    with serving(Settings(wait=0, workers=1)) as running:
        visitor = running.visitor()
        path = visitor.upload("环卫所.txt", TEXT).location
        waiting = visitor.get(path).text
        assert 'http-equiv="refresh"' in waiting
        assert "正在检查" in waiting
        assert "正在检查" in visitor.get("/").text
        assert DOUBLED in visitor.wait(path).text


def test_twenty_at_once(server):
    visitor = server.visitor()
    pages = {}

    def hand_in(number):
        text = TEXT.replace("环卫所", f"第{number}环卫所")
        pages[number] = visitor.check(f"{number}.txt", text).words

    threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pages) == 20
    assert all(f"第{number}环卫所" in page for number, page in pages.items())


def start(*arguments, **options):
    command = [sys.executable, "-m", "reportlint", "serve", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **options)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGINT")
def test_the_command_prints_one_address_and_ends_with_ctrl_c(tmp_path):
    with start(cwd=tmp_path, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as process:
        address = re.search(r"http://127\.0\.0\.1:(\d+)(/\?token=\S+)", process.stdout.readline())
        connection = HTTPConnection("127.0.0.1", int(address[1]), timeout=30)
        connection.request("GET", address[2])
        assert connection.getresponse().status == 303
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "都已从内存里删去" in out
    assert err == ""
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_of(server, capsys):
    assert main(["serve", "--port", str(server.port)]) == 2
    assert "请用 --port 换一个端口" in capsys.readouterr().err


def test_a_missing_library_is_told_of(monkeypatch):
    monkeypatch.setattr("reportlint.web.find_spec", lambda name: None)
    with pytest.raises(ServerError, match=re.escape("pip install 'reportlint[web]'")):
        serve(Settings(), print)


def test_the_configuration_holds(tmp_path):
    with serving(Settings(config=Config(select=(DOUBLED,)), workers=1)) as running:
        assert set(running.visitor().check("环卫所.txt", TEXT).rules) == {DOUBLED}


def test_drafts_read_as_the_command_reads():
    settings = Settings()
    draft = open_draft(TEXT.encode(), "环卫所.md", "", "", settings)
    assert draft.source == decode_source(TEXT.encode(), Path("环卫所.md"))
    assert draft.name == "环卫所.md"
