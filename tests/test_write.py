from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportlint.read import ReadError, decode_source, read_source, write_source

TEXT = "二、存在的问题\r\n（一）学习不够深入。全年集中学习12次，与要求仍有差距。\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_bytes(TEXT.encode())
    return path


def raising(error: OSError) -> object:
    def call(*_: object, **__: object) -> None:
        raise error

    return call


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_writing_keeps_what_the_text_does_not_say(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(("一、成效\r\n" * 3 + "完成。\r").encode(encoding))
    path.chmod(0o640)
    source = read_source(path)
    write_source(source, source.text.replace("成效", "主要成效"), path)
    assert path.read_bytes() == ("一、主要成效\r\n" * 3 + "完成。\r").encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [*tmp_path.iterdir()] == [path]


def test_writing_a_new_file_and_through_a_link(draft: Path) -> None:
    source = read_source(draft)
    link = draft.with_name("link.txt")
    link.symlink_to(draft)
    write_source(source, "改过。\n", link)
    assert link.is_symlink()
    assert draft.read_text("utf-8") == "改过。\n"
    new = draft.with_name("new.txt")
    write_source(source, "新的。\n", new)
    assert new.read_text("utf-8") == "新的。\n"
    other = draft.with_name("other.txt")
    other.touch()
    assert new.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failed_write_changes_nothing(draft: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    source = read_source(draft)
    home = os if step == "fsync" else Path
    monkeypatch.setattr(home, step, raising(OSError(28, "No space left on device")))
    with pytest.raises(ReadError, match=r"写入失败（磁盘满了），文件没有改动"):
        write_source(source, "改过。", draft)
    assert draft.read_bytes() == TEXT.encode()
    assert [*draft.parent.iterdir()] == [draft]


def test_refused_writes(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = read_source(draft)
    with pytest.raises(ReadError, match="写入失败"):
        write_source(source, "改过。", draft.parent / "no" / "a.txt")
    with pytest.raises(ReadError, match="第 2 行的字符 U\\+D800 不能用 UTF-8 保存"):
        write_source(source, "一\n\ud800", draft)
    with pytest.raises(ReadError, match="第 1 行的字符 U\\+8FBE 不能用 Big5 保存"):
        write_source(decode_source("二、存在的問題與對策".encode("big5")), "达", draft)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ReadError, match="没有写入权限"):
        write_source(source, "改过。", draft)
    assert draft.read_bytes() == TEXT.encode()


@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
@example("\ufeff", "utf-16")
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str) -> None:
    text = TEXT * 20 + text
    data = text.encode(encoding)
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    source = read_source(path)
    assert source.text == text
    write_source(source, source.text, path)
    assert path.read_bytes() == data
