"""How time and memory grow with the text: plain reports, and texts that are as hard as they can be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from benchmarks.passes import FOREVER, Task, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)  # bytes
# what a text repeats to be as hard as it can
HARD = {
    "一行到底": "各项工作有序推进，",
    "层层括号": "（",
    "列表项": "一是抓落实。\n",
    "重复的句子": "全年完成投资3.5亿元，同比增长12%。",
    "重复的错词": "布署",
    "重复的词": "评估评估工作，",
}
# memory may take so many times the text, and so much for the program
TIMES, PROGRAM = 12, 150
LEFT, TOP, WIDTH, HEIGHT, GAP = 60, 30, 420, 320, 90
COLOURS = ("#06c", "#c33", "#090", "#a60", "#63c", "#099", "#666")


class Point(NamedTuple):
    """What one text cost."""

    text: str
    characters: int
    bytes: int
    seconds: float
    megabytes: float | None


class Line(NamedTuple):
    """A line of a diagram: its name, points (x, y), and how it is drawn."""

    name: str
    points: Sequence[tuple[float, float]]
    style: str


def measure_growth(report: str, sizes: Iterable[int], seconds: float) -> Iterator[Point]:
    """Yield what texts of growing size cost; a size that would take longer than so many seconds is left out."""
    for name, unit in {"报告": report, **HARD}.items():
        last: Point | None = None
        for size in sorted(sizes):
            if last and last.seconds * size / last.bytes > seconds:
                break
            text = repeat(unit, size)
            cost = measure("all", Task([text], rounds=1, seconds=FOREVER))
            last = Point(name, len(text), cost.bytes, cost.seconds, cost.megabytes)
            yield last


def repeat(unit: str, size: int) -> str:
    """Return a text of about so many bytes that repeats a unit, at least one character."""
    length = len(unit.encode())
    whole, rest = divmod(size, length)
    return unit * whole + unit[: rest * len(unit) // length] or unit[0]


def find_factors(points: Iterable[Point]) -> dict[str, float]:
    """Return by text how many times as much its largest size costs a character as the one before; 1 means linear."""
    by_text: dict[str, list[float]] = {}
    for one in points:
        by_text.setdefault(one.text, []).append(one.seconds / one.characters)
    return {name: costs[-1] / costs[-2] for name, costs in by_text.items() if len(costs) > 1}


# --- the diagram


def render_plot(points: Sequence[Point]) -> str:
    """Return time and memory against size as SVG, both axes logarithmic."""
    names = list(dict.fromkeys(one.text for one in points))
    styles = dict(zip(names, (f'stroke="{colour}"' for colour in COLOURS), strict=False))
    seconds = [Line(name, [(p.bytes, p.seconds) for p in points if p.text == name], styles[name]) for name in names]
    memory = [
        Line(name, [(p.bytes, p.megabytes) for p in points if p.text == name and p.megabytes], styles[name])
        for name in names
    ]
    sizes = sorted({one.bytes for one in points})
    bound = Line(
        f"{TIMES} × 文本 + {PROGRAM} MB", [(x, TIMES * x / 1e6 + PROGRAM) for x in sizes],
        'stroke="#999" stroke-dasharray="4"',
    )  # fmt: skip
    panels = [render_panel("秒", seconds, LEFT), render_panel("MB 内存", [*memory, bound], LEFT + WIDTH + GAP)]
    names_at = TOP + HEIGHT + 60
    whole_width, whole_height = LEFT + 2 * WIDTH + GAP + 70, names_at + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole_width} {whole_height}" font-size="13" font-family="sans-serif">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}{render_names([*seconds, bound], names_at)}</svg>\n'
    )


class Axis(NamedTuple):
    """A logarithmic axis from one power of ten to another."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Sequence[float]) -> Axis:
        low = math.floor(math.log10(min(values)))
        return cls(low, max(math.ceil(math.log10(max(values))), low + 1))

    @property
    def marks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(int(self.low), int(self.high) + 1)]

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at the low end and 1 at the high one."""
        return (math.log10(value) - self.low) / (self.high - self.low)


def render_panel(title: str, lines: Sequence[Line], left: int) -> str:
    """Return one diagram with its axes; its frame begins at `left`."""
    points = [point for line in lines for point in line.points]
    across, up = (Axis.over([point[i] for point in points]) for i in (0, 1))

    def place(x: float, y: float) -> str:
        return f"{left + across.share(x) * WIDTH:.1f} {TOP + (1 - up.share(y)) * HEIGHT:.1f}"

    drawn = [f'<rect x="{left}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>']
    drawn += [
        render_text(left + across.share(x) * WIDTH, TOP + HEIGHT + 18, show_size(x), "middle") for x in across.marks
    ]
    drawn += [render_text(left - 6, TOP + (1 - up.share(y)) * HEIGHT + 4, f"{y:g}", "end") for y in up.marks]
    drawn += [
        f'<path d="M{" L".join(place(*point) for point in line.points)}" fill="none" stroke-width="2" {line.style}/>'
        for line in lines
        if line.points
    ]
    return "".join([render_text(left, TOP - 10, title), *drawn])


def render_names(lines: Sequence[Line], y: float) -> str:
    """Return what the lines are called, side by side."""
    step = (2 * WIDTH + GAP) / len(lines)
    shown = []
    for number, line in enumerate(lines):
        x = LEFT + number * step
        shown += [f'<path d="M{x:.1f} {y - 4}h18" stroke-width="2" {line.style}/>', render_text(x + 22, y, line.name)]
    return "".join(shown)


def render_text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def show_size(size: float) -> str:
    return f"{size / 1e6:.3g} MB" if size >= 1e6 else f"{size / 1e3:.3g} kB"
