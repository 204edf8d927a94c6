"""Tables of TOML: reading them, and telling what is wrong in them."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class ConfigError(Exception):
    """The configuration cannot be used; the message is one sentence that says where and what to do."""


def read_table(path: Path) -> dict[str, Any] | None:
    """Return the settings of a file; None for a pyproject.toml that has none for reportlint."""
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError("读不了配置文件（没有这个文件），请检查路径。") from None
    except PermissionError:
        raise ConfigError("读不了配置文件（没有权限），请检查文件和所在文件夹的权限。") from None
    except OSError as error:
        raise ConfigError(f"读不了配置文件（{error.strerror}），请检查路径和权限。") from None
    except ValueError as error:
        raise ConfigError(f"不是正确的 TOML（{error}），请按 TOML 的写法改正。") from None
    if path.name != "pyproject.toml":
        return table
    tool = table.get("tool", {})
    return tool.get("reportlint") if isinstance(tool, dict) else None


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the second half of a sentence about an unknown name: the one that was probably meant."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else "，请改正或删去。"


def kebab(name: str) -> str:
    """Return an option's name as configuration files write it."""
    return name.replace("_", "-")


def fits(value: object, kind: Any) -> bool:
    """Tell whether a value from TOML has the type of an annotation."""
    origin, of = get_origin(kind), get_args(kind)
    if origin is Literal:
        return value in of
    if origin in (tuple, list, frozenset):
        return isinstance(value, (list, tuple)) and all(fits(one, of[0]) for one in value)
    if origin is dict:
        return isinstance(value, Mapping) and all(fits(one, of[1]) for one in value.values())
    if isinstance(value, bool):
        return kind in (bool, Any)
    return kind is Any or isinstance(value, (int, float) if kind is float else kind)
