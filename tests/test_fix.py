from __future__ import annotations

from itertools import pairwise

import pytest
from fakes import install, make_rule
from hypothesis import given
from hypothesis import strategies as st

import reportlint
from reportlint.document import Document
from reportlint.fix import apply_edits, choose_fixes, fix_document, with_edits
from reportlint.model import Diagnostic, Edit, Finding, Fix, Piece, Revision, Severity, Source, Span


@pytest.fixture(autouse=True)
def fake_rules(monkeypatch):
    install(monkeypatch)


def diagnostic(*edits, safe=True):
    return Diagnostic("sample/x", Severity.ERROR, Finding(edits[0].span, "改。", Fix("改", tuple(edits), safe=safe)))


def test_safe_fixes_only():
    doc = Document("错错，疑点。")
    assert reportlint.fix(doc) == "对，疑点。"
    assert reportlint.fix(doc, unsafe=True) == "对，点。"
    assert doc.text == "错错，疑点。"


def test_fix_of_a_fix():
    # each round leaves a new pair to mend
    config = reportlint.Config(options={"sample/wrong": {"word": "错对"}})
    fixed = fix_document(Document("错错错对"), config)
    assert fixed.doc.text == "对"
    assert fixed.count == 3
    assert fixed.diagnostics == ()


def test_rules_that_undo_each_other_come_to_an_end(monkeypatch):
    def swap(old, new):
        def check(doc):
            if doc.text == old:
                yield Finding(Span(0, 1), "改。", Fix("改", (Edit(Span(0, 1), new),), safe=True))

        return check

    rules = [make_rule(f"sample/{new}", Severity.ERROR, swap(old, new)) for old, new in ("甲乙", "乙甲")]
    install(monkeypatch, {one.id: one for one in rules})
    assert reportlint.fix(Document("甲")) in ("甲", "乙")


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (Edit(Span(0, 2), ""), Edit(Span(2, 4), ""), True),
        (Edit(Span(0, 2), ""), Edit(Span(1, 4), ""), False),
        (Edit(Span(0, 4), ""), Edit(Span(1, 2), ""), False),
        (Edit(Span(1, 2), ""), Edit(Span(0, 4), ""), False),
        (Edit(Span(2, 2), "a"), Edit(Span(2, 2), "b"), False),
        (Edit(Span(2, 2), "a"), Edit(Span(2, 4), "b"), False),
        (Edit(Span(0, 2), "a"), Edit(Span(2, 2), "b"), False),
        (Edit(Span(3, 3), "a"), Edit(Span(1, 2), "b"), True),
    ],
)
def test_clashing_fixes(first, second, both):
    chosen = choose_fixes([diagnostic(first), diagnostic(second)], unsafe=False)
    assert [one.edits[0] for one in chosen] == [first, second][: 1 + both]


def test_a_fix_is_applied_whole_or_not_at_all():
    first = diagnostic(Edit(Span(2, 3), "甲"))
    wide = diagnostic(Edit(Span(0, 1), "乙"), Edit(Span(2, 3), "丙"))
    inside = diagnostic(Edit(Span(1, 2), "丁"))
    assert choose_fixes([first, wide, inside], unsafe=False) == [first.finding.fix, inside.finding.fix]


def test_layout_of_markdown_is_read_anew():
    text = "# 总结\n\n错错`错错`错错\n"
    start = text.index("`")
    source = Source(text, format="markdown", excluded=(Span(start, start + 4),), headings=((Span(2, 4), 1),))
    doc = fix_document(Document(source)).doc
    assert doc.text == "# 总结\n\n对`错错`对\n"
    (excluded,) = [span.of(doc.text) for span in doc.source.excluded]
    assert "错错" in excluded
    assert [span.of(doc.text) for span, _ in doc.source.headings] == ["总结"]


spans = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(st.lists(spans, min_size=1, max_size=1), max_size=12))
def test_chosen_edits_never_overlap(groups):
    found = [diagnostic(*(Edit(span, "新") for span in group)) for group in groups]
    chosen = sorted(edit.span for one in choose_fixes(found, unsafe=False) for edit in one.edits)
    for one, other in pairwise(chosen):
        assert one.end <= other.start
    assert len(chosen) >= (1 if groups else 0)


@given(st.text(max_size=40), st.lists(spans, max_size=8))
def test_apply_edits_changes_nothing_else(text, places):
    edits = [one.edits[0] for one in choose_fixes([diagnostic(Edit(span, "")) for span in places], unsafe=False)]
    gone = {i for edit in edits for i in range(edit.span.start, edit.span.end)}
    assert apply_edits(text, edits) == "".join(c for i, c in enumerate(text) if i not in gone)


def test_what_a_format_says_of_the_text_moves_along():
    source = Source(
        "一、错错\n表错错格\n尾",
        format="docx",
        headings=((Span(2, 4), 1),),
        excluded=(Span(10, 11),),
        pieces=(Piece(Span(0, 2), automatic=True), Piece(Span(2, 5)), Piece(Span(5, 10), "表1"), Piece(Span(10, 11))),
        revisions=(Revision(Span(5, 6), "insertion"),),
        sha256="ab",
    )
    doc = fix_document(Document(source)).doc
    assert doc.text == "一、对\n表对格\n尾"
    moved = doc.source
    assert [span.of(doc.text) for span, _ in moved.headings] == ["对"]
    assert [piece.span.of(doc.text) for piece in moved.pieces] == ["一、", "对\n", "表对格\n", "尾"]
    assert [span.of(doc.text) for span in moved.excluded] == ["尾"]
    assert moved.revisions[0].span.of(doc.text) == "表"
    assert moved.sha256 == ""


@given(
    st.text("甲乙", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("丙", max_size=4)))
)
def test_spans_beside_edits_keep_their_words(text, cuts):
    edits = [Edit(Span(min(at, len(text)), min(at + size, len(text))), new) for at, size, new in cuts]
    edits = [edit for one in choose_fixes([diagnostic(edit) for edit in edits], unsafe=True) for edit in one.edits]
    source = Source(text, format="docx", excluded=tuple(Span(i, i + 1) for i in range(len(text))))
    changed = with_edits(source, edits)
    for before, after in zip(source.excluded, changed.excluded, strict=True):
        assert 0 <= after.start <= after.end <= len(changed.text)
        if not any(edit.span.overlaps(before) or edit.span.end == before.end for edit in edits):
            assert after.of(changed.text) == before.of(text)


def test_what_the_format_makes_itself_is_not_edited():
    pieces = (Piece(Span(0, 3), automatic=True), Piece(Span(3, 6)))
    fixed = fix_document(Document(Source("错错、错错", format="docx", pieces=pieces)))
    assert (fixed.doc.text, fixed.count) == ("错错、对", 1)
    assert len(fixed.diagnostics) == 1
