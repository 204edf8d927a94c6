"""Comments in a text that let findings stand: `<!-- reportlint: ignore 规则 理由 -->`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.model import LINE_END, LineIndex, Span
from reportlint.suppress.waivers import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlint.model import Diagnostic

# what an input method makes of the marks while it is set to Chinese is tolerated; a comment stands on one line
DASHES = "(?:--|——|—|－－)"
COMMENT = re.compile(
    rf"[<＜][!！]{DASHES}[^\S\r\n]*reportlint[^\S\r\n]*[:：](?P<body>[^<＜\r\n]*?){DASHES}[>＞]", re.IGNORECASE
)
RULE = r"[a-z][a-z/-]*"
BODY = re.compile(rf"\s*(?P<verb>ignore(?:-next|-file)?)[\s:：,，]+(?P<rules>{RULE}(?:\s*[,，、]\s*{RULE})*)")
AROUND_REASON = " \t\u3000:：,，、。()（）"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that speaks to the program.

    Attributes:
        span: Its place.
        verb: ignore, ignore-next or ignore-file; empty when it is not written as it should be.
        waivers: One for each rule that it names.
    """

    span: Span
    verb: str = ""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Scopes:
    """Where the waivers of comments hold: in a line, counted from 1, or in the whole text, which is line 0."""

    waivers: Mapping[tuple[str, int], Sequence[Waiver]] = field(default_factory=dict)

    def find(self, diagnostic: Diagnostic, lines: LineIndex) -> Iterator[Waiver]:
        """Yield the waivers of a finding: those of the line in which it begins first."""
        line, _ = lines.place(diagnostic.finding.span.start)
        for where in (line, 0):
            for name in (diagnostic.rule, diagnostic.rule.partition("/")[0]):
                yield from self.waivers.get((name, where), ())


def find_comments(text: str) -> tuple[Comment, ...]:
    """Return the comments that speak to the program, in order."""
    return tuple(parse_comment(match) for match in COMMENT.finditer(text)) if "reportlint" in text.lower() else ()


def parse_comment(match: re.Match[str]) -> Comment:
    """Return the comment of a match."""
    span, body = Span(*match.span()), BODY.match(match["body"].lower())
    if not body:
        return Comment(span)
    reason = match["body"][body.end() :].strip(AROUND_REASON)
    rules = dict.fromkeys(re.findall(RULE, body["rules"]))
    return Comment(span, body["verb"], tuple(Waiver("comment", rule, reason) for rule in rules))


def find_scopes(text: str, comments: Sequence[Comment], lines: LineIndex) -> Scopes:
    """Return where the waivers of comments hold."""
    found = defaultdict[tuple[str, int], list[Waiver]](list)
    for comment, line in zip(comments, find_lines(text, comments, lines), strict=True):
        for waiver in comment.waivers:
            found[waiver.rule, line].append(waiver)
    return Scopes(found)


def find_lines(text: str, comments: Sequence[Comment], lines: LineIndex) -> list[int]:
    """Return the line that each comment speaks of: its own where that says something else, or the next that does."""
    rest = list(text)
    for comment in comments:
        rest[comment.span.start : comment.span.end] = " " * len(comment.span)
    filled = [bool(line.strip()) for line in LINE_END.split("".join(rest))]
    behind = find_next(filled)
    found = []
    for comment in comments:
        line, _ = lines.place(comment.span.start)
        own = filled[line - 1] and comment.verb == "ignore"
        found.append(0 if comment.verb == "ignore-file" else line if own else behind[line - 1])
    return found


def find_next(filled: Sequence[bool]) -> list[int]:
    """Return for each line the number of the next one that says something; the last line has itself."""
    found, following = [], len(filled)
    for number in range(len(filled), 0, -1):
        found.append(following)
        if filled[number - 1]:
            following = number
    return found[::-1]
