"""Files that speak of reports without being asked for: the configuration, the ignore file, the user's vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.suppress.entries import parse_entries
from reportlint.tables import ConfigError, read_table
from reportlint.vocab import parse_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from reportlint.suppress import Waiver

CONFIG, PROJECT, IGNORE, VOCAB = ".reportlint.toml", "pyproject.toml", ".reportlint-ignore.toml", "vocab.toml"


def find_config_file(folder: Path) -> Path | None:
    """Return the configuration file nearest to a folder; None where there is none."""
    for place in (folder, *folder.parents):
        own, project = place / CONFIG, place / PROJECT
        if own.is_file():
            return own
        if project.is_file() and read_table(project) is not None:
            return project
    return None


def find_user_file() -> Path:
    """Return the place of the user's own vocabulary, whether there is one or not."""
    import platformdirs

    return platformdirs.user_config_path("reportlint", appauthor=False) / VOCAB


def find_ignore_file(folder: Path) -> Path | None:
    """Return the ignore file nearest to a folder; None where there is none."""
    return next((place / IGNORE for place in (folder, *folder.parents) if (place / IGNORE).is_file()), None)


def read_words(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the lists of a file that is a vocabulary; empty ones where there is no file."""
    try:
        return parse_vocabulary(read_table(path) if path.is_file() else {})
    except ConfigError as error:
        raise ConfigError(f"{path}：{error}") from None


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the entries of an ignore file."""
    try:
        return parse_entries(read_table(path) or {}, path.name)
    except ConfigError as error:
        raise ConfigError(f"{path}：{error}") from None
