"""How well reports are proofread, beside other tools: `python -m benchmarks.peers FOLDER CLEAN… [--json]`.

The folder holds annotated reports, see README.md; the clean texts have passed editors, so that what is found there is
most likely a false alarm. A defect is hit where a finding, or what a tool rewrites, touches it or stands close by,
whatever the tool says about it; what touches no defect of a fully annotated report is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.figures import find_start
from benchmarks.proofreaders import PEERS, Peer, find_all
from reportlint import Span
from reportlint.emit.table import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.proofreaders import Result

NEAR = 2  # characters between a finding and the defect that it hits
LONGEST = 400  # characters; a longer finding points at nothing
PER = 10_000  # characters
WIDTH = 200
HEADER = ("工具", "版本", "命中", "召回率", "误报/万字", "净文/万字", "字/秒", "速度比")


class Defect(NamedTuple):
    """An annotated defect with its places: its own, and those that it contradicts; an unsure one is no miss."""

    kind: str
    spots: tuple[Span, ...]
    sure: bool


class Report(NamedTuple):
    """An annotated text; a complete one names all its defects."""

    text: str
    defects: tuple[Defect, ...]
    complete: bool


class Texts(NamedTuple):
    """What all tools are run on."""

    reports: list[Report]
    clean: list[str]


class Missing(NamedTuple):
    """A tool that cannot be run."""

    peer: Peer
    reason: str


@dataclass
class Score:
    """What a tool found.

    Attributes:
        hits: Sure defects that it hit, by kind.
        recall: Their share of all.
        false_alarms: In 10,000 characters of the fully annotated reports.
        clean_findings: In 10,000 characters of the clean texts.
        relative_speed: Its characters per second as a multiple of reportlint's.
    """

    name: str
    version: str
    hits: dict[str, int]
    recall: float
    false_alarms: float
    clean_findings: float
    characters_per_second: int
    relative_speed: float = 1.0


# --- texts


def read_reports(folder: Path) -> Iterator[Report]:
    """Yield the reports below a folder whose defects are annotated: NAME.txt beside NAME.gold.json."""
    for path in sorted(folder.rglob("*.gold.json")):
        layers = json.loads(path.read_text("utf-8"))
        if "defects" in layers:
            text = read_text(path.with_name(path.name.removesuffix(".gold.json") + ".txt"))
            defects = tuple(read_defect(text, mark) for mark in layers["defects"])
            yield Report(text, defects, layers.get("defect_kinds", "all") == "all")


def read_defect(text: str, mark: dict[str, Any]) -> Defect:
    start = find_start(text, mark)
    related = mark.get("related", [])
    quotes = [related] if isinstance(related, str) else related
    spots = (Span(start, start + len(mark["quote"])), *(span for quote in quotes for span in find_all(text, quote)))
    return Defect(mark["kind"], spots, mark.get("sure") is not False)


def read_clean(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the texts of files, and of the .txt files below folders."""
    for path in paths:
        if not path.exists():
            raise SystemExit(f"找不到 {path}，请检查净文的路径。")
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            yield read_text(file)


def read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


# --- scoring


def score(name: str, result: Result, texts: Texts) -> Score:
    """Return how well a tool did on the reports, which it was given first, and on the clean texts."""
    found = list(zip(texts.reports, result.places, strict=False))
    hits = Counter(defect.kind for report, places in found for defect in report.defects if is_hit(defect, places))
    alarms = sum(count_alarms(report.defects, places) for report, places in found if report.complete)
    complete = count_characters(report.text for report in texts.reports if report.complete)
    clean = sum(map(len, result.places[len(texts.reports) :]))
    return Score(
        name,
        result.version,
        dict(sorted(hits.items())),
        hits.total() / max(count_defects(texts.reports).total(), 1),
        per_characters(alarms, complete),
        per_characters(clean, count_characters(texts.clean)),
        round(count_characters(all_texts(texts)) / result.seconds),
    )


def is_hit(defect: Defect, places: Sequence[Span]) -> bool:
    return defect.sure and any(len(place) <= LONGEST and is_near(defect, place) for place in places)


def count_alarms(defects: Sequence[Defect], places: Sequence[Span]) -> int:
    return sum(not any(is_near(defect, place) for defect in defects) for place in places)


def is_near(defect: Defect, place: Span) -> bool:
    """Tell whether a finding touches a place of a defect; it may be empty, as where something is to be inserted."""
    return any(place.start < spot.end + NEAR and spot.start < place.end + NEAR for spot in defect.spots)


def per_characters(number: int, characters: int) -> float:
    return PER * number / max(characters, 1)


def count_defects(reports: Sequence[Report]) -> Counter[str]:
    """Return how many sure defects there are, by kind."""
    return Counter(defect.kind for report in reports for defect in report.defects if defect.sure)


def count_characters(texts: Iterable[str]) -> int:
    return sum(map(len, texts))


def all_texts(texts: Texts) -> list[str]:
    return [*(report.text for report in texts.reports), *texts.clean]


def compare(texts: Texts, npm: Path) -> tuple[list[Score], list[Missing]]:
    """Run all tools that are installed; the first is reportlint."""
    scores: list[Score] = []
    missing = []
    for peer in PEERS:
        try:
            scores.append(score(peer.name, peer.run(all_texts(texts), npm), texts))
        except ImportError as error:
            missing.append(Missing(peer, str(error)))
    for one in scores:
        one.relative_speed = one.characters_per_second / scores[0].characters_per_second
    return scores, missing


# --- the command


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description="比较各校对工具的命中、误报和速度。")
    parser.add_argument("folder", type=Path, help="带标注的报告所在的文件夹，格式见 benchmarks/README.md")
    parser.add_argument("clean", type=Path, nargs="+", help="没有错误的文本：.txt 文件，或者它们所在的文件夹")
    parser.add_argument("--npm", type=Path, default=Path(), help="npm 包装在哪个文件夹里，默认是当前文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    texts = Texts(list(read_reports(options.folder)), list(read_clean(options.clean)))
    if not texts.reports:
        raise SystemExit(f"{options.folder} 里没有标注了错误的报告（NAME.txt 和 NAME.gold.json），请检查文件夹。")
    scores, missing = compare(texts, options.npm)
    sys.stdout.write((render_json if options.json else render_table)(texts, scores, missing))


def render_json(texts: Texts, scores: Sequence[Score], missing: Sequence[Missing]) -> str:
    result = {
        **measure(texts),
        "kinds": dict(sorted(count_defects(texts.reports).items())),
        "peers": [asdict(one) for one in scores],
        "missing": [{"name": one.peer.name, "install": one.peer.install, "reason": one.reason} for one in missing],
    }
    return f"{json.dumps(result, ensure_ascii=False)}\n"


def render_table(texts: Texts, scores: Sequence[Score], missing: Sequence[Missing]) -> str:
    lines = [
        describe(measure(texts)),
        "",
        *lay_out([HEADER, *map(find_cells, scores)], WIDTH, range(1, len(HEADER))),
        "",
        *lay_out(list(find_kind_rows(texts.reports, scores)), WIDTH, range(1, len(scores) + 2)),
    ]
    lines += [f"没有 {one.peer.name}（{one.reason}），要一起比较请先 {one.peer.install}" for one in missing]
    return "".join(f"{line}\n" for line in lines)


def describe(sizes: dict[str, int]) -> str:
    """Say how much was read."""
    return (
        f"{sizes['reports']} 份标注过的报告，{sizes['characters']} 字，{sizes['defects']} 处错误；"
        f"标注齐全的 {sizes['complete_characters']} 字，净文 {sizes['clean_characters']} 字。"
    )


def find_cells(one: Score) -> tuple[str, ...]:
    """Return a tool's row of the table."""
    rates = (f"{one.recall:.3f}", f"{one.false_alarms:.1f}", f"{one.clean_findings:.1f}")
    speed = (f"{one.characters_per_second:,}", f"{one.relative_speed:.3g}")
    return (one.name, one.version, str(sum(one.hits.values())), *rates, *speed)


def find_kind_rows(reports: Sequence[Report], scores: Sequence[Score]) -> Iterator[tuple[str, ...]]:
    """Yield the header and, for each kind of defect, how many there are and how many each tool hit."""
    yield ("错误", "标注", *(one.name for one in scores))
    for kind, number in sorted(count_defects(reports).items()):
        yield (kind, str(number), *(str(one.hits.get(kind, 0)) for one in scores))


def measure(texts: Texts) -> dict[str, int]:
    """Return how much was read."""
    return {
        "reports": len(texts.reports),
        "characters": count_characters(report.text for report in texts.reports),
        "complete_characters": count_characters(report.text for report in texts.reports if report.complete),
        "defects": count_defects(texts.reports).total(),
        "clean_texts": len(texts.clean),
        "clean_characters": count_characters(texts.clean),
    }


if __name__ == "__main__":
    main()
