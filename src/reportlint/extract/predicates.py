"""What a claim says of its subject: the verb or the result that it turns on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportlint import nlp
from reportlint.extract import statements
from reportlint.model import Span

if TYPE_CHECKING:
    from reportlint.extract.statements import Clause

# behind these a verb is part of a noun: 改造工程, 监督的, 培训率
_NOMINAL = "的等率和与及、工项制办方计体机情作水能质"
_OF = re.compile("的[^的]{1,6}$")
_ALREADY = re.compile("(?:截[至止].{0,8})?(?:[已都均也]|全部)")
_MODAL = "(?:没有|未|无)[^，]{0,3}发生|没有|不再|成为|使|让"


@cache
def _finite() -> re.Pattern[str]:
    verb = f"(?:{statements.words('verb')})"
    return re.compile(rf"^{verb}|{verb}(?:了|出|到|好)?(?![{_NOMINAL}])|{_MODAL}")


def is_topic(clause: Clause, following: Clause | None) -> bool:
    """Tell whether a clause is only the subject of the one that follows: 反馈的问题，已全部整改."""
    if following is None or clause.mark not in "，,":
        return False
    if noun := _OF.search(clause.words):
        return not _says(clause.words[: noun.start()])
    return bool(_ALREADY.match(following.words)) and not _says(clause.words) and not statements.ends_in_number(clause)


def _says(words: str) -> bool:
    return bool(_finite().search(words) or statements.load_patterns().result.search(words) or _tagged(words, 0))


def find_predicate(text: str, span: Span) -> Span:
    """Return the verb of a claim, or the words that its result stands in; its number where it has neither."""
    for pattern in (_finite(), statements.load_patterns().result):
        if match := pattern.search(text, span.start, span.end):
            return Span(*match.span())
    return _tagged(span.of(text), span.start) or span


def _tagged(words: str, start: int) -> Span | None:
    """Return the first verb, or the last adjective, idiom or verbal noun, by parts of speech."""
    tagged = nlp.find_words(words)
    for at, word in enumerate(tagged):
        if word.tag in ("v", "vd", "vi") and word.text not in "是有在" and tagged[at + 1 : at + 2] and tagged[at + 1].text != "的":
            return Span(start + word.span.start, start + word.span.end)
    last = tagged[-1]
    return Span(start + last.span.start, start + last.span.end) if last.tag[0] in "ailzvd" else None
