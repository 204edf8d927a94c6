from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportlint.read import DEFAULT, Limits, ReadError, decode_source, read_source

SIMPLE = "二、存在的问题\r\n（一）学习不够深入。全年集中学习12次，与“真学真用”的要求仍有差距。\n"
TRADITIONAL = "二、存在的問題\n（一）學習不夠深入。全年集中學習12次，與「真學真用」的要求仍有差距。\n"
STEADY = settings(deadline=None, derandomize=True, max_examples=200)


def refusal(data: bytes, path: Path | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        decode_source(data, path)
    return str(caught.value)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "述职报告2024.txt"
    path.write_bytes(SIMPLE.encode())
    return path


@pytest.mark.parametrize(
    ("text", "written", "encoding", "bom"),
    [
        (SIMPLE, "utf-8", "utf-8", False),
        (SIMPLE, "utf-8-sig", "utf-8", True),
        (SIMPLE, "utf-16", "utf-16-le" if sys.byteorder == "little" else "utf-16-be", True),
        (SIMPLE, "utf-16-le", "utf-16-le", False),
        (SIMPLE, "utf-16-be", "utf-16-be", False),
        ("学习不够深入，仍有差距。", "utf-16-le", "utf-16-le", False),
        (SIMPLE, "utf-32", "utf-32-le" if sys.byteorder == "little" else "utf-32-be", True),
        (SIMPLE, "gbk", "gb18030", False),
        (SIMPLE + "𠮷", "gb18030", "gb18030", False),
        ("\ufeff" + SIMPLE, "gb18030", "gb18030", True),
        (TRADITIONAL, "big5", "cp950", False),
        (TRADITIONAL, "gbk", "gb18030", False),
        (TRADITIONAL + "喺度瞓覺，唔使錢。", "big5hkscs", "big5hkscs", False),
        ("加强学习", "gbk", "gb18030", False),
        ("加強學習", "big5", "cp950", False),
        ("Work report 2024\n", "utf-16-be", "utf-16-be", False),
        ("Work report 2024\n", "ascii", "utf-8", False),
        ("onetwothree" * 20 + "总结", "gbk", "gb18030", False),
    ],
)
def test_encodings(text: str, written: str, encoding: str, bom: bool) -> None:
    source = decode_source(text.encode(written))
    assert (source.text, source.encoding, source.bom) == (text.removeprefix("\ufeff"), encoding, bom)


def test_chinese_far_behind_the_beginning() -> None:
    text = "x = 1\n" * 50_000 + SIMPLE
    assert decode_source(text.encode("gbk")).text == text
    assert decode_source(text.encode("utf-8")).text == text


@pytest.mark.parametrize(
    "text", ["。", "，。！？", "\r一\n\r二\r\n三", "一" * 2_000_000, "\x0c\u2028一\x85\n", "一\ufeff"]
)
def test_text_is_kept_as_it_is(text: str) -> None:
    assert decode_source(text.encode()).text == text


def test_fifty_megabytes() -> None:
    assert len(decode_source("字".encode() * 17_000_000).text) == 17_000_000


def test_format_follows_the_suffix() -> None:
    data = "# 述职报告\n正文\n".encode()
    assert decode_source(data).format == "text"
    for name, kind in [
        ("a.txt", "text"),
        ("a", "text"),
        ("a.log", "text"),
        ("a.md", "markdown"),
        ("a.MARKDOWN", "markdown"),
    ]:
        assert decode_source(data, Path(name)).format == kind
    assert decode_source(data, Path("a.md")).headings
    assert not decode_source(data, Path("a.txt")).headings


def test_undecodable_byte_is_named_with_its_place() -> None:
    broken = "第一行\r\n第二行".encode() + b"\xff" + "还有第三行".encode()
    assert refusal(broken) == (
        "标准输入：第 2 行第 10 个字节（文件第 21 个字节）不能按 UTF-8 解码，请用原来的编辑器打开并另存为 UTF-8 编码。"
    )
    assert "第 1 行第 7 个字节（文件第 10 个字节）" in refusal(b"\xef\xbb\xbf" + "加强".encode() + b"\xff")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SIMPLE.encode()[:-5], "不能按 UTF-8 解码"),
        (SIMPLE.encode("gbk") + b"\xff\n", "不能按 GB18030 解码"),
        (SIMPLE.encode("utf-16")[:-1], "不能按 UTF-16-LE 解码"),
        (SIMPLE.encode("utf-16-le") + b"\x00\xd8", "不能按 UTF-16-LE 解码"),
        (SIMPLE.encode() + b"\xed\xa0\x80", "不能按 UTF-8 解码"),
    ],
    ids=["cut", "gbk", "half a character", "lone surrogate", "surrogate in UTF-8"],
)
def test_undecodable(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf", "文件是空的"),
        (" \r\n\t　".encode(), "只有空白"),
        ("加强学习\x00".encode(), "第 13 个字节是空字节"),
        (b"Work report of the year\n" * 20 + b"\x00", "第 481 个字节是空字节"),
        (bytes(range(256)), "第 1 个字节是空字节"),
        (b"%PDF-1.7\n", "这个 PDF 不完整或已损坏"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG 图片"),
        (b"\xff\xd8\xff\xe0", "JPEG 图片"),
        (b"\x1f\x8b\x08\x00", "GZIP 压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 或 WPS 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码的 Office 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧版 Word 文档不完整"),
    ],
)
def test_no_text(data: bytes, words: str) -> None:
    message = refusal(data, Path("甲/draft.txt"))
    assert message.startswith(f"{Path('甲/draft.txt')}：")
    assert words in message
    assert message.endswith("。")
    assert "请" in message


@pytest.mark.parametrize(
    ("part", "words"), [("xl/workbook.xml", ".xlsx"), ("ppt/presentation.xml", ".pptx"), ("a.txt", "ZIP 压缩包，")]
)
def test_archives_are_named_by_their_parts(tmp_path: Path, part: str, words: str) -> None:
    path = tmp_path / "draft.txt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "内容")
    assert words in refusal(path.read_bytes())


def test_too_long(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(DEFAULT.file_bytes + 1)
    most = DEFAULT.file_bytes
    with pytest.raises(ReadError, match=rf"long.txt：大小为 {most + 1} 字节，超过上限 {most} 字节"):
        read_source(path)
    assert decode_source(b"12345", limits=Limits(file_bytes=5)).text == "12345"
    with pytest.raises(ReadError, match="超过上限 4 字节"):
        decode_source(b"12345", limits=Limits(file_bytes=4))


def refused_path(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_source(path)
    message = str(caught.value)
    assert message.startswith(f"{path}：")
    assert message.endswith("。")
    assert "请" in message
    assert "\n" not in message
    return message


def test_missing_files(draft: Path) -> None:
    assert "同一文件夹里有 述职报告2024.txt" in refused_path(draft.with_name("述职报告2023.txt"))
    assert "同一文件夹里有 述职报告2024.txt" in refused_path(draft.with_name("述职报告2024.docx"))
    assert "文件不存在，请检查文件名" in refused_path(draft.with_name("zzz"))
    assert "文件不存在，请检查文件名" in refused_path(draft.with_name("总结.txt"))
    assert f"文件夹 {draft.parent / 'no'} 不存在" in refused_path(draft.parent / "no" / "a.txt")
    assert f"文件夹 {draft} 不存在" in refused_path(draft / "a.txt")
    assert "这是文件夹" in refused_path(draft.parent)
    refused_path(draft.with_name("长" * 300))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("报告.docx", "不是真正的 .docx 文件，请用 Word 或 WPS 打开原稿，重新另存一份"),
        ("报告.WPS", "不是真正的 .wps 文件，请用 Word 或 WPS 打开原稿，重新另存一份"),
        ("报告.pdf", "不是真正的 .pdf 文件，请从原稿重新导出"),
        ("报告.txt", "不是文本文件"),
    ],
)
def test_what_is_neither_its_format_nor_text_is_damaged(name: str, part: str) -> None:
    assert part in refusal(b"\x07\x00\xfe\x91" * 50, Path(name))


def test_a_text_called_docx_is_a_text() -> None:
    assert decode_source(SIMPLE.encode(), Path("报告.docx")).text == SIMPLE


def test_path_with_a_nul() -> None:
    with pytest.raises(ReadError, match="读取失败"):
        read_source("a\0b")


def test_links(draft: Path) -> None:
    good, bad, loop = (draft.with_name(name) for name in ("good", "bad", "loop"))
    good.symlink_to(draft)
    bad.symlink_to("nowhere.txt")
    loop.symlink_to(loop)
    assert read_source(good).text == SIMPLE
    assert "失效的链接，它指向的 nowhere.txt 不存在" in refused_path(bad)
    assert "读取失败" in refused_path(loop)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "不是普通文件" in refused_path(tmp_path / "pipe")
    assert "不是普通文件" in refused_path(Path("/dev/null"))


def raising(error: OSError) -> object:
    def call(*_: object, **__: object) -> None:
        raise error

    return call


def test_no_permission(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", raising(PermissionError(13, "denied")))
    assert "没有读取权限" in refused_path(draft)
    monkeypatch.setattr(Path, "read_bytes", raising(OSError(5, "Input/output error")))
    assert "读取失败（Input/output error）" in refused_path(draft)
    monkeypatch.setattr(Path, "iterdir", raising(PermissionError(13, "denied")))
    assert "文件不存在，请检查文件名" in refused_path(draft.with_name("述职报告2023.txt"))


def test_message_can_be_printed(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(tmp_path / os.fsdecode(b"\xb1\xa8\xb8\xe6.txt"))
    str(caught.value).encode()


def test_import_is_light() -> None:
    heavy = "{'difflib', 'shutil', 'tempfile', 'uuid', 'charset_normalizer', 'markdown_it', 'reportlint.read.text', 'lxml', 'pypdfium2', 'olefile', 'zipfile'}"
    program = f"import sys, reportlint; sys.exit(', '.join({heavy} & sys.modules.keys()) or None)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).stderr == b""


characters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])


@STEADY
@given(st.text(characters))
def test_any_utf8_comes_back(text: str) -> None:
    assume(text.strip())
    assert decode_source(b"\xef\xbb\xbf" + text.encode()).text == text
    assert decode_source(text.removeprefix("\ufeff").encode() + b".").text == text.removeprefix("\ufeff") + "."


@STEADY
@given(st.binary(), st.sampled_from([None, Path("a.md")]))
def test_any_bytes_are_read_or_refused(data: bytes, path: Path | None) -> None:
    with suppress(ReadError):
        source = decode_source(data, path)
        whole = "\ufeff" + source.text if source.bom else source.text
        assert whole.encode(source.encoding).decode(source.encoding) == whole


def test_noise_is_refused() -> None:
    noise = random.Random(0)  # noqa: S311  # no secret
    for _ in range(50):
        refusal(noise.randbytes(5000).replace(b"\0", b"\x80"))
