"""HTML as a browser shows it: a line for each block, nothing fetched, nothing run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.model import LINE_END, Piece, Source, Span
from reportlint.read.errors import ReadError
from reportlint.read.text import MARKED, decode
from reportlint.read.xml import check_depth, check_elements

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reportlint.read.limits import Limits

CHARSET = re.compile(
    rb"""<(?:meta\b[^<>]{0,200}?charset|\?xml\b[^<>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
HEAD = 4096
UNSEEN = {
    *("head", "script", "style", "noscript", "template", "nav", "iframe", "object", "svg", "math", "audio", "video"),
    *("button", "select", "textarea", "input", "datalist", "dialog"),
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"),
}
DEPTHS = {f"h{depth}": depth for depth in range(1, 7)}
WHITE = re.compile(r"[ \t\n\r\f]+")
WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026]"
# a source line that ends between Chinese characters is no space (CSS Text, segment breaks)
BREAK = re.compile(rf"(?<={WIDE})[ \t]*[\r\n][ \t\r\n\f]*(?={WIDE})")
MARGIN = " \t\n\r\f\xa0"
NUMBERED = {None, "1"}


def read_html(data: bytes, name: object, limits: Limits) -> Source:
    """Read the text of a web page, a line for each block; scripts, menus and what is hidden are left out.

    Headings are those of h1 to h6; the numbers of ordered lists stand in the text as automatic pieces.

    Raises:
        ReadError: It is empty, not in the encoding it names, too large or too deep.
    """
    from lxml import etree

    check_elements(data, name, limits)
    text = decode_html(data, name)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise ReadError(name, "这个网页是空的或不完整，请用浏览器打开后另存再检查。")
    check_depth(root, name, limits)
    return Page().read(root)


def decode_html(data: bytes, name: object) -> str:
    """Decode by byte order mark, else by the encoding that the page names, else by what the bytes look like.

    Raises:
        ReadError: Some byte is no text in the likeliest encoding.
    """
    named = CHARSET.search(data, 0, HEAD)
    if named and not data.startswith(tuple(MARKED.values())):
        codec = named[1].decode("ascii").lower()
        # pages that call themselves GB 2312 use characters of its successors
        codec = "gb18030" if codec in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else codec
        try:
            return data.decode(codec)
        except (LookupError, UnicodeError):
            pass
    return decode(data, name).text


@dataclass(slots=True)
class Page:
    """The text of a page as far as it has been read.

    Attributes:
        parts: The finished lines.
        length: Their length, line ends included.
        line: What stands in the open line, as in the file.
        marker: The number that the browser puts before the open line.
        depth: Of the heading that is open; 0 outside.
        kept: How many elements are open that keep their white space.
        counters: The next number of each open ordered list.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    line: list[str] = field(default_factory=list)
    marker: str = ""
    depth: int = 0
    kept: int = 0
    counters: list[int] = field(default_factory=list)
    headings: list[tuple[Span, int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def read(self, root: _Element) -> Source:
        """Read the elements in order."""
        from lxml import etree

        skipped = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                if element is not skipped:
                    self.leave(element.tag)
                self.add(element.tail)
            elif element.tag in UNSEEN or is_hidden(element):
                skipped = element
                walker.skip_subtree()
            else:
                self.enter(element)
                self.add(element.text)
        self.end_line()
        return Source("".join(self.parts), format="html", headings=tuple(self.headings), pieces=tuple(self.pieces))

    def enter(self, element: _Element) -> None:
        """Open an element."""
        tag = element.tag
        if tag in BLOCKS:
            self.end_line()
        self.depth = DEPTHS.get(tag, self.depth)
        self.kept += tag == "pre"
        if tag == "ol":
            self.counters.append(find_number(element.get("start")))
        elif tag == "li" and is_numbered(element.getparent()) and self.counters:
            self.counters[-1] = find_number(element.get("value"), self.counters[-1])
            self.marker = f"{self.counters[-1]}. "
            self.counters[-1] += 1

    def leave(self, tag: str) -> None:
        """Close an element."""
        if tag in BLOCKS:
            self.end_line()
        if tag in DEPTHS:
            self.depth = 0
        self.kept -= tag == "pre"
        if tag == "ol":
            self.counters.pop()

    def add(self, text: str | None) -> None:
        """Add text to the open line."""
        first, *others = LINE_END.split(text or "") if self.kept else [text or ""]
        self.line.append(first)
        for other in others:
            self.end_line()
            self.line.append(other)

    def end_line(self) -> None:
        """Close the open line, unless there is nothing in it."""
        words = WHITE.sub(" ", BREAK.sub("", "".join(self.line))).strip(MARGIN)
        self.line.clear()
        if not words:
            return
        start = self.length
        if self.marker:
            self.pieces.append(Piece(Span(start, start + len(self.marker)), automatic=True))
        line = self.marker + words
        if self.depth:
            self.headings.append((Span(start, start + len(line)), self.depth))
        self.parts.append(line + "\n")
        self.length += len(line) + 1
        self.marker = ""


def is_hidden(element: _Element) -> bool:
    """Tell whether an element is not shown, or is what LibreOffice makes of a page header or footer."""
    if element.get("hidden") is not None or HIDDEN.search(element.get("style", "")):
        return True
    return element.tag == "div" and element.get("title") in {"header", "footer"}


def is_numbered(element: _Element | None) -> bool:
    """Tell whether an element is a list with decimal numbers."""
    return element is not None and element.tag == "ol" and element.get("type") in NUMBERED


def find_number(text: str | None, default: int = 1) -> int:
    """Return the number that an attribute holds."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
