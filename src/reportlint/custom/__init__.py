"""Rules as data: the [[rule]] entries of a configuration, with which an office adds a rule without Python.

An entry says what is looked for (`phrases`, `pattern`, `matcher` or `entities`), where (`roles`, `sections`), what is
left alone (`except`), and what is said of it (`message`, `severity`, `fix`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from reportlint import registry
from reportlint.custom.files import read_entities, read_json
from reportlint.custom.finders import Cover, Finder, Phrases, Sequences, find_all, load_patterns
from reportlint.custom.matcher import parse_matches
from reportlint.model import Edit, Finding, Fix, Role, Severity, Span
from reportlint.registry import Example, Rule
from reportlint.suppress import INTERNAL
from reportlint.tables import ConfigError, fits, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from reportlint.document import Document

ID = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
ROLES = get_args(Role)
WIDEST = 50  # words that a gap may skip: a wider one makes the time quadratic
WANTED = ("phrases", "pattern", "matcher", "entities")
# the kinds of values that a key takes, and what to call them
KEYS: dict[str, tuple[tuple[Any, ...], str]] = {
    "id": ((str,), "“类别/名称”"),
    "message": ((str,), "一句话"),
    "severity": ((str,), "级别 error、warning 或 note"),
    "reason": ((str,), "一句话"),
    "phrases": ((list[str], dict[str, str]), "词语的列表，或“原词 = 改成的词”的表"),
    "pattern": ((str, list[str]), "词语模式，或它们的列表"),
    "matcher": (
        (str, list[list[dict[str, Any]]], list[dict[str, Any]]),
        "spaCy Matcher 的模式，或存着它们的 .json 文件名",
    ),
    "entities": ((str,), "spaCy EntityRuler 的 .jsonl 文件名"),
    "except": ((list[str],), "不报的词语的列表"),
    "whole-words": ((bool,), "true 或 false"),
    "roles": ((list[str],), "章节作用的列表"),
    "sections": ((list[str],), "标题里的词的列表"),
    "fix": ((str,), "改成的词"),
    "safe": ((bool,), "true 或 false"),
    "examples": ((list[dict[str, str]],), "{ bad = “……”, good = “……” } 的列表"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule holds: everywhere, or in sections of these roles, or under headings with one of these words."""

    roles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def covers(self, doc: Document) -> Iterator[Cover]:
        """Yield the ranges in all of which a place must lie."""
        if self.roles:
            yield Cover(section.span for section in doc.sections if not set(self.roles).isdisjoint(section.roles))
        if self.titles:
            yield Cover(one.span for one in doc.sections if any(word in one.title for word in self.titles))


@dataclass(frozen=True, slots=True)
class Check:
    """What a rule of a configuration does.

    Attributes:
        finders: Find the places.
        message: What is said of a place; {text} stands for its words, {fix} for what they become.
        fixes: What words become.
        fix: What all other words become; None where only the author knows.
        safe: Whether that never changes what the text says.
        spared: Phrases inside which nothing is reported.
        scope: Where it holds.
    """

    finders: tuple[Finder, ...]
    message: str
    fixes: tuple[tuple[str, str], ...] = ()
    fix: str | None = None
    safe: bool = False
    spared: tuple[str, ...] = ()
    scope: Scope = Scope()

    def __call__(self, doc: Document) -> Iterator[Finding]:
        """Yield what is found in a document."""
        for span in apart(self.find(doc)):
            yield self.report(span, span.of(doc.text))

    def find(self, doc: Document) -> Iterator[Span]:
        """Yield the places that are neither spared nor out of scope, in any order."""
        spared = Cover(find_all(self.spared, doc.text) if self.spared else ())
        scopes = tuple(self.scope.covers(doc))
        for finder in self.finders:
            for span in finder.find(doc):
                if not spared.holds(span) and all(cover.holds(span) for cover in scopes):
                    yield span

    def report(self, span: Span, words: str) -> Finding:
        """Return the finding about a place."""
        becomes = dict(self.fixes).get(words, self.fix)
        message = self.message.replace("{fix}", becomes or "").replace("{text}", words)
        if becomes is None:
            return Finding(span, message)
        title = f"改为“{becomes}”" if becomes else f"删去“{words}”"
        return Finding(span, message, Fix(title, (Edit(span, becomes),), self.safe))


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield places that do not overlap: of those that do the first, and the longest of these."""
    rest = 0
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if span.start >= rest:
            yield span
            rest = span.end


def parse_rules(entries: Sequence[Mapping[str, Any]], folder: Path) -> tuple[Rule, ...]:
    """Return the rules of the [[rule]] entries of a configuration.

    Args:
        entries: As they are written.
        folder: Where the names of files begin.

    Raises:
        ConfigError: An entry is not written as it should be.
    """
    found: dict[str, Rule] = {}
    for number, entry in enumerate(entries, 1):
        name = entry.get("id", "没有 id")
        try:
            check_keys(entry)
            check_name(entry["id"], {*found, *registry.load()})
            found[name] = parse_rule(entry, folder)
        except ConfigError as error:
            raise ConfigError(f"第 {number} 条 [[rule]]（{name}）：{error}") from None
    return tuple(found.values())


def parse_rule(entry: Mapping[str, Any], folder: Path) -> Rule:
    """Return the rule of an entry or raise ConfigError."""
    return Rule(
        id=entry["id"],
        severity=Severity(entry.get("severity", "warning")),
        summary=entry["message"].replace("{text}", "……").replace("{fix}", "……"),
        reason=entry.get("reason", ""),
        check=parse_check(entry, folder),
        examples=tuple(parse_example(example) for example in entry.get("examples", ())),
    )


def check_keys(entry: Mapping[str, Any]) -> None:
    """Raise ConfigError unless an entry has the keys and the kinds of values that it should have."""
    for key, value in entry.items():
        if key not in KEYS:
            raise ConfigError(f"没有“{key}”这一项{nearest(key, KEYS)}")
        kinds, wanted = KEYS[key]
        if not any(fits(value, kind) for kind in kinds) or (isinstance(value, (list, dict)) and not all(value)):
            raise ConfigError(f"{key} 应当是{wanted}，写的却是 {value!r}，请改正。")
    for key in ("id", "message"):
        if not entry.get(key):
            raise ConfigError(f"没有写 {key}，请写上{KEYS[key][1]}。")
    if "{fix}" in entry["message"] and "fix" not in entry and not isinstance(entry.get("phrases"), Mapping):
        raise ConfigError("message 里有 {fix}，却没有写改成什么，请写上 fix，或把 phrases 写成“原词 = 改成的词”的表。")
    if not any(entry.get(key) for key in WANTED):
        raise ConfigError(f"没有写要找什么，请写上 {'、'.join(WANTED)} 中的一项。")
    check_members(entry.get("roles", ()), ROLES, "roles")
    check_members((entry.get("severity", "warning"),), list(Severity), "severity")


def check_name(name: str, taken: Collection[str]) -> None:
    """Raise ConfigError unless a rule may have this id."""
    if not ID.fullmatch(name) or name.startswith(INTERNAL):
        raise ConfigError("id 要写成“类别/名称”，两部分都用小写字母、数字和连字符，如 office/old-name。")
    if name in taken:
        raise ConfigError("已经有同名的规则，请换一个 id。")


def check_members(names: Iterable[str], known: Sequence[str], key: str) -> None:
    """Raise ConfigError unless all names are known."""
    for name in names:
        if name not in known:
            raise ConfigError(f"{key} 里的“{name}”写得不对，可以写的是 {'、'.join(known)}。")


def parse_check(entry: Mapping[str, Any], folder: Path) -> Check:
    """Return what the rule of an entry does or raise ConfigError."""
    phrases = entry.get("phrases", ())
    fixes = tuple(phrases.items()) if isinstance(phrases, Mapping) else ()
    # what a fix has put right must not be found again
    becomes = tuple(filter(None, (*(text for _, text in fixes), entry.get("fix", ""))))
    spared = (*entry.get("except", ()), *becomes)
    for phrase in phrases:
        if phrase in spared:
            raise ConfigError(f"“{phrase}”又要找，又列在 except 或改成的词里，永远不会报出来，请删去一处。")
    return Check(
        tuple(find_finders(entry, folder)),
        entry["message"],
        fixes,
        entry.get("fix"),
        entry.get("safe", False),
        spared,
        Scope(tuple(entry.get("roles", ())), tuple(entry.get("sections", ()))),
    )


def find_finders(entry: Mapping[str, Any], folder: Path) -> Iterator[Finder]:
    """Yield what finds the places of the rule of an entry."""
    phrases = list(entry.get("phrases", ()))
    patterns = entry.get("matcher", [])
    several = [read_json(folder / patterns)] if isinstance(patterns, str) else [patterns]
    if "entities" in entry:
        texts, tokens = read_entities(folder / entry["entities"])
        phrases, several = [*phrases, *texts], [*several, tokens]
    if phrases:
        yield Phrases(tuple(dict.fromkeys(phrases)), entry.get("whole-words", False))
    if "pattern" in entry:
        yield parse_patterns(entry["pattern"])
    yield from map(parse_matches, filter(None, several))


def parse_patterns(sources: str | Sequence[str]) -> Sequences:
    """Return what finds sequences of words or raise ConfigError."""
    found = Sequences((sources,) if isinstance(sources, str) else tuple(sources))
    try:
        patterns = load_patterns(found.patterns)
    except (ValueError, KeyError, OSError) as error:
        raise ConfigError(f"词语模式 {'、'.join(found.patterns)} 写得不对（{error}），请改正。") from None
    steps = [step for one in patterns for step in (*one.before, *one.steps, *one.after)]
    if any(step.repeated > WIDEST for step in steps):
        raise ConfigError(f"词语模式里的间隔最多 {WIDEST} 个词，请把 … 或 * 后面的数改小。")
    return found


def parse_example(example: Mapping[str, str]) -> Example:
    """Return an example or raise ConfigError."""
    if set(example) != {"bad", "good"}:
        raise ConfigError("examples 的每一个都要有 bad 和 good 两项，请补全或删去多余的。")
    return Example(example["bad"], example["good"])
