"""Files of patterns that were written for spaCy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportlint.tables import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def read_json(path: Path) -> list[Any]:
    """Return the patterns of a file for spaCy's Matcher.

    Raises:
        ConfigError: The file cannot be read, or holds something else.
    """
    patterns = parse_json(read_text(path), f"文件 {path}")
    if not isinstance(patterns, list) or not patterns or not all(isinstance(one, (list, dict)) for one in patterns):
        raise ConfigError(f"文件 {path} 里应当是 spaCy Matcher 的一个模式或模式的列表，请改正。")
    return patterns


def read_entities(path: Path) -> tuple[list[str], list[Any]]:
    """Return the phrases and the patterns of words of a file for spaCy's EntityRuler.

    Raises:
        ConfigError: The file cannot be read, or holds something else.
    """
    lines = [(number, line) for number, line in enumerate(read_text(path).splitlines(), 1) if line.strip()]
    found = [parse_entity(parse_json(line, f"文件 {path} 第 {number} 行"), path, number) for number, line in lines]
    if not found:
        raise ConfigError(f"文件 {path} 是空的，请写上模式，或删去这一项。")
    return [one for one in found if isinstance(one, str)], [one for one in found if isinstance(one, list)]


def parse_entity(entity: object, path: Path, number: int) -> str | list[Any]:
    """Return the pattern of an entity or raise ConfigError."""
    pattern = entity.get("pattern") if isinstance(entity, dict) else None
    if not pattern or not isinstance(pattern, (str, list)):
        raise ConfigError(f"文件 {path} 第 {number} 行没有 pattern，请照 EntityRuler 的写法改正。")
    return pattern


def read_text(path: Path) -> str:
    """Return the text of a file or raise ConfigError."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        from reportlint.read.files import reason

        raise ConfigError(f"读不了文件 {path}（{reason(error)}），请检查文件名和权限。") from None
    except ValueError:
        raise ConfigError(f"文件 {path} 不是 UTF-8 编码，请另存为 UTF-8。") from None


def parse_json(text: str, origin: str) -> Any:
    """Return a value written as JSON or raise ConfigError."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise ConfigError(f"{origin}不是正确的 JSON（{error}），请改正。") from None
