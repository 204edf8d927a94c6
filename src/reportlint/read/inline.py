"""Places inside Markdown prose that are no prose: code, link targets, addresses, HTML.

One pass over the marks of a block, in time linear in its length: nothing is looked for twice, and no pattern can
give back what it has taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG = r"""</?[A-Za-z][A-Za-z0-9-]*+(?:\s(?:[^<>"']|"[^"]*+"|'[^']*+')*+|/)?+>"""

MARK = re.compile(
    rf"""
      (?P<escape>(?:\\[!-/:-@\[-`{{-~])++)
    | (?P<code>`++)
    | (?P<comment><!--)
    | (?P<opaque>
        {TAG}
      | <[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*+>                         # <https://…>
      | <[^\s<>@]++@[^\s<>]++>                                             # <name@place>
      | (?<![A-Za-z0-9])(?:https?://|www\.)[!\#-'*-;=?-Z^_a-z{{}}~]++      # bare address: ASCII, up to a bracket
      | &(?:\#[0-9]{{1,7}}|\#[Xx][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});
      | \[\^[^\s\[\]]++\]                                                  # footnote
      | !(?=\[)
      )
    | (?P<open>\[(?:\[(?!\^))*+)
    | (?P<close>\]++)
    """,
    re.VERBOSE,
)
TICKS = re.compile(r"`++")
ADDRESS = r"(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*+\))++"
TITLE = r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)"""
# what follows the ] of a link: (address "title") or [label]
TARGET = re.compile(rf"\(\s*+(?:<[^<>\r\n]*+>|{ADDRESS})?+(?:\s++(?:{TITLE}))?+\s*+\)|\[[^\[\]]*+\](?!\()")


def find_inline(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what is no prose in a block of prose, in order."""
    depth = 0
    closers: dict[int, int] | None = None
    comments = True
    position = start
    while (mark := MARK.search(text, position, end)) is not None:
        position = mark.end()
        kind = mark.lastgroup
        if kind == "opaque":
            yield Span(mark.start(), position)
        elif kind == "code":
            closers = find_last_runs(text, start, end) if closers is None else closers
            width = position - mark.start()
            if closers.get(width, -1) >= position:
                position = find_run(text, position, end, width)
                yield Span(mark.start(), position)
        elif kind == "comment" and comments:
            close = text.find("-->", mark.start() + len("<!"), end)
            comments = close >= 0
            if comments:
                position = close + len("-->")
                yield Span(mark.start(), position)
        elif kind == "open":
            depth += position - mark.start()
        elif kind == "close":
            depth -= position - mark.start()
            target = TARGET.match(text, position, end) if depth >= 0 else None
            depth = max(depth, 0)
            if target is not None:
                position = target.end()
                yield Span(*target.span())


def find_last_runs(text: str, start: int, end: int) -> dict[int, int]:
    """Return where the last run of backticks of each width starts."""
    return {run.end() - run.start(): run.start() for run in TICKS.finditer(text, start, end)}


def find_run(text: str, start: int, end: int, width: int) -> int:
    """Return where the next run of exactly so many backticks ends; there is one."""
    return next(run.end() for run in TICKS.finditer(text, start, end) if run.end() - run.start() == width)
