"""Claims: clauses in which the reporting side did, achieved, obtained or improved something."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal

from reportlint.extract.evidence import find_evidence
from reportlint.extract.moods import tell
from reportlint.extract.predicates import find_predicate, is_topic
from reportlint.extract.statements import find_clauses, has_number, is_count, is_done
from reportlint.model import Claim, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlint.extract.moods import Mood
    from reportlint.extract.statements import Clause
    from reportlint.model import Figure, Item, Section

_HOLDING = ("plan", "limit", "parts", "stock")
Scope = Literal["done", "wanting", "planned"]
_PLAN_TITLE = re.compile(
    "安排|打算|计划$|展望|总体要求|主要考虑|努力方向|今后|下一步|发展目标|(?:20[0-9]{2}年|明年|下年度)[^，]{0,12}(?:任务|重点|取向)"
)
_WANTING = re.compile(
    "(?:还|仍然?|依然|也|尚|主要|工作中)[^，]{0,4}存在|(?:认识到|看到|意识到)(?=[^，]{0,40}(?:问题|不足|困难|差距|挑战|短板)|$)"
    "|面临[^，]{0,12}(?:困难|挑战|问题)|^(?:问题|不足|困难|差距)(?:和[^，]{0,6})?(?:主要)?(?:表现|有|是|如下)"
)
_PLANNED = re.compile(
    "(?:下一步|今后|明年|下阶段|下半年|新的一年|来年|未来|展望)"
    "|20[0-9]{2}年(?:我们|我局|全[市县省]|公司)?(?:将|要|计划|重点)"
)


def find_claims(
    text: str, sections: Sequence[Section], items: Sequence[Item], closed: Iterable[Span], figures: Sequence[Figure]
) -> tuple[Claim, ...]:
    """Find the claims of a report, in order.

    Args:
        text: The report.
        sections: Its sections with their roles.
        items: Its numbered items.
        closed: Further stretches that claim nothing (the title, code).
        figures: Its figures.
    """
    passed = sorted([*closed, *_heads(text, sections, items)])
    scopes = Scopes(sections)
    paragraphs = _split(find_clauses(text, passed), "paragraph")
    return tuple(_claim(text, span, figures) for paragraph in paragraphs for span in _claims_of(paragraph, scopes))


def _heads(text: str, sections: Sequence[Section], items: Sequence[Item]) -> Iterator[Span]:
    """Yield headings and markers; what follows a marker up to a full stop is a heading too if more follows."""
    yield from (section.heading for section in sections)
    for item in items:
        is_head = text[item.head.end : item.head.end + 1] in "。：:" and item.head.end + 2 < item.span.end
        yield Span(item.marker.span.start, item.head.end if is_head else item.marker.span.end)


def _split(clauses: Iterable[Clause], where: str) -> Iterator[list[Clause]]:
    group: list[Clause] = []
    for clause in clauses:
        if group and clause.opens in ("paragraph", where):
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


class Scopes:
    """What the sections of a report are about, by position."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.span.start for section in sections]
        self._scopes: list[Scope] = []
        for section in sections:
            above = self._scopes[section.parent] if section.parent is not None else "done"
            self._scopes.append(_scope(section, above))

    def at(self, position: int) -> Scope:
        """Return what the innermost section around a position is about."""
        number: int | None = bisect_right(self._starts, position) - 1
        while number is not None and number >= 0:
            if position < self._sections[number].span.end:
                return self._scopes[number]
            number = self._sections[number].parent
        return "done"


def _scope(section: Section, above: Scope) -> Scope:
    if "achievements" in section.roles:
        return "done"
    if section.roles:
        return "planned" if "measures" in section.roles else "wanting"
    return "planned" if _PLAN_TITLE.search(section.title) else above


def _claims_of(paragraph: Sequence[Clause], scopes: Scopes) -> Iterator[Span]:
    """Yield the claims of a paragraph; once it turns to what is wanting or planned, it stays with that."""
    if _is_line(paragraph):
        return
    turned: Scope | None = None
    for sentence in _split(paragraph, "sentence"):
        turned = turned or _turn(sentence)
        scope = turned or scopes.at(sentence[0].span.start)
        if scope == "done":
            yield from _claims_in(sentence)
        elif scope == "wanting":
            yield from (clause.span for clause in sentence if tell(clause) == "conceded")


def _is_line(paragraph: Sequence[Clause]) -> bool:
    """Tell whether a paragraph is a title, a signature or a label."""
    first = paragraph[0]
    return len(paragraph) == 1 and first.mark in "\r\n" and len(first.span) < 30 and not has_number(first.words)


def _turn(sentence: Sequence[Clause]) -> Scope | None:
    if any(_WANTING.search(clause.words) for clause in sentence):
        return "wanting"
    return "planned" if _PLANNED.match(sentence[0].words) else None


def _claims_in(sentence: Sequence[Clause]) -> list[Span]:
    """Return the claims of a sentence; a plan, a limit or an enumeration holds to its end."""
    found: list[Span] = []
    held: Mood | None = None
    topic: int | None = None  # where a subject begins that stands in a clause of its own
    joinable = False  # whether the clause before is a claim that nothing has been joined to
    for clause, following in zip(sentence, [*sentence[1:], None], strict=True):
        mood = tell(clause)
        held = mood if mood in _HOLDING else held
        if mood == "added" and joinable:
            found[-1] = Span(found[-1].start, clause.span.end)
        joinable = mood == "done" and not _is_held(clause, held)
        if not joinable:
            topic = None
        elif is_topic(clause, following):
            topic, joinable = clause.span.start if topic is None else topic, False
        else:
            found.append(Span(clause.span.start if topic is None else topic, clause.span.end))
            topic = None
    return found


def _is_held(clause: Clause, held: Mood | None) -> bool:
    if held == "stock":
        return is_count(clause.words)
    return held is not None and not (held == "plan" and is_done(clause.words))


def _claim(text: str, span: Span, figures: Sequence[Figure]) -> Claim:
    first = bisect_left(figures, span.start, key=lambda figure: figure.span.start)
    last = bisect_right(figures, span.end, lo=first, key=lambda figure: figure.span.end)
    inside = tuple(range(first, last))
    return Claim(span, find_predicate(text, span), inside, find_evidence(span.of(text), counted=bool(inside)))
