"""The command, the library, the editor and the page find the same in the same report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import docx_files
import pytest
import pytest_asyncio
from docx_files import make, p
from editor import Editor, offset
from lsprotocol import types
from web_server import serving

import reportlint
from reportlint.cli import main
from reportlint.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.*"))
SEVERITIES = {1: "error", 2: "warning", 3: "note"}
WORDS = """铜岭县水利局工作总结
一、主要成效
全年疏浚河道45公里，其中北片20公里、南片15公里，涉及到11个乡镇。
二、存在问题
（一）巡查力量不足。由于人员少，部分水库一周才巡查一次次。
（二）台账登记不规范。
三、下一步打算
增加巡查人员6名，做到每天巡查。"""
DOCX = {"铜岭县水利局.docx": make("".join(map(p, WORDS.split("\n")))), "样式.docx": docx_files.make_report()}


class Seen(NamedTuple):
    """A finding as all four tell it."""

    rule: str
    severity: str
    start: int
    words: str


@pytest.fixture(scope="module")
def visitor():
    with serving(Settings()) as server:
        yield server.visitor()


@pytest_asyncio.fixture
async def editor(tmp_path):
    started = await Editor.start(tmp_path, types.ClientCapabilities())
    yield started
    await started.stop()


@pytest.fixture(params=[*(path.name for path in EXAMPLES), *DOCX])
def path(request, tmp_path):
    """A report in a folder without configuration."""
    copied = tmp_path / request.param
    copied.write_bytes(DOCX.get(request.param) or (EXAMPLES[0].parent / request.param).read_bytes())
    return copied


def by_library(doc: reportlint.Document) -> list[Seen]:
    found = reportlint.check(doc)
    return [Seen(one.rule, one.severity, (span := one.finding.span).start, span.of(doc.text)) for one in found]


def by_json(data: bytes | str, text: str) -> list[Seen]:
    (file,) = json.loads(data)["files"]
    return [
        Seen(one["rule"], one["severity"], one["start"], text[one["start"] : one["end"]]) for one in file["findings"]
    ]


def by_editor(diagnostics: Iterable[types.Diagnostic], text: str) -> list[Seen]:
    found = []
    for one in diagnostics:
        start, end = offset(text, one.range.start), offset(text, one.range.end)
        found.append(Seen(one.code, SEVERITIES[one.severity], start, text[start:end]))
    return found


@pytest.mark.asyncio
async def test_all_four_find_the_same(path, editor, visitor, capsys):
    doc = reportlint.read(path)
    expected = by_library(doc)
    main(["check", "--no-config", "--output-format", "json", str(path)])
    assert by_json(capsys.readouterr().out, doc.text) == expected
    page = visitor.check(path.name, path.read_bytes())
    assert page.rules == [one.rule for one in expected]
    assert by_json(page.file("json"), doc.text) == expected
    if path.suffix != ".docx":
        language = "markdown" if path.suffix == ".md" else "plaintext"
        assert by_editor(await editor.open(doc.text, path.name, language), doc.text) == expected


@pytest.mark.asyncio
async def test_an_editor_finds_in_the_words_of_a_word_document_what_the_document_has(editor):
    name = next(iter(DOCX))
    (editor.folder / name).write_bytes(DOCX[name])
    doc = reportlint.read(editor.folder / name)
    expected = by_library(doc)
    assert len({one.rule for one in expected}) > 1
    assert by_editor(await editor.open(doc.text), doc.text) == expected
