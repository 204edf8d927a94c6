"""Train the links: `python tools/train_links.py FOLDER_OF_ANNOTATED_REPORTS`.

The folder holds NAME.txt and NAME.gold.json with the layers problems, causes, measures and links. Each report is left out
in turn (its links are scored by weights that never saw it); the figures printed are those of the left-out reports, end to
end: units are found, not given. The weights that ship are then trained on all of them.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from reportlint import Document, Span, Unit
from reportlint.align import features
from reportlint.align.links import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TARGET = Path(__file__).parents[1] / "data" / "weights" / "links.json"
REGULARISATION = 0.05
COVERED = 0.6  # share of an annotated unit that a found one must cover to count as the same
THRESHOLDS = np.arange(0.1, 0.7, 0.02)


@dataclass
class Matrix:
    """The possible links of one kind in one report: features (pairs, features), labels, weights."""

    report: str
    kind: str
    names: tuple[str, ...]
    values: np.ndarray
    labels: np.ndarray
    unreachable: int = 0  # annotated links with a unit that was not found


def locate(text: str, mark: dict) -> Span:
    if "start" in mark:
        return Span(mark["start"], mark["end"])
    context = mark.get("in", mark["quote"])
    start = text.index(context) + context.index(mark["quote"])
    return Span(start, start + len(mark["quote"]))


def common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def match(units: Sequence[Unit], marks: Sequence[tuple[Span, str]]) -> dict[int, str]:
    """Name each found unit by the annotated one that it covers, one to one, best first."""
    pairs = sorted(
        (-common(span, unit.span) / len(span), len(unit.span), number, name)
        for number, unit in enumerate(units)
        for span, name in marks
        if common(span, unit.span) >= COVERED * len(span)
    )
    named: dict[int, str] = {}
    for _, _, number, name in pairs:
        if number not in named and name not in named.values():
            named[number] = name
    return named


def given(doc: Document, span: Span) -> Unit:
    """Make a unit of an annotated span: its item, else its sentence."""
    section = max((n for n, s in enumerate(doc.sections) if span.start in s.span), default=0)
    item = max((n for n, i in enumerate(doc.items) if span.start in i.span), default=None)
    sentence = next((s.span for s in doc.sentences if span.start in s.span), span)
    whole = doc.items[item].span if item is not None else Span(sentence.start, max(sentence.end, span.end))
    return Unit(span, whole, section, item)


def matrices(path: Path) -> Iterator[tuple[bool, Matrix]]:
    """Yield the matrices of a report, of found units (True) and of annotated ones."""
    gold = json.loads(path.read_text("utf-8"))
    doc = Document(path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8"))
    report = features.Report(doc.text, doc.sections, doc.items, doc.words_in)
    links = {tuple(link) for link in gold["links"]}
    for found in (True, False):
        units, names = {}, {}
        for layer in ("problems", *KINDS):
            marks = [(locate(doc.text, mark), mark["id"]) for mark in gold[layer]]
            units[layer] = getattr(doc, layer) if found else [given(doc, span) for span, _ in marks]
            names[layer] = match(units[layer], marks) if found else dict(enumerate(name for _, name in marks))
        for kind in KINDS:
            sides = [[features.describe(report, unit) for unit in units[layer]] for layer in ("problems", kind)]
            table = features.find_features(report, *sides) if all(sides) else {}
            values = np.stack(list(table.values()), axis=-1) if table else np.zeros((0, 1))
            pairs = [
                (names["problems"].get(row), names[kind].get(column))
                for row in range(len(sides[0]))
                for column in range(len(sides[1]))
            ]
            labels = np.array([pair in links for pair in pairs], dtype=float)
            wanted = {link for link in links if link[1] in {mark["id"] for mark in gold[kind]}}
            unreachable = len(wanted - set(pairs))
            yield (
                found,
                Matrix(
                    path.name, kind, tuple(table), values.reshape(len(pairs), values.shape[-1]), labels, unreachable
                ),
            )


def fit(training: Sequence[Matrix]) -> tuple[StandardScaler, LogisticRegression]:
    values = np.concatenate([one.values for one in training if len(one.labels)])
    labels = np.concatenate([one.labels for one in training])
    # long reports have more pairs, not more to teach
    weights = np.concatenate([np.full(len(one.labels), len(one.labels) ** -0.5) for one in training if len(one.labels)])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=REGULARISATION, max_iter=2000)
    return scaler, model.fit(scaler.transform(values), labels, sample_weight=weights / weights.mean())


def score(chosen: Sequence[tuple[Matrix, np.ndarray]], threshold: float) -> float:
    hit = sum(int((one.labels * (p >= threshold)).sum()) for one, p in chosen)
    extra = sum(int(((1 - one.labels) * (p >= threshold)).sum()) for one, p in chosen)
    missed = sum(int((one.labels * (p < threshold)).sum()) + one.unreachable for one, p in chosen)
    return 2 * hit / max(1, 2 * hit + extra + missed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    paths = [
        p for p in sorted(parser.parse_args().folder.glob("*.gold.json")) if "links" in json.loads(p.read_text("utf-8"))
    ]
    everything = [(found, one) for path in paths for found, one in matrices(path)]
    names = next(one.names for _, one in everything if one.names)
    stored = {}
    for kind in KINDS:
        known = [one for _, one in everything if one.kind == kind]
        held_out = []
        for one in [one for found, one in everything if found and one.kind == kind]:
            scaler, model = fit([other for other in known if other.report != one.report])
            chances = model.predict_proba(scaler.transform(one.values))[:, 1] if len(one.labels) else np.zeros(0)
            held_out.append((one, chances))
        threshold = float(max(THRESHOLDS, key=lambda t: score(held_out, t)))
        print(
            f"{kind}: F1 {score(held_out, threshold):.3f} on {len(held_out)} reports left out in turn, at {threshold:.2f}"
        )
        scaler, model = fit(known)
        stored[kind] = {
            "features": names,
            "mean": [round(float(v), 6) for v in scaler.mean_],
            "scale": [round(float(v), 6) for v in scaler.scale_],
            "coefficients": [round(float(v), 6) for v in model.coef_[0]],
            "intercept": round(float(model.intercept_[0]), 6),
            "threshold": round(threshold, 2),
        }
    TARGET.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
