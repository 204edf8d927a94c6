"""Results kept on disk: the same report, settings and program give the same findings without looking again."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from reportlint import __version__, engine, lexicon, registry
from reportlint.align import weights
from reportlint.model import Diagnostic, Edit, Finding, Fix, Related, Severity, Span
from reportlint.suppress import Waived, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.config import Config
    from reportlint.document import Document
    from reportlint.engine import Checked

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024 * 1024  # of all results together


def default_folder() -> Path:
    """Return the place of the user's system for what can be made again."""
    import platformdirs

    return platformdirs.user_cache_path("reportlint", appauthor=False)


def examine(doc: Document, config: Config, folder: Path) -> Checked:
    """Check a document, or return what was found in it before.

    What cannot be read from the folder, or written to it, is as if there were none.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    path = folder / f"{find_key(doc, config)}.json"
    try:
        kept = parse_checked(json.loads(path.read_bytes()))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError):
        log.debug("缓存 %s 用不了", path, exc_info=True)
    else:
        with suppress(OSError):
            os.utime(path)
        return kept
    checked = engine.examine(doc, config)
    if all(one.rule != engine.CRASH for one in checked.diagnostics):
        save(path, json.dumps(asdict(checked)).encode())
    return checked


def trim(folder: Path) -> None:
    """Remove the results that were not asked for the longest, until the others take no more than `MOST_BYTES`."""
    room = MOST_BYTES
    for path, info in sorted(find_results(folder), key=lambda one: -one[1].st_mtime_ns):
        room -= info.st_size
        if room < 0:
            with suppress(OSError):
                path.unlink()


def find_results(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield our files in a folder, in which others may lie, and from which another process may be removing some."""
    for size, suffix in ((64, ".json"), (32, ".tmp")):
        for path in folder.glob("[0-9a-f]" * size + suffix):
            with suppress(OSError):
                yield path, path.stat()


def save(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; where that is impossible, do without."""
    draft = path.with_name(f"{uuid4().hex}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        draft.replace(path)
    except OSError:
        log.debug("缓存 %s 写不了", path, exc_info=True)
        with suppress(OSError):
            draft.unlink()


def find_key(doc: Document, config: Config) -> str:
    """Return a name for a report with all that its findings depend on."""
    source = replace(doc.source, raw=b"", sha256="")
    baseline = config.baseline.read_bytes() if config.baseline and config.baseline.is_file() else b""
    parts = (program(), repr(source), repr(config), repr(baseline))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """Return what tells this program, with its rules, words and weights, from any other."""
    packages = ["reportlint", *(point.value for point in entry_points(group=registry.ENTRY_POINTS))]
    folders = {*(folder for name in packages for folder in find_folders(name)), *lexicon.FOLDERS, *weights.FOLDERS}
    stamps = [stamp for folder in folders if folder.is_dir() for stamp in find_stamps(folder)]
    return repr((__version__, sorted(stamps)))


def find_folders(package: str) -> Iterator[Path]:
    """Yield the folders of a package."""
    spec = find_spec(package)
    yield from map(Path, (spec.submodule_search_locations or []) if spec else [])


def find_stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of each file that the program reads."""
    for path in folder.rglob("*"):
        if path.suffix != ".pyc" and path.is_file():
            info = path.stat()
            yield str(path), info.st_size, info.st_mtime_ns


def parse_checked(table: dict[str, Any]) -> Checked:
    """Return what was kept."""
    return engine.Checked(
        tuple(map(parse_diagnostic, table["diagnostics"])),
        tuple(Waived(parse_diagnostic(one["diagnostic"]), Waiver(**one["waiver"])) for one in table["waived"]),
    )


def parse_diagnostic(table: dict[str, Any]) -> Diagnostic:
    """Return a diagnostic."""
    finding = table["finding"]
    return Diagnostic(
        table["rule"],
        Severity(table["severity"]),
        Finding(
            Span(**finding["span"]),
            finding["message"],
            parse_fix(finding["fix"]) if finding["fix"] else None,
            tuple(Related(Span(**one["span"]), one["message"]) for one in finding["related"]),
            Severity(finding["ceiling"]) if finding["ceiling"] else None,
        ),
    )


def parse_fix(table: dict[str, Any]) -> Fix:
    """Return a fix."""
    edits = tuple(Edit(Span(**edit["span"]), edit["text"]) for edit in table["edits"])
    return Fix(table["title"], edits, table["safe"])
