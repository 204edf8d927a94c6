"""PDF and OFD: the same text set on pages comes back as the paragraphs it was made of."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import (
    HEIGHT,
    LEFT,
    OFD_SPACE,
    SIZE,
    TOP,
    Placed,
    break_lines,
    lines_of,
    make_ofd,
    make_pdf,
    make_zip,
    set_pages,
)

from reportlint.model import Piece, Span
from reportlint.read import Limits, ReadError, decode_source

REPORT = """河口镇人民政府关于防汛工作整改落实情况的报告
6月上旬，县防汛指挥部对我镇防汛备汛工作开展了专项督查，指出了值守不严、物资不足等3个方面的问题。镇党委、镇政府高度重视，召开专题会议研究整改，现将有关情况报告如下。
一、整改落实情况
（一）关于值班值守不严的问题。一是修订《河口镇汛期值班制度》，实行领导带班和24小时双人双岗值班。二是由镇纪委牵头，每周抽查村级值班情况，已抽查4轮、发现问题7个，全部督促整改到位。
（二）关于物资储备不足的问题。追加预算18.6万元，补充编织袋1.2万条、救生衣260件、应急照明设备35台，在沿江5个村各设1处物资储备点，确保险情发生后30分钟内能够调运到位。
二、下一步打算
完善“镇包村、村包组、组包户”责任体系，把责任落实到每一段堤防、每一处山洪沟、每一户低洼住房，汛期内持续开展隐患排查，做到早发现、早报告、早处置。
特此报告。
"""
MAKERS = {"pdf": make_pdf, "ofd": make_ofd}


def placed(rows: list[tuple[float, float, str]], size: float = SIZE) -> list[Placed]:
    return [Placed(x, y, size, text) for x, y, text in rows]


def read(kind: str, *pages: list[Placed]) -> list[str]:
    return decode_source(MAKERS[kind](list(pages))).text.splitlines()


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        decode_source(data, limits=limits or Limits())
    message = str(caught.value)
    assert message.startswith("标准输入：")
    assert message.endswith("。")
    assert "请" in message
    return message


@pytest.fixture(params=["pdf", "ofd"])
def kind(request) -> str:
    return request.param


@pytest.mark.parametrize("indent", [2, 0])
@pytest.mark.parametrize("times", [1, 6])
def test_paragraphs_come_back(kind, indent, times):
    title, *paragraphs = lines_of(REPORT)
    text = "\n".join([title, *paragraphs * times])
    source = decode_source(MAKERS[kind](set_pages(text, "河口镇政府文件" if times > 1 else "", indent)))
    assert source.format == kind
    assert source.text.splitlines() == lines_of(text)
    assert source.raw == b""


def test_pieces_tell_the_page(kind):
    title, *paragraphs = lines_of(REPORT)
    source = decode_source(MAKERS[kind](set_pages("\n".join([title, *paragraphs * 4]))))
    assert [piece.place for piece in source.pieces] == ["第1页", "第2页", "第3页"]
    assert source.pieces[0].span.start == 0
    assert source.pieces[-1].span.end == len(source.text.rstrip())
    for before, after in zip(source.pieces, source.pieces[1:], strict=False):
        assert not source.text[before.span.end : after.span.start].strip()


SENTENCES = (
    "全年完成投资三亿元，同比增长一成，超额完成任务。",
    "新建泵站两座。",
    "受益群众四千余人，满意率有所提高。",
) * 3
BODY = [(LEFT, TOP + 30 * n, sentence) for n, sentence in enumerate(SENTENCES)]


@pytest.mark.parametrize("number", ["3", "- 3 -", "—3—", "第3页", "第 3 页 共 9 页", "3/9", "iv", "·3·", "第三页"])
def test_page_numbers(kind, number):
    for y in (HEIGHT - 60, 40):
        assert read(kind, placed([*BODY, (290, y, number)])) == [text for _, _, text in BODY]


def test_numbers_that_are_no_page_numbers(kind):
    inside = [*BODY[:3], (290, TOP + 90, "3"), *[(x, y + 40, text) for x, y, text in BODY[3:]]]
    assert "3" in read(kind, placed(inside))
    row = [(LEFT, 60, "7"), (LEFT + 150, 60, "安全生产检查"), *BODY]
    assert read(kind, placed(row))[:2] == ["7", "安全生产检查"]


def test_headers_and_footers(kind):
    pages = []
    for page, number in enumerate("东西南北中", 1):
        margin = [(LEFT, 40, "河口镇 2024 年度报告"), (LEFT, HEIGHT - 70, "内部资料"), (290, HEIGHT - 50, str(page))]
        pages.append(placed([*margin, *[(x, y, f"{number}村{text}") for x, y, text in BODY]]))
    assert read(kind, *pages) == [f"{number}村{text}" for number in "东西南北中" for _, _, text in BODY]


def test_a_lone_first_line_is_no_header(kind):
    assert read(kind, placed([(LEFT, 60, "通知"), *BODY]), placed(BODY))[0] == "通知"


def test_words_across_lines(kind):
    def set_lines(*lines: str) -> list[Placed]:
        return placed([(LEFT, TOP + 30 * n, line) for n, line in enumerate(lines)])

    full = "本年度我单位继续实施对外合作项目，先后与多家企业签订"
    joined = [
        (("云平", "台上线"), "云平台上线"),
        (("A of data", "governance项目"), "A of data governance项目"),
        (("A 4 co-", "operation项目"), "A 4 cooperation项目"),
        (("AB GB-", "2024号标准"), "AB GB-2024号标准"),
        (("共120", "万元"), "共120万元"),
    ]
    for (end, start), whole in joined:
        first = full[: 28 - len(end.encode("gbk")) // 2] + end
        got = read(kind, set_lines(first, start + "，效果良好。", *[text for _, _, text in BODY]))
        assert got[0].endswith(whole + "，效果良好。"), got[0]


def test_a_short_line_ends_a_paragraph(kind):
    rows = [(LEFT, TOP, "一、主要工作"), (LEFT, TOP + 30, "抓好落实"), *[(x, y + 60, text) for x, y, text in BODY]]
    assert read(kind, placed(rows))[:2] == ["一、主要工作", "抓好落实"]


def test_a_title_of_two_lines(kind):
    title = [Placed(198, TOP, 22, "河口镇人民政府关于"), Placed(220, TOP + 40, 22, "防汛工作的报告")]
    body = [one._replace(y=one.y + 90) for one in placed(BODY)]
    assert read(kind, [*title, *body])[0] == "河口镇人民政府关于防汛工作的报告"


def test_cells_of_a_table(kind):
    """Each cell is a paragraph, also where it takes several lines and its neighbours do too."""
    rows: list[tuple[float, float, str]] = list(BODY[:3])
    for number in range(1, 4):
        y = TOP + 60 + 60 * number
        problem, measure = "会议记录过于简单，个别内容前后不一致。", "逐条补正会议记录，按季度开展一次抽查。"
        rows.append((LEFT, y, str(number)))
        for x, text in ((LEFT + 60, problem), (LEFT + 280, measure)):
            rows += [(x, y + 24 * n, line) for n, line in enumerate(break_lines(text, 0, 12))]
    assert read(kind, placed(rows))[3:] == [
        cell
        for number in "123"
        for cell in (number, "会议记录过于简单，个别内容前后不一致。", "逐条补正会议记录，按季度开展一次抽查。")
    ]


def test_what_is_in_another_font_is_set_last(kind):
    line = "我们坚持“人民至上”原则，把群众满意作为工作标准。"
    parts = [(LEFT + n * SIZE, TOP, line[n:end]) for n, end in ((0, 4), (6, 8), (10, 25), (4, 6), (8, 10))]
    got = read(kind, placed([*parts, *[(x, y + 60, text) for x, y, text in BODY]]))
    assert got[0] == line


def test_scans(kind):
    for page in ([], placed([(290, 800, "3")])):
        message = refusal(MAKERS[kind]([page, page], picture=True))
        assert "扫描件" in message
        assert "OCR" in message
    assert "没有文字" in refusal(MAKERS[kind]([[]]))
    assert MAKERS[kind](set_pages(REPORT), picture=True)


def test_fonts_without_meaning(kind):
    assert "字体没有说明各是什么字" in refusal(MAKERS[kind]([placed([(LEFT, TOP, "\ue001\ue002\ue003" * 20)])]))


def test_limits(kind):
    data = MAKERS[kind](set_pages(REPORT * 5))
    assert "超过上限 1 页" in refusal(data, Limits(pages=1))
    assert "超过 100 个字符" in refusal(data, Limits(characters=100))


def test_truncated(kind):
    data = MAKERS[kind](set_pages(REPORT))
    for length in (5, 20, len(data) // 2):
        with suppress(ReadError):
            decode_source(data[:length])
    assert "损坏" in refusal(data[:30])


def test_encrypted_pdf():
    secret = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<41> <41>]"
    assert "加了密码" in refusal(make_pdf(set_pages(REPORT), extra=secret))


def test_characters_beyond_the_first_plane():
    assert read("ofd", placed([(LEFT, TOP, "办理𠮷字第3号文件并按期回复，办结率达到百分之百。")]))[0].startswith(
        "办理𠮷字"
    )


# --- OFD alone


def page_of(content: str, document: str = "", root: str = "Doc_0/Document.xml") -> bytes:
    return make_zip({
        "OFD.xml": f"<OFD><DocBody><DocRoot>{root}</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": document or '<Document><Pages><Page BaseLoc="P.xml"/></Pages></Document>',
        "Doc_0/P.xml": f"<Page><Content><Layer>{content}</Layer></Content></Page>",
    })  # fmt: skip


def test_deltas_may_be_shortened():
    code = '<TextObject Boundary="30 60 100 6" Size="5"><TextCode X="0" Y="5" DeltaX="g 3 5">整改完成</TextCode></TextObject>'
    assert decode_source(page_of(code)).text == "整改完成\n"


def test_matrices_and_hidden_objects():
    code = (
        '<TextObject Boundary="30 60 100 6" Size="1" CTM="5 0 0 5 0 0"><TextCode X="0" Y="1" DeltaX="1 1 1">整改完成'
        '</TextCode></TextObject><TextObject Visible="false" Boundary="30 90 9 9" Size="5"><TextCode X="0" Y="5">密'
        "</TextCode></TextObject>"
    )
    assert decode_source(page_of(code)).text == "整改完成\n"


def test_paths_from_the_root_and_no_place():
    code = '<TextObject Boundary="30 60 100 6" Size="5"><TextCode>整改完成</TextCode></TextObject>'
    document = '<Document><Pages><Page BaseLoc="/Doc_0/P.xml"/></Pages></Document>'
    assert decode_source(page_of(code, document, "/Doc_0/Document.xml")).text
    assert "缺少 Doc_0/无.xml" in refusal(page_of(code, '<Document><Pages><Page BaseLoc="无.xml"/></Pages></Document>'))
    assert "损坏" in refusal(page_of(code, "<Document/>"))


def test_encrypted_ofd():
    data = make_zip({"OFD.xml": f"<ofd:OFD {OFD_SPACE}/>", "Encryptions.xml": b"x"})
    assert "加了密" in refusal(data)


# --- whatever comes


@settings(max_examples=100)
@given(st.data())
def test_any_damage_to_a_pdf_is_told(draw):
    data = bytearray(make_pdf(set_pages(REPORT)))
    for _ in range(draw.draw(st.integers(1, 5))):
        place = draw.draw(st.integers(0, len(data) - 1))
        data[place : place + draw.draw(st.integers(0, 20))] = draw.draw(st.binary(max_size=20))
    with suppress(ReadError):
        source = decode_source(bytes(data))
        assert all(Span(0, len(source.text)).covers(piece.span) for piece in source.pieces)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["NaN", "inf", "-1e9", "g", "g 9999999999 1", "", "0", "1e308 x", "5 5"]),
        min_size=6,
        max_size=6,
    )
)
def test_any_numbers_in_an_ofd(numbers):
    boundary, size, x, deltas, matrix, box = numbers
    code = (
        f'<TextObject Boundary="{boundary}" Size="{size}" CTM="{matrix}"><TextCode X="{x}" Y="{size}" DeltaX="{deltas}" '
        f'DeltaY="{deltas}">整改完成</TextCode></TextObject>'
    )
    document = f'<Document><CommonData><PageArea><PhysicalBox>{box} 1 {size} {x}</PhysicalBox></PageArea></CommonData><Pages><Page BaseLoc="P.xml"/></Pages></Document>'
    with suppress(ReadError):
        decode_source(page_of(code, document))


def test_piece_is_what_the_model_says():
    source = decode_source(make_pdf([placed(BODY)]))
    assert source.pieces == (Piece(Span(0, len(source.text) - 1), "第1页"),)
