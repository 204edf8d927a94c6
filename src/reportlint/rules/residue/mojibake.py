"""乱码。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

# UTF-8 read as GBK gives 锟斤拷 for what was lost, 锛 銆 鈥 for ， 。 “; unset memory shows as 烫 and 屯
READ_AS_GBK = "锟斤拷?|斤拷|[锛銆鈥][一-鿿]?|鐨勶?"
MEMORY = "烫{3,}|屯{3,}|葺{3,}"
# UTF-8 read as Latin-1 or Windows-1252: a lead byte shown as ã…ï, then one or two bytes above 0x80
LEAD = "[ÂÃâãäåæçèéêëìíîï]"
TRAIL = "[\u0080-\u00bfŒœŠšŽžŸƒˆ˜‚„†‡‰‹›€™¢-¿]"
READ_AS_LATIN = f'(?:{LEAD}{TRAIL}{{1,2}}){{2,}}|â€[\u0080-\u00bfœ™˜“”"¦]?|[äåæçèé][\u0080-\u00bfœŒŠšŽžŸƒ]{{1,2}}|ï»¿'
MOJIBAKE = re.compile(f"(?:\ufffd|{READ_AS_GBK}|{MEMORY}|{READ_AS_LATIN})+")


@rule(
    "error",
    Example(bad="认真贯彻⟦锟斤拷锟斤拷⟧精神。", good="认真贯彻会议精神。"),
    Example(bad="完成率⟦��⟧%。", good="完成率98%。"),
)
def mojibake(doc: Document) -> Iterator[Finding]:
    """文字成了乱码。

    锟斤拷、烫烫烫、�、æœ一类的字符是用错编码打开或转换文件的痕迹，原来的字已经丢了，只能找回原稿。
    """
    for match in MOJIBAKE.finditer(doc.text):
        yield Finding(Span(*match.span()), f"“{match[0][:20]}”是乱码，请对照原稿改回原来的字。")
