"""固定提法。"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Fix, Phrase, Phrases, Span, rows, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

# what others are quoted to have said is theirs, however they said it
QUOTED = re.compile("(?:[：:]|[说讲道称])[“「][^“”「」\n]{1,500}[”」]")
SPEECH = 12  # characters that a quotation has more than the phrase it quotes
# titles are cited without the name of the party or the state
ISSUERS = ("中国共产党", "中华人民共和国")
SHORTEST_TITLE = 5
LONG_TITLE = 14  # characters, its marks included; it may lack a word and is still known


@rule(
    "error",
    Example(
        bad="落实新时代党建要求，推动⟦思想建党、教育强党⟧走深走实。",
        good="落实新时代党建要求，推动思想建党、理论强党走深走实。",
    ),
    Example(bad="深入学习⟦习近平新世代中国特色社会主义思想⟧。", good="深入学习习近平新时代中国特色社会主义思想。"),
)
def set_phrase(doc: Document) -> Iterator[Finding]:
    """固定提法、会议活动和法规的名称写走了样。

    这些话在党和国家的文件里有固定的写法，差一个字、一个词，或者动词、次序不对，就是提法错误。
    与别的固定提法相同的、引用别人原话的、当时还没有这一提法的都不报。
    """
    quoted = [Span(*match.span()) for match in QUOTED.finditer(doc.text)]
    for near in set_phrases().find(doc.text):
        row = known()[near.phrase.text]
        if row["since"] <= (doc.period[:4] or "9999") and not is_speech(near.span, quoted):
            right = near.phrase.text
            full = f"（全称{row['term']}）" if right != row["term"] else ""
            message = f"“{shown(near.span.of(doc.text))}”与规范的写法“{right}”{full}不一致，请核对后改正。"
            yield Finding(near.span, message, Fix(f"改为“{right}”", near.edits))


def shown(found: str) -> str:
    """Return a place's words with the closing mark that its end leaves out."""
    return found + "”" * (found.count("“") - found.count("”"))


def is_speech(span: Span, quoted: list[Span]) -> bool:
    """Tell whether a place lies in what somebody else said."""
    at = bisect_right(quoted, Span(span.start, span.start)) - 1
    return at >= 0 and quoted[at].covers(span) and len(quoted[at]) > len(span) + SPEECH


@cache
def set_phrases() -> Phrases:
    """Return the phrases of the lexicon, and the titles as they are cited for short."""
    return Phrases(
        [*map(Phrase.of, rows("set-phrases")), *(Phrase(title, 1 + (len(title) >= LONG_TITLE)) for title in titles())]
    )


@cache
def known() -> dict[str, dict[str, str]]:
    """Return the row of each phrase and of each short title."""
    return {row["term"]: row for row in rows("set-phrases")} | titles()


def titles() -> dict[str, dict[str, str]]:
    """Return the titles of laws and rules as they are cited, without their issuers, each with its row."""
    issued = [(row["term"].removeprefix(issuer), row) for issuer in ISSUERS for row in rows("set-phrases")]
    return {
        f"《{title}》": {**row, "term": f"《{row['term']}》"}
        for title, row in issued
        if row["kind"] == "law" and len(title) >= SHORTEST_TITLE and not title.startswith(ISSUERS)
    }
