"""`reportlint serve`: the page in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from reportlint.cli.chinese import Command
from reportlint.cli.options import Settings as Reading
from reportlint.cli.options import debug_option
from reportlint.web import ServerError, serve
from reportlint.web.settings import Settings


@click.command("serve", cls=Command)
@click.option("--port", default=0, type=click.IntRange(0, 65535), metavar="N", help="端口，默认由系统选一个空闲的。")
@click.option("--open", "show", is_flag=True, help="打开浏览器。")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="地址，默认 127.0.0.1，只有本机能打开。")
@click.option("--allow-remote", "remote", is_flag=True, help="允许用别的电脑也能打开的地址。")
@click.option("--no-config", is_flag=True, help="不读任何配置文件。")
@click.option("--config", metavar="FILE", help="用这个配置文件，不再向上查找。")
@click.option("--profile", metavar="NAME", help="按这个文种检查，如 述职报告；网页上也可以选。")
@debug_option
def command(
    port: int, show: bool, host: str, remote: bool, no_config: bool, config: str | None, profile: str | None
) -> None:
    """在浏览器里检查：放进文稿，看问题，逐处采用或忽略，下载结果。

    只在本机，不联网。显示的地址里有一次性的令牌，只有知道它的人能打开。文稿只在内存里，结束就没有了。
    """
    reading = Reading(paths=(), stdin_filename=None, profile=profile, config=config, no_config=no_config)
    settings = Settings(host=host, port=port, remote=remote, config=reading.config_for(Path.cwd()))
    if remote:
        click.echo("注意：同一网络里的人知道地址就能打开，传输也没有加密，请只在可信的网络里这样用。", err=True)

    def tell(address: str) -> None:
        click.echo(f"请在浏览器里打开：{address}\n按 Ctrl+C 结束。")
        if show:
            webbrowser.open(address)

    try:
        serve(settings, tell)
    except ServerError as error:
        raise click.UsageError(str(error)) from None
    click.echo("已经结束，交来的文稿都已从内存里删去。")
