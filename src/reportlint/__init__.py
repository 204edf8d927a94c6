"""Analyse Chinese work reports: structure, numbered items, figures, claims, and what a reviewer would send back.

Everything public is named here and imported on first use, so that `import reportlint` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.config import Config as Config
    from reportlint.config import ConfigError as ConfigError
    from reportlint.document import Document as Document
    from reportlint.document import read as read
    from reportlint.engine import check as check
    from reportlint.extract.dates import Date as Date
    from reportlint.fix import fix as fix
    from reportlint.hits import Hit as Hit
    from reportlint.lexicon import rows as rows
    from reportlint.lexicon import terms as terms
    from reportlint.model import Claim as Claim
    from reportlint.model import Comparison as Comparison
    from reportlint.model import Diagnostic as Diagnostic
    from reportlint.model import Edit as Edit
    from reportlint.model import Figure as Figure
    from reportlint.model import Finding as Finding
    from reportlint.model import Fix as Fix
    from reportlint.model import Gap as Gap
    from reportlint.model import Item as Item
    from reportlint.model import Link as Link
    from reportlint.model import Marker as Marker
    from reportlint.model import Piece as Piece
    from reportlint.model import Related as Related
    from reportlint.model import Revision as Revision
    from reportlint.model import Section as Section
    from reportlint.model import Sentence as Sentence
    from reportlint.model import Severity as Severity
    from reportlint.model import Source as Source
    from reportlint.model import Span as Span
    from reportlint.model import Unit as Unit
    from reportlint.model import Word as Word
    from reportlint.nlp import find_words as find_words
    from reportlint.nlp import is_word as is_word
    from reportlint.numbers import parse_number as parse_number
    from reportlint.patterns import Pattern as Pattern
    from reportlint.phrases import Phrase as Phrase
    from reportlint.phrases import Phrases as Phrases
    from reportlint.read import ReadError as ReadError
    from reportlint.registry import Example as Example
    from reportlint.registry import Rule as Rule
    from reportlint.registry import rule as rule
    from reportlint.typos import Suspect as Suspect

__version__ = "0.1.0"

_HOMES = {
    "config": ("Config", "ConfigError"),
    "document": ("Document", "read"),
    "engine": ("check",),
    "extract.dates": ("Date",),
    "fix": ("fix",),
    "hits": ("Hit",),
    "lexicon": ("rows", "terms"),
    "model": (
        "Claim",
        "Comparison",
        "Diagnostic",
        "Edit",
        "Figure",
        "Finding",
        "Fix",
        "Gap",
        "Item",
        "Link",
        "Marker",
        "Piece",
        "Related",
        "Revision",
        "Section",
        "Sentence",
        "Severity",
        "Source",
        "Span",
        "Unit",
        "Word",
    ),
    "nlp": ("find_words", "is_word"),
    "numbers": ("parse_number",),
    "patterns": ("Pattern",),
    "phrases": ("Phrase", "Phrases"),
    "read": ("ReadError",),
    "registry": ("Example", "Rule", "rule"),
    "typos": ("Suspect",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605  # sorted and derived: one list to keep


# Two functions share their names with modules, and Python binds a module's name when it is first imported: import both
# now and unbind them, so that the names stay free for the functions.
for _module in ("fix", "read"):
    import_module(f"{__name__}.{_module}")
    del globals()[_module]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
