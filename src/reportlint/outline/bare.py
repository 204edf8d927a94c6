"""The title of a report, and headings that carry no number: Markdown's, labels, short lines above a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reportlint.model import Span
from reportlint.outline import vocabulary
from reportlint.outline.lists import Bare
from reportlint.outline.markers import lead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.model import Source

LONGEST_TITLE = 60
LONGEST_HEADING = 25
LONGEST_LABEL = 12
SHORTEST_BODY = 30
FIRST_LINES = 5
DASH = "——"
_DASHED = re.compile(rf"{DASH}[^—。！？；：\n\r\d][^。！？；：\n\r]{{2,40}}(?=[。：])")
# many write ## without the space that Markdown wants
_HASHES = re.compile(r"(#{1,6})(?:[ \t\u3000]+(?=[^\s#])|(?=[\u4e00-\u9fff（]))")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;…：:][”’）)》」』]*$")
_NAMES_REPORT = re.compile("报告|总结|小结|述职|汇报|通报|检查材料|发言|建议|提案|情况|计划|要点|方案")
_RUNS_ON = re.compile(r"[，,、（(“《]$")
_LABEL = re.compile(rf"(?:(?<=[。！？!?；;：:”）])|(?<=\s)|^)([\u4e00-\u9fff]{{2,{LONGEST_LABEL}}})[：:]")
# a line like these is a salutation, a signature or a place in a table, never a heading
_NO_HEADING = re.compile(
    r"[|\t]|^[（(].*[）)]$|^[-*+•·] |^各位|^尊敬|^同志们|^谢谢|^此致|^敬礼|^附件|(?:\d{4}|[〇○零一二三四五六七八九]{4})年|\d月|[:：]\S|[，,。]"
)


def find_title(source: Source, paragraphs: Sequence[Span], numbered: set[int]) -> Span | None:
    """Return the title: among the first lines the one that names a kind of report, else the first where it reads as one.

    A title is short, neither a sentence nor numbered, and no heading of a section.
    """
    titles: list[Span] = []
    for line in range(min(FIRST_LINES, len(paragraphs))):
        if line in numbered or not (title := _title(source.text, paragraphs, line)):
            break
        titles.append(title)
    named = (title for title in titles if _NAMES_REPORT.search(title.of(source.text)))
    return next(named, titles[0] if titles else None)


def _title(text: str, paragraphs: Sequence[Span], line: int) -> Span | None:
    words = paragraphs[line].of(text)
    title = words.lstrip("# \t\u3000*").rstrip("*")
    if not title or len(title) > LONGEST_TITLE or _ENDS_SENTENCE.search(title) or _RUNS_ON.search(title):
        return None
    if (
        vocabulary.is_heading(title)
        and len(paragraphs) > 1
        and not words.startswith("#")
        and not _NAMES_REPORT.search(title)
    ):
        return None
    start = paragraphs[line].start + words.index(title)
    return Span(start, start + len(title))


def find_bare(source: Source, paragraphs: Sequence[Span], numbered: set[int], title: Span | None) -> Iterator[Bare]:
    """Yield headings without a number, in order of the text.

    Args:
        source: The text, with the headings that its format marks.
        paragraphs: Its lines.
        numbered: Which of them start with a marker.
        title: The report's title, which is no heading.
    """
    marked = {heading.start: (heading, depth) for heading, depth in source.headings}
    labels = _label_counts(source.text)
    for line, paragraph in enumerate(paragraphs):
        if title and paragraph.end == title.end:
            continue
        if heading := _marked(source.text, paragraph, line, marked):
            if line not in numbered:
                yield heading
        elif heading := _dash_led(source.text, paragraphs, line):
            yield heading
        elif line not in numbered and _stands_alone(source.text, paragraphs, line, numbered):
            yield Bare(_without_colon(source.text, paragraph), "", line)
        else:
            yield from _labels(source.text, paragraph, line, labels)


def _marked(text: str, paragraph: Span, line: int, marked: dict[int, tuple[Span, int]]) -> Bare | None:
    """Return a heading of Markdown: one that the reader found, or a line that starts with #."""
    if known := marked.get(paragraph.start + len(lead(paragraph.of(text)))):
        return Bare(known[0], "#" * known[1], line)
    if match := _HASHES.match(text, paragraph.start, paragraph.end):
        return Bare(
            Span(match.end(), match.end() + len(text[match.end() : paragraph.end].rstrip(" \t#"))), match[1], line
        )
    return None


def _dash_led(text: str, paragraphs: Sequence[Span], line: int) -> Bare | None:
    """Return the lead sentence of a paragraph that starts with ——, one of several such paragraphs."""
    start = paragraphs[line].start
    match = _DASHED.match(text, start, paragraphs[line].end)
    near = (paragraphs[n].start for n in (line - 1, line + 1) if 0 <= n < len(paragraphs))
    if match and any(text.startswith(DASH, other) for other in near):
        return Bare(Span(start, match.end()), DASH, line)
    return None


def _without_colon(text: str, paragraph: Span) -> Span:
    return Span(paragraph.start, paragraph.start + len(paragraph.of(text).rstrip("：:*")))


def _stands_alone(text: str, paragraphs: Sequence[Span], line: int, numbered: set[int]) -> bool:
    """Tell whether a line is a heading by its look: short, without a stop, above a longer or numbered line.

    The line before must have come to its end, else this one may be the rest of a sentence broken by hand.
    """
    words = paragraphs[line].of(text).rstrip("：:")
    if not 2 <= len(words) <= LONGEST_HEADING or line + 1 == len(paragraphs):
        return False
    if vocabulary.is_heading(words):
        return True
    if line == 0 or words != paragraphs[line].of(text) or _ENDS_SENTENCE.search(words) or _NO_HEADING.search(words):
        return False
    before, after = paragraphs[line - 1].of(text), paragraphs[line + 1].of(text)
    ended = bool(re.search(r"[。！？!?；;][”’）)》」』]*$", before)) and len(before) >= SHORTEST_BODY
    return ended and (line + 1 in numbered or (len(after) >= SHORTEST_BODY and bool(_ENDS_SENTENCE.search(after))))


def _label_counts(text: str) -> Counter[str]:
    return Counter(match[1] for match in _LABEL.finditer(text) if _is_label(match[1]))


def _is_label(words: str) -> bool:
    """Tell whether words before a colon name a part of the report: 具体建议, but neither 建议 nor 主要问题有."""
    return len(words) >= 4 and vocabulary.is_heading(words)


def _labels(text: str, paragraph: Span, line: int, counts: Counter[str]) -> Iterator[Bare]:
    """Yield the labels inside a paragraph that name a part of the whole report: each stands once, and is not alone."""
    if sum(count == 1 for count in counts.values()) < 2:
        return
    for match in _LABEL.finditer(text, paragraph.start, paragraph.end):
        if counts[match[1]] == 1:
            yield Bare(Span(match.start(1), match.end()), "", line)
