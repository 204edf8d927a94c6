"""What is built according to the record and still to be built according to the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportlint import Span

from ._context import section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

_NAME = "(?P<name>[^，。；：、的了和及与\n]{3,16}?(?:工程|项目|平台|系统|中心|基地|大厅|泵站|水厂|大桥|公路|场馆|广场|公园|车站|水库|大楼))"
_BUILT = "建成|竣工|完工|投用|投产|启用|投入(?:使用|运行|运营)|上线|通车|通水|开通"
_DONE = (
    re.compile(f"(?:全年|今年|目前)?{_NAME}(?:已经?|全面|顺利|如期|提前|正式|全部|建设)*(?:{_BUILT})"),
    re.compile(f"(?:全年|今年|已经?|顺利|如期|全面)*(?:建成|完成|启用|开通)了?{_NAME}(?:建设)?$"),
)
_PLANNED = re.compile(
    f"(?:加快|推进|推动|抓紧|抓好|积极|全力|启动|开工|新建|建设|建成){{1,6}}{_NAME}(?P<rest>[^，。；\n]{{0,6}})"
)
_BUILDING = re.compile("建设|建成|开工|新建|竣工|投用|投产|启用")
# a second phase, or the use of what is there, is another thing
_LATER = re.compile("二期|三期|后续|扩|升级|改造|提升|完善|配套|应用|运[行营]|管[护理]|维护|推广|二次|续建")


class Promise(NamedTuple):
    """Where something is said to be built, and where it is planned."""

    done: Span
    planned: Span
    name: str


def find_promises(doc: Document) -> Iterator[Promise]:
    """Yield what is done in one passage and planned in another."""
    plans = {name: span for span, name in _find_plans(doc)}
    for claim in doc.claims:
        words = claim.span.of(doc.text)
        for match in filter(None, (pattern.match(words) for pattern in _DONE)):
            if (planned := plans.get(match["name"])) and not _LATER.search(words):
                yield Promise(claim.span, planned, match["name"])


def _find_plans(doc: Document) -> Iterator[tuple[Span, str]]:
    for match in _PLANNED.finditer(doc.text):
        section = section_at(doc, match.start())
        if section and section.roles == ("measures",) and _BUILDING.search(match[0]) and not _LATER.search(match[0]):
            yield Span(*match.span()), match["name"]
