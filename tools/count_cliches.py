"""Count how often the phrases of data/lexicons/cliches.tsv stand in real texts, and write their rates.

    python tools/count_cliches.py REGISTER…

REGISTER: a UTF-8 file, `.xz` too, or a folder of `.txt`: texts of one kind. A phrase's rate is the highest of its rates in
the registers, in occurrences per million characters: a report is compared with those who use the phrase most.
"""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

from reportlint import lexicon

NAME = "cliches"


def read_register(path: Path) -> str:
    """Return the texts of a register as one."""
    if path.is_dir():
        return "\n".join(one.read_text("utf-8") for one in sorted(path.rglob("*.txt")))
    if path.suffix == ".xz":
        return lzma.decompress(path.read_bytes()).decode("utf-8")
    return path.read_text("utf-8")


def main() -> None:
    """Write the rates into the lexicon."""
    registers = [read_register(Path(name)) for name in sys.argv[1:]]
    path = lexicon.path(f"{NAME}.tsv")
    header = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    terms = sorted(row["term"] for row in lexicon.rows(NAME))
    rows = [f"{term}\t{max(1e6 * text.count(term) / len(text) for text in registers):.0f}" for term in terms]
    path.write_text("\n".join([*header, "term\trate", *rows, ""]), "utf-8")


if __name__ == "__main__":
    main()
