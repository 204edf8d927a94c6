"""Train the links: `python -m tools.train_links GOLD [--scorer FOLDER]`.

GOLD holds NAME.txt and NAME.gold.json with the layers problems, causes, measures and links. Each report is left out in
turn: its links are decided by weights, a threshold and a sense of gaps that never saw it. The figures printed are those
of the left-out reports by the scorer's own functions, end to end and with the annotated units given. The weights that
ship are then trained on all of them; the reports of data/training, written for this, teach every time.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlint.align.links import KINDS, Model
from tools.link_reports import Annotated, Case, make_cases, read_gold, read_marked
from tools.link_scoring import SINGULAR, Tally, find_gaps
from tools.link_training import predict, train

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.align.links import Scores

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "data" / "weights" / "links.json"
SCORER = ROOT.parent / "shared" / "score"
DIGITS = 5
CERTAINTIES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)

Decided = dict[tuple[str, str, bool], "Scores"]  # by report, kind, and whether the units were found


def leave_out(gold: Sequence[Annotated], cases: Sequence[Case]) -> Decided:
    """Decide the links of each report by models trained on the others."""
    decided: Decided = {}
    for report in gold:
        for kind in KINDS:
            known = [case for case in cases if case.kind == kind and case.report != report.name]
            model = train(known)
            for case in cases:
                if (case.report, case.kind) == (report.name, kind):
                    decided[report.name, kind, case.found] = predict(model, case)
    return decided


def measure(gold: Sequence[Annotated], decided: Decided, found: bool, scorer: Path) -> Iterator[str]:
    """Yield links and gaps over all reports, over our own, and over the rest."""
    if str(scorer) not in sys.path:
        sys.path.insert(0, str(scorer))
    library, marks = importlib.import_module("gold"), importlib.import_module("goldlib")
    own = {report.name for report in gold if report.name[0] in "abcs"}
    for name, chosen in (("all", {r.name for r in gold}), ("own", own), ("others", {r.name for r in gold} - own)):
        score = library.Score()
        for report in gold:
            if report.name in chosen:
                annotated = marks.Gold(report.name, Path(report.name), report.doc.text, report.gold)
                score.alignment(annotated, extract(report, decided, found))
        yield from (f"{name:7} {layer:6} {score.tally[layer]}" for layer in ("links", "gaps"))


def extract(report: Annotated, decided: Decided, found: bool) -> dict[str, Any]:
    """Return units and links in the form of `reportlint extract`."""
    scores = {kind: decided[report.name, kind, found] for kind in KINDS}
    sides = {"problems": scores["causes"].problems, **{kind: scores[kind].answers for kind in KINDS}}
    units = {
        layer: [{"start": side.unit.span.start, "end": side.unit.span.end} for side in sides[layer]] for layer in sides
    }
    linked = [
        {"problem": row, "cause": None, "measure": None, SINGULAR[kind]: column}
        for kind in KINDS
        for row, column in np.argwhere(scores[kind].linked).tolist()
    ]
    return {**units, "links": linked}


def tell_certainty(gold: Sequence[Annotated], cases: Sequence[Case], decided: Decided) -> Iterator[str]:
    """Yield the precision and the recall of problems said to have no answer, by how certain they must be."""
    reports = {report.name: find_gaps(report) for report in gold}
    names = {(case.report, case.kind): case.names["problems"] for case in cases if case.found}
    for certain in CERTAINTIES:
        total = Tally()
        for (name, kind, found), scores in decided.items():
            if found:
                wanted, unsure = reports[name]
                alone = ~scores.linked.any(axis=1) & (scores.lonely[0] >= certain) & bool(scores.answers)
                said = {(names[name, kind][row], SINGULAR[kind]) for row in np.flatnonzero(alone)}
                total += Tally.of(
                    {gap for gap in wanted if gap[0] in names[name, kind] and gap[1] == SINGULAR[kind]}, said - unsure
                )
        yield f"problems without answer at {certain:.2f}: precision {total.precision:.3f} recall {total.recall:.3f}"


def store(model: Model) -> dict[str, Any]:
    """Return a model as plain numbers."""
    linear = {
        name: {
            "weights": {feature: round(weight, DIGITS) for feature, weight in stage.weights.items()},
            "intercept": round(stage.intercept, DIGITS),
        }
        for name, stage in zip(model._fields[:-1], model[:-1], strict=True)
    }
    return {**linear, "threshold": model.threshold}


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--no-measure", action="store_true", help="only write the weights")
    options = parser.parse_args()
    gold = list(read_gold(options.gold))
    cases = [case for report in (*gold, *read_marked()) for case in make_cases(report)]
    if not options.no_measure:
        decided = leave_out(gold, cases)
        for found in (True, False):
            print("units found" if found else "units given")
            print(*measure(gold, decided, found, options.scorer), sep="\n")
        print(*tell_certainty(gold, cases, decided), sep="\n")
    models = {kind: store(train([case for case in cases if case.kind == kind])) for kind in KINDS}
    TARGET.write_text(json.dumps(models, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
