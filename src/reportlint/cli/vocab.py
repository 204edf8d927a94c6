"""`reportlint vocab`: the user's own words."""

from __future__ import annotations

import click

from reportlint.cli.chinese import Command, one_of
from reportlint.cli.options import debug_option, make_folder, save
from reportlint.nearby import find_user_file, read_words
from reportlint.suppress.entries import quote
from reportlint.vocab import KEYS

HEAD = "# 个人词表，由 reportlint vocab 维护；单位共用的词写在 .reportlint.toml 的 [vocab] 下面。\n"


@click.command("vocab", cls=Command)
@click.argument("key", metavar="[accept|reject|names]", required=False, callback=one_of(KEYS))
@click.argument("words", nargs=-1, metavar="词…")
@click.option("--remove", is_flag=True, help="从词表里去掉这些词。")
@debug_option
def command(key: str | None, words: tuple[str, ...], remove: bool) -> None:
    """列出个人词表，或往里添词。

    accept 认可的词，不当错字报；reject 不用的词，出现就报；names 人名、单位、项目名，写错一个字就报。
    """
    path = find_user_file()
    lists = {name: list(found) for name, found in read_words(path).items()}
    if key:
        words = tuple(word.strip() for word in words)
        if not all(words) or not words:
            raise click.UsageError(f"没有写要放进 {key} 的词，如 reportlint vocab {key} 词。")
        absent = [word for word in words if word not in lists[key]]
        if remove and absent:
            raise click.UsageError(
                f"{key} 里没有 {'、'.join(absent)}，词表没有改动，请先用 reportlint vocab 看看有哪些。"
            )
        kept = [word for word in lists[key] if word not in words]
        lists[key] = kept if remove else [*kept, *dict.fromkeys(words)]
        make_folder(path.parent)
        save(
            (HEAD + "".join(f"{name} = [{', '.join(map(quote, found))}]\n" for name, found in lists.items())).encode(),
            path,
        )
    for name, found in lists.items():
        click.echo(f"{name}（{KEYS[name]}）：{'、'.join(found) or '无'}")
    click.echo(f"个人词表在 {path}。")
