"""`reportlint init`: a configuration after three questions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click

from reportlint import config
from reportlint.cli.chinese import Command
from reportlint.cli.options import debug_option
from reportlint.config import nearest, parse_config
from reportlint.nearby import CONFIG
from reportlint.read.files import reason
from reportlint.suppress.entries import quote

TEMPLATE = """\
# reportlint 的设置，对这个文件夹和下级文件夹里的文稿都有效。行首的 # 去掉，那一行才起作用。
# 各条规则的理由和选项：reportlint rules、reportlint explain 规则名。

# 文种；不写则按每份文稿的标题和结构判断。可以写的有：
# {profiles}。
{profile}

# 到哪一级算不通过：error 必错，warning 疑似（默认），note 提示。
# fail-on = "error"

# 不要的规则或类别。
# ignore = ["wording/long-sentence"]

# 原有的问题不再报，先运行 reportlint baseline 文稿。
# baseline = ".reportlint-baseline.json"

[vocab]
# 人名、单位、项目名：写错一个字就报。
names = [{names}]
# 认可的词，不当错字报。
accept = []
# 不用的词，出现就报。
reject = []

[rules."residue/placeholder"]
# 公开发表的文稿里，XX、**、某某是有意隐去的名称和数字，不报。
allow-masks = {masks}

# 本单位自己的规则，不用写程序：一条写成一个 [[rule]]，怎样写见文档“自己写规则”。
# [[rule]]
# id = "office/old-name"
# message = "“{{text}}”已经更名，请改为“{{fix}}”。"
# phrases = {{ "水利站" = "水利服务中心" }}
"""


@click.command("init", cls=Command)
@click.argument("folder", metavar="[文件夹]", default=".")
@click.option("--profile", metavar="NAME", help="文种，不再问。")
@click.option("--names", metavar="NAMES", help="人名、单位名，用顿号或逗号分隔，不再问。")
@click.option("--published/--draft", default=None, help="是不是公开发表的文稿，不再问。")
@click.option("--yes", is_flag=True, help="什么都不问，用默认的回答。")
@debug_option
def command(folder: str, profile: str | None, names: str | None, published: bool | None, yes: bool) -> None:
    """问三个问题，写一份带说明的 .reportlint.toml；已有的不会覆盖。"""
    path = Path(folder, CONFIG)
    if path.exists():
        raise click.UsageError(f"{path} 已经有了，没有改动；要重新生成，请先把它移走。")
    if profile is None:
        profile = "" if yes else ask_profile()
    elif profile and profile not in config.profiles():
        raise click.UsageError(f"没有叫“{profile}”的文种{nearest(profile, config.profiles())}")
    if names is None:
        names = (
            "" if yes else click.prompt("单位名称、负责人姓名（用顿号隔开，没有就直接回车）", "", show_default=False)
        )
    if published is None:
        published = not yes and ask_published()
    write_new(render(profile, split(names), published=published), path)
    click.echo(f"已写好 {path}，可以随时改；现在试试 reportlint check 文稿。")


def ask_profile() -> str:
    """Ask for the kind of report until it is one that is known; empty = by the title of each report."""
    known = config.profiles()
    click.echo(f"文种：{'、'.join(f'{number} {name}' for number, name in enumerate(known, 1))}")
    while True:
        answer = click.prompt("哪一种（写序号或名称，各种都有就直接回车）", "", show_default=False).strip()
        chosen = known[int(answer) - 1] if re.fullmatch("[1-9][0-9]?", answer) and int(answer) <= len(known) else answer
        if not chosen or chosen in known:
            return chosen
        click.echo(f"没有叫“{answer}”的文种{nearest(answer, known)}")


def ask_published() -> bool:
    """Ask whether names are masked on purpose."""
    answer: str = click.prompt("是公开发表的文稿吗，即 XX 是有意隐去的（y 是，直接回车为否）", "n", show_default=False)
    return answer.strip().lower() in ("y", "yes", "是", "对")


def split(names: str) -> list[str]:
    """Return the names of an answer."""
    return [name for one in re.split("[、，,；;]", names) if (name := one.strip())]


def render(profile: str, names: list[str], *, published: bool) -> str:
    """Return a configuration that reportlint accepts."""
    text = TEMPLATE.format(
        profiles="、".join(config.profiles()),
        profile=f"profile = {quote(profile)}" if profile else '# profile = "述职报告"',
        names=", ".join(map(quote, names)),
        masks=str(published).lower(),
    )
    parse_config(tomllib.loads(text))
    return text


def write_new(text: str, path: Path) -> None:
    """Write a file that is not there yet."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"{path} 已经有了，没有改动；要重新生成，请先把它移走。") from None
    except OSError as error:
        raise click.UsageError(f"写不了 {path}（{reason(error)}），请检查文件夹和权限。") from None
