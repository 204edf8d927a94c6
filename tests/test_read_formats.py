"""The same report in every format: the format is known by its content, and the findings are the same."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import (
    OFFICE,
    convert_files,
    lines_of,
    make_docx,
    make_html,
    make_ofd,
    make_pdf,
    make_zip,
    set_pages,
)

import reportlint
from reportlint.cli import main
from reportlint.document import Document
from reportlint.read import DEFAULT, ReadError, decode_source, encode_source, write_source

if TYPE_CHECKING:
    from reportlint.model import Source

EXAMPLES = Path(__file__).parent.parent / "examples"
SHORT = {
    "督查": """青石街道关于环境整治督查反馈问题整改情况的报告
一、存在的问题
（一）巡查不够到位。全街道12个网格中，有3个网格的的巡查记录不完整，占比145%。
（三）责任落实不力。个别社区负责人重视不够，流于形势。
二、整改措施
一是完善制度。截止11月底，已修订《网格巡查办法》等制度4项。
三是压实责任。每月通报一次，对连续两次排名靠后的社区负责人进行约谈。。
""",
    "述职": """2023年度个人述职报告
本人张明远，现任青石街道党工委副书记。2023年，全年走访群众320户，帮助解决难题46件，其中住房类20件、就业类18件、其他类9件。
一、履职情况
（一）理论学习方面。坚持每周集中学习一次，撰写心得体会十2篇。
（二）联系群众方面。新建便民服务站3个，服务群众近5000余人次。
二、存在不足
对分管领域的新情况研究还不够深入，到一线调研的次数不多。
""",
    "总结": """青石中学2024年上半年安全工作总结
一、工作成效
开展应急演练6次，参加师生4800人次，较去年同期的4000人次增长25%。
二、问题与原因
个别教师安全意识淡薄，原因是培训针对性不强,考核流于形式。
三、下半年打算
一是加强培训；二是严格考核；三是改善条件；四是XX。
""",
    "通报": """关于第三季度绩效考核情况的通报
各科室：
第三季度考核共涉及18个科室、126名人员，优秀等次25名、良好等次80名、一般等次20名。
请各科室于10月32日前将整改情况报送办公室。
办公室
""",
}
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))} | SHORT
MAKERS = {
    "docx": make_docx,
    "pdf": lambda text: make_pdf(set_pages(text)),
    "ofd": lambda text: make_ofd(set_pages(text)),
    "html": make_html,
    "markdown": lambda text: "\n\n".join(lines_of(text)).encode(),
}
SUFFIXES = {"markdown": ".md"}
# what a rule leaves alone in a format, as docs/formats.md tells
LEFT_ALONE = {"markdown": "structure/empty-section"}
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def findings(source: Source) -> list[tuple[str, str, str]]:
    doc = Document(source)
    return [(one.rule, one.finding.span.of(doc.text), one.finding.message) for one in reportlint.check(doc)]


@pytest.fixture(scope="module")
def plain() -> dict[str, list[tuple[str, str, str]]]:
    return {name: findings(decode_source("\n".join(lines_of(text)).encode())) for name, text in TEXTS.items()}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", TEXTS)
def test_findings_are_those_of_the_plain_text(plain, name, kind):
    source = decode_source(MAKERS[kind](TEXTS[name]), Path("文稿").with_suffix(SUFFIXES.get(kind, ".bin")))
    assert source.format == kind
    assert lines_of(source.text) == lines_of(TEXTS[name])
    assert plain[name]
    assert findings(source) == [one for one in plain[name] if one[0] != LEFT_ALONE.get(kind)]


@needs_office
@pytest.mark.parametrize("suffix", ["pdf", "html", "odt", "rtf", "doc"])
def test_findings_through_libreoffice(plain, tmp_path, suffix):
    names = list(TEXTS) if suffix in {"pdf", "html"} else list(TEXTS)[:2]
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(make_docx(TEXTS[name], "页眉"))
    convert_files(tmp_path, suffix)
    for name in names:
        source = decode_source((tmp_path / f"{name}.{suffix}").read_bytes())
        got = lines_of(source.text)
        # a header that stands on one page only cannot be told from text
        assert [line for line in got if line != "页眉"] == lines_of(TEXTS[name])
        if got == lines_of(TEXTS[name]):
            assert findings(source) == plain[name]


# --- what the command makes of it


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = SHORT["督查"]
    Path("甲.docx").write_bytes(make_docx(text))
    Path("乙.pdf").write_bytes(make_pdf(set_pages(text)))
    Path("~$甲.docx").write_bytes(b"x")
    inner = make_zip({"丁.txt": text})
    Path("集.zip").write_bytes(make_zip({"内/丙.ofd": make_ofd(set_pages(text)), "内.zip": inner, "图.png": b"x"}))
    return tmp_path


def run(capsys, *arguments) -> tuple[int, str, str]:
    status = main(("check", "--no-config", "--output-format", "concise", *arguments))
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def reports_in(out: str) -> list[str]:
    return list(dict.fromkeys(line.partition(":")[0] for line in out.splitlines() if ":" in line))


def test_folders_and_archives(folder, capsys):
    status, out, err = run(capsys, ".")
    assert (status, err) == (1, "")
    assert reports_in(out) == ["乙.pdf", "甲.docx", "集.zip!/内.zip!/丁.txt", "集.zip!/内/丙.ofd"]


def test_an_archive_from_standard_input(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path("集.zip").read_bytes())))
    _, out, _ = run(capsys, "-", "--stdin-filename", "来.zip")
    assert reports_in(out) == ["来.zip!/内.zip!/丁.txt", "来.zip!/内/丙.ofd"]


def test_any_format_from_standard_input(folder, capsys, monkeypatch):
    for name in ("甲.docx", "乙.pdf"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(name).read_bytes())))
        status, out, _ = run(capsys, "-")
        assert status == 1
        assert reports_in(out) == ["-"]


def test_a_damaged_archive_does_not_stop_the_others(folder, capsys):
    Path("坏.zip").write_bytes(Path("集.zip").read_bytes()[:50])
    status, out, err = run(capsys, "坏.zip", "甲.docx")
    assert status == 2
    assert "坏.zip：文件不完整或已损坏" in err
    assert reports_in(out) == ["甲.docx"]


def test_what_cannot_be_rewritten(folder, capsys):
    before = Path("乙.pdf").read_bytes(), Path("集.zip").read_bytes()
    status, _, err = run(capsys, "--fix", "乙.pdf", "集.zip")
    assert status == 2
    assert "乙.pdf：pdf 文件不能直接改写，请用 --diff 查看修正，再改原稿。" in err
    assert "集.zip!/内.zip!/丁.txt：压缩包里的文稿不能直接改写，请先解压" in err
    assert (Path("乙.pdf").read_bytes(), Path("集.zip").read_bytes()) == before


def test_writing_other_formats(tmp_path):
    source = decode_source(make_html(SHORT["通报"]))
    for write in (encode_source, write_source):
        with pytest.raises(ReadError, match="html 文件不能直接改写"):
            write(source, "改过。", tmp_path / "a.html")
    assert not list(tmp_path.iterdir())


@settings(max_examples=80)
@given(st.sampled_from(sorted(set(MAKERS) - {"markdown"})), st.data())
def test_any_damage_is_told(kind, draw):
    data = bytearray(MAKERS[kind](SHORT["通报"]))
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data) - 1))
        data[place : place + draw.draw(st.integers(0, 9))] = draw.draw(st.binary(max_size=9))
    with suppress(ReadError):
        assert decode_source(bytes(data), limits=DEFAULT).text
