"""Archives, XML and reports in archives: what is hostile or broken is refused by one sentence."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import make_zip

from reportlint.read import DEFAULT, Limits, ReadError, decode_source
from reportlint.read.archive import open_archive
from reportlint.read.xml import parse_xml
from reportlint.read.zips import Member, find_members, is_archive, read_member


def refusal(call, *arguments) -> str:
    with pytest.raises(ReadError) as caught:
        call(*arguments)
    message = str(caught.value)
    assert message.startswith("某文件：")
    assert message.endswith("。")
    assert "请" in message
    return message


def read(data: bytes, member: str, limits: Limits = DEFAULT) -> bytes:
    return open_archive(data, "某文件", limits).read(member)


# --- archives


def test_members_come_out_as_they_went_in():
    data = make_zip({"内/一.txt": "很好。", "二.txt": b"\0\1"})
    archive = open_archive(data, "某文件", DEFAULT)
    assert archive.names == ("内/一.txt", "二.txt")
    assert archive.read("内/一.txt") == "很好。".encode()
    assert archive.read("二.txt") == b"\0\1"


def test_folders_are_no_members():
    assert open_archive(make_zip({"内/": b"", "内/a.txt": b"x"}), "某文件", DEFAULT).names == ("内/a.txt",)


def test_stored_members():
    assert read(make_zip({"a": b"x" * 100}, zipfile.ZIP_STORED), "a") == b"x" * 100


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_names_without_the_mark_of_utf8(codec):
    raw = "述职报告.txt".encode(codec)
    data = make_zip({"x" * len(raw): b"x"}).replace(b"x" * len(raw), raw)
    assert open_archive(data, "某文件", DEFAULT).names == ("述职报告.txt",)


def test_backslashes_in_names():
    assert open_archive(make_zip({r"内\a.txt": b"x"}), "某文件", DEFAULT).names == ("内/a.txt",)


def test_bombs():
    data = make_zip({"a.xml": bytes(20_000_000)})
    assert "膨胀到 200 倍以上" in refusal(read, data, "a.xml")
    assert "超过上限 1000 字节" in refusal(read, data, "a.xml", Limits(unpacked_bytes=1000))
    assert "超过 2 个" in refusal(read, make_zip(dict.fromkeys("abc", b"x")), "a", Limits(members=2))


def test_small_members_may_grow():
    assert len(read(make_zip({"a.xml": bytes(1_000_000)}), "a.xml")) == 1_000_000


def test_a_size_that_lies():
    honest = make_zip({"a": bytes(100_000)})
    lying = honest.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    assert "解不开" in refusal(read, lying, "a")


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "内/../../a.txt", "C:/a.txt", r"..\a.txt"])
def test_paths_that_lead_out(name):
    assert "指向压缩包以外的路径" in refusal(read, make_zip({name: b"x"}), name)


def test_encrypted_members():
    data = bytearray(make_zip({"a": b"x"}))
    for place in (6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    assert "加了密" in refusal(read, bytes(data), "a")


def test_rare_compression():
    assert "少见的压缩方法" in refusal(read, make_zip({"a": b"x" * 1000}, zipfile.ZIP_LZMA), "a")


def test_damaged_archives():
    data = make_zip({"a": b"x" * 1000, "b": b"y"})
    for broken in (data[:-30], data[:40], b"PK\x03\x04", data.replace(b"PK\x01\x02", b"PK\x01\x03", 1)):
        assert "不完整或已损坏" in refusal(read, broken, "a")
    assert "缺少 c" in refusal(read, data, "c")


@settings(max_examples=300)
@given(st.data())
def test_any_damage_is_told(draw):
    data = bytearray(make_zip({"a": b"x" * 50, "b/c": "很好。"}))
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(ReadError):
        archive = open_archive(bytes(data), "某文件", DEFAULT)
        for name in archive.names:
            archive.read(name)


# --- XML


def test_xml():
    root = parse_xml("<a><!-- 注 --><?pi?><b>很好</b></a>".encode(), "某文件", DEFAULT)
    assert [element.tag for element in root] == ["b"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a>",
        "<a></b>",
        '<?xml version="1.0" encoding="nope"?><a/>',
        f'<!DOCTYPE a [<!ENTITY l0 "哈">{LAUGHS}]><a>&l9;</a>',
        f'<!DOCTYPE a [<!ENTITY l0 "哈">{LAUGHS}]><a b="&l9;"/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
        "<a>" * 100_000,
        "<a>" * 250 + "</a>" * 250,
        "<a>" * 100_000 + "</a>" * 100_000,
    ],
    ids=range(11),
)
def test_hostile_xml(text):
    refusal(parse_xml, text.encode(), "某文件", DEFAULT)


def test_limits_of_xml():
    assert "超过 3 个" in refusal(parse_xml, b"<a><b/><b/><b/></a>", "某文件", Limits(elements=3))
    assert "嵌套超过 2 层" in refusal(parse_xml, b"<a><b><c/></b></a>", "某文件", Limits(depth=2))
    parse_xml(b"<a><b><c/></b></a>", "某文件", Limits(depth=3))


# --- reports in archives


def test_reports_in_an_archive():
    data = make_zip({
        "乙.docx": b"x", "内/甲.TXT": b"x", "内/图.png": b"x", ".隐.txt": b"x", "~$乙.docx": b"x", "__MACOSX/甲.txt": b"x",
    })  # fmt: skip
    assert find_members(data, "某文件", DEFAULT) == [Member(("乙.docx",)), Member(("内/甲.TXT",))]


def test_archives_in_archives():
    inmost = make_zip({"丙.txt": "很好。"})
    inner = make_zip({"乙.txt": "不错。", "丙.zip": inmost})
    data = make_zip({"甲.zip": inner, "坏.zip": b"PK\x03\x04"})
    bad, good, deep = sorted(find_members(data, "某文件", DEFAULT), key=lambda member: len(str(member.problem)))[::-1]
    assert {bad.path, deep.path, good.path} == {("坏.zip",), ("甲.zip", "丙.zip"), ("甲.zip", "乙.txt")}
    members = {member.path: member.problem for member in find_members(data, "某文件", DEFAULT)}
    assert "超过 1 层" in members["甲.zip", "丙.zip"]
    assert "损坏" in members["坏.zip",]
    assert members["甲.zip", "乙.txt"] is None
    assert read_member(data, "某文件", ("甲.zip", "乙.txt"), DEFAULT) == "不错。".encode()
    deeper = find_members(data, "某文件", Limits(nesting=2))
    assert Member(("甲.zip", "丙.zip", "丙.txt")) in deeper


def test_many_archives_in_an_archive_are_bounded_together():
    inner = make_zip({"a.txt": bytes(900_000)})
    data = make_zip({f"{n}.zip": inner for n in range(5)})
    problems = [member.problem for member in find_members(data, "某文件", Limits(unpacked_bytes=2_000_000))]
    assert sum(problem is not None for problem in problems) == 2


def test_an_archive_without_reports():
    assert "压缩包里没有 .txt、" in refusal(find_members, make_zip({"a.png": b"x"}), "某文件", DEFAULT)


def test_an_archive_is_no_report():
    data = make_zip({"a.txt": "很好。"})
    assert is_archive(data, "某文件", DEFAULT)
    assert not is_archive("很好。".encode(), "某文件", DEFAULT)
    with pytest.raises(ReadError, match="这是 ZIP 压缩包"):
        decode_source(data)
