"""Count both sides of a list of corrections in texts that editors have passed, and name the rows that these texts refute.

    python tools/check_wrong_words.py TEXT… [--lexicon wrong-words] [--share 0.01] [--contexts 3]

TEXT: UTF-8 files or folders of them, `.xz` too. A row is refuted when its wrong side, guard included, stands there more
often than the slips of good editors would (`--share` of its right side, one in any case), and unproven when its right
side stands nowhere.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from reportlint import Document, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = 12


def find_texts(paths: list[Path]) -> Iterator[str]:
    """Yield the text of each file, and of each file in a folder."""
    for path in paths:
        if path.is_dir():
            yield from find_texts(sorted(path.iterdir()))
        elif path.suffix == ".xz":
            yield lzma.open(path, "rt", encoding="utf-8").read()
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


def main() -> None:
    """Print the refuted and the unproven rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--lexicon", default="wrong-words")
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--contexts", type=int, default=3)
    options = parser.parse_args()
    rows = lexicon.rows(options.lexicon)
    rights = sorted({row["correct"] for row in rows if row["correct"]})
    wrong, right, contexts, size = Counter[str](), Counter[str](), defaultdict[str, list[str]](list), 0
    for text in find_texts(options.texts):
        wrong += count_hits(text, options.lexicon, contexts)
        right += count_terms(text, rights)
        size += len(text)
    refuted = [row for row in rows if wrong[row["term"]] > max(1, options.share * right[row["correct"]])]
    unproven = [row for row in rows if row["correct"] and not right[row["correct"]]]
    for label, found in (("refuted", refuted), ("unproven", unproven)):
        for row in found:
            term, correct = row["term"], row["correct"]
            shown = " | ".join(contexts[term][: options.contexts])
            print(f"{label}\t{term}\t{wrong[term]}\t{correct}\t{right[correct]}\t{shown}")
    print(
        f"{len(rows)} rows, {size} characters: {wrong.total()} wrong, {right.total()} right; "
        f"{len(refuted)} refuted, {len(unproven)} unproven"
    )


if __name__ == "__main__":
    main()
