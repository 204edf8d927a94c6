"""What last year's report promised, and what this year's tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reportlint.align import clauses
from reportlint.align.sides import find_content
from reportlint.model import Span

from ._copies import FORMULA, SENTENCE_END
from ._figures import value_of
from ._statements import find_figures, find_planned, find_segments, find_told, find_untold, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.document import Document
    from reportlint.model import Figure

Status = Literal["kept", "partly", "none"]

ANSWERED = 0.3  # share of a promise's words from which a sentence speaks of it
PART = 0.55  # share of the words of one of its clauses from which a sentence speaks of that
OWN_SHARE = 0.2  # of a promise's words that a clause has at least, if it is to stand for the whole
SHORTEST = 6  # characters of a promise
LONGEST = 45  # characters of a statement that answers one
CLOSE = Decimal("0.98")  # share of a target from which it counts as reached
LABEL = re.compile(r"^(?:责任|完成|整改|牵头|配合)[^，。：:]{0,6}[：:]")
# an act of which anyone can see whether it was done
ACT = re.compile(
    "(?<![党构土基])建(?![议筑材制])|成立|设立|开[工办设展通]|动工|举办|组织|推行|推广|实施|出台|制定|修订|编制|上线|引进|引入|招[聘录引]|选派|选送"
    "|改造|完成|投入|启动|创建|打造|培[育训养]|聘请|配[齐备]|划分|免费|追[究缴]|落实|整治|试点|升级|采购|更换"
)
LESS = re.compile("[降压减缩]|以内|以下|不超过|控制在|少于(?<!不少于)|低于(?<!不低于)")
# what tells that something is not finished
PENDING = re.compile(
    "正在|尚未|仍未|未能|仍在|还在|还没|没有(?:做完|完成|做到|达到|开工|动工|启动|建成|落实)|未(?:完成|达到|开工|动工|启动|建成|按期|如期|落实)"
    "|推迟|延后|受阻|滞后|搁置|暂缓|停工|半途|(?:进入|处于)[^，。]{0,10}(?:阶段|测试|调试)|联调|前期工作|推进中|进行中|筹备|谋划|预计|即将"
    "|完成(?:了)?[^，。]{0,8}(?:设计|招标|立项|勘察|选址|可研|主体|封顶|论证|签约|征求意见|初稿)|计划(?:于|在)|将(?:于|在)"
)
PEOPLE = frozenset("名人位")


@dataclass(frozen=True, slots=True)
class Promise:
    """A measure of last year's report and what became of it.

    Attributes:
        span: Place in last year's report.
        status: kept; partly: begun, unfinished or below its target; none: not spoken of.
        score: The share of its words that this year's report has, 0 to 1.
        answers: Places in this year's report that speak of it, in order.
        why: What speaks against kept, in words for the reader.
        concrete: Whether it names a figure, so that anyone can check it.
        elsewhere: Of one that is not spoken of: the place among this year's problems and plans that names it again.
    """

    span: Span
    status: Status
    score: float
    answers: tuple[Span, ...]
    why: tuple[str, ...]
    concrete: bool
    elsewhere: Span | None = None


def find_promises(last: Document, this: Document) -> tuple[Promise, ...]:
    """Find the promises of last year's report, in order, and what became of each."""
    promises = find_planned_acts(last)
    if not promises:
        return ()
    told, untold = list(_statements(this, find_told(this))), list(_statements(this, find_untold(this)))
    parts = [[promise, *_clauses(last, promise)] for promise in promises]
    shares = _cover(last, [part for group in parts for part in group], this, [*told, *untold])
    if not shares:
        return ()
    rows = iter(shares)
    return tuple(
        _judge(last, this, promise, [next(rows) for _ in group], told, untold)
        for promise, group in zip(promises, parts, strict=True)
    )


def find_planned_acts(doc: Document) -> list[Span]:
    """Return the sentences of the plans that promise something that can be checked, in order."""
    done = merge([claim.span for claim in doc.claims])
    found = [unit.span for unit in doc.measures]
    planned = find_planned(doc)
    markers = merge([item.marker.span for item in doc.items])
    for number, section in enumerate(planned):
        inner = planned[number + 1].heading.start if number + 1 < len(planned) else section.span.end
        body = Span(section.heading.end, max(section.heading.end, min(section.span.end, inner)))
        # a heading with nothing under it is itself what is promised
        stretch = body if body.of(doc.text).strip("。 \u3000\r\n") else _title(section.heading, section.title)
        found += _find_stated(doc, stretch, markers)
    checkable = (span for span in found if _is_checkable(doc, span) and not clauses.touches(span, done))
    return list(_apart(sorted(checkable)))


def _title(heading: Span, title: str) -> Span:
    return Span(heading.end - len(title), heading.end)


def _find_stated(doc: Document, span: Span, markers: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of a stretch, but for the headings of its items: they say in general what follows."""
    for piece in clauses.cut(span, markers):
        segments = list(clauses.find_segments(doc.text, piece))
        listed = clauses.touches(Span(piece.start - 1, piece.start), markers)
        yield from segments[1:] if listed and len(segments) > 1 else segments


def _is_checkable(doc: Document, segment: Span) -> bool:
    words = segment.of(doc.text)
    if len(words) < SHORTEST or FORMULA.search(words) or LABEL.search(words):
        return False
    return bool(ACT.search(words) or find_figures(doc, segment))


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield sorted spans without those that overlap an earlier one."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _statements(doc: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of stretches of text, of a long one as many clauses in a row as make a short one."""
    for segment in find_segments(doc, spans):
        parts = [
            clause for clause in clauses.find_clauses(doc.text, segment) if not FORMULA.search(clause.of(doc.text))
        ]
        reach, shown = 0, 0
        for number, part in enumerate(parts):
            reach = max(reach, number)
            while reach + 1 < len(parts) and parts[reach + 1].end - part.start <= LONGEST:
                reach += 1
            if parts[reach].end > shown:
                shown = parts[reach].end
                yield Span(part.start, shown)


def _clauses(doc: Document, promise: Span) -> Iterator[Span]:
    """Yield the clauses that make up a good part of a promise."""
    whole = len(find_content(doc.words_in(promise)))
    for clause in clauses.find_clauses(doc.text, promise):
        if clause != promise and len(find_content(doc.words_in(clause))) >= max(2, OWN_SHARE * whole):
            yield clause


def _cover(last: Document, parts: Sequence[Span], this: Document, told: Sequence[Span]) -> list[list[float]]:
    """Return for each part of a promise its shares of words in each sentence that was told."""
    from reportlint.align.coverage import find_coverage, weigh

    ours, theirs = (
        [find_content(last.words_in(part)) for part in parts],
        [find_content(this.words_in(segment)) for segment in told],
    )
    everything = find_segments(last, [Span(0, len(last.text))])
    weights = weigh([*(find_content(last.words_in(segment)) for segment in everything), *theirs])
    return find_coverage(ours, theirs, weights)


def _judge(
    last: Document,
    this: Document,
    promise: Span,
    shares: Sequence[Sequence[float]],
    told: Sequence[Span],
    untold: Sequence[Span],
) -> Promise:
    """Tell what became of a promise, by the shares of its whole and of its clauses in what was told and what was not."""
    count = len(told)
    score, chosen = _choose([row[:count] for row in shares])
    concrete = bool(find_figures(last, promise))
    if score < ANSWERED:
        again, places = _choose([row[count:] for row in shares])
        elsewhere = untold[places[0]] if again >= ANSWERED else None
        return Promise(promise, "none", round(score, 4), (), (), concrete, elsewhere)
    answers = tuple(told[place] for place in chosen)
    why = (*_shortfalls(last, this, promise, answers), *_unfinished(last, this, promise, answers))
    return Promise(promise, "partly" if why else "kept", round(score, 4), answers, why, concrete)


def _choose(shares: Sequence[Sequence[float]]) -> tuple[float, list[int]]:
    """Return how well a promise is met, and by which statements: that of the whole, and those of its clauses."""
    if not shares[0]:
        return 0.0, []
    (whole, place), *parts = [(max(row), row.index(max(row))) for row in shares]
    met = [(share, where) for share, where in parts if share >= PART]
    score = max([whole, *(share * ANSWERED / PART for share, _ in met)])
    return score, sorted({place, *(where for _, where in met)})


def _unfinished(last: Document, this: Document, promise: Span, answers: Sequence[Span]) -> Iterator[str]:
    """Yield the words that tell that something is not finished, unless no more than this was promised."""
    promised = promise.of(last.text)
    for answer in answers:
        end = SENTENCE_END.search(this.text, answer.end, answer.end + LONGEST)
        found = PENDING.search(this.text, answer.start, end.start() if end else answer.end)
        if found and found[0] not in promised:
            yield f"写的是“{found[0]}”"


def _shortfalls(last: Document, this: Document, promise: Span, answers: Sequence[Span]) -> Iterator[str]:
    """Yield the targets of a promise that are not reached."""
    reached = [figure for answer in answers for figure in find_figures(this, answer)]
    for target in find_figures(last, promise):
        rivals = _rivals(target, reached)
        if not rivals or value_of(target) <= 1:
            continue
        around = last.text[max(promise.start, target.span.start - 6) : min(promise.end, target.span.end + 3)]
        less = bool(LESS.search(around))
        best = min(rivals, key=value_of) if less else max(rivals, key=value_of)
        if not _reaches(best, target, less=less):
            yield f"目标是{target.span.of(last.text)}，只写到{best.span.of(this.text)}"


def _rivals(target: Figure, reached: Sequence[Figure]) -> list[Figure]:
    """Return the figures that count what a target counts, as near as their units and measures tell."""
    same = [one for one in reached if one.unit == target.unit]
    same = same or [one for one in reached if {one.unit, target.unit} <= PEOPLE]
    likeness = [len(set(one.measure) & set(target.measure)) for one in same]
    return [one for one, common in zip(same, likeness, strict=True) if common == max(likeness)]


def _reaches(reached: Figure, target: Figure, *, less: bool) -> bool:
    if less:
        return value_of(reached) * CLOSE <= value_of(target)
    return value_of(reached) >= value_of(target) * CLOSE
