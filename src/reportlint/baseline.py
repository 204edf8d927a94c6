"""Findings that were there when somebody began to check: told by their words, so that edits elsewhere do not matter."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.config import ConfigError
from reportlint.fingerprint import find_fingerprints
from reportlint.suppress import INTERNAL, Waived, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportlint.model import Diagnostic, Source

FILE_NAME = ".reportlint-baseline.json"
SCHEMA = "reportlint/baseline/1"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of a baseline.

    Attributes:
        rule: Its rule.
        text: The words it is about, for those who read the file.
        reason: Why it was let stand.
        who: By whom.
    """

    rule: str
    text: str = ""
    reason: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is accepted.

    Attributes:
        folder: The one of the file, from which paths are told.
        files: By the path of a report: fingerprint → what it stands for.
    """

    folder: Path
    files: Mapping[str, Mapping[str, Accepted]] = field(default_factory=dict)

    def key(self, path: Path | None) -> str:
        """Return the name of a report in the file: its path from the folder, with / on every system."""
        if path is None:
            return "-"
        try:
            return Path(os.path.relpath(path.absolute(), self.folder.absolute())).as_posix()
        except ValueError:
            # another drive
            return path.absolute().as_posix()

    def split(self, source: Source, diagnostics: Sequence[Diagnostic]) -> list[Waived | None]:
        """Return for each finding of a report whether it is accepted."""
        accepted = self.files.get(self.key(source.path), {})
        if not accepted:
            return [None] * len(diagnostics)
        marks = find_fingerprints(source.text, diagnostics)
        return [waive(one, accepted.get(mark)) for one, mark in zip(diagnostics, marks, strict=True)]


def waive(diagnostic: Diagnostic, accepted: Accepted | None) -> Waived | None:
    """Return a finding that is accepted with the waiver for it; what the program says of itself never is."""
    if accepted is None or diagnostic.rule.startswith(INTERNAL):
        return None
    return Waived(diagnostic, Waiver("baseline", accepted.rule, accepted.reason or "基线里原有的问题", accepted.who))


def accept(
    text: str, found: Sequence[Diagnostic], kept: Iterable[Diagnostic], reason: str, who: str
) -> dict[str, Accepted]:
    """Return the findings to accept by fingerprint.

    Args:
        text: Of the report.
        found: All that the rules report in it, which fingerprints count.
        kept: What of it is reported.
        reason: Why it may stand.
        who: Who says so.
    """
    wanted = {id(one) for one in kept if not one.rule.startswith(INTERNAL)}
    marks = zip(found, find_fingerprints(text, found), strict=True)
    return {
        mark: Accepted(one.rule, " ".join(one.finding.span.of(text)[:40].split()), reason, who)
        for one, mark in marks
        if id(one) in wanted
    }


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigError: The file cannot be read or is no baseline.
    """
    try:
        return parse_baseline(path, path.stat().st_mtime_ns)
    except OSError as error:
        from reportlint.read.files import reason

        told = f"{path}：读不了基线（{reason(error)}），请检查路径，或先用 reportlint baseline 生成。"
        raise ConfigError(told) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(f"{path}：不是这个版本能用的基线文件，请用 reportlint baseline 重新生成。") from None


@lru_cache(maxsize=8)
def parse_baseline(path: Path, changed: int) -> Baseline:  # noqa: ARG001  # another time is another file
    """Read a baseline that was last changed at some time.

    Raises:
        OSError, ValueError, KeyError, TypeError, AttributeError: The file cannot be read or is no baseline.
    """
    table = json.loads(path.read_text("utf-8"))
    if table["schema"] != SCHEMA:
        raise ValueError(table["schema"])
    files = {
        name: {entry["fingerprint"]: parse_accepted(entry) for entry in entries}
        for name, entries in table["files"].items()
    }
    return Baseline(path.parent, files)


def parse_accepted(entry: Mapping[str, str]) -> Accepted:
    """Return an entry of the file."""
    return Accepted(entry["rule"], entry.get("text", ""), entry.get("reason", ""), entry.get("who", ""))


def render_baseline(files: Mapping[str, Mapping[str, Accepted]]) -> bytes:
    """Return a baseline as a file: the same findings give the same bytes."""
    table = {
        "schema": SCHEMA,
        "files": {
            name: [render_accepted(*pair) for pair in entries.items()] for name, entries in sorted(files.items())
        },
    }
    return f"{json.dumps(table, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def render_accepted(mark: str, accepted: Accepted) -> dict[str, str]:
    """Return an entry for the file."""
    values = {"rule": accepted.rule, "text": accepted.text, "reason": accepted.reason, "who": accepted.who}
    return {"fingerprint": mark, **{key: value for key, value in values.items() if value}}
