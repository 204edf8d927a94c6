"""Patterns of spaCy's Matcher over our words: their texts and parts of speech (TAG, jieba's tag set)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reportlint.hits import encodable
from reportlint.model import Span, Word
from reportlint.tables import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from reportlint.document import Document

LONGEST = 200  # words that are searched at once: a pattern with * takes quadratic time
PROBE = Word(Span(0, 1), "甲", "n")


@dataclass(frozen=True, slots=True)
class Matches:
    """Patterns of spaCy's Matcher, as JSON. A match lies within a sentence; of those that overlap it is the longest."""

    patterns: str

    def find(self, doc: Document) -> Iterator[Span]:
        """Yield the places."""
        matcher = load_matcher(self.patterns)
        for sentence in doc.sentences:
            words = doc.words_in(sentence.span)
            for start in range(0, len(words), LONGEST):
                piece = words[start : start + LONGEST]
                for _, first, last in matcher(make_tokens(piece)):
                    yield Span(piece[first].span.start, piece[last - 1].span.end)


def parse_matches(patterns: list[Any]) -> Matches:
    """Return what finds the matches of patterns.

    Args:
        patterns: A pattern (a list of tables, one for a word), or a list of patterns.

    Raises:
        ConfigError: spaCy is not installed, or it does not take a pattern.
    """
    if not find_spec("spacy"):
        raise ConfigError("用 spaCy 的词语模式需要先安装 spaCy，请运行 pip install 'reportlint[spacy]'。")
    several = patterns if all(isinstance(one, list) for one in patterns) else [patterns]
    found = Matches(json.dumps(several, ensure_ascii=False, sort_keys=True))
    try:
        matcher = load_matcher(found.patterns)
        matcher(make_tokens([PROBE]))  # tells of attributes that our words do not have
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConfigError(f"spaCy 不认这个词语模式（{' '.join(str(error).split())}），请改正。") from None
    return found


@cache
def load_matcher(patterns: str) -> Matcher:
    """Return the matcher of patterns."""
    from spacy.matcher import Matcher

    matcher = Matcher(load_vocab(), validate=True)
    matcher.add("rule", json.loads(patterns), greedy="LONGEST")
    return matcher


@cache
def load_vocab() -> Vocab:
    """Return spaCy's vocabulary for Chinese."""
    import spacy

    return spacy.blank("zh").vocab


def make_tokens(words: Sequence[Word]) -> Doc:
    """Return words as spaCy holds them."""
    from spacy.tokens import Doc

    texts = [encodable(word.text) for word in words]
    return Doc(load_vocab(), words=texts, spaces=[False] * len(words), tags=[word.tag for word in words])
