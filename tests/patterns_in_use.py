"""Every regular expression of the package and how it is used: `python tests/patterns_in_use.py` prints them.

What is compiled while all modules are imported, and while the examples are checked, is written down with its place.
How a name is used is read from the sources: what only ever matches at a given place never looks for where to begin.
"""

from __future__ import annotations

import ast
import functools
import importlib
import pkgutil
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).parents[1] / "examples"
ANCHORED = {"match", "fullmatch"}
TOLD = {"pattern", "flags", "groups", "groupindex"}  # what costs nothing
METHODS = ("compile", "search", *ANCHORED, "sub", "split", "findall", "finditer")


class Used(NamedTuple):
    """A regular expression of the package: its name, or its module alone, and the method that it is used by."""

    place: str
    pattern: str | bytes
    flags: int
    method: str


class Uses(ast.NodeVisitor):
    """What a module does with names: the methods that it calls, `any` where it hands the name on."""

    def __init__(self, path: Path) -> None:
        self.imported: dict[str, str] = {}
        self.assigned: dict[int, str] = {}
        self.methods: dict[str, set[str]] = defaultdict(set)
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if isinstance(targets[0], ast.Name):
                self.assigned |= dict.fromkeys(range(node.lineno, (node.end_lineno or 0) + 1), targets[0].id)
        self.visit(tree)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imported |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}

    def visit_Attribute(self, node: ast.Attribute) -> None:
        owner = ast.unparse(node.value)
        self.methods[self.whole(owner)].add(node.attr)
        # the module in front of a name is not handed on
        if not isinstance(node.value, ast.Name | ast.Attribute):
            self.visit(node.value)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.methods[self.whole(node.id)].add("any")

    def whole(self, name: str) -> str:
        """Return a name with the module that it comes from; as it is where it is the module's own."""
        first, dot, rest = name.partition(".")
        return f"{self.imported.get(first, first)}{dot}{rest}"


def read_uses() -> dict[str, Uses]:
    """Return by module what it does with names."""
    import reportlint

    package = Path(reportlint.__file__).parent
    paths = {path.relative_to(package.parent).with_suffix(""): path for path in sorted(package.rglob("*.py"))}
    return {".".join(name.parts).removesuffix(".__init__"): Uses(path) for name, path in paths.items()}


def find_method(uses: dict[str, Uses], module: str, name: str) -> str:
    """Return the one method by which a pattern matches at a given place, or `search`."""
    found = uses[module].methods[name].union(*(other.methods[f"{module}.{name}"] for other in uses.values())) - TOLD
    return min(found) if found and found <= ANCHORED else "search"


def record() -> dict[tuple[str, int, str | bytes, int], str]:
    """Import every module and check the examples; return what is compiled where, with the method called at once."""
    found = {}
    make = re.compile

    def watch(name: str) -> None:
        inner = getattr(re, name)

        @functools.wraps(inner)
        def call(pattern: Any, *arguments: Any, **named: Any) -> Any:
            caller = sys._getframe(1)  # noqa: SLF001  # the stack of `inspect` reads the sources each time
            module = caller.f_globals.get("__name__", "")
            if module.startswith("reportlint") and not isinstance(pattern, re.Pattern):
                made = make(pattern, *arguments, **named) if name == "compile" else make(pattern)
                found[module, caller.f_lineno, made.pattern, made.flags] = name
            return inner(pattern, *arguments, **named)

        setattr(re, name, call)

    for name in METHODS:
        watch(name)
    import reportlint

    for info in pkgutil.walk_packages(reportlint.__path__, "reportlint."):
        if not info.name.endswith("__main__"):
            importlib.import_module(info.name)
    for path in sorted(EXAMPLES.glob("*.txt")):
        reportlint.check(reportlint.read(path))
    return found


def find_used() -> list[Used]:
    """Return every regular expression that is compiled."""
    compiled, uses, found = record(), read_uses(), []
    for (module, line, pattern, flags), called in compiled.items():
        name = uses[module].assigned.get(line)
        method = called if called in ANCHORED else find_method(uses, module, name) if name else "search"
        found.append(Used(f"{module}.{name}" if name else module, pattern, flags, method))
    return found


if __name__ == "__main__":
    sys.stdout.write(ascii([tuple(one) for one in find_used()]))
