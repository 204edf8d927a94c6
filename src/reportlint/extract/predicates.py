"""What a claim says of its subject: the verb or the result that it turns on."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlint import nlp
from reportlint.extract.moods import cue, words
from reportlint.extract.statements import ends_in_number
from reportlint.model import Span

if TYPE_CHECKING:
    from reportlint.extract.statements import Clause

# behind these a verb is part of a noun: 改造工程, 监督的, 培训率
_NOMINAL = "[的等率和与及、工项制办方计体机情作水能质]"
_NEGATED = "(?:没有|未|无)[^，]{0,3}发生|没有|不再|成为|使(?!命|用)|让"
_OF = re.compile("的(?:[0-9]+[个项件条起处])?[^的]{1,4}$")
_ALREADY = re.compile("(?:截[至止].{0,8})?(?:[已都均也]|全部)")
_WEAK = frozenset("是有在")


@cache
def _finite() -> re.Pattern[str]:
    verb = f"(?:{words('verb')})"
    return re.compile(f"^{verb}|{verb}(?:了|出|到|好)?(?!{_NOMINAL})|{_NEGATED}")


def is_topic(clause: Clause, following: Clause | None) -> bool:
    """Tell whether a clause is only the subject of the one that follows: 反馈的问题，已全部整改."""
    said = clause.words
    if following is None or clause.mark not in "，,":
        return False
    noun, continued = _OF.search(said), _ALREADY.match(following.words)
    if noun and continued:
        return not cue("verb").match(said)
    if noun:
        modifier = said[: noun.start()]
        return not (_turns(modifier) or _find_tagged(modifier))
    return bool(continued) and not (_turns(said) or ends_in_number(said))


def _turns(said: str) -> bool:
    return bool(_finite().search(said) or cue("result").search(said))


def find_predicate(text: str, span: Span) -> Span:
    """Return the verb of a claim, or the word that tells its result; the whole claim where it has neither."""
    for pattern in (_finite(), cue("result")):
        if match := pattern.search(text, span.start, span.end):
            return Span(*match.span())
    found = _find_tagged(span.of(text))
    return Span(span.start + found.start, span.start + found.end) if found else span


def _find_tagged(said: str) -> Span | None:
    """Return the first verb, or the adjective or idiom at the end, by parts of speech."""
    tagged = nlp.find_words(said)
    for word, after in pairwise(tagged):
        if word.tag in ("v", "vd", "vi") and word.text not in _WEAK and after.text != "的":
            return word.span
    return tagged[-1].span if tagged and tagged[-1].tag[0] in "ailz" else None
