"""Ways of writing numbers that GB/T 15835 does not know, each with the right one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from reportlint import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ZEROS = {"百": 2, "千": 3}
COUNTED = "人名个户家元份件次亩吨只头株篇册条项位场辆台套本张块棵"
# quotations and titles are left as they are
QUOTED = re.compile("“[^“”\n]{1,80}”|《[^《》\n]{1,80}》|〔[^〔〕\n]{1,20}〕")


class Slip(NamedTuple):
    """A number written in a wrong way.

    Attributes:
        span: Where it stands.
        right: How it should read.
        reason: What is wrong, to be continued by “应写作…”.
        sure: Whether the value cannot be another.
    """

    span: Span
    right: str
    reason: str
    sure: bool = True


class Style(NamedTuple):
    """A way of writing: what it looks like, how to write it, and the rest of its slips."""

    pattern: re.Pattern[str]
    rewrite: Callable[[re.Match[str]], str]
    reason: str
    sure: bool = True


def expand(match: re.Match[str]) -> str:
    """Write out 百 and 千 behind Arabic digits: 3千余 is 3000余, 1万6千 is 1.6万."""
    if match["thousands"]:
        return f"{match['myriads']}.{match['thousands']}万"
    return f"{Decimal(match['digits']).scaleb(ZEROS[match['power']]):f}{match['vague']}"


def spread(match: re.Match[str]) -> str:
    """Give both ends of a range their power or sign: 5~10万 is 5万～10万."""
    dash = "～" if match["dash"] in "~-" else match["dash"]
    return f"{match['low']}{match['unit']}{dash}{match['high']}{match['unit']}"


STYLES = (
    Style(
        re.compile(
            r"(?<![\d.A-Za-z第亿])(?<!\d[,，])(?:(?P<myriads>\d+)万(?P<thousands>[1-9])千"
            rf"|(?P<digits>\d+(?:\.\d+)?)(?P<power>[百千])(?P<vague>[余多来]?)(?![万亿]{{2}})(?=[万亿{COUNTED}]))"
        ),
        expand,
        "阿拉伯数字后面只跟“万”“亿”，不跟“百”“千”",
    ),
    Style(
        re.compile(
            "(?<![〇零○一二三四五六七八九十])[一二](?=[〇○一二三四五六七八九]{0,2}零)[零〇○一二三四五六七八九]{3}(?=年)"
        ),
        lambda match: match[0].replace("零", "〇"),
        "汉字年份里的零用“〇”",
    ),
    Style(
        re.compile(
            r"(?<![A-Za-z\d.])(?:(?=\d*[OoＯlI])[12][\dOoＯlI]{3}(?=年)|\d+[OoＯ]\d*(?=[年月日个名人次项件户%％万亿元]))"
        ),
        lambda match: re.sub("[OoＯ]", "0", re.sub("[lI]", "1", match[0])),
        "数字里混进了字母",
        sure=False,
    ),
    Style(
        re.compile(r"(?<!\d)0[1-9](?=月(?!龄|\d\d日\s?\d))|(?<=月)0[1-9](?=日(?!\s?\d))"),
        lambda match: match[0][1],
        "月、日前面不补零",
    ),
    Style(
        re.compile(
            r"(?<![\d.—–~～-])(?P<low>[1-9]\d*(?:\.\d+)?|0\.\d+)(?P<dash>[~～—–-])(?P<high>\d+(?:\.\d+)?)(?P<unit>[%％]|[万亿]+)"
        ),
        spread,
        "数值范围的两头都带“%”“万”“亿”",
    ),
    Style(
        re.compile(r"百分之(?P<number>\d+(?:\.\d+)?)(?!\d)"),
        lambda match: f"{match['number']}%",
        "“百分之”后面用汉字，阿拉伯数字后面用“%”",
    ),
    Style(
        re.compile(r"(?<![\d年月.第满近约判刑期龄时达了])(?:0[1-9]|[12]\d|3[0-5])年(?=\d{1,2}月(?!龄))"),
        lambda match: f"20{match[0]}",
        "年份写全四位数字",
        sure=False,
    ),
)


def find_slips(text: str) -> Iterator[Slip]:
    """Yield what is written in one of the wrong styles outside quotations and titles."""
    open_text = QUOTED.sub(lambda match: " " * len(match[0]), text)
    for pattern, rewrite, reason, sure in STYLES:
        for match in pattern.finditer(open_text):
            if pattern.groupindex.get("low") is None or Decimal(match["low"]) < Decimal(match["high"]):
                yield Slip(Span(*match.span()), rewrite(match), reason, sure)
