"""Words and parts of speech: by rjieba, or by jieba, its reference, where rjieba has no wheel.

Both read jieba's dictionary and our vocabulary into an instance of our own; the host's jieba is left alone.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import sys
import warnings
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from itertools import accumulate
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from reportlint import lexicon
from reportlint.model import LINE_END, Span, Word

if TYPE_CHECKING:
    from types import ModuleType

# a line without end must not become one lattice: it is cut every so many characters, behind a mark where there is one
PIECE = 5000
SHORT = 40  # characters of a text whose words are kept for the next who asks
_PIECES = re.compile(rf"(?s).{{1,{PIECE}}}(?:[，。；：！？、,;]|$)|.{{1,{PIECE}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Segmenter(Protocol):
    """What we need of a segmenter."""

    def tag(self, text: str, guess: bool) -> list[tuple[str, str]]:
        """Cut a text without gaps into words with their tags; `guess` also words that no dictionary holds."""

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary or our vocabulary holds a word."""


class Rjieba:
    """The segmenter of the default path."""

    def __init__(self) -> None:
        self._jieba = _load_rjieba().Jieba()
        for row in lexicon.rows("vocabulary"):
            self._jieba.add_word(row["term"], None, row["tag"])

    def tag(self, text: str, guess: bool) -> list[tuple[str, str]]:
        """Cut a text without gaps into words with their tags."""
        found: list[tuple[str, str]] = self._jieba.tag(text, guess)
        return found

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary or our vocabulary holds a word."""
        return bool(self._jieba.has_word(word))


class Jieba:
    """The reference and fallback: the same words, 24 times as slowly."""

    def __init__(self) -> None:
        jieba, posseg = _import_jieba()
        self._jieba = jieba.Tokenizer()
        with TemporaryDirectory() as folder:
            self._jieba.tmp_dir = folder
            self._jieba.initialize()
        self._tags: dict[str, str] = dict(posseg.POSTokenizer(self._jieba).word_tag_tab)
        for row in lexicon.rows("vocabulary"):
            self._jieba.add_word(row["term"])
            self._tags[row["term"]] = row["tag"]

    def tag(self, text: str, guess: bool) -> list[tuple[str, str]]:
        """Cut a text without gaps into words with their tags."""
        # not jieba.posseg.cut: it guesses other words than jieba.cut, and rjieba follows the latter
        return [(word, self._tags.get(word) or _tag_unknown(word)) for word in self._jieba.cut(text, HMM=guess)]

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary or our vocabulary holds a word."""
        return bool(self._jieba.FREQ.get(word))


def _load_rjieba() -> Any:
    """Return rjieba's compiled module alone: importing the package would fill a second dictionary of its own, 0.1 s.

    Raises:
        ImportError: rjieba is not installed.
    """
    package = importlib.util.find_spec("rjieba")
    spec = package and PathFinder.find_spec("rjieba.rjieba", package.submodule_search_locations)
    if not spec or not spec.loader:
        raise ImportError("rjieba")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return sys.modules.setdefault(spec.name, module)


def _import_jieba() -> tuple[ModuleType, ModuleType]:
    """Import jieba without its log messages and leave its logger as the host had it."""
    logger = logging.getLogger("jieba")
    level = logger.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    logger.setLevel(level)
    return jieba, jieba.posseg


def _tag_unknown(word: str) -> str:
    if not word.isascii() or not word.strip():
        return "x"
    if word.strip(".%").replace(".", "").isdigit():
        return "m"
    return "eng" if any(character.isalpha() for character in word) else "x"


@cache
def load_segmenter() -> Segmenter:
    """Return the segmenter, loaded on first use."""
    try:
        return Rjieba()
    except ImportError:
        return Jieba()


def find_words(text: str, *, guess: bool = True) -> tuple[Word, ...]:
    """Cut a text without gaps into words with their parts of speech; white space and marks are words too.

    Args:
        text: Of any length; no word crosses the end of a line.
        guess: Also take words that stand in no dictionary, such as names, from how their characters usually combine.
    """
    return _find_few(text, guess) if len(text) <= SHORT else _find_words(text, guess)


def _find_words(text: str, guess: bool) -> tuple[Word, ...]:
    tagged = [pair for piece in _pieces(text) for pair in load_segmenter().tag(piece, guess)]
    edges = [0, *accumulate(len(word) for word, _ in tagged)]
    # a text is long and has few words: each is kept once
    known: dict[str, str] = {}
    texts = [known.setdefault(word, word) for word in map(text.__getitem__, map(slice, edges, edges[1:]))]
    tags = [known.setdefault(tag, tag) for _, tag in tagged]
    return tuple(map(Word, map(Span, edges, edges[1:]), texts, tags))


# rules look at the words around a place, and the same places come again and again
_find_few = lru_cache(maxsize=4096)(_find_words)


def is_word(text: str) -> bool:
    """Tell whether the dictionary or our vocabulary holds a word."""
    return load_segmenter().knows(_plain(text))


def _pieces(text: str) -> list[str]:
    return [piece for line in _lines(_plain(text)) for piece in _PIECES.findall(line)]


def _lines(text: str) -> list[str]:
    ends = [end.end() for end in LINE_END.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _plain(text: str) -> str:
    """Replace lone surrogates, which cannot cross into Rust, without moving anything."""
    return _SURROGATE.sub("\ufffd", text)
