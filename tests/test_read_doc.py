"""Old Word files and what goes through LibreOffice."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import OFFICE, convert_files, lines_of, make_docx

from reportlint.model import Piece, Span
from reportlint.read import DEFAULT, Limits, ReadError, decode_source, office
from reportlint.read.doc import clean, read_bare, read_pieces

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

REPORT = """2024年度工作总结
一、主要工作
（一）抓好防汛值守。全年值班365天，处置险情12起。
二、存在问题
（一）物资储备不足。个别村编织袋数量偏少。
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "总结.docx").write_bytes(make_docx(REPORT, "页眉"))
    for suffix in ("doc", "rtf", "odt"):
        convert_files(folder, suffix)
    return folder


def refusal(call, *arguments) -> str:
    with pytest.raises(ReadError) as caught:
        call(*arguments)
    message = str(caught.value)
    assert message.endswith("。")
    assert "请" in message
    return message


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_formats_of_libreoffice(made, suffix):
    source = decode_source((made / f"总结.{suffix}").read_bytes(), Path(f"总结.{suffix}"))
    assert source.text.splitlines() == lines_of(REPORT)
    assert (source.format, source.raw) == (suffix, b"")


@needs_office
def test_bare_text_of_a_doc(made, monkeypatch):
    data = (made / "总结.doc").read_bytes()
    monkeypatch.setattr(office, "find_office", lambda: None)
    source = decode_source(data, Path("总结.wps"))
    assert source.text.splitlines() == lines_of(REPORT)
    assert (source.format, source.pieces) == ("doc", (Piece(Span(0, len(source.text) - 1)),))


@needs_office
def test_an_old_or_encrypted_doc(made):
    data = (made / "总结.doc").read_bytes()
    place = next(place for place in range(512, len(data), 512) if data.startswith(b"\xec\xa5", place))
    encrypted = bytearray(data)
    encrypted[place + 0x0B] |= 0x01
    assert "加了密码" in refusal(read_bare, bytes(encrypted), "某文件")
    old = bytearray(data)
    struct.pack_into("<H", old, place + 2, 0x68)
    assert "Word 97 以前" in refusal(read_bare, bytes(old), "某文件")


@needs_office
def test_truncated_docs(made):
    data = (made / "总结.doc").read_bytes()
    for length in (0, 8, 512, 1000, len(data) // 2):
        with suppress(ReadError):
            read_bare(data[:length], "某文件")
    assert "损坏" in refusal(read_bare, data[:600], "某文件")


@needs_office
@settings(max_examples=150)
@given(st.data())
def test_any_damage_to_a_doc_is_told(made, draw):
    data = bytearray((made / "总结.doc").read_bytes())
    for _ in range(draw.draw(st.integers(1, 6))):
        place = draw.draw(st.one_of(st.integers(0, 600), st.integers(0, len(data) - 1)))
        data[place] = draw.draw(st.integers(0, 255))
    with suppress(ReadError):
        read_bare(bytes(data), "某文件")


def test_fields_and_marks():
    text = '见\x13 HYPERLINK "a" \x14附件\x15一\r\x07图\x01注\x02\x0b二\x1e三\x1f\r\r\x13 PAGE \x15\x13 A \x13 B \x14甲\x15\x14乙\x15尾'
    assert clean(text) == "见附件一\n图注\n二-三\n乙尾"
    assert clean("\x15\x14很好\x13 未完") == "很好 未完"
    assert clean("\x13\x14" * 100_000 + "完") == "完"


def test_pieces_in_both_codes():
    block = bytearray(2000)
    block[1000:1004] = "整改".encode("utf-16-le")
    block[1500:1503] = b"ok\x85"
    places = struct.pack("<4I", 0, 2, 5, 5) + b"".join(
        struct.pack("<HIH", 0, offset, 0) for offset in (1000, 3000 | 1 << 30, 0)
    )
    table = b"\x01\x02\x00xx\x02" + struct.pack("<I", len(places)) + places
    struct.pack_into("<II", block, 0x1A2, 0, len(table))
    assert read_pieces(bytes(block), table) == "整改ok…"


def test_a_piece_table_that_would_fill_the_memory():
    block = bytearray(5000)
    places = struct.pack("<101I", *(n * 4000 for n in range(101))) + struct.pack("<HIH", 0, 0, 0) * 100
    table = b"\x02" + struct.pack("<I", len(places)) + places
    struct.pack_into("<II", block, 0x1A2, 0, len(table))
    with pytest.raises(ValueError, match="400000"):
        read_pieces(bytes(block), table)


# --- LibreOffice itself


@pytest.mark.parametrize("data", [rb"{\rtf1 text}"])
def test_without_libreoffice(monkeypatch, data):
    monkeypatch.setattr(office, "find_office", lambda: None)
    message = refusal(decode_source, data, Path("总结.rtf"))
    assert message == (
        "总结.rtf：读取 .rtf 要用 LibreOffice，这台电脑上没有找到，请安装 LibreOffice，或另存为 .docx 再检查。"
    )


@needs_office
def test_what_libreoffice_cannot_read():
    assert "LibreOffice 打不开" in refusal(decode_source, b"{\\rtf1 \\bin9999999999 ", Path("坏.rtf"))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_libreoffice_is_ended_with_its_children(monkeypatch, tmp_path):
    mark = tmp_path / "still there"
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\n(sleep 1; touch '{mark}') &\nsleep 60\n")
    script.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(script))
    message = refusal(office.convert, b"x", ".rtf", "某文件", Limits(seconds=0))
    assert message.startswith("某文件：LibreOffice 在 0 秒内没有转换完")
    time.sleep(1.5)
    assert not mark.exists()


def test_a_program_that_cannot_be_started(monkeypatch, tmp_path):
    script = tmp_path / "soffice"
    script.write_text("")
    monkeypatch.setattr(office, "find_office", lambda: str(script))
    assert "启动 LibreOffice 失败" in refusal(office.convert, b"x", ".rtf", "某文件", DEFAULT)


def test_where_libreoffice_is_looked_for(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "PLACES", ())
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    assert office.find_office() is None
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setattr(office, "PLACES", (str(tmp_path / "nowhere"), str(program)))
    assert office.find_office() == str(program)


@needs_office
def test_macros_do_not_run_and_links_are_not_followed(made, tmp_path, monkeypatch):
    """The settings are those that LibreOffice knows: it takes the profile and keeps them."""
    kept = []
    real = subprocess.Popen

    def start(command, **options):
        kept.append(next(word for word in command if word.startswith("-env:UserInstallation=")))
        process = real(command, **options)
        process.wait(60)
        profile = Path(kept[0].removeprefix("-env:UserInstallation=file://"))
        kept.append((profile / "user" / "registrymodifications.xcu").read_text("utf-8"))
        return process

    monkeypatch.setattr(office.subprocess, "Popen", start)
    office.convert((made / "总结.rtf").read_bytes(), ".rtf", "某文件", DEFAULT)
    assert kept[1].count("DisableMacrosExecution") == 1
    assert "BlockUntrustedRefererLinks" in kept[1]
    assert not Path(kept[0].removeprefix("-env:UserInstallation=file://")).exists()
