"""The spaCy component `reportlint`: the layers of a report, and what a check finds in it, as spans of tokens.

    nlp = spacy.blank("zh")
    nlp.add_pipe("reportlint", config={"settings": {"profile": "述职报告"}})
    doc = nlp(text)

`doc.spans` then holds a group for each of `GROUPS`, whose spans stand in the order of the layer, so that the indexes of
`Link`, `Section.parent` and the like count spans too. A span takes every token that shares a character with what it
stands for, the space behind a token being part of it; an empty place takes the token behind it, or the last one.

The label of a span is the singular of its group, that of a finding its rule. `span._.reportlint` is its record as
`reportlint extract` and `reportlint check` write it, exact places included, and `span._.value`, `span._.unit`,
`span._.rule`, `span._.message` … are the parts of it, unless another program already has an attribute of that name.
The records lie in `doc.user_data`: a `DocBin` keeps them where it is told to (`store_user_data=True`).
`doc._.reportlint` is the `Document` of the text, made when it is asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, SpanGroup
except ImportError as error:
    raise ImportError("这里要用 spaCy，请先运行 pip install 'reportlint[spacy]'。") from error

from reportlint.config import Config, parse_config
from reportlint.document import Document
from reportlint.emit import Outcome
from reportlint.emit.json import (
    check_finding,
    extract_claim,
    extract_figure,
    extract_item,
    extract_section,
    extract_unit,
)
from reportlint.engine import check
from reportlint.model import Severity
from reportlint.tables import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Record = dict[str, Any]

KEY = "reportlint"
LABELS = {
    "sections": "section",
    "items": "item",
    "figures": "figure",
    "claims": "claim",
    "problems": "problem",
    "causes": "cause",
    "measures": "measure",
}
MAKERS: dict[str, Callable[..., Record]] = {
    "sections": lambda section, _: extract_section(section),
    "items": extract_item,
    "figures": extract_figure,
    "claims": extract_claim,
    "problems": extract_unit,
    "causes": extract_unit,
    "measures": extract_unit,
}
FINDINGS = "findings"
GROUPS = (*LABELS, FINDINGS)
PARTS = (
    *("level", "number", "marker", "title", "roles", "parent"),
    *("style", "ordinal", "list", "head", "section"),
    *("value", "unit", "bound", "measure", "period", "comparison"),
    *("evidence", "figures"),
    *("rule", "severity", "message", "fix", "related"),
)
COLORS = {
    "section": "#d9d9d9",
    "item": "#e5d8bd",
    "figure": "#b3cde3",
    "claim": "#ccebc5",
    "problem": "#fbb4ae",
    "cause": "#fed9a6",
    "measure": "#decbe4",
    Severity.ERROR.value: "#e57373",
    Severity.WARNING.value: "#ffb74d",
    Severity.NOTE.value: "#90caf9",
}
RECENT = 8  # documents that are kept: a pipeline asks for the same one several times


class ReportLint:
    """The component: sets `doc.spans` and the records of the spans.

    Args:
        groups: Those of `GROUPS` that are set; without findings nothing is checked.
        config: What is checked.
    """

    def __init__(self, groups: Sequence[str], config: Config) -> None:
        self.groups, self.config = tuple(groups), config

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of a document."""
        records = self.describe(find_document(doc))
        doc.user_data[KEY] = records
        starts = [token.idx for token in doc]
        for group in self.groups:
            doc.spans[group] = SpanGroup(doc, name=group, spans=list(find_spans(doc, starts, group, records[group])))
        return doc

    def describe(self, document: Document) -> dict[str, list[Record]]:
        """Return the records of all groups."""
        return {group: list(map(freeze, self.describe_group(document, group))) for group in self.groups}

    def describe_group(self, document: Document, group: str) -> Iterator[Record]:
        """Yield the records of a group, in order."""
        if group != FINDINGS:
            yield from (MAKERS[group](one, document.text) for one in getattr(document, group))
            return
        outcome = Outcome.of("", document, check(document, self.config))
        yield from (check_finding(one, outcome) for one in outcome.diagnostics)


@Language.factory(
    "reportlint",
    default_config={"groups": list(GROUPS), "settings": {}},
    assigns=["doc.spans", "doc._.reportlint", "span._.reportlint"],
)
def make_component(nlp: Language, name: str, groups: list[str], settings: dict[str, Any]) -> ReportLint:  # noqa: ARG001
    """Make the component.

    Args:
        nlp: The pipeline.
        name: Of the component in it.
        groups: Those of `GROUPS` that are set.
        settings: What may stand in a `.reportlint.toml`.

    Raises:
        ConfigError: A group or a setting is unknown, or has the wrong type.
    """
    for group in groups:
        if group not in GROUPS:
            raise ConfigError(f"groups 里的“{group}”写得不对，可以写的是 {'、'.join(GROUPS)}。")
    return ReportLint(groups, parse_config(settings))


@lru_cache(RECENT)
def load_document(text: str) -> Document:
    """Return the document of a text."""
    return Document(text)


def find_document(doc: Doc) -> Document:
    """Return our document of spaCy's."""
    return load_document(doc.text)


def find_spans(doc: Doc, starts: Sequence[int], group: str, records: Sequence[Record]) -> Iterator[Span]:
    """Yield a span for each record; its id tells which.

    Args:
        doc: The document.
        starts: Where its tokens begin.
        group: The records' group.
        records: With `start` and `end` in characters.
    """
    for index, record in enumerate(records if starts else ()):
        first = bisect_right(starts, record["start"]) - 1
        last = max(bisect_left(starts, record["end"]), first + 1)
        yield Span(doc, first, last, LABELS.get(group) or record["rule"], span_id=f"{group}-{index}")


def find_record(span: Span) -> Mapping[str, Any]:
    """Return what is known of a span, as `freeze` makes it; nothing of one that is not ours."""
    group, _, index = span.id_.rpartition("-")
    records = span.doc.user_data.get(KEY, {}).get(group, ())
    record: Mapping[str, Any] = records[int(index)] if index.isdecimal() and int(index) < len(records) else {}
    # some of spaCy's ways of saving make tuples of lists, others lists of tuples
    frozen: Mapping[str, Any] = freeze(record)
    return frozen


def freeze(value: Any) -> Any:
    """Return plain data that can be saved: tuples for lists, and texts that are no members of an enumeration."""
    if isinstance(value, dict):
        return {key: freeze(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(map(freeze, value))
    return str(value) if isinstance(value, str) else value


def find_part(span: Span, name: str) -> Any:
    """Return a part of what is known of a span; None where it has none. A figure's value is a Decimal or two of them."""
    part = find_record(span).get(name)
    if name != "value" or part is None:
        return part
    return tuple(map(Decimal, part)) if isinstance(part, tuple) else Decimal(part)


def find_colors(doc: Doc) -> dict[str, str]:
    """Return a colour for each label in a document, for displacy; those of findings tell how grave they are."""
    spans = [span for group in GROUPS for span in doc.spans.get(group, ())]
    return {span.label_: COLORS[find_record(span).get("severity", span.label_)] for span in spans}


def set_extensions() -> None:
    """Register the attributes; of two programs that want the same name the first has it."""
    Doc.set_extension(KEY, getter=find_document, force=True)
    Span.set_extension(KEY, getter=find_record, force=True)
    for name in PARTS:
        if not Span.has_extension(name):
            Span.set_extension(name, getter=partial(find_part, name=name))


set_extensions()
