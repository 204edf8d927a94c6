"""Each part imports only what stands to its left; heavy modules stay out of the paths that need none of them."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import reportlint

PACKAGE = Path(reportlint.__file__).parent
# from left to right; parts of one tier may know each other
TIERS = (
    {"model"},
    {"lexicon", "tables"},
    {"numbers"},
    {"read"},
    {"outline", "nlp", "patterns", "hits", "phrases", "extract", "align", "typos"},
    {"document"},
    {"registry"},
    {"rules"},
    {"suppress", "vocab", "custom"},
    {"nearby"},
    {"config"},
    {"engine", "fix", "fingerprint", "baseline", "cache"},
    {"emit", "catalogue", "compare", "corpus"},
    {"testing"},
    {"cli", "lsp", "web", "spacy"},
)
TIER_OF = {part: tier for tier, parts in enumerate(TIERS) for part in parts}
# third-party modules and the only parts that may know them
OWNERS = {
    "rjieba": {"nlp"},
    "jieba": {"nlp"},
    "numpy": {"align", "typos", "corpus"},
    "sklearn": {"corpus"},
    "pyarrow": {"corpus"},
    "duckdb": {"corpus"},
    "rensa": {"corpus"},
    "pandas": {"corpus"},
    "dask": {"corpus"},
    "distributed": {"corpus"},
    "fsspec": {"corpus"},
    "spacy": {"spacy", "custom"},
    "docx": {"read", "emit"},
    "lxml": {"read", "emit"},
    "pypdfium2": {"read"},
    "olefile": {"read"},
    "rich": {"emit", "cli"},
    "click": {"cli"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
    "platformdirs": {"nearby", "cache"},
    "xlsxwriter": {"emit"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "python_multipart": {"web"},
    "jinja2": {"emit", "web", "catalogue"},
    "markupsafe": {"emit", "web", "corpus"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({node.module} if node.module != "reportlint" else {f"reportlint.{a.name}" for a in node.names})
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_left(path: Path) -> None:
    part = part_of(path)
    if part in ("__init__", "__main__"):
        return
    assert part in TIER_OF, f"{part} has no place in the house yet"
    for name in imports(path):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "reportlint" and other in TIER_OF and part != "rules":
            assert TIER_OF[other] <= TIER_OF[part], f"{part} imports {name}"
        if top in OWNERS:
            assert part in OWNERS[top], f"{part} imports {top}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").rglob("*.py")), ids=lambda p: p.stem)
def test_rules_use_what_a_plug_in_may_use(path: Path) -> None:
    allowed = set(reportlint.__all__)
    for name in imports(path):
        top, _, rest = name.partition(".")
        assert top in sys.stdlib_module_names or top in ("regex", "reportlint", "__future__"), name
        # a family's own helpers start with an underscore
        if top == "reportlint" and not rest.startswith(f"rules.{path.parent.name}._"):
            assert rest in allowed, f"{path.name} imports {name}"


def test_read_knows_only_the_model() -> None:
    for path in (PACKAGE / "read").rglob("*.py"):
        inside = {name for name in imports(path) if name.startswith("reportlint")}
        assert all(name.startswith(("reportlint.model", "reportlint.read")) for name in inside), path.name


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_costs_next_to_nothing() -> None:
    heavy = {"jieba", "rjieba", "numpy", "spacy", "sklearn", "rich", "click", "docx", "regex"}
    assert not loaded_after("import reportlint") & heavy


def test_a_check_that_needs_no_words_loads_no_dictionary() -> None:
    code = (
        "import reportlint\n"
        "doc = reportlint.Document('一、成效\\n全年办结事项三十件。')\n"
        "reportlint.check(doc, reportlint.Config(select=('numbering', 'residue')))"
    )
    assert not loaded_after(code) & {"jieba", "rjieba", "numpy", "spacy", "sklearn", "rich", "click", "docx"}


def test_the_facade_names_what_it_holds() -> None:
    assert sorted(reportlint.__all__) == list(reportlint.__all__)
    for name in reportlint.__all__:
        assert getattr(reportlint, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing_here"):
        reportlint.nothing_here  # noqa: B018
