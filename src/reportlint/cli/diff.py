"""What fixes would change, as a unified diff without context: a line of a report may be a page long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.emit import escape
from reportlint.model import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# fixes never move lines: the next common line is near, and looking no further keeps the time linear
NEAR = 16


def render_diff(name: str, old: str, new: str) -> str:
    """Return the lines that differ; characters that are not seen are shown escaped. Empty when nothing differs."""
    if old == new:
        return ""
    before, after = LINE_END.split(old), LINE_END.split(new)
    lines = [f"--- {name}", f"+++ {name}"]
    for a, b, c, d in find_hunks(before, after):
        lines.append(f"@@ -{render_range(a, b)} +{render_range(c, d)} @@")
        lines += [f"-{escape(line)}" for line in before[a:b]]
        lines += [f"+{escape(line)}" for line in after[c:d]]
    return "".join(f"{line}\n" for line in lines)


def render_range(start: int, end: int) -> str:
    """Return a range of lines as the format wants it: an empty one stands behind the line before it."""
    return f"{start + 1 if end > start else start},{end - start}"


def find_hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield start and end of the lines that differ, in the old text and in the new; changed lines one by one."""
    at_old = at_new = 0
    while at_old < len(old) or at_new < len(new):
        if old[at_old : at_old + 1] == new[at_new : at_new + 1]:
            at_old, at_new = at_old + 1, at_new + 1
            continue
        skip_old, skip_new = find_common(old[at_old : at_old + NEAR], new[at_new : at_new + NEAR])
        if skip_old == skip_new:
            yield from ((at_old + i, at_old + i + 1, at_new + i, at_new + i + 1) for i in range(skip_old))
        else:
            yield at_old, at_old + skip_old, at_new, at_new + skip_new
        at_old, at_new = at_old + skip_old, at_new + skip_new


def find_common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many lines to skip on both sides up to the nearest common line; all when there is none."""
    common = [(i, j) for i, one in enumerate(old) for j, other in enumerate(new) if one == other]
    return min(common, key=sum, default=(len(old), len(new)))
