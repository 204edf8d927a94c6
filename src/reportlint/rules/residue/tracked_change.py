"""没有处理完的修订和批注。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

SHOWN = 20
LISTED = 10  # places, the first one included
DONE = {"insertion": "插入了", "deletion": "删去了", "format": "改了格式", "comment": "写了批注"}
# what Word leaves of its balloons when a text with them is copied or printed
COPIED = re.compile(
    r"批注 ?\[[^\[\]\n]{1,20}\d{1,4}\] ?[:：]|【批注[:：][^【】\n]{1,60}】"
    r"|(?:带格式的|设置了格式) ?[:：] ?(?:字体|字号|缩进|行距|左|右|居中|两端对齐|项目符号)"
)


@rule(
    "warning",
    Example(bad="全年完成投资12亿元。⟦【批注：数据请与统计局核对】⟧", good="全年完成投资12亿元。"),
    Example(bad="⟦批注 [张三1]：⟧这里要补数据", good="数据已补齐。"),
)
def tracked_change(doc: Document) -> Iterator[Finding]:
    """还有没处理完的修订和批注。

    Word 文档里没有接受或拒绝的修订、没有删去的批注，收件人都看得到；复制或打印时留在正文里的批注也是这样。
    交稿前应逐一接受或拒绝修订，删去批注。修订和批注各只报告最先的一处，并说明共有多少。
    """
    comments = [one for one in doc.source.revisions if one.kind == "comment"]
    changes = [one for one in doc.source.revisions if one.kind != "comment"]
    for found, name, advice in ((changes, "处修订", "接受或拒绝"), (comments, "条批注", "处理并删去")):
        if found:
            first = found[0]
            done = describe(first.author, first.kind, first.text or first.span.of(doc.text))
            others = tuple(Related(one.span, f"另一{name}") for one in found[1:LISTED])
            message = f"文稿里还有 {len(found)} {name}没有处理（最先的是{done}），请逐一{advice}后再提交。"
            yield Finding(first.span, message, related=others)
    for match in COPIED.finditer(doc.text):
        yield Finding(Span(*match.span()), f"“{shorten(match[0])}”是留在正文里的批注，请处理后删去。")


def describe(author: str, kind: str, words: str) -> str:
    """Say who did what: 张三删去了“已经”."""
    cited = f"“{shorten(words)}”" if words.strip() and kind != "format" else ""
    return f"{author or '未署名者'}{DONE[kind]}{cited}"


def shorten(words: str) -> str:
    """Return the beginning of some words, on one line."""
    return " ".join(words[:SHOWN].split()) + "…" * (len(words) > SHOWN)
