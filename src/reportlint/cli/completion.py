"""`reportlint completion`: a script that lets the shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reportlint.cli.chinese import Command, one_of

VARIABLE = "_REPORTLINT_COMPLETE"
INSTALL = {
    "bash": "reportlint completion bash > ~/.reportlint-complete.bash && echo '. ~/.reportlint-complete.bash' >> ~/.bashrc",
    "zsh": "reportlint completion zsh > ~/.reportlint-complete.zsh && echo '. ~/.reportlint-complete.zsh' >> ~/.zshrc",
    "fish": "reportlint completion fish > ~/.config/fish/completions/reportlint.fish",
}


@click.command("completion", cls=Command)
@click.argument("shell", metavar="bash|zsh|fish", callback=one_of(INSTALL))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """打印命令行补全脚本，开头一行说明怎样安装。"""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"这里装的 click 不会为 {shell} 写补全脚本，请升级 click。")
    root = ctx.find_root()
    script = kind(root.command, {}, root.info_name or "reportlint", VARIABLE)
    click.echo(f"# 安装：{INSTALL[shell]}，然后重开终端。")
    # not source(), which runs a shell to ask for its version
    click.echo(script.source_template % script.source_vars())
