"""Tables of TOML: reading them, and telling what is wrong in them."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


# where the parser stopped; without numbers at the end
PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")
# how the parser's complaints begin, and what was probably done
SLIPS = (
    ("Expected '=' after a key", "名称后面要有等号"),
    ("Invalid statement", "一行要写成 名称 = 值，名称里有汉字或标点就加引号"),
    ("Invalid initial character for a key", "名称里有汉字或标点，要加引号"),
    ("Invalid value", "等号后面的值不对，文字要用英文引号括起来，是否写成 true、false"),
    ("Unclosed array", "列表少了 ] 或逗号"),
    ("Unclosed inline table", "花括号里少了 } 或逗号"),
    ("Unterminated string", "引号没有成对"),
    ("Illegal character", "引号没有成对，或有看不见的字符"),
    ("Expected newline", "值后面还有多余的字"),
    ("Expected ']'", "方括号没有成对"),
    ("Unescaped", "引号里的反斜杠要写两个"),
    ("Cannot overwrite", "这一项前面已经写过"),
    ("Duplicate inline table key", "花括号里有一项写了两遍"),
    ("Cannot declare", "这个表前面已经写过"),
    ("Cannot mutate", "这个表前面已经写完，不能再添"),
    ("Cannot redefine", "这个表前面已经写过"),
    ("Invalid date", "日期不对"),
)


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
    except UnicodeDecodeError:
        raise ConfigError("配置文件不是 UTF-8 编码，请用编辑器另存为 UTF-8。") from None
    except ValueError as error:
        raise ConfigError(explain_slip(str(error))) from None
    if path.name != "pyproject.toml":
        return table
    tool = table.get("tool", {})
    return tool.get("reportlint") if isinstance(tool, dict) else None


def explain_slip(message: str) -> str:
    """Say in Chinese where a file is no TOML and what was probably done wrong, from what the parser says."""
    found = PLACE.search(message)
    place = f"第 {found[1]} 行第 {found[2]} 列" if found and found[1] else "末尾"
    told = message[: found.start()] if found else message
    likely = next((hint for start, hint in SLIPS if told.startswith(start)), f"这里写得不对：{told}")
    return f"不是正确的 TOML（{place}：{likely}），请改正这一处。"


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
