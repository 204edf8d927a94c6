"""Rules that exist for the tests only, so that engine, fixes and output are tested apart from the real ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reportlint import config, registry
from reportlint.model import Edit, Finding, Fix, Related, Severity, Span
from reportlint.registry import Example, Option, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.document import Document


OPTIONS = (
    Option("word", str, "错错", "要找的词"),
    Option("names", tuple[str, ...], (), "不报的名称"),
    Option("limit", float, 9.0, "上限"),
    Option("strict", bool, False, "从严"),
    Option("mode", Literal["甲", "乙"], "甲", "方式"),
)


def wrong(doc: Document, *, word: str = "错错", **others: object) -> Iterator[Finding]:
    for match in re.finditer(re.escape(word), doc.text):
        fix = Fix("改为“对”", (Edit(Span(*match.span()), "对"),), safe=True)
        yield Finding(Span(*match.span()), f"“{word}”写错了，请改正。", fix)


def doubtful(doc: Document) -> Iterator[Finding]:
    first = doc.text.find("疑")
    for match in re.finditer("疑", doc.text):
        span = Span(*match.span())
        fix = Fix("删去“疑”", (Edit(span, ""),))
        related = (Related(Span(first, first + 1), "第一处在这里"),) if span.start > first else ()
        yield Finding(span, "这里有疑点，请核对。", fix, related)


def noted(doc: Document) -> Iterator[Finding]:
    for match in re.finditer("注+", doc.text):
        yield Finding(Span(*match.span()), "这里值得一看，请留意。")


def crashing(doc: Document) -> Iterator[Finding]:
    place = doc.text.find("崩")
    if place >= 0:
        yield Finding(Span(place, place + 1), "出错以前的发现。")
        raise ZeroDivisionError("除以零")


def make_rule(id, severity, check, examples=(), options=()) -> Rule:  # noqa: A002
    return Rule(id, severity, f"{id} 的摘要。", f"{id} 的理由。", check, examples, options)


RULES = {
    one.id: one
    for one in (
        make_rule("other/crash", Severity.ERROR, crashing),
        make_rule("other/noted", Severity.NOTE, noted),
        make_rule("sample/doubtful", Severity.WARNING, doubtful),
        make_rule("sample/wrong", Severity.ERROR, wrong, (Example("这里⟦错错⟧了。", "这里对了。"),), OPTIONS),
    )
}


def install(monkeypatch, rules=RULES) -> None:
    """Put these rules in the place of the real ones; the profiles, which speak of those, are not there."""
    monkeypatch.setattr(registry, "load", lambda: rules)
    monkeypatch.setattr(config, "profiles", lambda: ())
