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
    from collections.abc import Sequence

    from reportlint.extract.statements import Clause
    from reportlint.model import Word

# behind these a verb is part of a noun: 改造工程, 监督的, 培训率
_NOMINAL = "[的等率和与及、工项制办方计体机情作水能质]"
_NEGATED = "(?:没有|未|无)[^，]{0,3}发生|没有|不再|成为|使(?!命|用)|让"
_OF = re.compile("的(?:[0-9]+[个项件条起处])?[^的]{1,4}$")
_ALREADY = re.compile("(?:截[至止].{0,8})?(?:[已都均也]|全部)")
_WEAK = frozenset("是有在")
_VERBS = ("v", "vd", "vi")
_DESCRIBING = ("a", "i", "l", "z")


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
        modifier = said[: noun.start() + 1]
        return not (_turns(modifier) or _find_verb(nlp.find_words(modifier)))
    return bool(continued) and not (_turns(said) or ends_in_number(said))


def _turns(said: str) -> bool:
    return bool(_finite().search(said) or cue("result").search(said))


def find_predicate(text: str, span: Span) -> Span:
    """Return the verb of a claim, or the word that tells its result; the whole claim where it has neither."""
    for pattern in (_finite(), cue("result")):
        if match := pattern.search(text, span.start, span.end):
            return Span(*match.span())
    tagged = nlp.find_words(span.of(text))
    found = _find_verb(tagged) or (tagged[-1] if tagged[-1].tag.startswith(_DESCRIBING) else None)
    return Span(span.start + found.span.start, span.start + found.span.end) if found else span


def _find_verb(tagged: Sequence[Word]) -> Word | None:
    """Return the first verb that does not belong to a 的 behind it."""
    for word, after in pairwise(tagged):
        if word.tag in _VERBS and word.text not in _WEAK and after.text != "的":
            return word
    return None
