"""Word documents as text: paragraphs, automatic numbers, tables, notes, text boxes, revisions; hostile files."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx_files as files
import pytest
from docx_files import (
    box,
    change,
    field,
    level,
    make,
    members,
    note,
    numbered,
    numbering,
    p,
    r,
    reference,
    source,
    table,
    text,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.model import Piece, Revision, Span
from reportlint.read import ReadError
from reportlint.read.docx.names import STRICT, WORD
from reportlint.read.docx.numerals import format_number
from reportlint.read.limits import Limits

INLINE = {
    "runs": (p("全年", r("完成", "<w:b/>"), "投资"), "全年完成投资"),
    "white space is kept where it says so": (
        "<w:p><w:r><w:t> 甲 </w:t><w:t xml:space='preserve'> 乙</w:t></w:r></w:p>",
        "甲 乙",
    ),
    "a line end in markup is a space": ("<w:p><w:r><w:t>甲\n乙</w:t></w:r></w:p>", "甲 乙"),
    "tabs and breaks": (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r></w:p>",
        "甲\t乙\n丙\n丁",
    ),
    "hyphens": ("<w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r></w:p>", "A-BC"),
    "symbols": (
        '<w:p><w:r><w:sym w:font="宋体" w:char="25CB"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="x"/></w:r></w:p>',
        "○",
    ),
    "hyperlinks": (p("见", f"<w:hyperlink>{r('附件')}</w:hyperlink>", "。"), "见附件。"),
    "content controls": (
        p("姓名：", f"<w:sdt><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent>{r('李四')}</w:sdtContent></w:sdt>"),
        "姓名：李四",
    ),
    "fields": (p("共", field(" NUMPAGES ", r("9")), "页"), "共9页"),
    "fields in fields": (p(field(f" IF {field(' PAGE ', r('3'))} = 3 ", r("是"))), "是"),
    "simple fields": (p("第", f'<w:fldSimple w:instr=" PAGE ">{r("3")}</w:fldSimple>', "页"), "第3页"),
    "ruby": (p("他", f"<w:r><w:ruby><w:rt>{r('shì')}</w:rt><w:rubyBase>{r('是')}</w:rubyBase></w:ruby></w:r>"), "他是"),
    "hidden text": (p("明", r("暗", "<w:vanish/>"), r("亮", '<w:vanish w:val="0"/>')), "明亮"),
    "text hidden by a style": (p("明", r("暗", '<w:rStyle w:val="h"/>')), "明"),
    "formulas": (p("即", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "。"), "即x=1。"),
    "characters of other programs": (
        p(
            "好",
            "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w:sym/></mc:Choice><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        "好😀",
    ),
    "insertions": (p("已", change("ins", "经", r("整", "<w:b/>")), "改"), "已经整改"),
    "deletions": (p("已", change("del", "经经"), "整改"), "已整改"),
    "moves": (p(change("moveFrom", "后"), "前", change("moveTo", "后")), "前后"),
    "text boxes": (p("正文", box("框内"), "续"), "正文续\n框内"),
    "comments": (
        p(
            '<w:commentRangeStart w:id="1"/>',
            "数",
            '<w:commentRangeEnd w:id="1"/>',
            '<w:r><w:commentReference w:id="1"/></w:r>',
        ),
        "数",
    ),
}
BLOCKS = {
    "empty paragraphs are lines": (p("甲") + p() + p("乙"), "甲\n\n乙"),
    "tables": (p("前") + table(("名称", "数"), ("投资", "12")) + p("后"), "前\n名称\n数\n投资\n12\n后"),
    "a table in a table": (table(("甲", table(("乙",)) + p("丙"))), "甲\n乙\n丙"),
    "a deleted row": (
        f"<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='张三'/></w:trPr><w:tc>{p('删')}</w:tc></w:tr><w:tr><w:tc>{p('留')}</w:tc></w:tr></w:tbl>",
        "留",
    ),
    "content controls": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>{p('乙')}", "甲\n乙"),
    "a deleted paragraph mark": (
        p("甲", properties='<w:rPr><w:del w:id="1" w:author="张三"/></w:rPr>') + p("乙"),
        "甲乙",
    ),
    "a hidden paragraph mark": (p("一、学习。", properties="<w:rPr><w:vanish/></w:rPr>") + p("全年"), "一、学习。全年"),
    "a table of contents": (
        (
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{p('目录')}{p('一、工作', '<w:r><w:tab/></w:r>', '1')}</w:sdtContent></w:sdt>{p('一、工作')}"
        ),
        "一、工作",
    ),
    "a contents field": (p(field(' TOC \\o "1-3" ', r("一、工作1"))) + p("一、工作"), "\n一、工作"),
}


@pytest.mark.parametrize("name", [*INLINE, *BLOCKS])
def test_text(name: str) -> None:
    body, expected = (INLINE | BLOCKS)[name]
    styles = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert text(make(body + p("。"), styles=styles)) == f"{expected}\n。"


def test_source() -> None:
    data = make(p("甲"))
    found = source(data)
    assert (found.format, found.raw, found.excluded, found.revisions) == ("docx", data, (), ())


def test_the_strict_kind() -> None:
    strict = {name: data.replace(WORD, STRICT) for name, data in members(p("甲")).items()}
    assert text(zipped(strict)) == "甲"


@pytest.mark.parametrize(
    ("style", "shown"),
    {
        "chineseCounting": "一 二 十 十一 二十 二十一 一百〇五",
        "chineseCountingThousand": "一 二 十 十一 二十 二十一 一百〇五",
        "taiwaneseCountingThousand": "一 二 十 十一 二十 二十一 一百〇五",
        "japaneseCounting": "一 二 十 十一 二十 二十一 一百〇五",
        "ideographDigital": "一 二 一〇 一一 二〇 二一 一〇五",
        "chineseLegalSimplified": "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零伍",
        "decimal": "1 2 10 11 20 21 105",
        "decimalZero": "01 02 10 11 20 21 105",
        "decimalFullWidth": "１ ２ １０ １１ ２０ ２１ １０５",
        "decimalEnclosedCircle": "① ② ⑩ ⑪ ⑳ ㉑ 105",
        "decimalEnclosedParen": "⑴ ⑵ ⑽ ⑾ ⒇ 21 105",
        "decimalEnclosedFullstop": "⒈ ⒉ ⒑ ⒒ ⒛ 21 105",
        "ideographParenthesized": "㈠ ㈡ ㈩ 11 20 21 105",
        "ideographTraditional": "甲 乙 癸 11 20 21 105",
        "ideographZodiac": "子 丑 酉 戌 20 21 105",
        "upperRoman": "I II X XI XX XXI CV",
        "lowerRoman": "i ii x xi xx xxi cv",
        "upperLetter": "A B J K T U AAAAA",
        "lowerLetter": "a b j k t u aaaaa",
        "somethingNew": "1 2 10 11 20 21 105",
    }.items(),
)
def test_number_formats(style: str, shown: str) -> None:
    assert " ".join(format_number(number, style) for number in (1, 2, 10, 11, 20, 21, 105)) == shown


def test_numbers_that_have_no_words() -> None:
    assert [format_number(number, "chineseCounting") for number in (0, 1000, 1010, 9999, 10000)] == [
        "0", "一千", "一千〇一十", "九千九百九十九", "10000",
    ]  # fmt: skip


LEVELS = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3.", suffix="tab"),
    level(3, "decimalEnclosedCircle", "%4"),
)


def test_automatic_numbers() -> None:
    body = "".join(
        numbered(words, depth)
        for words, depth in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 3), ("己", 2), ("庚", 0), ("辛", 1))
    )
    found = source(make(body, numbering=numbering(*LEVELS)))
    assert found.text.split("\n") == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "1. 丁",
        "① 戊".replace(" ", ""),
        "2. 己",
        "二、庚",
        "（一）辛",
    ]
    automatic = [piece.span.of(found.text) for piece in found.pieces if piece.automatic]
    assert automatic == ["一、", "（一）", "（二）", "1. ", "①", "2. ", "二、", "（一）"]
    assert "".join(piece.span.of(found.text) for piece in found.pieces) == found.text


NUMBERED = {
    "several levels in one number": (
        (level(0, "chineseCounting", "第%1章", suffix="space"), level(1, "decimal", "%1.%2", more="<w:isLgl/>", suffix="space")),
        [("甲", 0, 1), ("乙", 1, 1), ("丙", 1, 1), ("丁", 0, 1), ("戊", 1, 1)],
        ["第一章 甲", "1.1 乙", "1.2 丙", "第二章 丁", "2.1 戊"],
    ),
    "a level that never begins anew": (
        (level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", more='<w:lvlRestart w:val="0"/>')),
        [("甲", 0, 1), ("乙", 1, 1), ("丙", 0, 1), ("丁", 1, 1)],
        ["1、甲", "（1）乙", "2、丙", "（2）丁"],
    ),
    "a first number": ((level(0, "decimal", "%1、", start=5),), [("甲", 0, 1), ("乙", 0, 1)], ["5、甲", "6、乙"]),
    "lists of one definition count together": (
        (level(0, "decimal", "%1、"),), [("甲", 0, 1), ("乙", 0, 2), ("丙", 0, 1)], ["1、甲", "2、乙", "3、丙"],
    ),
    "a list that starts anew": (
        (level(0, "decimal", "%1、"),), [("甲", 0, 1), ("乙", 0, 3), ("丙", 0, 3)], ["1、甲", "1、乙", "2、丙"],
    ),
    "a level of its own": ((level(0, "decimal", "%1、"),), [("甲", 0, 4)], ["A.甲"]),
    "a level above that was never counted": (
        (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2、")), [("甲", 1, 1), ("乙", 0, 1)], ["1.1、甲", "1. 乙".replace(" ", "")],
    ),
    "bullets have no text": ((level(0, "bullet", "\uf0b7"),), [("甲", 0, 1)], ["甲"]),
    "no list": ((level(0, "decimal", "%1、"),), [("甲", 0, 0), ("乙", 0, 99), ("丙", 7, 1)], ["甲", "乙", "丙"]),
    "a custom format": (
        (level(0, "decimal", "%1、").replace(
            '<w:numFmt w:val="decimal"/>',
            '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001"/></mc:Choice>'
            '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'),),
        [("甲", 0, 1)],
        ["01、甲"],
    ),
}  # fmt: skip
LISTS = "".join(
    f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
    for n, more in (
        (1, ""),
        (2, ""),
        (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        (4, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'),
    )
)


@pytest.mark.parametrize("name", NUMBERED)
def test_how_lists_count(name: str) -> None:
    levels, paragraphs, expected = NUMBERED[name]
    body = "".join(numbered(*one) for one in paragraphs)
    assert text(make(body, numbering=numbering(*levels, lists=LISTS))).split("\n") == expected


STYLES = """
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop2"><w:name w:val="y"/><w:basedOn w:val="loop"/></w:style>
"""


def styled(style: str, words: str, more: str = "") -> str:
    return p(words, properties=f'<w:pStyle w:val="{style}"/>{more}')


def test_numbers_of_styles() -> None:
    linked = [one.replace("<w:suff", f'<w:pStyle w:val="{n}"/><w:suff') for n, one in enumerate(LEVELS[:2], 1)]
    unnumbered = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        styled("1", "甲")
        + styled("2", "乙")
        + styled("1", "丙", unnumbered)
        + styled("own", "丁")
        + styled("loop", "戊")
    )
    found = source(
        make(
            body,
            styles=STYLES.replace(
                '"heading 2"/><w:basedOn w:val="1"/>',
                '"heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>',
            ),
            numbering=numbering(*linked),
        )
    )
    assert found.text.split("\n") == ["一、甲", "（一）乙", "丙", "（二）丁", "戊"]
    assert [(span.of(found.text), depth) for span, depth in found.headings] == [
        ("一、甲", 1), ("（一）乙", 2), ("丙", 1), ("（二）丁", 2),
    ]  # fmt: skip


def test_headings() -> None:
    body = (
        styled("h", " 学习 ")
        + styled("h", "正文", '<w:outlineLvl w:val="9"/>')
        + p("自定", properties='<w:outlineLvl w:val="2"/>')
        + styled("h", "")
        + table((styled("h", "表内"),))
        + p("普通")
    )
    found = source(make(body, styles='<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/></w:style>'))
    assert [(span.of(found.text), depth) for span, depth in found.headings] == [("学习", 2), ("自定", 3)]


def test_a_style_that_numbers_by_a_list_style() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    data = make(numbered("甲", 0, 2), styles=styles, numbering=numbering(LEVELS[0], lists=lists))
    assert text(data) == "一、甲"


def test_places() -> None:
    body = (
        p("正文", reference(2), box("框"), reference(1, "endnote"))
        + table(("甲", "乙"), ("丙", "丁"))
        + f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('宽')}</w:tc><w:tc>{p('窄')}</w:tc></w:tr></w:tbl>"
    )
    footnotes = note(0, "线") + note(2, "脚注文字") + note(3, "没人引用")
    found = source(make(body, footnotes=footnotes, endnotes=note(1, "尾注文字", "endnote")))
    assert [(piece.span.of(found.text).strip(), piece.place) for piece in found.pieces] == [
        ("正文", ""), ("框", "文本框"), ("甲", "表1第1行第1列"), ("乙", "表1第1行第2列"), ("丙", "表1第2行第1列"),
        ("丁", "表1第2行第2列"), ("宽", "表2第1行第1列"), ("窄", "表2第1行第3列"), ("脚注文字", "脚注1"), ("尾注文字", "尾注1"),
    ]  # fmt: skip


def test_vertically_merged_cells() -> None:
    cells = [
        f"<w:tc><w:tcPr><w:vMerge{v}/></w:tcPr>{p(words)}</w:tc>" for v, words in ((' w:val="restart"', "上"), ("", ""))
    ]
    body = f"<w:tbl>{''.join(f'<w:tr>{cell}<w:tc>{p(n)}</w:tc></w:tr>' for cell, n in zip(cells, '12', strict=True))}</w:tbl>"
    assert text(make(body)) == "上\n1\n2"


def test_revisions() -> None:
    body = p(
        "已",
        change("ins", "经"),
        change("ins", "整"),
        change("del", "该"),
        change("ins", "改", author="李四"),
        '<w:r><w:rPr><w:b/><w:rPrChange w:author="王五"/></w:rPr><w:t>完</w:t></w:r>',
        '<w:commentRangeStart w:id="7"/>',
        "毕",
        '<w:commentRangeEnd w:id="7"/>',
        '<w:r><w:commentReference w:id="7"/></w:r>',
    )
    said = f'<w:comment w:id="7" w:author="赵六">{p("请核")}{p("实")}</w:comment><w:comment w:id="8">{p("无处")}</w:comment>'
    found = source(make(body, comments=said))
    assert found.text == "已经整改完毕"
    assert found.revisions == (
        Revision(Span(1, 3), "insertion", "张三"),
        Revision(Span(3, 3), "deletion", "张三", "该"),
        Revision(Span(3, 4), "insertion", "李四"),
        Revision(Span(4, 5), "format", "王五"),
        Revision(Span(5, 6), "comment", "赵六", "请核实"),
    )


def test_what_a_number_is_worth_is_not_its_paragraph_s_when_its_mark_is_deleted() -> None:
    deleted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    body = numbered("甲") + p(change("del", "废"), properties=deleted) + numbered("乙")
    assert text(make(body, numbering=numbering(*LEVELS))) == "一、甲\n二、乙"


def test_a_report_by_python_docx() -> None:
    found = source(files.make_report())
    lines = found.text.split("\n")
    assert lines[:4] == [
        "关于安全生产检查问题的整改报告",
        "一、整改进展情况",
        "全年排查隐患一百二十处，已经已经整改完毕的的有一百一十八处。",
        "二、存在问题",
    ]
    assert lines[4:6] == ["1. 台帐登记不及时。", "2. 复查走走过场。"]
    assert "内部资料" not in found.text
    assert Piece(Span(0, found.text.index("1. ")), "") == found.pieces[0]


# hostile and broken files


def bomb() -> bytes:
    return zipped(members(p("甲")) | {"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"})


def laughs() -> bytes:
    entities = '<!ENTITY a "哈哈">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return with_document(
        f'<!DOCTYPE w [{entities}]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
    )


def external_entity() -> bytes:
    return with_document(
        f'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    )


def with_document(xml: str, method: int = ZIP_DEFLATED) -> bytes:
    return zipped(members(p("甲")) | {"word/document.xml": xml}, method)


def without(name: str) -> bytes:
    return zipped({key: data for key, data in members(p("甲")).items() if key != name})


HOSTILE = {
    "no archive": (b"PK\x03\x04 nothing", "损坏"),
    "cut off": (files.make_report()[:-300], "损坏"),
    "a bomb": (bomb(), "压缩炸弹"),
    "a billion laughs": (laughs(), "XML"),
    "an external entity": (external_entity(), "实体"),
    "deep nesting": (with_document("<a>" * 100_000 + "甲" * 1000 + "</a>" * 100_000, ZIP_STORED), "嵌套"),
    "deep nesting inside bounds of the parser": (make(f"{'<w:sdt>' * 230}{p('甲')}{'</w:sdt>' * 230}"), "嵌套"),
    "no markup": (with_document("甲"), "XML"),
    "no document": (without("word/document.xml"), "正文"),
    "no relationships": (without("_rels/.rels"), "正文"),
    "an archive of other things": (zipped({"a.txt": "甲"}), "正文"),
    "no text": (make(p() + p(" ")), "没有文字"),
    "no body": (with_document(f'<w:document xmlns:w="{WORD}"/>'), "没有文字"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence(name: str) -> None:
    data, reason = HOSTILE[name]
    tracemalloc.start()
    with pytest.raises(ReadError, match=f"^稿.docx：[^\n]*{reason}[^\n]*。$"):
        source(data)
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_nothing_outside_is_read() -> None:
    outside = '<Relationship Id="r9" Type="http://x/styles" Target="http://127.0.0.1:9/s.xml" TargetMode="External"/>'
    above = '<Relationship Id="r8" Type="http://x/numbering" Target="../../../../etc/hostname"/>'
    data = members(numbered("甲")) | {"word/_rels/document.xml.rels": files.RELATIONS.format(outside + above)}
    assert text(zipped(data)) == "甲"


@pytest.mark.parametrize("name", ["word/_rels/document.xml.rels", "[Content_Types].xml"])
def test_parts_that_text_needs_not(name: str) -> None:
    assert text(without(name)) == "甲"


def test_a_part_named_in_vain() -> None:
    data = members(p("甲", reference(1)), footnotes=note(1, "乙"))
    del data["word/footnotes.xml"]
    assert text(zipped(data)) == "甲"


def test_pictures_are_not_unpacked() -> None:
    data = zipped(members(p("甲")) | {"word/media/image1.png": b"\0" * 50_000_000})
    assert text(data) == "甲"


def test_fields_that_never_end() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text(make(p("甲", end, "乙") + p(begin * 20_000))) == "甲乙\n"


def test_wrong_values() -> None:
    body = (
        numbered("甲").replace('w:val="0"', 'w:val="一"')
        + numbered("乙", -1)
        + p("丙", properties='<w:outlineLvl w:val="--1"/>')
    )
    assert text(make(body, numbering=numbering(*LEVELS))) == "一、甲\n乙\n丙"


def test_limits() -> None:
    with pytest.raises(ReadError, match="超过上限"):
        source(make(p("甲" * 5000)), Limits(unpacked_bytes=1000))


@settings(max_examples=60)
@given(st.data())
def test_damaged_files(data: st.DataObject) -> None:
    """Bytes of a member changed: a text, or one sentence."""
    whole = files.parts(files.make_report())
    name = data.draw(
        st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
    )
    damaged = bytearray(whole[name])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(damaged) - 1))
        damaged[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    assert_text_or_sentence(zipped(whole | {name: bytes(damaged)}))


@settings(max_examples=60)
@given(st.integers(0, 40_000), st.binary(max_size=40))
def test_damaged_archives(place: int, rubbish: bytes) -> None:
    data = files.make_report()
    place %= len(data)
    assert_text_or_sentence(data[:place] + rubbish + data[place + len(rubbish) :])


def assert_text_or_sentence(data: bytes) -> None:
    refusal = ""
    try:
        found = source(data)
    except ReadError as error:
        refusal = str(error)
    else:
        assert "".join(piece.span.of(found.text) for piece in found.pieces) == found.text
    assert not refusal or (refusal.endswith("。") and "\n" not in refusal)


def test_macros_and_members_of_any_kind_do_not_matter() -> None:
    with ZipFile(BytesIO(make(p("甲")))) as archive:
        assert archive.testzip() is None
    assert (
        text(zipped(members(p("甲")) | {"word/vbaProject.bin": b"\xd0\xcf", "word/embeddings/a.docx": b"PK"})) == "甲"
    )
