#!/usr/bin/env python3
"""How often the phrases of a lexicon stand in texts, and what nearly says them: ``count_phrases.py PATH… [--lexicon NAME] [--all]``.

PATH: .txt, .txt.xz, folders of them. A line a phrase: how often it stands there as it should, then each near form with its
count; `right` marks the variants of the lexicon, `slip` its wrong forms. Without --all only phrases that have a near form
beside them are printed. A row whose phrase is not by far the commonest is wrong, or needs the near form among its variants.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint import Phrase, Phrases, rows
from reportlint.phrases.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON = 5  # a phrase that is less than so many times as common as a near form is marked


def read_texts(paths: list[Path]) -> Iterator[str]:
    """Yield the text of each file."""
    for path in paths:
        if path.is_dir():
            yield from read_texts(sorted(one for one in path.rglob("*") if one.suffix in (".txt", ".xz")))
        else:
            data = path.read_bytes()
            yield (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")


def count_near_forms(phrases: list[Phrase], texts: list[str]) -> dict[str, Counter[str]]:
    """Count the near forms of each phrase, its variants among them."""
    bare = Phrases(replace(phrase, variants=()) for phrase in phrases)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for near in bare.find(text):
            found[near.phrase.text][fold(near.span.of(text))] += 1
    return found


def render_row(phrase: Phrase, count: int, near: Counter[str]) -> str:
    """Return the line of a phrase."""
    right, slips = ({fold(one) for one in many} for many in (phrase.variants, phrase.slips))
    marks = {form: " right" if form in right else " slip" if form in slips else "" for form in near}
    forms = [f"{form} {number}{marks[form]}" for form, number in near.most_common()]
    doubtful = any(number * COMMON > count for form, number in near.items() if not marks[form])
    return "\t".join(["?" if doubtful else "", phrase.text, str(count), *forms])


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--lexicon", default="set-phrases")
    parser.add_argument("--all", action="store_true", help="also phrases without near forms")
    options = parser.parse_args()
    phrases = [Phrase.of(row) for row in rows(options.lexicon)]
    texts = list(read_texts(options.paths))
    near = count_near_forms(phrases, texts)
    folded = [fold(text) for text in texts]
    for phrase in phrases:
        if options.all or near[phrase.text]:
            print(render_row(phrase, sum(text.count(fold(phrase.text)) for text in folded), near[phrase.text]))


if __name__ == "__main__":
    main()
