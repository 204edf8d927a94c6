"""What the language server is made of: positions, and what becomes of a report that cannot be checked."""

from __future__ import annotations

from editor import offset
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

import reportlint
from reportlint import lsp
from reportlint.cli import main
from reportlint.lsp import drafts
from reportlint.lsp.drafts import Version
from reportlint.lsp.positions import Positions


@given(st.text(alphabet="工😀𠮷é\r\n\x0c\u2028"), st.sampled_from(["utf-8", "utf-16-le", "utf-32-le"]))
def test_positions_lead_to_the_place_that_they_come_from(text, codec):
    positions = Positions.of(text, codec.removesuffix("-le"))
    for start in range(len(text) + 1):
        position = positions.position(start)
        assert offset(text, position, codec) == start
        # behind the CR of a CR LF there is no place of its own
        assert positions.place(position) == start - (text[start - 1 : start + 1] == "\r\n")


def test_a_position_inside_a_pair_or_beyond_its_line_is_moved_to_a_character():
    positions = Positions.of("😀好\r\n了", "utf-16")
    moved = [positions.place(types.Position(*one)) for one in ((0, 1), (0, 2), (0, 9), (1, 9), (7, 0))]
    assert moved == [0, 1, 2, 5, 5]


def opened(text: str) -> Version:
    item = types.TextDocumentItem("untitled:甲", "plaintext", 1, text)
    return Version.of(item, types.PositionEncodingKind.Utf16)


def test_a_crash_is_one_sentence_that_says_what_to_do(monkeypatch, tmp_path):
    def fail(doc, config):
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr(drafts, "check", fail)
    checked = drafts.examine(opened("完成的的任务。"), tmp_path, reportlint.Config())
    assert checked.diagnostics == ()
    assert checked.problem.startswith("程序内部出错（ZeroDivisionError：除以零），请用 reportlint lsp --debug")


def test_a_text_beyond_the_limit_is_refused_as_the_file_would_be(tmp_path):
    (tmp_path / ".reportlint.toml").write_text("limits = { file-megabytes = 1 }", "utf-8")
    checked = drafts.examine(opened("的的" * 200_000), tmp_path, reportlint.Config())
    assert checked.diagnostics == ()
    assert "超过上限" in checked.problem


def test_without_pygls_one_sentence_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(lsp, "find_spec", lambda name: None)
    assert main(["lsp", "--stdio"]) == 2
    assert capsys.readouterr().err.endswith("需要 pygls，请先安装：pip install 'reportlint[lsp]'\n")
