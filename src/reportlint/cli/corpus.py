"""`reportlint corpus`: thousands of reports."""

from __future__ import annotations

import os
import sys
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.chinese import Command, one_of, split_names
from reportlint.cli.options import choose_config, debug_option, make_folder
from reportlint.cli.output import write
from reportlint.config import Config
from reportlint.read import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportlint.corpus.engines import Engine

NEEDED = {"corpus": ("duckdb", "pyarrow", "rensa", "sklearn"), "dask": ("distributed", "dask", "pandas")}


@click.command("corpus", cls=Command)
@click.argument("folder", metavar="文件夹")
@click.option("--output", required=True, metavar="DIR", help="结果存在这个文件夹，没有就新建。")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="同时检查几份，默认等于处理器的核数。")
@click.option("--seconds", type=click.FloatRange(min=1), default=120, metavar="N", help="每份最多查几秒，默认 120。")
@click.option("--memory", type=click.IntRange(512), default=1024, metavar="N", help="每份最多用几兆内存，默认 1024。")
@click.option(
    "--template-units",
    type=click.IntRange(2),
    default=6,
    metavar="N",
    help="几个单位共有的段落算模板，不算雷同，默认 6。",
)
@click.option(
    "--engine", default="local", callback=one_of(["local", "dask"]), metavar="NAME", help="local（默认）或 dask。"
)
@click.option("--scheduler", metavar="ADDRESS", help="dask 调度器的地址，如 tcp://10.0.0.1:8786。")
@click.option("--select", multiple=True, callback=split_names, metavar="RULES", help="只用这些规则或类别，逗号分隔。")
@click.option("--ignore", multiple=True, callback=split_names, metavar="RULES", help="不用这些规则或类别。")
@click.option("--profile", default="", metavar="NAME", help="都按这个文种检查，如 述职报告。")
@click.option("--config", metavar="FILE", help="用这个配置文件，不再向上查找。")
@click.option("--no-config", is_flag=True, help="不读任何配置文件。")
@debug_option
def command(folder: str, output: str, **arguments: Any) -> int:
    """检查成千上万份文稿，汇总成表，找出雷同。

    文件夹也可以是有 path、text 两列的 .parquet 表，或两者的网址（s3://… 等）。中断以后再运行同一条命令，接着做完。
    """
    require("corpus")
    from reportlint.corpus.child import Bounds
    from reportlint.corpus.reports import find_reports, is_url
    from reportlint.corpus.run import Job, run

    if is_url(folder):
        require("dask")
    config = find_settings(folder, arguments)
    place = Path(os.path.abspath(output))  # noqa: PTH100 - links stay links
    job = Job(place, config, Bounds(arguments["seconds"], arguments["memory"]), arguments["template_units"])
    try:
        reports = find_reports(folder, config.reader_limits())
        make_folder(place)
        with closing(find_engine(arguments)) as engine, show_progress(len(reports)) as notify:
            summary = run(reports, job, engine, notify)
    except ReadError as error:
        raise click.ClickException(str(error)) from None
    write(describe(summary["totals"], output))
    return 2 if summary["errors"] else 0


def require(extra: str) -> None:
    """Raise a usage error when what an extra brings is not installed."""
    missing = [name for name in NEEDED[extra] if find_spec(name) is None]
    if missing:
        raise click.UsageError(f"这里要用 {'、'.join(missing)}，请先运行 pip install 'reportlint[{extra}]'。")


def find_settings(folder: str, arguments: dict[str, Any]) -> Config:
    """Return the configuration that holds for all reports: that of the folder, the command line laid on top."""
    place = Path(folder).absolute() if Path(folder).is_dir() else Path.cwd()
    below = choose_config(arguments["config"], arguments["no_config"], place)
    own = {key: arguments[key] for key in ("select", "ignore", "profile")}
    return below.overlay(Config(**own, own_rules=below.own_rules))


def find_engine(arguments: dict[str, Any]) -> Engine:
    """Return where the work is done."""
    from reportlint.corpus.engines import Local

    if arguments["engine"] == "local":
        return Local(arguments["jobs"] or os.cpu_count() or 1)
    require("dask")
    if not arguments["scheduler"]:
        raise click.UsageError("--engine dask 要用 --scheduler 写明调度器的地址，如 tcp://10.0.0.1:8786。")
    from reportlint.corpus.cluster import Dask

    try:
        return Dask(arguments["scheduler"])
    except (OSError, ValueError) as error:
        raise click.UsageError(f"连不上 dask 调度器 {arguments['scheduler']}（{error}），请检查地址和网络。") from None


@contextmanager
def show_progress(total: int) -> Iterator[Callable[[int], None]]:
    """Give what shows how many reports are done, with rate and remaining time, where a terminal can show it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("检查中"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate="")

        def notify(done: int) -> None:
            speed = progress.tasks[0].speed
            progress.update(task, completed=done, rate=f"每秒 {speed:.1f} 份" if speed else "")

        yield notify


def describe(totals: dict[str, int], output: str) -> str:
    """Return what the command says in the end."""
    return (
        f"查了 {totals['reports']} 份文稿（{totals['units']} 个单位，{totals['characters']} 字），"
        f"发现 {totals['findings']} 处问题，{totals['near_duplicates']} 对全文雷同，"
        f"{totals['shared_passages']} 对部分雷同，{totals['errors']} 份没有查成；"
        f"汇总在 {Path(output, 'index.html')}，各表在同一文件夹的 .parquet 文件里。\n"
    )
