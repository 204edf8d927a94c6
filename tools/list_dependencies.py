"""What reportlint needs of others: `python tools/list_dependencies.py` prints a table, `--lowest` the lowest versions.

The table names each dependency of the core with its range, the version installed here, its licence and what it is for.
The lowest versions, those of extras too where they are named, are constraints for pip, so that the tests can run with them:

    python tools/list_dependencies.py --lowest docx web > lowest.txt
    python -m pip install -c lowest.txt '.[docx,web]' pytest hypothesis

As a hook of mkdocs it puts the table where a page says `<!-- dependencies -->`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from importlib.metadata import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = "<!-- dependencies -->"
PROJECT = Path(__file__).parents[1] / "pyproject.toml"
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?(?P<range>[^;]*)")
LOWEST = re.compile(r">=\s*(?P<version>[0-9][0-9A-Za-z.]*)")
# what each is for, and why it is not written here
REASONS = {
    "regex": "给插件里 re 写不了的式样；自带的规则不用",
    "jieba": "分词的参照；没有 rjieba 的机器用它",
    "ahocorasick-rs": "一遍找出全部词表的词，比逐词查找快几百倍",
    "rjieba": "分词和词性，比 jieba 快 24 倍",
    "click": "命令行",
    "numpy": "问题与措施的对应、错字的似然，都是矩阵运算",
    "rich": "终端里的颜色和中文宽度",
    "jinja2": "网页和文书的模板，自动转义",
    "lxml": "Word、OFD、HTML 的解析，能防实体炸弹",
    "pypdfium2": "读 PDF，自带 Chromium 所用的 PDFium",
    "olefile": "读 .doc、.wps",
    "platformdirs": "各系统放设置和缓存的文件夹",
}


class Dependency(NamedTuple):
    """A requirement of the core: its name and the range of its versions."""

    name: str
    range: str

    @property
    def lowest(self) -> str:
        """The lowest version; empty where the range names none."""
        found = LOWEST.search(self.range)
        return found["version"] if found else ""


def read_dependencies(extras: Iterable[str] = ()) -> list[Dependency]:
    """Return what the core of the project and some of its extras require, by name."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    found = [match for match in map(REQUIREMENT.match, wanted) if match]
    return sorted(Dependency(match["name"], match["range"].strip()) for match in found)


def find_licence(name: str) -> str:
    """Return the licence that an installed package states, in one line.

    Raises:
        PackageNotFoundError: It is not installed.
    """
    told = metadata(name)
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License")]
    stated = told.get("License-Expression") or " / ".join(classified) or told.get("License") or ""
    return stated.strip().partition("\n")[0]


def render_table(dependencies: Iterable[Dependency]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield "| 依赖 | 范围 | 这里装的 | 许可 | 用途 |"
    yield "|---|---|---|---|---|"
    for one in dependencies:
        yield f"| {one.name} | {one.range} | {metadata(one.name)['Version']} | {find_licence(one.name)} | {REASONS[one.name]} |"


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put the table into a page."""
    return markdown.replace(MARK, "\n".join(render_table(read_dependencies()))) if MARK in markdown else markdown


def main() -> None:
    parser = argparse.ArgumentParser(description="列出 reportlint 的依赖。")
    parser.add_argument(
        "--lowest", nargs="*", metavar="EXTRA", help="只列各自的最低版本，连同这些附加的，供 pip install -c 使用"
    )
    options = parser.parse_args()
    dependencies = read_dependencies(options.lowest or ())
    listed = options.lowest is None
    lines = render_table(dependencies) if listed else (f"{one.name}=={one.lowest}" for one in dependencies)
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
