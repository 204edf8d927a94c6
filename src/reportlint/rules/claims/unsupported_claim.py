"""只有评价、没有依据的成绩。"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Span, rule

from ._context import find_proofs, holds_any, passage_from, sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Claim, Document, Hit

# 优良率98%，居全省前列: what is ranked stands before
CONTINUED = re.compile("[均也并稳位跃]*(?:居|列|排|走在|名列|处于|保持)")
ADVICE = {
    "task": "请写明完成了哪些任务、完成到什么程度",
    "effect": "请补充数字、奖项或实例，或者删去这句评价",
    "rank": "请写明名次和排名的出处，或者改为可以核查的说法",
}


@rule(
    "note",
    Example(bad="⟦读书节大放异彩⟧，各界踊跃参加。", good="读书节吸引读者4200人次，各界踊跃参加。"),
    Example(bad="普法宣传有序开展，⟦圆满完成年度任务⟧。", good="开展普法宣传12场，圆满完成年度任务。"),
)
def unsupported_claim(doc: Document) -> Iterator[Finding]:
    """成绩只有评价，没有数字、奖项或实例支撑。

    “成效显著”“大放异彩”“享誉全省”谁都可以写，审稿人会问凭什么。同一句话里有数字、文件、奖项的不报；
    领起下文的总括句，下文有数字的也不报。说名次的（全国前列）只认这一分句自己的依据。
    """
    proofs = find_proofs(doc)
    for claim, hit in find_praised(doc):
        if not is_supported(doc, proofs, claim, hit.row["kind"]):
            message = f"“{hit.span.of(doc.text)}”只是评价，没有可以核查的依据：{ADVICE[hit.row['kind']]}。"
            yield Finding(claim.span, message)


def find_praised(doc: Document) -> Iterator[tuple[Claim, Hit]]:
    """Yield the claims that praise, each with its first word of praise."""
    seen: Claim | None = None
    for hit in doc.hits("praises"):
        claim = find_claim(doc, hit.span)
        if claim and claim is not seen:
            yield claim, hit
            seen = claim


def find_claim(doc: Document, span: Span) -> Claim | None:
    """Return the claim that covers a span."""
    at = bisect_right(doc.claims, span.start, key=lambda claim: claim.span.start) - 1
    claim = doc.claims[at] if at >= 0 else None
    return claim if claim and claim.span.covers(span) else None


def is_supported(doc: Document, proofs: Sequence[int], claim: Claim, kind: str) -> bool:
    """Tell whether something that can be checked bears a claim out."""
    if claim.evidence == "figure" or (kind == "task" and claim.evidence == "named"):
        return True
    sentence = sentence_at(doc, claim.span.start)
    if kind == "rank":
        start = sentence.start if CONTINUED.match(doc.text, claim.span.start) else claim.span.start
        return holds_any(proofs, Span(start, sentence.end))
    leads = kind == "task" or is_first(doc, claim, sentence)
    return holds_any(proofs, sentence) or (leads and holds_any(proofs, passage_from(doc, claim.span.start)))


def is_first(doc: Document, claim: Claim, sentence: Span) -> bool:
    """Tell whether a claim is the first of its sentence, which may lead what follows."""
    at = bisect_right(doc.claims, claim.span.start, key=lambda one: one.span.start) - 2
    return at < 0 or doc.claims[at].span.start < sentence.start
