"""Which cause and which measure belong to which problem, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reportlint.document import Document
    from reportlint.emit import View
    from reportlint.model import Gap, Link

Layer = Literal["problems", "causes", "measures"]
Kind = Literal["cause", "measure", "problem"]

FORMATS = {
    "table": ("screen", "render_charts"),
    "csv": ("data", "render_csv"),
    "json": ("data", "render_json"),
    "html": ("page", "render_page"),
}
NAMES: dict[Kind, str] = {"problem": "问题", "cause": "原因", "measure": "措施"}
LAYERS: dict[Kind, Layer] = {"problem": "problems", "cause": "causes", "measure": "measures"}
# the least probability that a link of some strength has
STRENGTHS = ((0.75, "强"), (0.5, "中"), (0.0, "弱"))


@dataclass(frozen=True, slots=True)
class Quote:
    """A problem, a cause or a measure in its own words.

    Attributes:
        layer: The layer of the document that it belongs to.
        index: Its index in that layer.
        line: From 1.
        column: From 1.
    """

    layer: Layer
    index: int
    words: str
    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A cause or a measure that belongs to a problem, with the probability that it does and what speaks for it."""

    quote: Quote
    score: float
    why: tuple[str, ...] = ()

    @property
    def strength(self) -> str:
        """The probability in a word: 强, 中 or 弱."""
        return next(name for least, name in STRENGTHS if self.score >= least)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a unit has none of.

    Attributes:
        kind: cause, measure or problem.
        score: The probability that there is none.
        nearest: The likeliest candidate; None where the report has nothing of this kind.
        why: What speaks against it.
    """

    kind: Kind
    score: float
    nearest: Quote | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A problem with all that belongs to it."""

    problem: Quote
    causes: tuple[Answer, ...]
    measures: tuple[Answer, ...]
    missing: tuple[Missing, ...]

    def cells(self) -> Iterator[tuple[Kind, tuple[Answer, ...], Missing | None]]:
        """Yield, for causes and measures, what there is and what is missing."""
        absent = {one.kind: one for one in self.missing}
        yield "cause", self.causes, absent.get("cause")
        yield "measure", self.measures, absent.get("measure")


@dataclass(frozen=True, slots=True)
class Loose:
    """A cause or a measure that belongs to no problem."""

    quote: Quote
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The problems of a report with their causes and measures, and what belongs to none of them, all in order."""

    rows: tuple[Row, ...] = ()
    causes: tuple[Loose, ...] = ()
    measures: tuple[Loose, ...] = ()

    def loose(self) -> tuple[tuple[str, tuple[Loose, ...]], ...]:
        """Return the causes and the measures that belong to no problem, each with its name."""
        return (NAMES["cause"], self.causes), (NAMES["measure"], self.measures)

    def summarise(self) -> str:
        """Return in one sentence what is there and what is missing."""
        if not self.rows:
            return "没有读出问题：对应关系从“存在问题”一类的部分读起，请检查有没有这样的标题。"
        counts = Counter(NAMES[one.kind] for row in self.rows for one in row.missing)
        gaps = "，".join(f"{count} 个没有找到{name}" for name, count in counts.items()) or "都找到了原因和措施"
        loose = "，".join(f"{len(some)} 条{name}没有对应的问题" for name, some in self.loose() if some)
        return f"{len(self.rows)} 个问题，{gaps}{f'；{loose}' if loose else ''}。"


@dataclass(frozen=True, slots=True)
class Chart:
    """The matrix of one path, or the reason why it could not be read. It keeps no Document."""

    path: str
    matrix: Matrix = field(default_factory=Matrix)
    doc_type: str = ""
    period: str = ""
    characters: int = 0
    error: str | None = None

    @classmethod
    def of(cls, path: str, doc: Document) -> Chart:
        """Keep of a document what the formats need."""
        return cls(path, find_matrix(doc), doc.doc_type, doc.period, len(doc.text))


def find_matrix(doc: Document) -> Matrix:
    """Return the problems of a report with their causes and measures, the likeliest first."""
    quotes = {layer: find_quotes(doc, layer) for layer in LAYERS.values()}
    answers: defaultdict[tuple[int, Kind], list[Answer]] = defaultdict(list)
    for link in sorted(doc.links, key=lambda link: -link.score):
        kind, index = find_end(link)
        answers[link.problem, kind].append(Answer(quotes[LAYERS[kind]][index], link.score, link.why))
    missing: defaultdict[tuple[Layer, int], list[Missing]] = defaultdict(list)
    for gap in doc.gaps:
        missing[gap.layer, gap.index].append(make_missing(gap, quotes))
    rows = tuple(
        Row(
            problem,
            tuple(answers[problem.index, "cause"]),
            tuple(answers[problem.index, "measure"]),
            tuple(missing["problems", problem.index]),
        )
        for problem in quotes["problems"]
    )
    answered = {answer.quote for found in answers.values() for answer in found}
    causes, measures = (
        tuple(
            Loose(one, next(iter(missing[one.layer, one.index]), None)) for one in quotes[layer] if one not in answered
        )
        for layer in (LAYERS["cause"], LAYERS["measure"])
    )
    return Matrix(rows, causes, measures)


def find_quotes(doc: Document, layer: Layer) -> tuple[Quote, ...]:
    """Return the units of a layer in their own words, white space folded."""
    spans = (unit.span for unit in getattr(doc, layer))
    return tuple(
        Quote(layer, index, " ".join(span.of(doc.text).split()), span.start, span.end, *doc.lines.place(span.start))
        for index, span in enumerate(spans)
    )


def find_end(link: Link) -> tuple[Kind, int]:
    """Return what a link leads to: its kind and its index."""
    if link.cause is not None:
        return "cause", link.cause
    assert link.measure is not None  # noqa: S101 - exactly one of the two is set
    return "measure", link.measure


def make_missing(gap: Gap, quotes: Mapping[Layer, Sequence[Quote]]) -> Missing:
    """Return a gap with its candidate in words."""
    nearest = None if gap.nearest is None else quotes[LAYERS[gap.missing]][gap.nearest]
    return Missing(gap.missing, gap.score, nearest, gap.why)


def find_renderer(form: str) -> Callable[[Sequence[Chart], View], bytes]:
    """Return what renders charts in one of `FORMATS`."""
    module, function = FORMATS[form]
    renderer: Callable[[Sequence[Chart], View], bytes] = getattr(import_module(f"{__name__}.{module}"), function)
    return renderer
