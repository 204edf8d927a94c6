"""Count both sides of a list of corrections in texts that editors have passed, and name the rows that these texts refute.

    python tools/check_wrong_words.py TEXT… [--lexicon wrong-words] [--share 0.01] [--contexts 3] [--write]

TEXT: UTF-8 files or folders of `.txt`, `.xz` too. A row is refuted when its wrong side, guard included, stands there more
often than the slips of good editors would (`--share` of its right side, one in any case), and unproven when its right
side stands neither there nor in the dictionary. `--write` puts both counts, wrong:right, into the notes of the rows
without a guard.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from reportlint import Document, is_word, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = 12


def find_texts(paths: list[Path]) -> Iterator[str]:
    """Yield the text of each file, and of each file in a folder."""
    for path in paths:
        if path.is_dir():
            yield from find_texts(sorted(path.rglob("*.txt")))
        elif path.suffix == ".xz":
            yield lzma.decompress(path.read_bytes()).decode("utf-8")
        else:
            yield path.read_text("utf-8")


def count_hits(text: str, name: str, contexts: dict[str, list[str]]) -> Counter[str]:
    """Count the guarded hits of a lexicon by term, and keep what stands around them."""
    counts: Counter[str] = Counter()
    for line in text.splitlines():
        for hit in Document(line).hits(name):
            counts[hit.row["term"]] += 1
            contexts[hit.row["term"]].append(line[max(0, hit.span.start - AROUND) : hit.span.end + AROUND])
    return counts


def count_terms(text: str, terms: list[str]) -> Counter[str]:
    """Count terms wherever they stand."""
    found = AhoCorasick(terms, matchkind=MatchKind.Standard).find_matches_as_indexes(text, overlapping=True)
    return Counter(terms[number] for number, _, _ in found)


def write_notes(name: str, wrong: Counter[str], right: Counter[str]) -> None:
    """Put the counts of both sides into the notes of the rows without a guard."""
    path = lexicon.path(f"{name}.tsv")
    lines = path.read_text("utf-8").splitlines()
    head = next(line for line in lines if not line.startswith("#"))
    first = lines.index(head) + 1
    noted = [note(dict(zip(head.split("\t"), line.split("\t"), strict=True)), wrong, right) for line in lines[first:]]
    path.write_text("\n".join([*lines[:first], *sorted(noted), ""]), "utf-8")


def note(row: dict[str, str], wrong: Counter[str], right: Counter[str]) -> str:
    """Return a row as a line, with the counts as its note where it has no guard."""
    if not any(row[column] for column in ("guard", "left", "right", "next")):
        row["note"] = f"{wrong[row['term']]}:{right[row['correct']]}"
    return "\t".join(row.values())


def main() -> None:
    """Print the refuted and the unproven rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--lexicon", default="wrong-words")
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--contexts", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = lexicon.rows(options.lexicon)
    rights = sorted({row["correct"] for row in rows if row["correct"]})
    wrong, right, contexts, size = Counter[str](), Counter[str](), defaultdict[str, list[str]](list), 0
    for text in find_texts(options.texts):
        wrong += count_hits(text, options.lexicon, contexts)
        right += count_terms(text, rights)
        size += len(text)
    refuted = [row for row in rows if wrong[row["term"]] > max(1, options.share * right[row["correct"]])]
    unproven = [row for row in rows if row["correct"] and not right[row["correct"]] and not is_word(row["correct"])]
    for label, found in (("refuted", refuted), ("unproven", unproven)):
        for row in found:
            term, correct = row["term"], row["correct"]
            shown = " | ".join(contexts[term][: options.contexts])
            print(f"{label}\t{term}\t{wrong[term]}\t{correct}\t{right[correct]}\t{shown}")
    if options.write:
        write_notes(options.lexicon, wrong, right)
    print(
        f"{len(rows)} rows, {size} characters: {wrong.total()} wrong, {right.total()} right; "
        f"{len(refuted)} refuted, {len(unproven)} unproven"
    )


if __name__ == "__main__":
    main()
