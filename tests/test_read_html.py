from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.read import Limits, ReadError, decode_source


def read(body: str, head: str = '<meta charset="utf-8">'):
    return decode_source(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def lines(body: str) -> list[str]:
    return read(body).text.splitlines()


def test_blocks_are_lines():
    body = "<h1>总结</h1><p>一是学习。</p><div>二是落实。<p>三是督查。</p>四是整改。</div>五是提高。<br>六是巩固。"
    assert lines(body) == ["总结", "一是学习。", "二是落实。", "三是督查。", "四是整改。", "五是提高。", "六是巩固。"]


def test_inline_elements_are_not():
    assert lines("<p>完成<b>投资</b><span style='color:red'>3</span><sub>亿</sub>元。<a href='x'>附件</a></p>") == [
        "完成投资3亿元。附件"
    ]


def test_white_space():
    assert lines("<p>  抓好\n   落实，plan\n  A  done </p>") == ["抓好落实，plan A done"]
    assert lines("<p>&nbsp;&nbsp;&nbsp;&nbsp;　　抓好落实。</p>") == ["　　抓好落实。"]
    assert lines("<pre>一\n 二\n\n三</pre><p>四\n五</p>") == ["一", "二", "三", "四五"]


def test_what_is_not_shown():
    body = (
        "<nav>首页</nav><script>alert('甲')</script><style>p{}</style><noscript>乙</noscript><template>丙</template>"
        "<p hidden>丁</p><p style='display: none'>戊</p><div title='header'>己</div><!-- 庚 --><p>成效。<button>辛</button>尾</p>"
    )
    assert lines(body) == ["成效。尾"]


def test_headings():
    source = read("<h1>总结</h1><p>开头。</p><h2>一、<b>成效</b></h2><p>正文。</p><h3> </h3>")
    assert [(span.of(source.text), depth) for span, depth in source.headings] == [("总结", 1), ("一、成效", 2)]
    assert source.format == "html"
    assert source.raw == b""


def test_ordered_lists():
    source = read(
        "<ol start=3><li>学习<ul><li>读书</li></ul></li><li>落实<ol type=a><li>细则</ol></ol><ul><li>整改</ul>"
    )
    assert source.text.splitlines() == ["3. 学习", "读书", "4. 落实", "细则", "整改"]
    assert [piece.span.of(source.text) for piece in source.pieces if piece.automatic] == ["3. ", "4. "]


def test_cells_are_lines():
    assert lines("<table><tr><th>指标<th>数值<tr><td>投资<td>3亿元</table>") == ["指标", "数值", "投资", "3亿元"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", ""),
        ("big5", "<meta charset=big5>"),
        ("utf-16", ""),
        ("utf-8-sig", "<meta charset=gbk>"),
        ("utf-8", "<meta charset=nothing>"),
        ("gbk", "<meta charset=utf-8>"),
    ],
)
def test_encodings(encoding, head):
    text = "存在的問題與對策" if encoding == "big5" else "存在的问题和下一步打算"
    data = f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode(encoding)
    assert decode_source(data).text == text + "\n"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("<!doctype HTML>", "html"),
        ("\n <html lang=zh>", "html"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "html"),
        ("<!-- 导出 --><html>", "html"),
        ("网页以 <html> 开头", "text"),
        ("<p>", "text"),
    ],
)
def test_known_by_content(start, kind):
    data = (start + "<p>成效显著。</p>").encode()
    assert decode_source(data, Path("a.txt")).format == kind
    assert decode_source(data, Path("a.htm")).format == "html"
    assert decode_source(data, Path("a.md")).format == "markdown"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<div>" * 100_000 + "完", "嵌套超过 200 层"),
        ("<p></p>", "只有空白|是空的"),
        ("<b>" * 5000, "嵌套"),
    ],
)
def test_refused(body, words):
    with pytest.raises(ReadError, match=words):
        read(body)


def test_limits():
    with pytest.raises(ReadError, match="标记超过 5 个"):
        decode_source(b"<html><p>" + b"<br>" * 9, limits=Limits(elements=5))


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr("socket.socket.connect", refuse)
    body = "<img src='http://localhost:9/a.png'><iframe src='http://localhost:9/'></iframe><link rel=stylesheet href='http://localhost:9/'>"
    assert lines(body + "<p>完成。</p>") == ["完成。"]
    entity = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>\xe5\xae\x8c&x;</p></html>'
    assert decode_source(entity).text.startswith(("完", "]>"))


TAGS = st.sampled_from([
    "<p>", "</p>", "<ol>", "</ol>", "<li>", "<h1>", "</h1>", "<pre>", "</pre>", "<table>", "<td>", "<script>", "</script>",
    "<p hidden>", "<!--", "-->", "<br>", "\n", " ", "完成", "a b", "&nbsp;", "&#0;", "&lt;", "<", ">", "<ol hidden>", "\x0c",
    "<svg>", "</svg>", "<select>", "<frameset>", "<html>", "</body>", "<?x", "<![CDATA[",
])  # fmt: skip


@settings(max_examples=400)
@given(st.lists(TAGS, max_size=40))
def test_any_page(parts):
    with suppress(ReadError):
        source = read("".join(parts))
        for span, _ in source.headings:
            assert "\n" not in span.of(source.text).strip("\n")
        assert all(piece.automatic and piece.span.of(source.text).endswith(". ") for piece in source.pieces)
