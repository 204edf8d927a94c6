"""`reportlint lsp`: the server for editors."""

from __future__ import annotations

import click

from reportlint.cli.chinese import Command
from reportlint.cli.options import debug_option
from reportlint.lsp import ServerError, serve


@click.command("lsp", cls=Command)
@click.option("--stdio", is_flag=True, expose_value=False, help="经标准输入输出通信；只有这一种方式，不写也一样。")
@debug_option
def command() -> None:
    """在编辑器里边写边查：由编辑器启动的语言服务器。

    标出问题，给出修正，悬停时说明规则，列出提纲，在每个问题上方写出有几条原因、几条措施。
    """
    try:
        serve()
    except ServerError as error:
        raise click.UsageError(str(error)) from None
