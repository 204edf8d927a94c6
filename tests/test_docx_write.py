"""Word documents with comments and tracked changes: read again, rejected, and opened by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import docx_files as files
import pytest
from docx_files import (
    AUTHOR,
    box,
    change,
    comments,
    field,
    level,
    make,
    members,
    note,
    numbered,
    numbering,
    p,
    parts,
    r,
    reference,
    rejected,
    root,
    source,
    table,
    text,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportlint.document import Document
from reportlint.emit.docx import render_annotated, render_tracked
from reportlint.emit.docx.changes import find_edits
from reportlint.engine import check
from reportlint.fix import apply_edits, fix_document
from reportlint.model import Diagnostic, Edit, Finding, Fix, Related, Severity, Span
from reportlint.read import ReadError
from reportlint.read.docx.names import STRICT, WORD, w

OFFICE = shutil.which("soffice")
GOLD = Path(__file__).parents[2] / "shared" / "gold"
needs_office = pytest.mark.skipif(OFFICE is None, reason="没有 LibreOffice")


def found(data: bytes, *words: str, message: str = "这里不对，请改正。") -> list[Diagnostic]:
    """A finding on the first place of each of the words."""
    whole = text(data)
    return [at(Span(start := whole.index(one), start + len(one)), message) for one in words]


def at(span: Span, message: str = "这里不对，请改正。", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("wording/wrong", severity, Finding(span, message))


def annotated(data: bytes, *words: str) -> bytes:
    return render_annotated(source(data), found(data, *words))


def commented(data: bytes, *words: str) -> list[str]:
    return [about for _, about, _ in comments(annotated(data, *words))]


# comments


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("全年完成投资"), "完成"),
        (p("全年完成投资"), "全年完成投资"),
        (p("全", r("年完", "<w:b/>"), "成投资"), "年完成"),
        (p("全", r("年完", "<w:b/>"), "成投资"), "完"),
        ("<w:p><w:r><w:t>甲乙</w:t><w:tab/><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r></w:p>", "乙\t丙\n丁"),
        (p("见", f"<w:hyperlink>{r('附件一')}</w:hyperlink>", "内容"), "件一内"),
        (p("已", change("ins", "经经整"), "改"), "经经"),
        (p("已", change("ins", "经经整"), "改"), "整改"),
        (p("第", field(" PAGE ", r("12")), "页"), "2页"),
        (p("姓名", f"<w:sdt><w:sdtContent>{r('李四李四')}</w:sdtContent></w:sdt>"), "李四"),
        (table(("甲乙丙", "丁")), "乙"),
        (
            p("前", "<w:r><w:ruby><w:rt/><w:rubyBase><w:r><w:t>注音</w:t></w:r></w:rubyBase></w:ruby></w:r>", "后"),
            "注音后",
        ),
    ],
)
def test_a_comment_is_set_on_the_words(body: str, words: str) -> None:
    assert commented(make(body), words) == [words]


def test_a_comment_over_paragraphs() -> None:
    assert commented(make(p("甲乙") + p("丙丁")), "乙\n丙") == ["乙丙"]


def test_comments_that_overlap() -> None:
    data = make(p("一二三四五六"))
    assert commented(data, "二三四", "三四五", "三", "二三四", "五六") == ["二三四", "三四五", "三", "二三四", "五六"]


def test_the_text_and_the_formats_stay() -> None:
    data = files.make_report()
    after = annotated(data, "已经已经", "的的", "走走", "李四李四", "一百二十处")
    assert text(after) == text(data)
    assert source(after).pieces == source(data).pieces
    assert formats(after) == formats(data)
    changed = {name for name, part in parts(after).items() if parts(data).get(name) != part}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def formats(data: bytes) -> list[tuple[str, bytes]]:
    """Each character with the properties of its run."""
    return [
        (character, b"" if run.find(w("rPr")) is None else etree.tostring(run.find(w("rPr"))))
        for run in root(data).iter(w("r"))
        for words in run.iter(w("t"))
        for character in words.text or ""
    ]


def test_what_a_comment_says() -> None:
    data = make(p("经费经费12万元，共13万元"))
    finding = Finding(
        Span(0, 4),
        "“经费”重复，\0请删去一个。",
        Fix("删去“经费”", (Edit(Span(0, 2), ""),)),
        (Related(Span(4, 8), "与此不符"),),
    )
    after = render_annotated(source(data), [Diagnostic("wording/x", Severity.WARNING, finding)])
    assert [said for _, _, said in comments(after)] == [
        "[疑似] wording/x — “经费”重复，\ufffd请删去一个。 建议：删去“经费” 另见“12万元”：与此不符"
    ]
    one = root(after, "word/comments.xml")[0]
    assert {key: one.get(w(key)) for key in ("author", "initials", "date")} == {
        "author": AUTHOR,
        "initials": "疑似",
        "date": None,
    }


def test_comments_that_are_there_stay() -> None:
    body = p(
        '<w:commentRangeStart w:id="4"/>',
        "甲乙",
        '<w:commentRangeEnd w:id="4"/>',
        '<w:r><w:commentReference w:id="4"/></w:r>',
        "丙",
    )
    data = make(body, comments=f'<w:comment w:id="4" w:author="张三">{p("好")}</w:comment>')
    assert comments(annotated(data, "乙丙", "甲")) == [
        ("张三", "甲乙", "好"),
        (AUTHOR, "乙丙", "[必错] wording/wrong — 这里不对，请改正。"),
        (AUTHOR, "甲", "[必错] wording/wrong — 这里不对，请改正。"),
    ]
    assert comments(annotated(annotated(data, "甲"), "丙"))[-1][1] == "丙"


def test_comments_on_notes_and_text_boxes_stand_in_the_body() -> None:
    data = make(p("正文", reference(1), box("框内文字"), "完"), footnotes=note(1, "脚注文字"))
    after = annotated(data, "脚注", "框内")
    assert text(after) == text(data)
    assert [said.partition("。")[2] for _, _, said in comments(after)] == ["（脚注1“脚注”）", "（文本框“框内”）"]
    references = [one.get(w("id")) for one in root(after).iter(w("commentReference"))]
    assert references == ["0", "1"]
    assert not list(root(after, "word/footnotes.xml").iter(w("commentReference")))


@pytest.mark.parametrize(
    ("span", "about"),
    [
        (Span(0, 2), "甲。"),  # the automatic number
        (Span(2, 2), "甲"),
        (Span(4, 4), "。"),
        (Span(4, 5), "。"),  # a line end
        (Span(5, 5), ""),  # an empty line
        (Span(6, 7), "乙"),
        (Span(6, 99), "乙"),
    ],
)
def test_places_without_words(span: Span, about: str) -> None:
    data = make(numbered("甲。") + p() + p("乙"), numbering=numbering(level(0, "chineseCounting", "%1、")))
    assert text(data) == "一、甲。\n\n乙"
    assert [words for _, words, _ in comments(render_annotated(source(data), [at(span)]))] == [about]


def test_no_finding_leaves_the_members_as_they_are() -> None:
    data = files.make_report()
    assert parts(render_annotated(source(data), [])) == parts(data)


def test_bytes_depend_on_the_arguments_alone() -> None:
    data = files.make_report()
    assert annotated(data, "已经已经") == annotated(data, "已经已经")


def test_the_strict_kind_stays_strict() -> None:
    data = zipped({name: part.replace(WORD, STRICT) for name, part in members(p("甲乙")).items()})
    after = annotated(data, "乙")
    assert text(after) == "甲乙"
    assert all(STRICT.encode() in parts(after)[f"word/{name}.xml"] for name in ("document", "comments"))


def test_a_document_without_relationships() -> None:
    data = zipped({name: part for name, part in members(p("甲乙")).items() if name != "word/_rels/document.xml.rels"})
    assert [words for _, words, _ in comments(annotated(data, "乙"))] == ["乙"]


def test_pictures_are_copied_whatever_they_unpack_to() -> None:
    picture = b"\0" * 5_000_000
    data = zipped(members(p("甲乙")) | {"word/media/a.bmp": picture})
    assert parts(annotated(data, "乙"))["word/media/a.bmp"] == picture


def test_a_damaged_picture() -> None:
    data = zipped(members(p("甲乙")) | {"word/media/a.png": "这里是图片这里是图片"}, method=0)
    with pytest.raises(ReadError, match=r"a\.png 解不开"):
        annotated(data.replace("这里是图片".encode(), "这里非图片".encode(), 1), "乙")


def test_python_docx_finds_the_comments() -> None:
    after = docx.Document(BytesIO(annotated(files.make_report(), "已经已经", "走走")))
    assert [(one.author, one.initials, one.comment_id) for one in after.comments] == [
        (AUTHOR, "必错", 0),
        (AUTHOR, "必错", 1),
    ]


def test_a_part_of_comments_that_nothing_relates_to() -> None:
    data = zipped(members(p("甲乙")) | {"word/comments.xml": "<x/>"})
    after = annotated(data, "乙")
    assert parts(after)["word/comments.xml"] == b"<x/>"
    assert len(source(after).revisions) == 1


# tracked changes


def tracked(data: bytes, expected: str) -> bytes:
    """The document with changes; checked for what accepting and rejecting them gives."""
    after = render_tracked(source(data), expected)
    assert text(rejected(after)) == text(data)
    assert formats(rejected(after)) == formats(data)
    return after


@pytest.mark.parametrize(
    ("body", "before", "after"),
    [
        (p("工作的的开展"), "的的", "的"),
        (p("工作开展"), "工作", "工作的"),
        (p("工作开展"), "工作", "的工作"),
        (p("工作开展"), "开展", "开展。"),
        (p("工", r("作开", "<w:b/>"), "展"), "工作开展", "展开"),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", "\t", ""),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", "\n", ""),
        (p("甲&nbsp;乙<br>丙"), "&nbsp;乙<br>", " 乙\n"),
        (p("甲乙") + p("丙"), "甲乙", ""),
        (p("已", change("ins", "经经整"), "改"), "经经", "经"),
        (p("已", change("ins", "经整"), "改"), "经整", "经过整"),
        (p("已", change("ins", "经整"), "改"), "经", "曾经"),
        (p(change("ins", "经整"), "改"), "经", "曾经"),
        (p("已", change("moveTo", "经整"), "改"), "经整", "经过整"),
        (p("见", f"<w:hyperlink>{r('附件一')}</w:hyperlink>", "内容"), "件一内", "件1内"),
        (p("甲") + p("乙"), "甲\n乙", "甲乙"),
        (p("甲") + p("甲") + p("乙"), "甲\n甲", "甲"),
        (p("甲", properties='<w:jc w:val="left"/><w:rPr><w:b/></w:rPr>') + p("乙"), "甲\n乙", "甲乙"),
        (p("甲") + p() + p("乙"), "甲\n\n", "甲\n丙\n"),
        (table(("甲乙", "丙丁")), "乙\n丙", "乙乙\n丁丙"),
        (p("共", field(" PAGE ", r("12")), "页"), "12", "13"),
        (p("文", "<w:r><w:t>字字</w:t><w:footnoteReference w:id='1'/><w:t>后</w:t></w:r>"), "字字", "字"),
        (p("前", box("框框内")), "框框", "框"),
    ],
)
def test_accepted_the_text_is_the_new_one(body: str, before: str, after: str) -> None:
    data = make(body)
    expected = text(data).replace(before, after, 1)
    assert expected != text(data)
    assert text(tracked(data, expected)) == expected


def test_references_and_pictures_are_not_deleted_with_the_words() -> None:
    data = make(p("<w:r><w:t>字字</w:t><w:footnoteReference w:id='1'/></w:r>"), footnotes=note(1, "注注"))
    after = tracked(data, "字\n注")
    assert text(after) == "字\n注"
    assert not [one for one in root(after).iter(w("footnoteReference")) if files.deleted(one)]


def test_changes_name_their_author_and_keep_the_format() -> None:
    data = make(p(r("工作的的开展", '<w:b/><w:rPrChange w:id="3"/>'), change("ins", "好", key=77)))
    changes = [
        one for one in root(tracked(data, "工做的开展好")).iter(w("ins"), w("del")) if one.get(w("author")) == AUTHOR
    ]
    assert [(one.tag, "".join(one.itertext())) for one in changes] == [
        (w("del"), "作的"),
        (w("ins"), "做"),
    ]
    assert len({one.get(w("id")) for one in changes} | {"77"}) == 3
    inserted = changes[1].find(f"{w('r')}/{w('rPr')}")
    assert [one.tag for one in inserted] == [w("b")]


def test_automatic_numbers_and_formulas_stay() -> None:
    body = numbered("甲甲") + numbered("乙") + p("即", "<m:oMath><m:r><m:t>xx</m:t></m:r></m:oMath>")
    data = make(body, numbering=numbering(level(0, "chineseCounting", "%1、")))
    assert text(tracked(data, "1、甲\n二、乙\n即x")) == "一、甲\n二、乙\n即xx"
    assert text(tracked(data, "一、甲甲二、乙\n即xx")) == text(data)


def test_ends_of_cells_stay() -> None:
    data = make(table(("甲", "乙")) + p("丙"))
    assert text(render_tracked(source(data), "甲乙丙")) == "甲\n乙\n丙"


def test_only_parts_with_changes_are_written_anew() -> None:
    data = make(p("甲甲", reference(1)), footnotes=note(1, "乙乙"))
    after = parts(tracked(data, "甲甲\n乙"))
    assert [name for name, part in parts(data).items() if after[name] != part] == ["word/footnotes.xml"]


def test_edits_are_small() -> None:
    old = "第一段没有问题。\n全年完成投资投资12亿元，增长5%。\n第三段没有问题。"
    new = "第一段没有问题。\n全年完成投资12亿元，增长5%。\n第三段没有问题。"
    (edit,) = find_edits(old, new)
    assert (len(edit.span), edit.text) == (2, "")


def test_long_texts_that_differ_everywhere() -> None:
    old, new = "的了" * 40_000, "了是" * 40_000
    assert apply_edits(old, find_edits(old, new)) == new


TEXTS = st.text("甲乙丙，。\n 的", max_size=60)


@given(TEXTS, TEXTS)
def test_edits_make_one_text_of_another(old: str, new: str) -> None:
    edits = find_edits(old, new)
    assert apply_edits(old, edits) == new
    assert all(one.span.end < other.span.start for one, other in pairwise(edits))


# documents of random runs, changes and tables

WORDS = st.text("甲乙丙丁12，。", min_size=1, max_size=8)
RUNS = st.one_of(
    WORDS.map(r),
    WORDS.map(lambda words: r(words, "<w:b/>")),
    WORDS.map(lambda words: change("ins", words)),
    WORDS.map(lambda words: change("ins", words[:1], r(words[1:] or "戊", "<w:i/>"))),
    WORDS.map(lambda words: change("del", words)),
    WORDS.map(lambda words: f"<w:hyperlink>{r(words)}</w:hyperlink>"),
    WORDS.map(lambda words: field(" PAGE ", r(words))),
    st.sampled_from(["<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t><w:br/></w:r>", "<w:bookmarkStart w:id='1'/>", "<w:r/>"]),
)
PARAGRAPHS = st.lists(RUNS, max_size=5).map(lambda runs: p(*runs))
NUMBERED = st.tuples(WORDS, st.integers(0, 1)).map(lambda one: numbered(*one))
JOINED = WORDS.map(lambda words: p(words, properties='<w:rPr><w:del w:id="5" w:author="张三"/></w:rPr>'))
BLOCKS = st.one_of(PARAGRAPHS, PARAGRAPHS, NUMBERED, JOINED, st.tuples(PARAGRAPHS, NUMBERED).map(table))
BODIES = st.lists(BLOCKS, min_size=1, max_size=5).map(lambda blocks: "".join(blocks) + p("完"))
LEVELS = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", suffix="tab"))


def written(data: bytes, span: Span) -> str:
    """The characters of a place that elements hold: neither automatic numbers nor ends of lines."""
    whole = source(data)
    automatic = [place.span for place in whole.pieces if place.automatic]
    kept = [at for at in range(span.start, span.end) if not any(at in one for one in automatic)]
    return "".join(whole.text[at] for at in kept).replace("\n", "")


@settings(max_examples=150)
@given(BODIES, st.data())
def test_comments_reproduce_any_spans(body: str, data: st.DataObject) -> None:
    whole = make(body, numbering=LEVELS)
    length = len(text(whole))
    places = st.integers(0, length - 1).flatmap(
        lambda start: st.integers(start + 1, length).map(lambda end: Span(start, end))
    )
    spans = [span for span in data.draw(st.lists(places, max_size=4)) if written(whole, span)] or [
        Span(length - 1, length)
    ]
    after = render_annotated(source(whole), [at(span) for span in spans])
    assert text(after) == text(whole)
    assert source(after).pieces == source(whole).pieces
    assert [words.replace("\n", "") for _, words, _ in comments(after)] == [written(whole, span) for span in spans]


@settings(max_examples=150)
@given(BODIES, st.data())
def test_changes_make_any_text(body: str, data: st.DataObject) -> None:
    whole = make(body, numbering=LEVELS)
    lines = text(whole).split("\n")
    index = data.draw(st.integers(0, len(lines) - 1))
    label = re.match(r"(?:[一二三四五]、|[1-5]\. )?", lines[index])[0]
    lines[index] = label + data.draw(WORDS)
    expected = "\n".join(lines)
    assert text(tracked(whole, expected)) == expected


# LibreOffice


def convert(data: bytes, suffix: str, folder: Path) -> bytes:
    (folder / "in.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", suffix, "--outdir", folder / "out", folder / "in.docx"],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / f"in.{suffix}").read_bytes()


ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"


def annotations(flat: bytes) -> dict[str, str]:
    """The words that each comment of a flat ODF text is about, by what it says."""
    tree = etree.fromstring(flat)
    said, open_, about = {}, {}, {}
    for event, one in etree.iterwalk(tree, events=("start", "end")):
        inside = any(a.tag == ODF % "office" + "annotation" for a in one.iterancestors())
        name = one.get(ODF % "office" + "name")
        if event == "start" and one.tag == ODF % "office" + "annotation":
            said[name] = "".join(one.itertext(ODF % "text" + "p", ODF % "text" + "span"))
            open_[name] = ""
        elif event == "start" and one.tag == ODF % "office" + "annotation-end":
            about[said[name]] = open_.pop(name)
        words = (one.text if event == "start" else one.tail) or ""
        if not inside and not (event == "start" and one.tag == ODF % "office" + "annotation"):
            open_ |= {key: before + words for key, before in open_.items()}
    return about


@needs_office
def test_libreoffice_shows_the_comments_at_their_words(tmp_path: Path) -> None:
    data = files.make_report()
    words = ("已经已经", "的的", "走走", "李四李四", "患一百二十处", "整改进展")
    diagnostics = [at(one.finding.span, f"这是第{n}处，请改。") for n, one in enumerate(found(data, *words))]
    flat = convert(render_annotated(source(data), diagnostics), "fodt", tmp_path)
    about = annotations(flat)
    assert [next(about[said] for said in about if f"第{n}处" in said) for n in range(len(words))] == list(words)
    assert flat.count(b"<dc:creator>reportlint") >= len(words)


@needs_office
def test_libreoffice_saves_comments_and_changes_again(tmp_path: Path) -> None:
    data = files.make_report()
    again = convert(annotated(data, "已经已经", "走走"), "docx", tmp_path)
    assert [words for _, words, _ in comments(again)] == ["已经已经", "走走"]
    assert text(again) == text(data)
    expected = text(data).replace("已经已经", "已经").replace("走走", "走").replace("整改完毕", "全部整改完毕")
    again = convert(tracked(data, expected), "docx", tmp_path)
    assert text(again) == expected
    assert text(rejected(again)) == text(data)


@needs_office
@pytest.mark.skipif(not GOLD.is_dir(), reason="没有 ../shared/gold")
@pytest.mark.parametrize("name", ["0033", "0141"])
def test_libreoffice_shows_the_comments_of_whole_reports(name: str, tmp_path: Path) -> None:
    data = make("".join(p(*line) for line in (GOLD / f"{name}.txt").read_text("utf-8").splitlines()))
    whole = text(data)
    spans = [Span(*match.span()) for match in re.finditer("[一-鿿]{4}", whole)][::20]
    found = [*check(Document(source(data))), *map(at, spans)]
    assert found
    numbered = [at(one.finding.span, f"这是第{n}处，请改。") for n, one in enumerate(found)]
    about = annotations(convert(render_annotated(source(data), numbered), "fodt", tmp_path))
    shown = {int(re.search(r"第(\d+)处", said)[1]): words for said, words in about.items()}
    expected = {n: one.finding.span.of(whole) for n, one in enumerate(numbered) if one.finding.span}
    assert {n: "".join(shown[n].split()) for n in expected} == {
        n: "".join(words.split()) for n, words in expected.items()
    }
    fixed = fix_document(Document(source(data)), unsafe=True).doc.text
    assert text(convert(tracked(data, fixed), "docx", tmp_path)) == fixed


@needs_office
def test_libreoffice_counts_as_we_do(tmp_path: Path) -> None:
    levels = [
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircle", "%4"),
    ]
    depths = [0, 1, 2, 2, 3, 3, 1, 2, 0, 1, 1, 2, 3]
    data = make("".join(numbered("项", depth) for depth in depths), numbering=numbering(*levels))
    shown = convert(data, "txt", tmp_path)
    assert re.sub("[ \ufeff]", "", shown.decode()).split() == text(data).replace(" ", "").split("\n")
