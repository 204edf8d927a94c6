"""Rules: what one is, and how they are found.

A rule is a generator from a Document to Findings, decorated with `rule`. Its module's path is its identity:
`rules/figures/share_over_100.py` is `figures/share-over-100`. A plug-in names a package laid out the same way
under the entry point group `reportlint.rules`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from reportlint.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import ModuleType

    from reportlint.document import Document
    from reportlint.model import Finding

BUILTIN = "reportlint.rules"
COMPARING = "reportlint.compare"  # rules about two reports, silent about one
ENTRY_POINTS = "reportlint.rules"


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the rule reports, the reported places in ⟦⟧, and beside it the text as it should be.

    Attributes:
        options: What the rule is run with, where it reports nothing by default.
    """

    bad: str
    good: str
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a rule: a keyword-only argument of its function."""

    name: str
    type: type
    default: object
    help: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with everything that configuration, catalogue and documentation need to know of it."""

    id: str
    severity: Severity
    summary: str
    reason: str
    check: Callable[..., Iterator[Finding]]
    examples: tuple[Example, ...] = ()
    options: tuple[Option, ...] = field(default=())

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    def __call__(self, doc: Document, **options: object) -> Iterator[Finding]:
        """Run the rule on a document."""
        return self.check(doc, **options)


def rule(severity: str, *examples: Example) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a generator function.

    Args:
        severity: error (certainly wrong), warning (probably), note (worth a look).
        examples: Run by the tests and shown in the catalogue.
    """

    def decorate(check: Callable[..., Iterator[Finding]]) -> Rule:
        summary, _, reason = inspect.cleandoc(check.__doc__ or "").partition("\n\n")
        return Rule(
            id="/".join(check.__module__.split(".")[-2:]).replace("_", "-"),
            severity=Severity(severity),
            summary=summary,
            reason=reason.replace("\n", ""),
            check=check,
            examples=examples,
            options=tuple(find_options(check)),
        )

    return decorate


def find_options(check: Callable[..., Any]) -> Iterator[Option]:
    """Read the options of a rule from the keyword-only arguments of its function.

    The annotations are resolved without the names that a rule imports for type checking only.
    """
    arguments = [p for p in inspect.signature(check).parameters.values() if p.kind is p.KEYWORD_ONLY]
    if not arguments:
        return
    hints = get_type_hints(check, localns={"Document": Any, "Iterator": Iterator, "Finding": Any}, include_extras=True)
    for argument in arguments:
        kind, help_text = get_args(hints[argument.name])
        yield Option(argument.name, kind, argument.default, help_text)


@cache
def load() -> dict[str, Rule]:
    """Return all rules by id: the built-in ones and those of installed plug-ins.

    Raises:
        ValueError: Two rules have the same id.
    """
    found: dict[str, Rule] = {}
    for package in [BUILTIN, COMPARING, *(point.value for point in entry_points(group=ENTRY_POINTS))]:
        for one in walk(importlib.import_module(package)):
            if one.id in found:
                raise ValueError(f"规则 {one.id} 重名：{package} 里已有同名规则")
            found[one.id] = one
    return dict(sorted(found.items()))


def walk(package: ModuleType) -> Iterable[Rule]:
    """Import every module below a package and return the rules that they define; an underscore marks one without."""
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not info.ispkg and not info.name.rpartition(".")[2].startswith("_"):
            module = importlib.import_module(info.name)
            yield from (v for v in vars(module).values() if isinstance(v, Rule) and v.check.__module__ == info.name)
