"""The page in a real browser: hand in, filter, decide, take along; with script and without."""

from __future__ import annotations

from pathlib import Path

import docx_files
import pytest
from browser import CHROMIUM, PHONE, launch, visit
from docx_files import make, p
from office_files import make_pdf
from playwright.sync_api import expect
from web_server import serving

from reportlint.config import Config
from reportlint.read import decode_source
from reportlint.web.settings import Settings

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="这里没有 Chromium")

LINES = (
    "清泉乡卫生院工作总结",
    "一、主要成效",
    "全年门诊门诊接诊3200人次，建立健康档案1800份。",
    "二、存在问题",
    "一是村医年龄偏大。二是转诊不够及时及时。",
    "三、下一步打算",
    "招聘村医3名，每季度培训一次。",
)
TEXT = "".join(f"{line}\n" for line in LINES)
DOUBLED = "wording/duplicated-word"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def server():
    with serving(Settings(config=Config(limits={"file_bytes": MEGABYTE}), sessions=200)) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    with launch() as started:
        yield started


@pytest.fixture
def files(tmp_path):
    """The same report as Word and as text."""
    (tmp_path / "卫生院.docx").write_bytes(make("".join(map(p, LINES))))
    (tmp_path / "卫生院.txt").write_text(TEXT, "utf-8")
    return tmp_path


def hand_in(page, path):
    page.set_input_files("#file", path)
    page.get_by_role("button", name="开始检查").click()
    page.wait_for_url("**/reports/*")
    page.wait_for_selector("#findings")


def entries(page, rule=DOUBLED):
    return page.locator(".finding", has=page.locator(f"a[href='#rule-{rule}']"))


def ignore(entry, reason):
    page = entry.page
    entry.locator("summary").click()
    entry.get_by_role("textbox").fill(reason)
    page.keyboard.press("Enter")
    page.locator("#ignored").wait_for()


def test_a_word_document_is_handed_in_filtered_corrected_and_taken_along(browser, server, files):
    with visit(browser, server.address, accept_downloads=True) as seen:
        page = seen.page
        assert "token" not in page.url
        hand_in(page, files / "卫生院.docx")
        expect(entries(page)).to_have_count(2)

        # filters
        page.locator(".choice input[name=family]:not([value=wording])").evaluate_all(
            "all => all.forEach(one => one.click())"
        )
        shown = page.locator(".finding:visible")
        assert shown.count() == page.locator(".finding[data-family=wording]").count()

        # a fix, and the filter that was set stays
        entries(page).first.get_by_role("button", name="采用").click()
        page.get_by_role("button", name="撤销上一步").wait_for()
        expect(entries(page)).to_have_count(1)
        expect(page.locator(".finding:visible:not([data-family=wording])")).to_have_count(0)

        # the other one may stand
        ignore(entries(page).first, "当地说法")
        assert "理由：当地说法" in page.locator("#ignored").inner_text()
        expect(entries(page)).to_have_count(0)

        # taken along and opened again
        page.locator(".files summary").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="带修订的 Word").click()
        download = waiting.value
        assert download.suggested_filename == "卫生院（修订）.docx"
        tracked = Path(download.path()).read_bytes()
        source = decode_source(tracked, Path(download.suggested_filename))
        assert source.text.rstrip("\n") == TEXT.replace("门诊门诊", "门诊").rstrip("\n")
        assert docx_files.text(docx_files.rejected(tracked)).rstrip("\n") == TEXT.rstrip("\n")

        # undone twice: as it was
        page.get_by_role("button", name="撤销上一步").click()
        page.locator("#ignored").wait_for(state="detached")
        page.get_by_role("button", name="撤销上一步").click()
        page.get_by_role("button", name="撤销上一步").wait_for(state="detached")
        expect(entries(page)).to_have_count(2)
        assert seen.complaints == []
        assert all(url.startswith(f"http://127.0.0.1:{server.port}/") for url in seen.requests)


def test_what_is_taken_along_can_be_handed_in_again(browser, server, files):
    with visit(browser, server.address, accept_downloads=True) as seen:
        hand_in(seen.page, files / "卫生院.docx")
        seen.page.get_by_role("button", name="处有把握的修正").click()
        seen.page.get_by_role("button", name="撤销上一步").wait_for()
        seen.page.locator(".files summary").click()
        with seen.page.expect_download() as waiting:
            seen.page.get_by_role("link", name="带批注的 Word").click()
        again = files / "又一遍.docx"
        waiting.value.save_as(again)
        seen.page.get_by_role("link", name="首页").click()
        hand_in(seen.page, again)
        expect(entries(seen.page)).to_have_count(0)
        assert "又一遍.docx" in seen.page.locator("h1").inner_text()


def test_text_is_pasted_and_checked(browser, server):
    with visit(browser, server.address) as seen:
        seen.page.locator("textarea").fill(TEXT)
        seen.page.get_by_role("button", name="开始检查").click()
        seen.page.wait_for_selector("#findings")
        expect(entries(seen.page)).to_have_count(2)


def test_everything_works_without_script(browser, server, files):
    with visit(browser, server.address, java_script_enabled=False) as seen:
        page = seen.page
        hand_in(page, files / "卫生院.txt")
        expect(entries(page)).to_have_count(2)
        entries(page).first.get_by_role("button", name="采用").click()
        page.get_by_role("button", name="撤销上一步").wait_for()
        ignore(entries(page).first, "原文如此")
        page.get_by_role("button", name="不再忽略").click()
        page.locator("#ignored").wait_for(state="detached")
        expect(entries(page)).to_have_count(1)


def test_who_writes_a_reason_presses_no_shortcuts(browser, server, files):
    with visit(browser, server.address) as seen:
        hand_in(seen.page, files / "卫生院.txt")
        entry = entries(seen.page).first
        entry.locator("summary").click()
        reason = entry.get_by_role("textbox")
        # an open form is ready to be written in
        entry.locator("[name=reason]:focus").wait_for()
        reason.press_sequentially("jk/?")
        assert reason.input_value() == "jk/?"
        expect(seen.page.locator(".finding.current, dialog[open]")).to_have_count(0)


def test_twenty_uploads_at_once(browser, server):
    with visit(browser, server.address) as seen:
        found = seen.page.evaluate(
            """async (text) => {
              const csrf = document.querySelector("input[name=csrf]").value;
              const one = async (number) => {
                const form = new FormData();
                form.append("csrf", csrf);
                form.append("file", new File([text.replace("清泉乡", `第${number}乡`)], `${number}.txt`));
                let answer = await fetch("/reports", { method: "POST", body: form });
                let page = await answer.text();
                while (page.includes('http-equiv="refresh"')) {
                  await new Promise((done) => setTimeout(done, 300));
                  page = await (await fetch(answer.url)).text();
                }
                return page.includes(`第${number}乡卫生院`) && page.includes("rule-wording/duplicated-word");
              };
              return Promise.all([...Array(20).keys()].map(one));
            }""",
            TEXT,
        )
        assert found == [True] * 20
        seen.page.reload()
        expect(seen.page.locator(".reports li")).to_have_count(20)
        assert seen.complaints == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("照片.docx", b"\x89PNG\r\n\x1a\n", "照片.docx：这是PNG 图片"),
        ("扫描.pdf", make_pdf([[]], picture=True), "扫描.pdf：这是扫描件"),
        ("大.txt", b"x" * (MEGABYTE + 1), "文稿超过 1 MB"),
        ("空.txt", b"", "空.txt："),
    ],
    ids=["picture", "scan", "large", "empty"],
)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_cannot_be_checked_is_told_of_in_one_sentence(browser, server, tmp_path, name, data, told, script):
    (tmp_path / name).write_bytes(data)
    with visit(browser, server.address, java_script_enabled=script) as seen:
        seen.page.set_input_files("#file", tmp_path / name)
        seen.page.get_by_role("button", name="开始检查").click()
        alert = seen.page.locator("[role=alert]:visible")
        alert.wait_for()
        assert told in alert.inner_text()
        assert alert.inner_text().count("。") == 1
        if script:
            # one can go on at once
            assert seen.page.get_by_role("button", name="开始检查").is_enabled()


def test_a_file_is_dropped_on_the_page(browser, server):
    with visit(browser, server.address) as seen:
        data = seen.page.evaluate_handle(
            "text => { const data = new DataTransfer(); data.items.add(new File([text], '拖来.txt')); return data; }",
            TEXT,
        )
        seen.page.dispatch_event("body", "drop", {"dataTransfer": data})
        assert seen.page.locator(".drop strong").inner_text() == "拖来.txt"
        seen.page.get_by_role("button", name="开始检查").click()
        seen.page.wait_for_selector("#findings")
        expect(entries(seen.page)).to_have_count(2)


def test_two_browsers_do_not_see_each_other(browser, server, files):
    with visit(browser, server.address) as one, visit(browser, server.address) as other:
        hand_in(one.page, files / "卫生院.txt")
        address = one.page.url.partition("#")[0]
        other.page.goto(address)
        assert "没有这份文稿" in other.page.locator("[role=alert]").inner_text()
        other.page.goto(f"http://127.0.0.1:{server.port}/")
        expect(other.page.locator(".reports")).to_have_count(0)


def test_another_site_can_neither_read_nor_frame_nor_post(browser, server, files, tmp_path):
    with visit(browser, server.address) as own:
        hand_in(own.page, files / "卫生院.txt")
        address = own.page.url.partition("#")[0]
        evil = tmp_path / "evil.html"
        evil.write_text(
            f'<meta charset="utf-8"><iframe src="{address}"></iframe>'
            f'<form method="post" action="{address}/remove"><button>点我</button></form>',
            "utf-8",
        )
        page = own.page.context.new_page()
        page.goto(evil.as_uri())
        read = page.evaluate(
            "address => fetch(address, { credentials: 'include' }).then(() => 'read', () => 'refused')", address
        )
        assert read == "refused"
        page.get_by_role("button", name="点我").click()
        page.wait_for_load_state()
        assert "已经拒绝" in page.locator("[role=alert]").inner_text()
        own.page.reload()
        expect(entries(own.page)).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_serious(browser, server, files, scheme, viewport):
    from axe_playwright_python.sync_playwright import Axe

    with visit(browser, server.address, color_scheme=scheme, viewport=viewport, bypass_csp=True) as seen:
        violations = Axe().run(seen.page).response["violations"]
        hand_in(seen.page, files / "卫生院.txt")
        ignore(entries(seen.page).first, "原文如此")
        seen.page.locator(".files summary").click()
        violations += Axe().run(seen.page).response["violations"]
        seen.page.goto(f"http://127.0.0.1:{server.port}/nowhere")
        violations += Axe().run(seen.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_screen(browser, server, files, width):
    with visit(browser, server.address, viewport={"width": width, "height": 800}) as seen:
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not seen.page.evaluate(wide)
        hand_in(seen.page, files / "卫生院.docx")
        assert not seen.page.evaluate(wide)
