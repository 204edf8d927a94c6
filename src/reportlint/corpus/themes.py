"""The problems of all reports by what they are about: those that say the same in other words stand together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import AgglomerativeClustering, Birch
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from reportlint.align import vectors
from reportlint.nlp import find_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DIMENSIONS = 64  # that are kept of the words
RADIUS = 0.55  # of a group of problems that hardly differ
APART = 1.35  # mean distance from which two groups are two themes
WORDS_WEIGHT = 0.5  # of sharing words, beside that of words that mean the same
FEWEST = 2  # reports that a theme is found in
MOST_GROUPS = 4000  # that are compared with each other
LABEL_WORDS = 4
LONGEST = 200  # characters of a problem that count


@dataclass(frozen=True, slots=True)
class Theme:
    """Problems about one thing.

    Attributes:
        words: What marks it off from the others.
        example: The problem in its middle.
        reports: In how many reports it stands.
        units: Of how many units.
        problems: How many there are.
    """

    words: tuple[str, ...]
    example: str
    reports: int
    units: int
    problems: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with where it stands."""

    path: str
    unit: str
    text: str


def find_themes(problems: Sequence[Problem]) -> list[Theme]:
    """Return the themes of problems, those in the most reports first; the same problems give the same themes."""
    if len(problems) < FEWEST:
        return []
    texts = [" ".join(find_content(problem.text[:LONGEST])) for problem in problems]
    vectorizer = TfidfVectorizer(analyzer=str.split, sublinear_tf=True)
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:  # not one word that carries meaning
        return []
    names = vectorizer.get_feature_names_out().tolist()
    places = np.hstack([WORDS_WEIGHT * reduce(weights), find_means(weights, names)])
    members: defaultdict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(find_labels(places)):
        members[label].append(index)
    themes = (
        make_theme([problems[one] for one in rows], places[rows], weights[rows], names) for rows in members.values()
    )
    found = [theme for theme in themes if theme.reports >= FEWEST]
    return sorted(found, key=lambda theme: (-theme.reports, -theme.problems, theme.example))


def find_content(text: str) -> Iterator[str]:
    """Yield the nouns, verbs and adjectives of a problem."""
    for word in find_words(text):
        if len(word.text) > 1 and word.tag.startswith(("n", "v", "a", "i", "l")):
            yield word.text


def reduce(weights: Floats) -> Floats:
    """Return the words of each problem in few dimensions, of unit length."""
    most = min(DIMENSIONS, min(weights.shape) - 1)
    if most < 1:
        return np.asarray(weights.todense())  # type: ignore[attr-defined]
    return np.asarray(normalize(TruncatedSVD(most, random_state=0).fit_transform(weights)))


def find_means(weights: Floats, names: Sequence[str]) -> Floats:
    """Return the mean static vector of each problem's words, of unit length, what all have in common taken off."""
    table = vectors.load()
    known = [(column, table.rows[name]) for column, name in enumerate(names) if name in table.rows]
    if not known:
        return np.zeros((weights.shape[0], 1))
    columns, rows = (list(one) for one in zip(*known, strict=True))
    means = normalize(weights[:, columns] @ table.vectors[rows])
    return np.asarray(normalize(means - means.mean(axis=0)))


def find_labels(places: Floats) -> list[int]:
    """Return the theme of each problem: near ones are put into groups in one pass, then groups into themes."""
    radius = RADIUS
    while True:
        groups = Birch(threshold=radius, n_clusters=None).fit(places)
        if len(groups.subcluster_centers_) <= MOST_GROUPS:
            break
        radius *= 1.2
    if len(groups.subcluster_centers_) < FEWEST:
        return [0] * len(places)
    joined = AgglomerativeClustering(n_clusters=None, distance_threshold=APART, linkage="average")
    themes = joined.fit_predict(groups.subcluster_centers_)
    return [int(themes[label]) for label in groups.labels_]


def make_theme(problems: Sequence[Problem], places: Floats, weights: Floats, names: Sequence[str]) -> Theme:
    """Return the theme that problems make up."""
    middle = int(np.argmin(np.linalg.norm(places - places.mean(axis=0), axis=1)))
    sums = np.asarray(weights.sum(axis=0)).ravel()
    heaviest = sorted(np.flatnonzero(sums).tolist(), key=lambda column: (-sums[column], names[column]))[:LABEL_WORDS]
    return Theme(
        tuple(names[column] for column in heaviest),
        problems[middle].text,
        len({problem.path for problem in problems}),
        len({problem.unit for problem in problems}),
        len(problems),
    )
