"""The page of a report: what it is made of, and how it behaves in a real browser."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import CHROMIUM, PHONE, launch, visit
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

import reportlint
from reportlint.document import Document
from reportlint.emit.html import fragments, render_report
from reportlint.emit.html.layout import LONGEST, lay_out
from reportlint.emit.html.marks import find_marks
from reportlint.model import Diagnostic, Edit, Finding, Fix, Piece, Related, Severity, Source, Span

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.*"))
TEXT = """梨湾镇水务所工作总结
一、主要成效
全年检修泵站12座，更换水表3400只。
（一）抢修及时。接报后一小时到场，全年全年未发生停水超过一天的事故。
二、存在问题
一是老旧管网漏损率偏高。二是抄表员人手不足。
三、下一步打算
改造老旧管网8公里，把漏损率降到9%以内。
"""
CELL, UNLIKE = 8, 6
HOSTILE = "</p></style></script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\x00\x1b\u2028\ud800\u200b&amp;\"'`{{7*7}}{%"


def found(text, words, severity="error", rule="wording/sample", message="这里不对，请改正。", **more):
    start = text.index(words)
    return Diagnostic(rule, Severity(severity), Finding(Span(start, start + len(words)), message, **more))


def findings(text=TEXT):
    start = text.index("全年全年")
    fix = Fix("只留一个“全年”", (Edit(Span(start, start + 4), "全年"),), safe=True)
    other = Related(Span(text.index("12座"), text.index("12座") + 3), "那里写的是12座")
    return [
        found(text, "全年全年", fix=fix, message="“全年”连写了两遍，请删去一遍。"),
        found(text, "全年未发生停水", "warning", "claims/sample", "这句话太满，请核对。"),
        found(text, "停水超过一天的事故。\n二、存在", "note", "figures/sample", "两处数字请核对。", related=(other,)),
        found(text, "9%", "note", "figures/sample", "请写明基数。"),
        Diagnostic("structure/sample", Severity.WARNING, Finding(Span(0, 0), "缺少一部分，请补写。")),
    ]


class Reader(HTMLParser):
    """The elements of a page, and the words between two of its tags."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, attribute):
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]


def render(text=TEXT, diagnostics=None, name="水务所.txt"):
    doc = Document(text)
    return render_report(doc, findings(text) if diagnostics is None else diagnostics, name).decode("utf-8")


def stretches(text, diagnostics):
    doc = Document(text)
    return [one for line in lay_out(doc, find_marks(doc, diagnostics)) for one in line.stretches]


def test_overlapping_findings_are_cut_and_the_gravest_comes_first():
    text = "全年全年未发生停水。"
    late = Diagnostic("wording/sample", Severity.NOTE, Finding(Span(2, 7), "请核对。"))
    some = [late, found(text, "全年全年未", "error"), found(text, "未发生停水", "warning")]
    assert [(one.text, [mark.number for mark in one.marks], one.ends) for one in stretches(text, some)] == [
        ("全年", [1], ()),
        ("全年", [1, 2], ()),
        ("未", [1, 3, 2], (1,)),
        ("发生", [3, 2], (2,)),
        ("停水", [3], (3,)),
        ("。", [], ()),
    ]


def test_a_finding_between_two_characters_stands_there():
    some = [Diagnostic("punctuation/sample", Severity.ERROR, Finding(Span(2, 2), "缺少逗号，请补上。"))]
    assert [(one.text, len(one.marks)) for one in stretches("检修泵站", some)] == [("检修", 0), ("", 1), ("泵站", 0)]


def test_a_finding_across_lines_is_marked_where_it_begins():
    page = Reader(render())
    marked = [attrs for tag, attrs in page.elements if tag == "a" and "4" in attrs.get("data-marks", "").split()]
    assert marked[-1]["data-ends"] == "4"
    assert "停水超过一天的事故。" in "".join(page.words)


def test_a_long_finding_marks_no_more_than_its_beginning():
    text = "检" * 1000
    some = [Diagnostic("wording/sample", Severity.NOTE, Finding(Span(100, 1000), "这一段太长，请分段。"))]
    assert [len(one.text) for one in stretches(text, some)] == [100, LONGEST, 900 - LONGEST]


@given(
    st.text(st.sampled_from("检修泵站一、（）。\n\r\t\u200b<&"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8),
)
def test_no_character_and_no_finding_is_lost(text, spans):
    limit = len(text)
    some = [
        Diagnostic("wording/sample", Severity.NOTE, Finding(Span(min(a, limit), min(a + n, limit)), "请核对。"))
        for a, n in spans
    ]
    doc = Document(text)
    lines = list(lay_out(doc, find_marks(doc, some)))
    kept = "".join("".join(one.text for one in line.stretches) for line in lines)
    assert "".join(kept.split()) == "".join(text.split())
    ids = [name for line in lines for one in line.stretches for name in one.ids]
    assert len(ids) == len(set(ids))
    assert {f"m{number}" for number in range(1, len(some) + 1)} <= set(ids)


def test_headings_are_headings_and_run_in_headings_bold():
    page = render()
    assert re.search(r'<h3 data-line="2"><span id="s0"><b>一、主要成效</b></span></h3>', page)
    assert "<b>（一）抢修及时</b>" in page
    assert re.search(r'<p class="title" data-line="1">', page)


def test_every_link_stays_in_the_page_and_finds_its_place():
    page = Reader(render())
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert page.all("href")
    assert all(href.startswith("#") and href[1:] in ids for href in page.all("href"))
    assert not page.all("src")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_links_of_whole_reports(path):
    doc = reportlint.read(path)
    page = Reader(render_report(doc, reportlint.check(doc), path.name).decode("utf-8"))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.all("href")} <= set(ids)


def test_the_policy_allows_our_style_and_script_and_nothing_else():
    page = render()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    directives = dict(one.split(" ", 1) for one in policy.split("; "))
    assert directives["default-src"] == "'none'"
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert directives[f"{tag}-src"] == f"'sha256-{digest}'"


def test_hostile_words_stay_words():
    text = f"工作总结\n一、{HOSTILE}\n{HOSTILE}检修泵站3座。\n"
    start = text.index("检修")
    fix = Fix(HOSTILE, (Edit(Span(start, start + 2), HOSTILE),))
    some = [
        found(
            text, "检修", rule=f'x"><b>/{HOSTILE}', message=HOSTILE, fix=fix, related=(Related(Span(0, 9), HOSTILE),)
        ),
        Diagnostic("residue/sample", Severity.ERROR, Finding(Span(5, len(text) - 5), HOSTILE)),
    ]
    page = render(text, some, name=HOSTILE)
    read = Reader(page)
    assert [tag for tag, _ in read.elements if tag in ("script", "img", "style")] == ["style", "script"]
    assert not [name for _, attrs in read.elements for name in attrs if name.startswith("on") or name == "style"]
    assert not set(page) & set("\u202e\x00\x1b\u2028\u200b\ud800")
    assert "U+202E" in page
    assert "{{7*7}}{%" in page


def test_the_same_report_gives_the_same_bytes():
    assert render() == render()


def test_an_empty_report_has_a_page():
    page = render("", [])
    assert "没有发现问题" in page
    assert 'id="filters"' not in page


def test_places_in_files_that_are_more_than_text():
    source = Source("检修泵站。\n更换水表。", pieces=(Piece(Span(0, 5), "第1页"), Piece(Span(6, 11), "第2页")))
    doc = Document(source)
    marks = find_marks(doc, [found(doc.text, "水表")])
    assert [mark.where for mark in marks] == ["第2页 第 2 行"]


def test_fragments_stand_alone():
    doc = Document(TEXT)
    marks = find_marks(doc, findings())
    assert 'href="#f1"' in fragments.render_text(doc, marks)
    assert 'href="#m1"' in fragments.render_list(marks)
    assert 'href="#s0"' in fragments.render_outline(doc, marks)
    assert 'href="#q0"' in fragments.render_ledger(doc)
    assert 'href="#problems-0"' in fragments.render_matrix(doc)
    assert "<svg" in fragments.render_charts(doc, marks)


def test_charts_count_what_they_say():
    doc = Document(TEXT)
    charts = {chart.title: chart for chart in fragments.find_charts(doc, find_marks(doc, findings()))}
    families = {bar.label: bar.value for bar in charts["各类问题的数量"].bars}
    assert families == {"数字": "2", "论断": "1", "结构": "1", "用词": "1"}
    assert sum(int(bar.value) for bar in charts["句子的长短"].bars) == len(doc.sentences)
    lengths = {bar.label: int(bar.value) for bar in charts["各部分的篇幅"].bars}
    assert lengths["三、下一步打算"] == len("三、下一步打算改造老旧管网8公里，把漏损率降到9%以内。")
    for chart in charts.values():
        assert all(part.start + part.width <= 100.1 for bar in chart.bars for part in bar.parts)


needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="这里没有 Chromium")


@pytest.fixture(scope="module")
def browser():
    with launch() as started:
        yield started


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    file = tmp_path_factory.mktemp("页面") / "水务所 报告.html"
    file.write_text(render(), "utf-8")
    return file


def current(page):
    return page.locator(".finding.current").evaluate_all("all => all.map(one => one.dataset.number)")


def shown(page):
    return page.locator(".finding:visible").evaluate_all("all => all.map(one => one.dataset.number)")


def in_view(page, selector):
    return page.locator(selector).first.evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )


@needs_chromium
def test_nothing_is_fetched_and_nothing_complained_of(browser, path):
    with visit(browser, path) as seen:
        seen.page.locator(".mark").first.click()
        seen.page.locator(".jump").last.click()
        assert seen.requests == [path.as_uri()]
        assert seen.complaints == []


@needs_chromium
def test_an_entry_leads_to_its_place_and_back(browser, path):
    with visit(browser, path, viewport={"width": 1200, "height": 420}) as seen:
        page = seen.page
        page.locator("#f5 .jump").click()
        assert current(page) == ["5"]
        assert in_view(page, "#m5")
        assert page.locator("[data-marks~='5'].current").count() == 1
        page.locator("#m2").click()
        assert current(page) == ["2"]
        assert in_view(page, "#f2 .jump")
        page.go_back()
        assert page.url == path.as_uri()


@needs_chromium
def test_a_place_with_several_findings_shows_them_in_turn(browser, path):
    with visit(browser, path) as seen:
        both = seen.page.locator(".mark[data-marks='2 3']")
        numbers = []
        for _ in range(3):
            both.click()
            numbers += current(seen.page)
        assert numbers == ["2", "3", "2"]


@needs_chromium
def test_filters_by_severity_family_and_words(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        page.locator("input[name=severity][value=note]").uncheck()
        assert shown(page) == ["1", "2", "3"]
        assert page.locator("[data-marks~='5'].off").count() == 1
        assert page.locator("#shown").text_content() == "显示 3 处，共 5 处"
        page.locator("input[name=family][value=claims]").uncheck()
        assert shown(page) == ["1", "2"]
        page.locator("#all").click()
        assert shown(page) == ["1", "2", "3", "4", "5"]
        assert page.locator(".mark.off").count() == 0
        page.locator("#search").fill("请写明基数")
        assert shown(page) == ["5"]
        page.locator("#search").fill("没有这样的话")
        assert shown(page) == []
        assert page.locator("#none").is_visible()


@needs_chromium
def test_keys(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert current(page) == ["2"]
        assert page.locator("#f2 .jump").evaluate("one => one === document.activeElement")
        page.keyboard.press("ArrowDown")
        assert current(page) == ["3"]
        page.keyboard.press("k")
        assert current(page) == ["2"]
        page.keyboard.press("/")
        page.keyboard.type("jk")
        assert page.locator("#search").input_value() == "jk"
        page.locator("#search").fill("")
        page.keyboard.press("Escape")
        assert current(page) == []
        page.keyboard.press("?")
        assert page.locator("#help").is_visible()
        page.locator("#letters").uncheck()
        page.keyboard.press("Escape")
        assert not page.locator("#help").is_visible()
        page.keyboard.press("j")
        assert current(page) == []


@needs_chromium
def test_the_first_keys_lead_to_text_and_findings(browser, path):
    with visit(browser, path) as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.locator(".skip").first.is_visible()
        assert seen.page.evaluate("document.activeElement.textContent") == "跳到正文"
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.id") == "text"


@needs_chromium
def test_without_script_list_and_anchors_work(browser, path):
    with visit(browser, path, java_script_enabled=False) as seen:
        page = seen.page
        assert not page.locator("#filters").is_visible()
        assert not page.locator("#keys").is_visible()
        page.locator("#f5 .jump").click()
        assert page.url.endswith("#m5")
        page.locator("#m5").click()
        assert page.url.endswith("#f5")


@needs_chromium
def test_a_phone_shows_the_finding_beside_its_place(browser, path):
    with visit(browser, path, viewport=PHONE, has_touch=True) as seen:
        page = seen.page
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        page.locator("#m5").tap()
        assert current(page) == ["5"]
        assert in_view(page, "#m5")
        assert in_view(page, "#f5")
        page.locator("h1").tap()
        assert current(page) == []


@needs_chromium
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="这里没有 pdftotext")
def test_the_print_holds_every_finding_and_number(browser, path, tmp_path):
    with visit(browser, path) as seen:
        seen.page.pdf(path=tmp_path / "打印.pdf", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", "-enc", "UTF-8", tmp_path / "打印.pdf", "-"]
    text = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    words = "".join(text.split())
    for one in findings():
        assert one.finding.message in words
    assert "快捷键" not in words
    assert "搜索" not in words


@needs_chromium
def test_light_and_dark(browser, path):
    pictures, papers = set(), set()
    for scheme in ("light", "dark"):
        with visit(browser, path, color_scheme=scheme) as seen:
            papers.add(seen.page.evaluate("getComputedStyle(document.body).backgroundColor"))
            picture = seen.page.screenshot()
            assert len(picture) > 20_000, "a blank page is small"
            pictures.add(picture)
    assert len(papers) == len(pictures) == 2


@needs_chromium
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("light", {}),
        ("dark", {"color_scheme": "dark"}),
        ("phone", {"viewport": PHONE}),
        ("print", {"viewport": {"width": 794, "height": 1123}}),
    ],
)
def test_the_page_looks_as_it_did(browser, path, pytestconfig, name, settings):
    with visit(browser, path, **settings) as seen:
        if name == "print":
            seen.page.emulate_media(media="print")
        picture = thumbnail(seen.page.screenshot())
    golden = Path(__file__).parent / "golden" / f"html-{name}.png"
    if pytestconfig.getoption("update_golden"):
        picture.save(golden, optimize=True)
    apart = difference(picture, Image.open(golden))
    assert apart < UNLIKE, f"{golden.name} 与页面相差 {apart:.1f}，看过没有问题就用 --update-golden 更新"


def thumbnail(picture):
    """Return a screenshot as areas of colour: fonts and their smoothing differ between machines, a broken page stays so."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return image.resize((image.width // CELL, image.height // CELL), Image.Resampling.BOX)


def difference(one, other):
    """Return the root of the mean squared difference of two pictures, 0–255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other.convert("RGB"))).rms)


def test_a_changed_page_is_seen():
    golden = Image.open(Path(__file__).parent / "golden" / "html-light.png").convert("RGB")
    assert difference(golden, golden) == 0
    assert difference(golden, Image.new("RGB", golden.size, golden.getpixel((0, 0)))) > UNLIKE
    assert difference(golden, ImageChops.offset(golden, 0, 3)) > UNLIKE


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_serious(browser, path, scheme, viewport):
    from axe_playwright_python.sync_playwright import Axe

    with visit(browser, path, color_scheme=scheme, viewport=viewport, bypass_csp=True) as seen:
        seen.page.keyboard.press("j")
        violations = Axe().run(seen.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


@needs_chromium
def test_hostile_words_do_nothing_in_a_browser(browser, tmp_path):
    text = f"工作总结\n{HOSTILE}检修泵站3座。\n"
    some = [found(text, "检修", message=HOSTILE, rule=f"x/{HOSTILE}")]
    file = tmp_path / "hostile.html"
    file.write_text(render(text, some, HOSTILE), "utf-8")
    with visit(browser, file, bypass_csp=True) as seen:
        seen.page.keyboard.press("j")
        assert current(seen.page) == ["1"]
        assert seen.page.locator("img").count() == 0
        assert "<script>alert(1)</script>" in seen.page.locator(".text").inner_text()
        assert seen.requests == [file.as_uri()]
        assert seen.complaints == []


@needs_chromium
def test_a_very_long_report_can_be_walked_through(browser, tmp_path):
    text = "工作总结\n" + "".join(f"第{n}段检修泵站{n}座，全年全年更换水表。\n" for n in range(1500))
    some = [
        Diagnostic("wording/sample", Severity.ERROR, Finding(Span(one.start(), one.end()), "连写了两遍，请删去一遍。"))
        for one in re.finditer("全年全年", text)
    ]
    file = tmp_path / "long.html"
    file.write_text(render(text, some), "utf-8")
    with visit(browser, file) as seen:
        seen.page.locator("#search").fill("第 1499 行")
        assert shown(seen.page) == ["1498"]
        seen.page.locator("h1").click()
        seen.page.keyboard.press("j")
        assert in_view(seen.page, "#m1498")
