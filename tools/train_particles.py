"""Compute the weights of the rule wording/wrong-particle from edited texts.

    python tools/train_particles.py TEXT…

Each TEXT is a file in UTF-8. Every 的, 地 and 得 in it is a lesson, and so is what the sentence would look like with one of
the other two in its place: the segmenter reads 取的成果 otherwise than 取得成果, and the rule meets the former.
Writes data/lexicons/particles.tsv; needs scikit-learn.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from reportlint import find_words
from reportlint.rules.wording.wrong_particle import PARTICLES, clues

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

TARGET = Path(__file__).parent.parent / "data" / "lexicons" / "particles.tsv"
AROUND = 25  # characters on each side that the segmenter sees
WEIGHT = {"的": 1, "地": 3, "得": 8}
LEAST_SEEN = 40
LEAST_WEIGHT = 0.6  # a clue that says less is left out
HEADER = """\
# How much the words around a particle speak for 地 (adverbial) and 得 (complement), against 的; see
# src/reportlint/rules/wording/wrong_particle.py for the clues.
# source: computed by tools/train_particles.py from {sources}
# licence: MIT
# date: {date}
clue	adverbial	complement
"""


def main() -> None:
    """Read the command line, train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--sources", required=True, help="what the texts are, for the header of the lexicon")
    options = parser.parse_args()
    lessons = [lesson for path in options.texts for lesson in find_lessons(path.read_text("utf-8"))]
    rows = sorted(f"{clue}\t{adverbial:.1f}\t{complement:.1f}\n" for clue, adverbial, complement in train(lessons))
    TARGET.write_text(HEADER.format(sources=options.sources, date=date.today()) + "".join(rows), "utf-8")


def find_lessons(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield the clues around each particle, as any of the three would show them, with the right one."""
    for line in text.splitlines():
        for at, right in enumerate(line):
            if right in PARTICLES:
                yield from ((found, right) for found in vary(line, at))


def vary(line: str, at: int) -> Iterator[list[str]]:
    """Yield the clues around a place with each particle in it, where the segmenter sees a particle there."""
    start = max(0, at - AROUND)
    for written in PARTICLES:
        words = find_words(line[start:at] + written + line[at + 1 : at + 1 + AROUND])
        places = [place for place, word in enumerate(words) if word.text == written and word.span.start == at - start]
        yield from (list(clues(words, place)) for place in places)


def train(lessons: list[tuple[list[str], str]]) -> Iterator[tuple[str, float, float]]:
    """Yield the clues that tell most, with their weights for 地 and 得 against 的."""
    vectorizer = CountVectorizer(analyzer=list, min_df=LEAST_SEEN, binary=True)
    seen = vectorizer.fit_transform(found for found, _ in lessons)
    model = LogisticRegression(C=0.3, max_iter=300, class_weight=WEIGHT)
    model.fit(seen, [right for _, right in lessons])
    order = [list(model.classes_).index(particle) for particle in PARTICLES]
    yield "always", *against_first(model.intercept_[order])
    for clue, weights in zip(vectorizer.get_feature_names_out(), model.coef_[order].T, strict=True):
        adverbial, complement = against_first(weights)
        if max(abs(adverbial), abs(complement)) >= LEAST_WEIGHT:
            yield clue, adverbial, complement


def against_first(weights: np.ndarray) -> tuple[float, float]:
    """Return the second and third weight less the first."""
    return float(weights[1] - weights[0]), float(weights[2] - weights[0])


if __name__ == "__main__":
    main()
