"""数字的写法。"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

from ._frames import F, find_frames
from ._styles import Slip, find_slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

DIGITS = "一二三四五六七八九"
NEIGHBOURS = re.compile(f"[{DIGITS}]、[{DIGITS}]")
ORDINAL = re.compile(f"[第初高大小、{DIGITS}十]$")
# 三、四个月, but not 二、三卷
VAGUE = frozenset("个天年次人名位户家倍里米斤亩元周") | {"个月", "小时", "公里", "公斤", "分钟"}
# 突击队四支、服务队6支
LISTED = re.compile(rf"(?P<one>{F})[、，和][^，、；。：{F}0-9]{{2,12}}(?P<other>{F})(?=[、，；。]|$)")
RATE, FARTHEST = re.compile(r"[每逐][^，。；、\n]{0,8}$"), 10
CHINESE = re.compile("[一三四五六七八九十][^0-9]*")  # 两 stands beside Arabic numerals in the best of texts
ARABIC = re.compile("[0-9]")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
PLAIN = re.compile(r"\d{5,}")
PERCENT = re.compile("(?<=[0-9０-９])[%％]")


@rule(
    "warning",
    Example(bad="参训人员⟦3千余⟧人。", good="参训人员3000余人。"),
    Example(bad="⟦二零二三⟧年工作总结", good="二〇二三年工作总结"),
    Example(bad="投入⟦5~10万⟧元。", good="投入5万～10万元。"),
)
def digit_style(doc: Document) -> Iterator[Finding]:
    """数字的写法不合 GB/T 15835—2011，或者同类的数字写法不一。

    如3千余人、二零二三年、06月、三、四个月、5~10万、百分之20；一份文稿里“％”和“%”混用，有的加千分撇有的不加；
    并列的几项有的用汉字有的用阿拉伯数字。引文、书名和发文字号不报。
    """
    for slip in (*find_slips(doc.text), *find_neighbours(doc), *find_lists(doc), *find_groups(doc)):
        fix = Fix(f"改为“{slip.right}”", (Edit(slip.span, slip.right),), safe=slip.sure)
        yield Finding(slip.span, f"{slip.reason}，“{slip.span.of(doc.text)}”应写作“{slip.right}”。", fix)
    yield from check_signs(doc.text)


def find_neighbours(doc: Document) -> Iterator[Slip]:
    """Yield approximate numbers with a pause inside: 三、四个月."""
    for figure in doc.figures:
        written = figure.span.of(doc.text)
        if (
            figure.unit in VAGUE
            and NEIGHBOURS.match(written)
            and not ORDINAL.search(doc.text[max(0, figure.span.start - 1) : figure.span.start])
        ):
            span = Span(figure.span.start, figure.span.start + 3)
            yield Slip(span, written[0] + written[2], "相邻的两个数表示概数，中间不加顿号")


def find_lists(doc: Document) -> Iterator[Slip]:
    """Yield Chinese numerals beside Arabic ones of the same unit in a list: 突击队四支、服务队6支."""
    for frame in find_frames(doc):
        for match in LISTED.finditer(frame.words):
            one, other = frame.figure(match, "one"), frame.figure(match, "other")
            if one is None or other is None or one.unit != other.unit or one.unit == "%":
                continue
            for figure, neighbour in ((one, other), (other, one)):
                written, beside = figure.span.of(doc.text), neighbour.span.of(doc.text)
                if is_rate(doc.text, figure.span):
                    continue
                if CHINESE.fullmatch(written) and ARABIC.match(beside) and isinstance(figure.value, Decimal):
                    yield Slip(figure.span, f"{figure.value}{figure.unit}", "并列的几项数字写法应当一致")


def is_rate(text: str, span: Span) -> bool:
    """Tell whether a number says how often (每月演练一次), which stands beside no total."""
    return RATE.search(text, max(0, span.start - FARTHEST), span.start) is not None


def find_groups(doc: Document) -> Iterator[Slip]:
    """Yield numbers with a comma between thousands where others of the text have none."""
    numbers = [(figure.span.start, figure.span.of(doc.text)) for figure in doc.figures]
    grouped = [Span(at, at + match.end()) for at, written in numbers if (match := GROUPED.match(written))]
    if any(PLAIN.match(written) for _, written in numbers):
        for span in grouped:
            yield Slip(span, span.of(doc.text).replace(",", ""), "全文的数字有的加千分撇，有的不加")


def check_signs(text: str) -> Iterator[Finding]:
    """Yield a finding about the rarer of ％ and %."""
    signs: dict[str, list[Span]] = {"％": [], "%": []}
    for match in PERCENT.finditer(text):
        signs[match[0]].append(Span(*match.span()))
    rare, usual = sorted(signs, key=lambda sign: len(signs[sign]))
    if signs[rare]:
        fix = Fix(f"改为“{usual}”", tuple(Edit(span, usual) for span in signs[rare]), safe=True)
        yield Finding(
            signs[rare][0], f"全文用了{len(signs[usual])}处“{usual}”、{len(signs[rare])}处“{rare}”，请统一。", fix
        )
