"""Markdown: which places are headings and which are no prose.

A line scanner that follows CommonMark's own strategy (spec 0.31, appendix "A parsing strategy"): each line first
continues the open containers (quotations, list items), then may open new ones, and what is left is a leaf. It keeps
no tree, so that its time is linear and its memory constant in whatever it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportlint.model import Span
from reportlint.read.inline import TAG, find_inline
from reportlint.read.lines import CODE_INDENT, Line, find_lines, is_quote, skip_marker, skip_quote

# deeper nesting is no report, and every open container costs time on every line
MAX_DEPTH = 20
QUOTE = 0

FRONT_MATTER = re.compile(
    r"---[ \t]*+(?:\r\n?+|\n)(?=[A-Za-z_][\w.-]*+:)(?:[^\r\n]*+(?:\r\n?+|\n))*?(?:---|\.\.\.)[ \t]*+(?=[\r\n]|\Z)"
)
HEADING = re.compile(r"(#{1,6})(?:[ \t]++|\Z)")
UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+\Z")
RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\Z")
FENCE = re.compile(r"`{3,}+(?=[^`]*+\Z)|~{3,}+")
LIST_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|\Z)", re.ASCII)
LIST_ITEM_IN_TEXT = re.compile(r"(?:[-+*]|1[.)])[ \t]++(?=\S)")
CHECKBOX = re.compile(r"\[[ xX]\](?=[ \t])")
TABLE_RULE = re.compile(r"(?=[^|]*+\|)\|?+(?:[ \t]*+:?+-++:?+[ \t]*+(?:\||\Z))++[ \t]*+\Z")
DEFINITION = re.compile(
    r"""\[(?!\^)(?:[^\[\]\\]|\\.)++\]:[ \t]*+(?:<[^<>]*+>|[^\s<]\S*+)"""
    r"""(?:[ \t]++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+[ \t]*+\Z"""
)
TAG_ALONE = re.compile(TAG + r"[ \t]*+\Z")
HTML = re.compile(
    r"(?i:<(?:(?P<comment>!--)|(?P<instruction>\?)|(?P<data>!\[CDATA\[)|(?P<declaration>![A-Za-z])"
    r"|(?P<raw>(?:script|pre|style|textarea)(?=[ \t>]|\Z))))"
)
LEAF_MARKS = re.compile("|".join(pattern.pattern for pattern in (HEADING, FENCE, RULE, HTML)))
HTML_ENDS = {
    "comment": re.compile("-->"),
    "instruction": re.compile(r"\?>"),
    "data": re.compile(r"\]\]>"),
    "declaration": re.compile(">"),
    "raw": re.compile("</(?:script|pre|style|textarea)>", re.IGNORECASE),
}


@dataclass(slots=True)
class Layout:
    """What the format says about a text, and the blocks that are open while it is read.

    Attributes:
        headings: Contents of headings with their depth.
        excluded: Places that are no prose, in order.
        containers: Open quotations (QUOTE) and list items (columns from the marker's to its text's left edge).
        paragraph: The open paragraph as far as it goes.
        last_line: The last line of the paragraph.
        rows: Whether each line stands for itself, as in a table or between HTML tags.
        fence: The marks that opened a code block.
        html: What ends the open HTML block.
    """

    text: str
    headings: list[tuple[Span, int]] = field(default_factory=list)
    excluded: list[Span] = field(default_factory=list)
    containers: list[int] = field(default_factory=list)
    paragraph: Span | None = None
    last_line: Span | None = None
    rows: bool = False
    fence: str = ""
    html: re.Pattern[str] | None = None

    def feed(self, line: Line) -> None:
        """Read one line."""
        matched = self.match_containers(line)
        inside = matched == len(self.containers)
        if inside and self.fence:
            self.continue_code(line)
        elif inside and self.html:
            self.continue_html(line, line.first)
        elif self.continues(line, inside=inside):
            self.continue_prose(line, inside=inside)
        else:
            self.close(matched)
            self.open_containers(line)
            self.open_leaf(line)

    def match_containers(self, line: Line) -> int:
        """Pass the marks of the open containers and count those that go on."""
        for depth, width in enumerate(self.containers):
            if width == QUOTE:
                if not is_quote(line):
                    return depth
                skip_quote(line)
            elif not line.blank:
                if line.indent < width:
                    return depth
                line.column += width
        return len(self.containers)

    def continues(self, line: Line, *, inside: bool) -> bool:
        """Tell whether the line belongs to the open paragraph or rows; a paragraph may go on outside its container."""
        if line.blank or not (self.paragraph or (self.rows and inside)):
            return False
        if line.indent >= CODE_INDENT or (inside and self.paragraph and line.match(UNDERLINE)):
            return True
        item = line.match(LIST_ITEM_IN_TEXT if inside and self.paragraph else LIST_ITEM)
        return not (item or is_quote(line) or line.match(LEAF_MARKS))

    def continue_prose(self, line: Line, *, inside: bool) -> None:
        """Take a line into the open paragraph or rows, unless it tells what the paragraph was."""
        span = Span(line.first, line.end)
        if self.paragraph is None:
            self.read_prose(span)
        elif inside and line.indent < CODE_INDENT and line.match(UNDERLINE):
            self.add_heading(self.paragraph, 1 if self.text[line.first] == "=" else 2)
            self.paragraph = None
            self.excluded.append(span)
        elif inside and self.is_table_rule(line):
            self.close(len(self.containers))
            self.excluded.append(span)
            self.rows = True
        else:
            self.paragraph = Span(self.paragraph.start, line.end)
            self.last_line = span

    def is_table_rule(self, line: Line) -> bool:
        """Tell whether the line makes a table's head of the line before."""
        return bool(self.last_line and "|" in self.last_line.of(self.text) and line.match(TABLE_RULE))

    def continue_code(self, line: Line) -> None:
        """Take a line into the open code block."""
        rest = self.text[line.first : line.end].rstrip(" \t")
        self.exclude(line)
        if line.indent < CODE_INDENT and len(rest) >= len(self.fence) and not rest.strip(self.fence[0]):
            self.fence = ""

    def continue_html(self, line: Line, start: int) -> None:
        """Take a line into the open HTML block, up to its end if it is there."""
        end = self.html.search(self.text, start, line.end) if self.html else None
        if end is None:
            self.exclude(line)
            return
        self.html = None
        self.excluded.append(Span(line.first, end.end()))
        self.read_prose(Span(end.end(), line.end))

    def close(self, depth: int) -> None:
        """Close the open leaf and all containers but the first `depth`."""
        if self.paragraph:
            self.read_prose(self.paragraph)
        self.paragraph = self.last_line = self.html = None
        self.rows = False
        self.fence = ""
        del self.containers[depth:]

    def open_containers(self, line: Line) -> None:
        """Pass the marks of new quotations and list items."""
        while line.indent < CODE_INDENT and len(self.containers) < MAX_DEPTH:
            if is_quote(line):
                skip_quote(line)
                self.containers.append(QUOTE)
            elif (marker := line.match(LIST_ITEM)) and not line.match(RULE):
                self.containers.append(skip_marker(line, marker))
                self.skip_checkbox(line)
            else:
                return

    def skip_checkbox(self, line: Line) -> None:
        """Pass the box of a task list."""
        if line.match(CHECKBOX):
            self.excluded.append(Span(line.first, line.first + len("[ ]")))
            line.skip(len("[ ]"))

    def open_leaf(self, line: Line) -> None:
        """Read what is left of a line behind the marks of its containers."""
        if line.blank:
            return
        if line.indent >= CODE_INDENT or line.match(RULE) or line.match(DEFINITION):
            self.exclude(line)
        elif heading := line.match(HEADING):
            self.add_heading(without_closing_marks(self.text, heading.end(), line.end), len(heading[1]))
        elif fence := line.match(FENCE):
            self.fence = fence[0]
            self.exclude(line)
        elif html := line.match(HTML):
            self.html = HTML_ENDS[html.lastgroup or ""]
            self.continue_html(line, line.first + len("<!"))
        elif line.match(TAG_ALONE):
            self.rows = True
            self.read_prose(Span(line.first, line.end))
        else:
            self.paragraph = self.last_line = Span(line.first, line.end)

    def add_heading(self, span: Span, depth: int) -> None:
        """Record a heading."""
        content = span.of(self.text).rstrip(" \t")
        if content:
            self.headings.append((Span(span.start, span.start + len(content)), depth))
            self.read_prose(span)

    def read_prose(self, span: Span) -> None:
        """Exclude what is no prose in a closed block."""
        self.excluded.extend(find_inline(self.text, span.start, span.end))

    def exclude(self, line: Line) -> None:
        """Exclude what is left of a line."""
        if not line.blank:
            self.excluded.append(Span(line.first, line.end))


def find_layout(text: str) -> Layout:
    """Find the headings of a Markdown text and the places that are no prose."""
    layout = Layout(text)
    front = FRONT_MATTER.match(text)
    if front:
        layout.excluded.append(Span(*front.span()))
    for line in find_lines(text, front.end() if front else 0):
        layout.feed(line)
    layout.close(0)
    return layout


def without_closing_marks(text: str, start: int, end: int) -> Span:
    """Return the span of a heading without the # marks and the white space at its end."""
    content = text[start:end].rstrip(" \t")
    bare = content.rstrip("#")
    if not bare or bare[-1] in " \t":
        content = bare.rstrip(" \t")
    return Span(start, start + len(content))
