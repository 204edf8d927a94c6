"""Reports by the thousand for measuring: real ones, and made ones with copies, passages and templates planted in them."""

from __future__ import annotations

import json
import lzma
import random
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIXES = (".txt", ".md")
LENGTH = 2500  # characters of a made report
SHORTEST_PARAGRAPH = 60
UNITS = 150
SENTENCE = re.compile("[^。]+。")
NUMBER = re.compile(r"\d+")
PLACES = "江河湖海山川林田东西南北清平安宁和顺兴隆"
OFFICES = ("教育局", "水利局", "住建局", "财政局", "民政局", "商务局", "卫健委", "农业农村局", "司法局", "文旅局")
PARTS = ("主要做法和成效", "重点工作进展", "存在的问题和不足", "下一步工作打算")
# words that many units have: the form asks for them
TEMPLATES = (
    "{unit}领导班子对照年度目标责任书逐条逐项进行了自查，现将一年来的履职情况、存在的不足和今后的打算向考核组作如下汇报，请予审阅。",
    "{unit}严格执行民主集中制，凡属重大决策、重要人事任免、重大项目安排和大额资金使用，一律提交班子会议集体讨论后再作决定。",
    "以上汇报内容均由{unit}负责核实，所列数据与统计部门公布的口径一致，如与实际不符，愿意承担由此产生的全部责任并接受处理。",
    "{unit}落实一岗双责要求，把廉政建设同业务工作一起部署、一起检查、一起考核，全年没有发现工作人员违反纪律和规定的情形。",
)


class Made(NamedTuple):
    """A made report before it is written: who wrote it, of which year, and its paragraphs with the frame around them."""

    unit: str
    year: int
    title: str
    parts: list[list[str]]

    @property
    def path(self) -> str:
        return f"{self.unit}/{self.title}.txt"

    def render(self) -> str:
        lines = [self.title, ""]
        for mark, name, paragraphs in zip("一二三四", PARTS, self.parts, strict=True):
            lines += [f"{mark}、{name}", *paragraphs]
        return "\n".join([*lines, "", self.unit, f"{self.year}年12月20日", ""])


def make_corpus(data: Path, folder: Path, size: int, planted: int, seed: int = 1) -> dict[str, list[list[str]]]:
    """Fill a folder with `size` reports; return the planted pairs by kind, and write them beside it.

    Each made report has paragraphs of its own, so that nothing is alike that was not planted.

    Args:
        data: Has real reports in `reports` and paragraphs in `bulk/news.txt.xz`.
        folder: Where the reports go.
        size: How many there are.
        planted: How many of them are copies of others, and in how many stands a passage of another's.
        seed: Another one makes others.

    Raises:
        ValueError: So many cannot be planted.
    """
    chance = random.Random(seed)
    units = [f"{a}{b}{'市县区'[n % 3]}{OFFICES[n % len(OFFICES)]}" for n, (a, b) in enumerate(find_names(chance))]
    real = copy_reports(data / "reports", folder, units, chance)
    count = size - real - planted
    if count < 3 * planted:
        raise ValueError(f"{size} 份里放不下 {planted} 对雷同，请用 --size 增加份数，或用 --planted 减少对数。")
    paragraphs = find_paragraphs(data / "bulk" / "news.txt.xz", chance)
    made = [make_report(number, units, paragraphs, chance) for number in range(count)]
    copies = plant_copies(made[:planted], units, chance)
    passages = plant_passages(made[planted : 3 * planted], chance)
    for report in [*made, *(copy for _, copy in copies)]:
        path = folder / report.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report.render(), "utf-8")
    pairs = {"whole": [[one.path, other.path] for one, other in copies], "passages": passages}
    folder.with_suffix(".json").write_text(json.dumps(pairs, ensure_ascii=False), "utf-8")
    return pairs


def find_names(chance: random.Random) -> list[tuple[str, str]]:
    return chance.sample([(a, b) for a in PLACES for b in PLACES if a != b], UNITS)


def copy_reports(source: Path, folder: Path, units: Sequence[str], chance: random.Random) -> int:
    found = sorted(path for path in source.rglob("*") if path.suffix in SUFFIXES)
    for path in found:
        target = folder / chance.choice(units) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return len(found)


def find_paragraphs(path: Path, chance: random.Random) -> Iterator[str]:
    """Yield paragraphs, each once and in no order."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        found = list(dict.fromkeys(line.strip() for line in file if len(line) > SHORTEST_PARAGRAPH and "。" in line))
    chance.shuffle(found)
    yield from found


def make_report(number: int, units: Sequence[str], paragraphs: Iterator[str], chance: random.Random) -> Made:
    unit, year = chance.choice(units), chance.randrange(2019, 2025)
    parts = []
    for _ in PARTS:
        part, length = [], 0
        while length < LENGTH / len(PARTS):
            part.append(next(paragraphs))
            length += len(part[-1])
        parts.append(part)
    for template in chance.sample(TEMPLATES, 2):
        chance.choice(parts).append(template.format(unit=unit))
    return Made(unit, year, f"{unit}{year}年工作总结（{number}）", parts)


def plant_copies(reports: Sequence[Made], units: Sequence[str], chance: random.Random) -> list[tuple[Made, Made]]:
    return [(report, copy_report(report, units, chance)) for report in reports]


def copy_report(report: Made, units: Sequence[str], chance: random.Random) -> Made:
    """Return what another unit makes of a report a year later: its own name, other figures, less and some new."""
    unit = chance.choice([one for one in units if one != report.unit])
    parts = []
    for paragraphs in report.parts:
        part = [change(text.replace(report.unit, unit), chance) for text in paragraphs]
        chance.shuffle(part)
        parts.append([text for text in part if text])
    parts[0].insert(0, f"一年来，{unit}紧扣本地实际，走出了一条属于自己的路子，得到了群众的认可。")
    title = report.title.replace(report.unit, unit).replace(str(report.year), str(report.year + 1))
    return Made(unit, report.year + 1, title, parts)


def change(text: str, chance: random.Random) -> str:
    """Return a paragraph without some of its sentences, and with other figures in some."""
    kept = [sentence for sentence in SENTENCE.findall(text) if chance.random() > 0.12]
    return "".join(
        NUMBER.sub(lambda _: str(chance.randrange(1, 500)), one) if chance.random() < 0.3 else one for one in kept
    )


def plant_passages(reports: Sequence[Made], chance: random.Random) -> list[list[str]]:
    """Put a paragraph of every first report into the next one and return the pairs."""
    pairs = []
    for one, other in zip(reports[::2], reports[1::2], strict=True):
        paragraph = max((text for part in one.parts for text in part[:1]), key=len)
        chance.choice(other.parts).append(paragraph)
        pairs.append([one.path, other.path])
    return pairs
