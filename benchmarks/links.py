"""How well links and gaps are found, beside simpler ways: `python -m benchmarks.links --gold FOLDER [--json] [--plot FILE.svg]`.

The folder holds annotated reports, see README.md. Every report is decided by thresholds and weights that never saw it;
units are found, not given. Set OMP_NUM_THREADS=1 where other programs run: the matrices are small.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import reportlint
from benchmarks.link_methods import EVIDENCE, METHODS, Method, without
from reportlint.align.links import KINDS
from reportlint.emit.table import lay_out
from tools.link_reports import Annotated, Case, make_cases, read_gold, read_marked
from tools.link_scoring import Tally, count_gaps, count_links, find_gaps, name_links
from tools.link_training import fold, predict, train

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportlint.align.links import Scores

FOLDS = 11
SIZES = (4, 8, 16, 32)
BINS = np.linspace(0, 1, 11)
RULES = {"structure/problem-without-cause": "cause", "structure/problem-without-measure": "measure"}
WIDE = 200

Decided = dict[tuple[str, str], np.ndarray]  # links by report and kind
Known = dict[tuple[str, str], Case]
Ours = dict[tuple[str, str], "Scores"]


# --- every report decided by what was learned on others


def decide(
    learn: Callable[[Sequence[Case]], Callable[[Case], Any]], gold: Sequence[Case], more: Sequence[Case]
) -> dict[Any, Any]:
    """Return what each found case of the gold comes to, learned on `more` and the other groups of the gold."""
    decided = {}
    for kind in KINDS:
        ours, others = ([case for case in cases if case.kind == kind] for cases in (gold, more))
        for group in fold([case.report for case in ours], FOLDS):
            judge = learn([*(case for case in ours if case.report not in group), *others])
            for case in ours:
                if case.report in group and case.found:
                    decided[case.report, kind] = judge(case)
    return decided


def ours(cases: Sequence[Case]) -> Callable[[Case], Scores]:
    """Learn as the product does."""
    model = train(cases)
    return lambda case: predict(model, case)


def simple(method: Method) -> Callable[[Sequence[Case]], Callable[[Case], np.ndarray]]:
    """Let a method learn where there is something to learn, and link nothing where there is no pair."""

    def learn(cases: Sequence[Case]) -> Callable[[Case], np.ndarray]:
        judge = method.learn([case for case in cases if case.evidence])
        return lambda case: judge(case) if case.evidence else np.zeros((len(case.problems), len(case.answers)), bool)

    return learn


def count(reports: Iterable[Annotated], cases: Known, decided: Decided) -> dict[str, Tally]:
    """Compare links and gaps with the annotation."""
    total = {"links": Tally(), "gaps": Tally()}
    for report in reports:
        names: dict[str, Sequence[str]] = {}
        links = set()
        for kind in KINDS:
            names |= cases[report.name, kind].names
            links |= name_links(names, kind, decided[report.name, kind])
        total["links"] += count_links(report, links)
        total["gaps"] += count_gaps(report, names, links)
    return total


# --- what is shown


def compare(
    reports: Sequence[Annotated], gold: Sequence[Case], more: Sequence[Case], judged: Ours
) -> dict[str, dict[str, Tally]]:
    """Return the tallies of ours, of the simple methods, and of ours with each kind of evidence switched off."""
    known = {(case.report, case.kind): case for case in gold if case.found}
    shown = {"reportlint": {key: scores.linked for key, scores in judged.items()}}
    shown["不作整体判断"] = {key: scores.values >= 0.5 for key, scores in judged.items()}
    for method in METHODS:
        shown[method.name] = decide(simple(method), gold, more)
    for kind in (*EVIDENCE, "位置"):
        left = [[without(case, kind) for case in cases] for cases in (gold, more)]
        shown[f"不用{kind}"] = {key: scores.linked for key, scores in decide(ours, *left).items()}
    return {name: count(reports, known, decided) for name, decided in shown.items()}


def learn_more(reports: Sequence[Annotated], gold: Sequence[Case], more: Sequence[Case]) -> dict[int, dict[str, Tally]]:
    """Return the tallies by the number of reports that ours learned from, taken in a fixed mixed order."""
    known = {(case.report, case.kind): case for case in gold if case.found}
    curve = {}
    for size in (*SIZES, len({case.report for case in (*gold, *more)}) - len(reports) // FOLDS):

        def few(cases: Sequence[Case], size: int = size) -> Callable[[Case], Scores]:
            mixed = [
                name for names in fold([case.report for case in cases], 1) for name in sorted(names, key=hash_name)
            ]
            return ours([case for case in cases if case.report in mixed[:size]])

        linked = {key: scores.linked for key, scores in decide(few, gold, more).items()}
        curve[size] = count(reports, known, linked)
    return curve


def hash_name(name: str) -> int:
    """Return a number that mixes names, always the same."""
    return sum(ord(character) * 31**place for place, character in enumerate(name)) % 10_007


def bin_chances(cases: Known, judged: Ours) -> list[tuple[float, float, int]]:
    """Return for each tenth of probability its mean, the share of links that are annotated, and their number."""
    chances = np.concatenate([scores.values.ravel() for scores in judged.values()])
    labels = np.concatenate([cases[key].labels.ravel() for key in judged])
    places = np.clip(np.digitize(chances, BINS) - 1, 0, len(BINS) - 2)
    chosen = [places == number for number in range(len(BINS) - 1)]
    return [(float(chances[c].mean()), float(labels[c].mean()), int(c.sum())) for c in chosen if c.any()]


def report_gaps(reports: Sequence[Annotated], cases: Known, judged: Ours) -> dict[str, Tally]:
    """Compare what the rules report as warnings with the annotated gaps of problems."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    config = reportlint.Config(select=tuple(RULES))
    for report in reports:
        report.doc.__dict__["scores"] = {kind: judged[report.name, kind] for kind in KINDS}
        names = cases[report.name, "causes"].names["problems"]
        starts = {unit.span.start: name for unit, name in zip(report.doc.problems, names, strict=True)}
        wanted, unsure = find_gaps(report)
        for rule, missing in RULES.items():
            said = {
                (starts[diagnostic.finding.span.start], missing)
                for diagnostic in reportlint.check(report.doc, config)
                if diagnostic.rule == rule and diagnostic.severity >= reportlint.Severity.WARNING
            }
            ours = {gap for gap in wanted if gap[1] == missing and gap[0] in starts.values()}
            tallies[rule] += Tally.of(ours, said - unsure)
    return dict(tallies)


# --- the command


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.links", description="比较各种办法对应问题、原因和措施的准确度。")
    parser.add_argument(
        "--gold", type=Path, required=True, help="带标注的报告所在的文件夹，格式见 benchmarks/README.md"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--plot", type=Path, help="把可靠性曲线画到这个 SVG 文件")
    options = parser.parse_args(arguments)
    reports = list(read_gold(options.gold))
    if len(reports) < FOLDS:
        raise SystemExit(f"{options.gold} 里标注了对应关系的报告不到 {FOLDS} 份，请检查文件夹。")
    result = measure(reports)
    if options.plot:
        options.plot.write_text(draw(result["reliability"]), "utf-8")
    sys.stdout.write(f"{json.dumps(result, ensure_ascii=False)}\n" if options.json else render(result))


def measure(reports: Sequence[Annotated]) -> dict[str, Any]:
    """Return all figures as plain data."""
    gold = [case for report in reports for case in make_cases(report)]
    more = [case for report in read_marked() for case in make_cases(report)]
    known = {(case.report, case.kind): case for case in gold if case.found}
    judged = decide(ours, gold, more)
    return {
        "reports": len(reports),
        "methods": {name: plain(tallies) for name, tallies in compare(reports, gold, more, judged).items()},
        "curve": {size: plain(tallies) for size, tallies in learn_more(reports, gold, more).items()},
        "reliability": bin_chances(known, judged),
        "findings": plain(report_gaps(reports, known, judged)),
    }


def plain(tallies: Mapping[str, Tally]) -> dict[str, dict[str, float]]:
    return {n: {"precision": t.precision, "recall": t.recall, "f1": t.f1, **t._asdict()} for n, t in tallies.items()}


def render(result: Mapping[str, Any]) -> str:
    """Return the tables."""
    head = ("办法", "对应 精确率", "召回率", "F1", "缺口 精确率", "召回率", "F1")
    lines = [f"{result['reports']} 份报告，每份都由没有见过它的权重判断。", ""]
    lines += lay_out([head, *([name, *cells(found)] for name, found in result["methods"].items())], WIDE, range(1, 7))
    rows = ([str(size), *cells(found)] for size, found in result["curve"].items())
    lines += ["", *lay_out([("学过的报告", *head[1:]), *rows], WIDE, range(7))]
    bins = ([f"{chance:.2f}", f"{share:.2f}", str(size)] for chance, share, size in result["reliability"])
    lines += ["", *lay_out([("给出的概率", "实际对应的比例", "对数"), *bins], WIDE, range(3))]
    found = (
        [rule, *(f"{one[key]:.3f}" for key in ("precision", "recall"))] for rule, one in result["findings"].items()
    )
    lines += ["", *lay_out([("规则（疑似）", "精确率", "召回率"), *found], WIDE, range(1, 3))]
    return "".join(f"{line}\n" for line in lines)


def cells(found: Mapping[str, Mapping[str, float]]) -> list[str]:
    return [f"{found[layer][key]:.3f}" for layer in ("links", "gaps") for key in ("precision", "recall", "f1")]


def draw(bins: Sequence[tuple[float, float, int]]) -> str:
    """Return the reliability plot as SVG: what is promised against what is kept."""
    side, edge = 400, 40
    points = [(edge + chance * side, edge + (1 - share) * side) for chance, share, _ in bins]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side + 2 * edge}" height="{side + 2 * edge}" font-size="14">'
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<path d="M{edge} {edge + side}L{edge + side} {edge}" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/><g fill="#06c">{dots}</g>'
        f'<text x="{edge + side / 2}" y="{side + 2 * edge - 10}" text-anchor="middle">给出的概率</text>'
        f'<text x="14" y="{edge + side / 2}" text-anchor="middle" transform="rotate(-90 14 {edge + side / 2})">实际对应的比例</text>'
        "</svg>\n"
    )


if __name__ == "__main__":
    main()
