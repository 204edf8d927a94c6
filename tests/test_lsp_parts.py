"""What the language server is made of: positions, and what becomes of a report that cannot be checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor import offset
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

import reportlint
from reportlint import lsp, typos
from reportlint.cli import main
from reportlint.lsp import drafts
from reportlint.lsp.drafts import Version
from reportlint.lsp.positions import Positions
from reportlint.model import Span
from reportlint.typos.pieces import Memory, cut

MATTERS = ("河道清淤", "校车安全", "粮食收储", "档案归档", "老旧小区改造", "职工培训", "消防检查", "垃圾分类")
# about 10,000 characters
REPORT = "个人述职报告\n一、主要工作\n" + "".join(
    f"（{'一二三四五六七八'[number % 8]}）抓好{matter}。全年召开{matter}专题会议{number + 2}次，走访群众{number * 7 + 3}户，"
    f"严格落实安全生产责{'任仁'[number % 5 == 1]}制，协调解决{matter}方面的的困难{number + 1}个，群众满意度达到9{number % 10}.5%。\n"
    f"二是存在{matter}力量不足的问题，由于人手少，第{number + 1}季度进度偏慢；下一步增加{matter}经费，明确专人负责。\n"
    for number, matter in enumerate(MATTERS * 9)
)


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


def edit(version: Version, start: int, end: int, words: str) -> Version:
    place = version.positions.range(Span(start, end))
    change = types.TextDocumentContentChangePartial(range=place, text=words)
    return version.after(version.number + 1, [change])


EDITS = st.tuples(
    st.integers(0, len(REPORT)),
    st.integers(0, 40),
    st.sampled_from(["", "工", "的的", "\n", "二、存在的问题\n", "责仁制", "120%", "😀"]),
)


@settings(max_examples=8, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_typing_finds_what_a_first_check_finds(edits):
    version = opened(REPORT)
    for start, length, words in edits:
        start = min(start, len(version.positions.text))
        version = edit(version, start, min(start + length, len(version.positions.text)), words)
        kept = drafts.examine(version, Path.cwd(), reportlint.Config()).diagnostics
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(typos, "searched", Memory(typos.propose))
            assert kept == reportlint.check(reportlint.Document(version.source()))


def test_an_edit_has_only_the_text_around_it_searched_for_suspects():
    pieces = [piece for _, piece in cut(REPORT)]
    assert len(pieces) >= 3
    for place in range(50, len(REPORT), 400):
        changed = REPORT[:place] + "工" + REPORT[place:]
        assert len({piece for _, piece in cut(changed)} - {*pieces}) <= 2


def test_a_piece_is_searched_once():
    looked_at = []
    memory = Memory(lambda pieces: looked_at.extend(pieces) or [len(piece) for piece in pieces])
    assert memory.search(["甲", "乙乙", "甲"]) == [1, 2, 1]
    assert memory.search(["乙乙", "丙丙丙"]) == [2, 3]
    assert looked_at == ["甲", "乙乙", "丙丙丙"]
    memory.forget()
    assert memory.search(["甲"]) == [1]
    assert looked_at[-1] == "甲"


def test_pieces_searched_together_do_not_see_each_other():
    pieces = [piece for _, piece in cut(REPORT)]
    assert typos.propose(pieces) == [one for piece in pieces for one in typos.propose([piece])]
