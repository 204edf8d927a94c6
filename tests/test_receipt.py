"""The receipt: what it holds, its formats, and whether one still holds."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from browser import CHROMIUM, PHONE, launch, visit
from fakes import install, make_rule
from office_files import OFFICE

from reportlint import Config, Document, __version__, registry
from reportlint.cli import main
from reportlint.custom import parse_rules
from reportlint.emit.receipt import FORMATS, find_renderer, pdf, sheet
from reportlint.emit.receipt.carried import read_receipt
from reportlint.emit.receipt.data import make_receipt
from reportlint.emit.receipt.digest import canonical, is_whole, seal, settle
from reportlint.emit.receipt.setting import find_settings
from reportlint.engine import examine
from reportlint.model import Severity
from reportlint.read import ReadError
from reportlint.read.limits import DEFAULT

needs_office = pytest.mark.skipif(OFFICE is None, reason="没有 LibreOffice")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium")

REPORT = """关于河道清淤的整改报告

一、存在问题
（一）沟渠淤积错错，疑有12处没有清理。
二、整改措施
（一）清理淤积的沟渠12处，投入1.5万元，注意排水。
"""
WAIVED = "渠道错错。\n<!-- reportlint: ignore sample/wrong 引文如此 -->\n闸门错错，留待复核。\n"
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\x00错错\ud800疑"
CARRIERS = ("html", "docx")


@pytest.fixture(autouse=True)
def workplace(monkeypatch, tmp_path):
    """An empty folder, and rules that exist for the tests only."""
    monkeypatch.chdir(tmp_path)
    install(monkeypatch)


def make(text=REPORT, config=None, name="报告.txt", day=None):
    config = config or Config()
    doc = Document(text)
    return make_receipt(name, doc, examine(doc, config), config, day)


def render(form, receipt=None):
    return find_renderer(form)(receipt or make())


def shown(form, data):
    """The words that a receipt shows, without spaces."""
    if form == "docx":
        body = docx.Document(BytesIO(data)).element.body
        return re.sub(r"\s", "", "".join(body.itertext()))
    page = re.sub(r"<script.*?</script>|<style>.*?</style>|<[^>]*>", "", data.decode(), flags=re.DOTALL)
    return re.sub(r"\s", "", page)


# --- what it holds


def test_document_program_and_counts():
    receipt = make(day=date(2024, 11, 5))
    assert (receipt["schema"], receipt["version"], receipt["date"]) == (
        "reportlint/receipt/1",
        __version__,
        "2024-11-05",
    )
    assert receipt["document"]["name"] == "报告.txt"
    assert receipt["document"]["characters"] == len(REPORT)
    assert receipt["rules"]["run"] == 4
    assert receipt["summary"] == {"error": 1, "warning": 1, "note": 1, "waived": 0}


def test_the_gravest_findings_come_first():
    receipt = make("注意。疑点。错错。")
    assert [one["severity"] for one in receipt["findings"]] == ["error", "warning", "note"]


def test_waived_findings_with_who_and_why():
    (one,) = make(WAIVED)["waived"]
    assert (one["rule"], one["excerpt"], one["line"]) == ("sample/wrong", "错错", 3)
    assert one["waiver"] == {"kind": "comment", "reason": "引文如此", "who": "", "date": ""}


def test_matrix_and_figures():
    receipt = make()
    assert [row["problem"]["text"] for row in receipt["matrix"]["rows"]]
    assert receipt["matrix"]["summary"].startswith("1 个问题")
    assert [(one["text"], one["value"]) for one in receipt["figures"]][-1] == ("1.5万元", "15000")


def test_rules_that_did_not_run_and_those_graded_otherwise():
    config = Config(ignore=("other",), severity={"sample/wrong": Severity.NOTE})
    rules = make(config=config)["rules"]
    assert (rules["run"], rules["off"]) == (2, ["other/crash", "other/noted"])
    assert rules["graded"] == {"sample/wrong": "note"}
    facts = dict(sheet.find_facts(make(config=config)))
    assert facts["没有查的规则"] == "other/crash、other/noted"
    assert facts["改了级别的"] == "sample/wrong 按提示"


def test_the_rule_set_knows_rules_severities_and_options(monkeypatch):
    before = make()["rules"]["sha256"]
    rules = registry.load()
    assert make()["rules"]["sha256"] == before
    one = rules["other/noted"]
    install(monkeypatch, {**rules, one.id: make_rule(one.id, Severity.ERROR, one.check)})
    graded = make()["rules"]["sha256"]
    install(monkeypatch, {name: rule for name, rule in rules.items() if name != one.id})
    assert len({before, graded, make()["rules"]["sha256"]}) == 3


def test_the_rule_set_knows_rules_of_the_configuration(tmp_path):
    entry = {"id": "office/old-name", "message": "“{text}”是旧称，请改用新称。"}
    marks = set()
    for words in (["河管所"], ["渠管所"], ["渠管所"]):
        own = parse_rules([{**entry, "phrases": words}], tmp_path)
        marks.add(make(config=Config(own_rules=own))["rules"]["sha256"])
    assert len(marks) == 2
    assert make()["rules"]["sha256"] not in marks


def test_the_configuration_counts_whatever_its_place(tmp_path):
    plain = find_settings(Config())
    assert find_settings(Config(select=("sample",))) != plain
    assert find_settings(Config(options={"sample/wrong": {"word": "误"}})) != plain
    assert find_settings(Config(fail_on=Severity.ERROR)) == plain
    marks = set()
    for name in ("甲.json", "乙.json"):
        (tmp_path / name).write_text('{"schema": "reportlint/baseline/1", "files": {}}', "utf-8")
        marks.add(find_settings(Config(baseline=tmp_path / name)))
    assert len(marks) == 1
    assert marks != {plain}


def test_numbers_are_the_same_on_every_machine():
    assert settle({"score": 0.1 + 0.2, "pair": (1, "2")}) == {"score": 0.3, "pair": [1, "2"]}
    assert canonical({"乙": 1, "甲": "\ud800"}) == b'{"\\u4e59":1,"\\u7532":"\\ud800"}'


def test_the_check_sum_covers_everything():
    receipt = make()
    assert is_whole(receipt)
    for key in receipt:
        assert not is_whole({**receipt, key: "别的"}), key
    assert not is_whole({**receipt, "more": 1})


# --- formats


@pytest.mark.parametrize("form", CARRIERS)
def test_what_is_shown(form):
    words = shown(form, render(form, make(WAIVED + REPORT, day=date(2024, 11, 5))))
    for part in (
        *("送审检查单", "报告.txt", "2024年11月5日", f"reportlint{__version__}"),
        *("必错2处，疑似1处，提示1处，已忽略1处。", "“错错”写错了，请改正。", "sample/wrong", "第1行", "处理意见"),
        *("文中注释", "没有写明", "引文如此"),
        *("问题、原因、措施对应表", "清理淤积的沟渠", "数字台账", "15,000元", "1.5万元"),
        *("拟稿人", "审核人", "日期", "不是电子签名", make(WAIVED + REPORT, day=date(2024, 11, 5))["digest"]["value"]),
    ):
        assert part in words, part


@pytest.mark.parametrize("form", CARRIERS)
def test_a_clean_report(form):
    words = shown(form, render(form, make("")))
    for part in ("必错0处", "没有忽略任何问题", "没有读出问题", "没有可以核对的数字"):
        assert part in words


def test_range_bound_period_and_percent():
    receipt = make("2023年，培训30至40人次，覆盖率超过85%，同比提高2个百分点。")
    cells = [sheet.tell_figure(one)[1:4] for one in receipt["figures"]]
    assert cells[0][:2] == ("30–40 人次", "2023年")
    assert cells[1][0] == "超过85%"
    assert cells[2][2] == "同比上升"


@pytest.mark.parametrize("form", ["json", *CARRIERS])
def test_the_data_travel_inside(form):
    receipt = make(HOSTILE, name=HOSTILE)
    assert read_receipt(render(form, receipt), "单", DEFAULT) == receipt


def test_hostile_texts_stay_text():
    receipt = make(HOSTILE * 2, name=HOSTILE)
    page = render("html", receipt).decode()
    assert page.count("<script") == page.count("</script") == 1
    assert "<img" not in page
    for words in (page, shown("docx", render("docx", receipt))):
        assert not [one for one in words if unicodedata.category(one) in ("Cf", "Cs") or one == "\x00"]


def test_the_page_needs_nothing_but_itself():
    page = render("html").decode()
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(page)
    assert not re.search(r"url\(|@import|https?:|\ssrc=|\shref=|\sstyle=", page)


def test_the_word_document_is_laid_out_for_paper():
    made = docx.Document(BytesIO(render("docx")))
    (section,) = made.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert made.core_properties.title == "送审检查单"
    assert "第 " in section.footer.paragraphs[0].text
    headers = made.element.body.xpath(".//w:tblHeader")
    assert len(headers) == 3
    faces = made.styles["Heading 1"].element.rPr.rFonts.attrib
    assert {name.partition("}")[2]: face for name, face in faces.items()}.items() >= {
        ("eastAsia", "黑体"),
        ("ascii", "黑体"),
    }
    assert not [name for name in faces if name.endswith("Theme")]


def test_parts_of_the_word_document_are_in_it_once_and_bear_no_time():
    with ZipFile(BytesIO(render("docx"))) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert archive.testzip() is None


def test_a_library_that_is_missing_is_told_of(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "reportlint.emit.receipt.word", raising=False)
    Path("报告.txt").write_text(REPORT, "utf-8")
    assert main(["receipt", "报告.txt", "--output", "单.docx"]) == 2
    assert capsys.readouterr().err == (
        "错误：写 .docx 检查单需要 python-docx，请先安装：pip install 'reportlint[docx]'\n"
    )


def test_without_libreoffice(monkeypatch, capsys):
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    Path("报告.txt").write_text(REPORT, "utf-8")
    assert main(["receipt", "报告.txt", "--output", "单.pdf"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "LibreOffice" in line
    assert line.endswith("改用 docx 或 html 检查单。")
    assert not Path("单.pdf").exists()


def test_clock_and_chance_leave_a_pdf():
    first, second = (
        b"<</CreationDate(D:2024110%d083000+08'00')>>\n/ID [ <%s>\n<%s> ]\n/DocChecksum /%s\n"
        % (n, *[b"%032X" % n] * 3)
        for n in (1, 2)
    )
    assert pdf.settle_pdf(first) == pdf.settle_pdf(second)
    assert len(pdf.settle_pdf(first)) == len(first)


@needs_office
def test_pdf():
    receipt = make(WAIVED + REPORT)
    data = render("pdf", receipt)
    assert render("pdf", receipt) == data
    with pypdfium2.PdfDocument(data) as made:
        words = "".join(page.get_textpage().get_text_range() for page in made)
    for part in ("送审检查单", "引文如此", "15,000", "拟稿人", receipt["digest"]["value"][:12]):
        assert part in words


@needs_office
def test_libreoffice_keeps_the_data(tmp_path):
    receipt = make()
    draft = tmp_path / "单.docx"
    draft.write_bytes(render("docx", receipt))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "out", draft],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    Path("报告.txt").write_text(REPORT, "utf-8")
    again = (tmp_path / "out" / "单.docx").read_bytes()
    assert read_receipt(again, "单", DEFAULT) == receipt


@needs_browser
def test_the_page_in_a_browser(tmp_path):
    path = tmp_path / "单.html"
    path.write_bytes(render("html", make(WAIVED + REPORT)))
    with launch() as browser, visit(browser, path, viewport=PHONE) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert "拟稿人" in seen.page.inner_text("body")
        assert "reportlint/receipt/1" not in seen.page.inner_text("body")
        assert seen.complaints == []
        assert seen.requests == [seen.page.url]


# --- the command


@pytest.fixture
def run(capsys):
    Path("报告.txt").write_text(REPORT, "utf-8")

    def run(*arguments):
        status = main(["receipt", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def make_files(run):
    assert run("报告.txt", *(one for form in ("json", *CARRIERS) for one in ("--output", f"单.{form}"))) == (0, "", "")


def test_the_same_bytes_for_the_same_input(run):
    make_files(run)
    first = [Path(f"单.{form}").read_bytes() for form in ("json", *CARRIERS)]
    make_files(run)
    assert [Path(f"单.{form}").read_bytes() for form in ("json", *CARRIERS)] == first


def test_the_same_bytes_in_another_process(tmp_path):
    Path("报告.txt").write_text(REPORT, "utf-8")
    made = set()
    for seed in ("1", "2"):
        files = [f"{seed}.{form}" for form in ("json", *CARRIERS)]
        command = [sys.executable, "-m", "reportlint", "receipt", "报告.txt", *(f"--output={file}" for file in files)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=120)
        made.add(tuple(Path(file).read_bytes() for file in files))
    assert len(made) == 1


@pytest.mark.parametrize("form", ["json", *CARRIERS])
def test_a_receipt_holds(run, form):
    make_files(run)
    status, out, err = run("--verify", f"单.{form}", "报告.txt")
    assert (status, err) == (0, "")
    assert [line[0] for line in out.splitlines()] == ["✓"] * (5 if form == "json" else 6)
    assert all(line.endswith("。") for line in out.splitlines())


def failed(out):
    return [line[2:] for line in out.splitlines() if line.startswith("✗")]


def test_another_report(run):
    make_files(run)
    Path("报告.txt").write_text(REPORT + "错错。\n", "utf-8")
    status, out, _ = run("--verify", "单.json", "报告.txt")
    assert status == 1
    document, results = failed(out)
    assert document.startswith("文稿不是出单时的那一份")
    assert "出单时必错 1 处，疑似 1 处，提示 1 处，已忽略 0 处，现在必错 2 处" in results


def test_other_settings(run):
    make_files(run)
    Path(".reportlint.toml").write_text('ignore = ["other/noted"]\n', "utf-8")
    status, out, _ = run("--verify", "单.json", "报告.txt", "--config", ".reportlint.toml")
    assert status == 1
    settings, results = failed(out)
    assert settings.startswith("文种或配置变了")
    assert "提示 1 处" in results


def test_another_version(run):
    make_files(run)
    receipt = json.loads(Path("单.json").read_text("utf-8"))
    del receipt["digest"]
    old = seal({**receipt, "version": "0.0.1"})
    Path("旧.html").write_bytes(find_renderer("html")(old))
    status, out, _ = run("--verify", "旧.html", "报告.txt")
    assert status == 1
    program, looks = failed(out)
    assert "reportlint 0.0.1" in program
    assert "没有核对" in looks


def test_changed_data(run):
    make_files(run)
    data = Path("单.json").read_text("utf-8").replace("请改正", "不必改")
    Path("单.json").write_text(data, "utf-8")
    status, out, _ = run("--verify", "单.json", "报告.txt")
    assert status == 1
    assert failed(out)[0].startswith("检查单的数据与它的校验和不符")


def test_changed_looks_of_a_page(run):
    make_files(run)
    page = Path("单.html").read_text("utf-8").replace("必错 1 处", "必错 0 处")
    Path("单.html").write_text(page, "utf-8")
    status, out, _ = run("--verify", "单.html", "报告.txt")
    assert status == 1
    (looks,) = failed(out)
    assert "看得见的内容改动过" in looks


def test_what_is_filled_in_changes_nothing(run):
    make_files(run)
    made = docx.Document("单.docx")
    made.tables[1].rows[1].cells[5].text = "已改"
    made.tables[-1].rows[0].cells[1].text = "李 明"
    made.save("单.docx")
    assert run("--verify", "单.docx", "报告.txt")[0] == 0
    made.tables[1].rows[1].cells[1].text = "提示"
    made.save("单.docx")
    status, out, _ = run("--verify", "单.docx", "报告.txt")
    assert status == 1
    (looks,) = failed(out)
    assert "“必错”不在原处" in looks


def test_who_lets_a_finding_stand(run):
    entry = '[[ignore]]\nrule = "sample/wrong"\nreason = "地名如此"\nwho = "王敏"\ndate = "2024-11-02"\n'
    Path(".reportlint-ignore.toml").write_text(entry, "utf-8")
    assert run("报告.txt", "--output", "单.json", "--output", "单.html")[0] == 0
    receipt = json.loads(Path("单.json").read_text("utf-8"))
    assert receipt["summary"]["waived"] == 1
    assert receipt["waived"][0]["waiver"]["who"] == "王敏"
    words = shown("html", Path("单.html").read_bytes())
    for part in ("忽略清单", "王敏2024-11-02", "地名如此"):
        assert part in words


def test_a_crash_of_a_rule_is_on_the_receipt(run):
    Path("报告.txt").write_text("崩溃。\n", "utf-8")
    assert run("报告.txt", "--output", "单.json")[0] == 2
    assert "internal/rule-crash" in Path("单.json").read_text("utf-8")


def test_the_name_is_no_path(run):
    Path("夹").mkdir()
    Path("夹/稿.txt").write_text(REPORT, "utf-8")
    assert run("夹/稿.txt", "--output", "单.json", "--date", "2024-11-05")[0] == 0
    receipt = json.loads(Path("单.json").read_text("utf-8"))
    assert (receipt["document"]["name"], receipt["date"]) == ("稿.txt", "2024-11-05")
    assert len(receipt["document"]["sha256"]) == 64


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("报告.txt",), "--output"),
        (("报告.txt", "--output", "单.docx", "--verify", "单.json"), "--verify"),
        (("报告.txt", "--output", "单.xls"), "html、json、docx 或 pdf"),
        (("报告.txt", "--output", "报告.txt"), "扩展名"),
        (("报告.txt", "--output", "单.json", "--date", "昨天"), "2024-11-05"),
        (("报告.txt", "--output", "无/单.json"), "文件夹"),
        (("报告.txt", "另一份.txt", "--output", "单.json"), "逐份"),
        (("没有.txt", "--output", "单.json"), "没有.txt"),
        (("--verify", "没有.json", "报告.txt"), "没有.json"),
        (("--verify", "报告.txt", "报告.txt"), "没有检查单的数据"),
        (("--verify", "坏.json", "报告.txt"), "残缺"),
        (("--verify", "别的.json", "报告.txt"), "不是这个版本"),
        (("--verify", "单.pdf", "报告.txt"), "pdf 里没有"),
        (("--verify", "单.docx", "报告.txt"), "单.docx"),
    ],
)
def test_what_cannot_be_done_is_one_chinese_sentence(run, arguments, part):
    Path("坏.json").write_text('{"schema": "reportlint/receipt/1"}', "utf-8")
    Path("别的.json").write_text('{"schema": "reportlint/receipt/9"}', "utf-8")
    Path("单.pdf").write_bytes(b"%PDF-1.7")
    Path("单.docx").write_bytes(b"PK\x03\x04")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert part in line
    assert line.endswith(("。", "？"))


def test_a_forged_number_fills_no_memory():
    assert sheet.write("1E+999999999") == "1E+999999999"


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"schema": 1}', b"null", b"", "<p>页</p>".encode()])
def test_what_is_no_receipt(data):
    with pytest.raises(ReadError, match="检查单"):
        read_receipt(data, "单.json", DEFAULT)


def test_every_format_has_a_renderer():
    assert all(callable(find_renderer(form)) for form in FORMATS)
