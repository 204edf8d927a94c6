from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportlint.read import decode_source

if TYPE_CHECKING:
    from reportlint.model import Source

STEADY = settings(deadline=None, derandomize=True, max_examples=300)


def read(text: str) -> Source:
    return decode_source(text.encode(), Path("draft.md"))


def headings(text: str) -> list[tuple[int, str]]:
    return [(depth, span.of(text)) for span, depth in read(text).headings]


def excluded(text: str) -> list[str]:
    return [span.of(text) for span in read(text).excluded]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 述职报告\n## 一、成效 ##\n###### 末级\n", [(1, "述职报告"), (2, "一、成效"), (6, "末级")]),
        ("#\t制表\n   # 缩进\n#  两格  \n", [(1, "制表"), (1, "缩进"), (1, "两格")]),
        ("# C#\n# 甲 \\#\n## 乙 #丙 ###", [(1, "C#"), (1, "甲 \\#"), (2, "乙 #丙")]),
        ("# **一、** `码`与[链接](a)", [(1, "**一、** `码`与[链接](a)")]),
        ("#没有空格\n####### 七级\n\\# 转义\n    # 代码\n#\n# ##\n", []),
        ("年度总结\n====\n\n问题\n---\n", [(1, "年度总结"), (2, "问题")]),
        ("年度\n总结\n====\n", [(1, "年度\n总结")]),
        ("正文\n\n---\n续文\n***\n===\n", []),
        ("> # 引文\n> 正文\n> ---\n\n- # 项\n  二\n  ==\n", [(1, "引文"), (2, "正文"), (1, "项"), (1, "二")]),
        ("- 项\n---\n> 引\n===\n", []),
        ("```\n# 码\n```\n# 后\n~~~ py\n# 码\n```\n~~~~\n## 再后\n", [(1, "后"), (2, "再后")]),
        ("- ```\n  # 码\n\n# 出列即止\n", [(1, "出列即止")]),
        ("<!-- 注\n# 藏\n-->\n# 露\n", [(1, "露")]),
        ("<pre>\n# 藏\n</pre>\n# 露\n", [(1, "露")]),
        ("---\ntitle: 总结\n# 注\n---\n# 正文\n", [(1, "正文")]),
        ("---\n说明文字\n---\n", [(2, "说明文字")]),
        ("<div>\n---\n", []),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n# 后\n", [(1, "后")]),
        ("# 一\r\n正文\r\n二\r\n--\r\n# 三\r", [(1, "一"), (2, "正文\r\n二"), (1, "三")]),
        ("# 一\r## 二\r", [(1, "一"), (2, "二")]),
    ],
)
def test_headings(text: str, expected: list[tuple[int, str]]) -> None:
    assert headings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```py\n码\n\n码\n```\n正文\n", ["```py", "码", "码", "```"]),
        ("````\n```\n````\n正文", ["````", "```", "````"]),
        ("```\n没有结束", ["```", "没有结束"]),
        ("``` 行内 ``` 正文", ["``` 行内 ```"]),
        ("正文\n\n    码\n\t码\n正文\n", ["码", "码"]),
        ("正文\n    续行\n", []),
        ("- 项\n\n  段\n\n      码\n", ["码"]),
        ("1. 项\n\n    段\n", []),
        (">     码\n> 段\n>     续", ["码"]),
        ("1.\t项\n\n\t段\n\n\t\t码\n", ["码"]),
        ("正文\n\n---\n* * *\n正文\n===\n", ["---", "* * *", "==="]),
        ("- [ ] 待办\n- [x] 已办\n- [链](a)\n", ["[ ]", "[x]", "(a)"]),
        ("| 甲 | 乙 |\n|:--|--:|\n| `1 | 2` |\n正文`", ["|:--|--:|", "`1 | 2`"]),
        ('[甲]: https://a.cn/b "题"\n[^1]: 脚注文字\n', ['[甲]: https://a.cn/b "题"', "[^1]"]),
        ("---\ntitle: 甲\n---\n正文", ["---\ntitle: 甲\n---"]),
        ("---\r\ntitle: 甲\r\n...\r\n正文", ["---\r\ntitle: 甲\r\n..."]),
        ("---\ntitle: 甲\n正文", ["---"]),
        ("<!-- 注\n\n注 --> 正文 `码`\n正文", ["<!-- 注", "注 -->", "`码`"]),
        ("<!-- 注 -->正文\n<!-->正文\n<!-- 未完", ["<!-- 注 -->", "<!-->", "<!-- 未完"]),
        ("<style>\np {}\n</style>\n正文", ["<style>", "p {}", "</style>"]),
        (
            '<table>\n    <tr><td class="a">甲</td></tr>\n</table>\n',
            ["<table>", "<tr>", '<td class="a">', "</td>", "</tr>", "</table>"],
        ),
    ],
)
def test_blocks_that_are_no_prose(text: str, expected: list[str]) -> None:
    assert excluded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("运行`reportlint`命令，``a ` b``与`` ` ``。", ["`reportlint`", "``a ` b``", "`` ` ``"]),
        ("跨`行\n码`止", ["`行\n码`"]),
        ("跨`行\n\n码`止", []),
        ("不`成``对", []),
        ("转义\\`不是码\\`，`是\\`码", ["`是\\`"]),
        ("\\``码`与\\``", ["`码`"]),
        ("见[办法](docs/办法.md)第三条", ["(docs/办法.md)"]),
        ("[甲](<a b> \"题\") [乙](b (题)) [丙]( c\n'题' )", ['(<a b> "题")', "(b (题))", "( c\n'题' )"]),
        ("[甲](a(b)c) [乙](a\\)b) [丙]()", ["(a(b)c)", "(a\\)b)", "()"]),
        ("[外[内]层](a) [x]](b)", ["(a)"]),
        ("[`]`](a)", ["`]`", "(a)"]),
        ("[![图](a.png)](b)", ["!", "(a.png)", "(b)"]),
        ("![图](a.png '题')", ["!", "(a.png '题')"]),
        ("[甲][ref] [乙][] [丙] [丁][戊](a)", ["[ref]", "[]", "(a)"]),
        ("[甲](说明 文字) [乙] (空格) 丙](d) \\[丁](e)", []),
        ("[未完](a", []),
        (
            "<https://a.cn/报告?x=1> <a@b.cn> <mailto:x@y.cn>",
            ["<https://a.cn/报告?x=1>", "<a@b.cn>", "<mailto:x@y.cn>"],
        ),
        ("见https://a.cn/b?c=1。全年 www.a.cn，abchttp://a", ["https://a.cn/b?c=1", "www.a.cn"]),
        ("（http://a.cn）[http://b.cn](c)", ["http://a.cn", "http://b.cn", "(c)"]),
        (
            "甲<br/>乙<b class='>'>丙</b>丁<!-- 注 -->戊<!-->",
            ["<br/>", "<b class='>'>", "</b>", "<!-- 注 -->", "<!-->"],
        ),
        ("数量<b且c>d，《<通知>》，1<2", []),
        ("甲&nbsp;乙&#x4e00;丙&丁;", ["&nbsp;", "&#x4e00;"]),
        ("如前所述[^1]，[^注释]。", ["[^1]", "[^注释]"]),
    ],
)
def test_places_in_prose_that_are_no_prose(text: str, expected: list[str]) -> None:
    assert excluded(text) == expected
    assert excluded(f"- {text}".replace("\n", "\n  ")) == [part.replace("\n", "\n  ") for part in expected]


def test_carriage_returns_change_nothing() -> None:
    text = "# 一\n\n正文`码\n续`\n\n```\n码\n```\n\n| 甲 |\n|---|\n| `1` |\n"
    for line_end in ("\r\n", "\r"):
        other = text.replace("\n", line_end)
        assert headings(other) == headings(text)
        assert excluded(other) == [part.replace("\n", line_end) for part in excluded(text)]


HOSTILE = [
    *(
        "> ",
        ">",
        "- ",
        "[",
        "](",
        "[](",
        "![",
        "*",
        "`",
        "`a",
        "<",
        "<!--",
        "<a ",
        "<a \"'",
        "\\",
        "|",
        "|-",
        "# ",
        "\t",
    ),
    *(
        "\n",
        "\r\n",
        "#\n",
        "- a\n",
        "> a\n",
        "a\n=\n",
        "[a]: b\n",
        "| a |\n",
        "```\n",
        "<!--\n",
        "[](a (",
        '[](a "',
        "&a",
    ),
]


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    start = time.process_time()
    assert read("中" + unit * (100_000 // len(unit))).text
    assert read("---\r\na:\r\n" + unit * (100_000 // len(unit))).text
    assert time.process_time() - start < 10


def test_time_is_linear_in_nested_text() -> None:
    start = time.process_time()
    read("- " * 50_000 + "a\n" + "\n a\n" * 50_000)
    read("> " * 50_000 + "a\n" + "a\n" * 50_000)
    read(" ".join("`" * width for width in range(1, 600)))
    read("---\r\na:\r\n" + "a\r\n" * 50_000)
    read("<b " + "x" * 100_000 + ">\n" + "===\n" * 50_000)
    assert time.process_time() - start < 10


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "# 题",
                "## 题 ##",
                "#题",
                "文",
                "文",
                "---",
                "===",
                "- 甲",
                "* 乙",
                "1. 丙",
                "2. 丁",
                "> 引",
                "",
                "",
                "",
            ),
            *("    四格", "  两格", "      六格", "\t制表", "```", "~~~", "````", "``` ` ", "***", "- - -", "    # 题"),
            *(
                "- # 题",
                "> # 题",
                "> ```",
                "> ---",
                "  - 子",
                "    - 孙",
                "  ```",
                "- ```",
                "-     码",
                "1.  # 题",
                "[a]: b",
            ),
        ]
    ),
    max_size=8,
).map("\n".join)


@STEADY
@given(PIECES)
def test_blocks_are_those_of_the_reference_parser(text: str) -> None:
    tokens = MarkdownIt().disable("inline").parse(text)
    theirs = [(int(a.tag[1]), without_margin(b.content)) for a, b in pairwise(tokens) if a.type == "heading_open"]
    code = [token.map for token in tokens if token.type in {"fence", "code_block"} and token.map]
    source = read(text + "\n\n。")
    assert [(depth, without_margin(span.of(text))) for span, depth in source.headings] == theirs
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\n"), len(text) + 1]
    for line in {line for first, last in code for line in range(first, last)}:
        end = starts[line + 1] - 1
        assert not text[starts[line] : end].strip("> \t") or any(end == span.end for span in source.excluded)


def without_margin(content: str) -> str:
    """Drop indents and marks of quotations inside a heading of several lines; the reference drops some of them."""
    return "\n".join(line.strip("> \t") for line in content.split("\n"))


@STEADY
@given(st.text("一 \t\r\n#>-*`~[]()!<>|\\\"'=:&;1.ax/^", max_size=60))
def test_spans_are_in_order_and_inside(text: str) -> None:
    source = read(text + "。")
    for spans in (source.excluded, tuple(span for span, _ in source.headings)):
        ends = [0, *(place for span in spans for place in (span.start, span.end)), len(source.text)]
        assert ends == sorted(ends)
        assert all(spans)
