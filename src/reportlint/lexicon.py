"""The words of the project: cached readers of `data/lexicons/`, on first use.

A lexicon is a UTF-8 file: `NAME.txt` one term a line, `NAME.tsv` columns named in the first row. Lines that start
with # are comments; the header of each file names its source, licence and date.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
# the wheel carries the lexicons inside the package; a checkout has them beside src
FOLDERS = (PACKAGE / "lexicons", PACKAGE.parent.parent / "data" / "lexicons")


@cache
def terms(name: str) -> tuple[str, ...]:
    """Return the terms of `NAME.txt` in the order of the file."""
    return tuple(line.strip() for line in _lines(f"{name}.txt"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `NAME.tsv`, each by column name; missing cells are empty."""
    head, *body = (line.split("\t") for line in _lines(f"{name}.tsv"))
    return tuple(dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=False)) for cells in body)


def _lines(file_name: str) -> list[str]:
    text = path(file_name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def path(file_name: str) -> Path:
    """Return where a lexicon's file lies.

    Raises:
        FileNotFoundError: No such lexicon is installed.
    """
    for folder in FOLDERS:
        if (folder / file_name).is_file():
            return folder / file_name
    raise FileNotFoundError(f"词表 {file_name} 不在安装包里：请重新安装 reportlint")
