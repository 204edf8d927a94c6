"""标题末尾的标点。"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Related, Span, rule

from . import _series as series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlint import Document, Section

STRETCH = 1.5  # what is so much longer than the other headings is a sentence
VIEW = 20  # characters behind a heading that show how it ends
CLOSING = re.compile(r"(?P<mark>[。：:；;]?)[ \t\u3000\xa0*#]*(?:(?P<line_end>[\r\n]|\Z)|(?<=[。：:；; \u3000]))")


@rule(
    "warning",
    Example(
        bad="一、主要成效\n全年办结30件。\n二、存在问题⟦：⟧\n学习不够深入。\n三、下步打算\n继续加强学习。",
        good="一、主要成效\n全年办结30件。\n二、存在问题\n学习不够深入。\n三、下步打算\n继续加强学习。",
    ),
)
def heading_punctuation(doc: Document) -> Iterator[Finding]:
    """同级标题有的带句号、冒号，有的不带。

    独占一行的标题末尾一般不用标点，接排正文的标题用句号，见 GB/T 15834—2011 附录 B.4。
    同级标题全都带句号的是一种通行体例，不算；参差不齐的才报。
    """
    for siblings in group(doc):
        usual, most = Counter(mark for _, mark in siblings).most_common(1)[0]
        models = [section for section, mark in siblings if mark == usual]
        longest = STRETCH * max(len(model.title) for model in models)
        for section, mark in siblings:
            if mark != usual and "" in (mark, usual) and most * 2 > len(siblings) and len(section.title) <= longest:
                yield describe(section, mark, usual, models[0])


def group(doc: Document) -> Iterable[list[tuple[Section, str]]]:
    """Return the headings of each list, those on their own line apart from those that run on, with their closing marks."""
    in_order = {number for number, markers in enumerate(doc.lists) if not series.find_breaks(markers)}
    groups: dict[tuple[int | None, bool], list[tuple[Section, str]]] = defaultdict(list)
    for section in doc.sections:
        following = doc.text[section.heading.end : section.heading.end + VIEW]
        if section.list in in_order and (closing := CLOSING.match(following)):
            groups[section.list, closing["line_end"] is not None].append((section, closing["mark"]))
    return groups.values()


def describe(section: Section, mark: str, usual: str, model: Section) -> Finding:
    """Say how a heading ends and how its siblings do, and offer to end it alike."""
    end = section.heading.end
    written, others = (f"用“{one}”结尾" if one else "末尾没有标点" for one in (mark, usual))
    return Finding(
        Span(end, end + 1) if mark else section.heading,
        f"这个标题{written}，同级标题{others}，请改成一致。",
        Fix("与同级标题一致", (Edit(Span(end, end + len(mark)), usual),), safe=True),
        (Related(model.heading, "同级标题的写法"),),
    )
