"""`reportlint ignore`: write down that a finding may stand, who says so and why."""

from __future__ import annotations

import getpass
import glob
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportlint.cli.chinese import Command, parse_day
from reportlint.cli.options import debug_option, save
from reportlint.config import find_config, known_rule
from reportlint.document import read
from reportlint.engine import examine
from reportlint.nearby import IGNORE, find_ignore_file, read_waivers
from reportlint.read import ReadError
from reportlint.suppress import Waiver
from reportlint.suppress.entries import Folded, find_words, fold, meets, render_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.document import Document
    from reportlint.model import Diagnostic

MOST_SHOWN = 5


@click.command("ignore", cls=Command)
@click.argument("file", metavar="文件")
@click.argument("rule", metavar="RULE")
@click.option("--text", metavar="TEXT", help="问题所在的原文；这条规则只报了一处时可以不写。")
@click.option("--reason", required=True, metavar="TEXT", help="为什么可以保留。")
@click.option("--who", metavar="NAME", help="谁决定的，默认是登录名。")
@click.option("--date", "day", callback=parse_day, metavar="DATE", help="哪天决定的，默认今天。")
@debug_option
def command(file: str, rule: str, text: str | None, reason: str, who: str | None, day: date | None) -> None:
    """记下一处问题可以保留，连同理由，以后不再报。

    记在文稿旁边（或上级文件夹已有）的 .reportlint-ignore.toml 里，按原文辨认，改动别处不受影响；文稿本身不动。
    """
    folder = Path(file).absolute().parent
    config = find_config(folder)
    try:
        doc = read(file)
    except ReadError as error:
        raise click.UsageError(str(error)) from None
    rule = known_rule(rule, "RULE", config.known).id
    found = [one for one in examine(doc, config).diagnostics if one.rule == rule]
    words, before, after = choose(doc, found, rule, text)
    target = find_ignore_file(folder) or folder / IGNORE
    name = glob.escape(Path(os.path.relpath(Path(file).absolute(), target.parent)).as_posix())
    who = find_user() if who is None else who
    when = (day or date.today()).isoformat()
    waiver = Waiver("entry", rule, reason, who, when, words, before, after, name)
    append(waiver, target)
    click.echo(f"已记入 {target}：{Path(file).name} 里“{words[:20]}”处的 {rule} 不再报。")


def choose(doc: Document, found: Sequence[Diagnostic], rule: str, text: str | None) -> tuple[str, str, str]:
    """Return the words of the finding that is meant, and those around it where the words alone do not tell.

    Raises:
        click.UsageError: There is no such finding, or more than one.
    """
    folded = Folded(doc.text)
    if text:
        places = folded.find(Waiver("entry", rule, text=text)) if fold(text) else ()
        found = [one for one in found if meets(one.finding.span, places)]
    if not found:
        where = f"“{text}”处" if text else "这份文稿"
        raise click.UsageError(f"{where}没有报 {rule} 的问题，请先用 reportlint check 看看报了哪些。")
    if text:
        return text, "", ""
    if len(found) > 1:
        shown = "、".join(f"“{' '.join(one.finding.span.of(doc.text)[:20].split())}”" for one in found[:MOST_SHOWN])
        raise click.UsageError(f"{rule} 报了 {len(found)} 处（{shown}），请用 --text 写明是哪一处的原文。")
    words, before, after = find_words(doc.text, found[0].finding.span)
    alone = len(folded.find(Waiver("entry", rule, text=words))) == 1
    return (words, "", "") if alone else (words, before, after)


def find_user() -> str:
    """Return the name of the one who works here; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def append(waiver: Waiver, target: Path) -> None:
    """Write an entry behind those that are there."""
    old = ""
    if target.is_file():
        # one that cannot be read must not become longer
        read_waivers(target)
        old = target.read_text("utf-8-sig").rstrip() + "\n\n"
    save((old + render_entry(waiver)).encode(), target)
