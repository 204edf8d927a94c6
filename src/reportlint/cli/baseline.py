"""`reportlint baseline`: what is found today may stand, what is new is reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint import baseline
from reportlint.baseline import FILE_NAME, Accepted, Baseline, read_baseline, render_baseline
from reportlint.cli.chinese import Command
from reportlint.cli.options import Settings, debug_option, save, settings_options
from reportlint.cli.output import tell_errors, track
from reportlint.config import ConfigError
from reportlint.engine import examine, sort

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlint.cli.inputs import Input

Files = dict[str, "Mapping[str, Accepted]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `baseline`."""

    output: str | None
    prune: bool
    reason: str
    who: str

    def target(self) -> Path:
        """Return the file to write: the one named, or that of the configuration, or the usual one."""
        return Path(self.output) if self.output else self.read_config(Path.cwd()).baseline or Path(FILE_NAME)


@click.command("baseline", cls=Command)
@click.option("--output", metavar="FILE", help=f"写到这个文件，默认 {FILE_NAME}。")
@click.option("--prune", is_flag=True, help="不添新的，只去掉已经不在的问题和文稿。")
@click.option("--reason", default="", metavar="TEXT", help="为什么可以保留。")
@click.option("--who", default="", metavar="NAME", help="谁决定的。")
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """把现有的问题记为基线，以后只报新出现的。

    之后用 reportlint check --baseline 文件，或在配置里写 baseline = "文件"。问题按字句辨认，别处增删不受影响。
    """
    return record(Options(**arguments))


def record(options: Options) -> int:
    """Write the baseline, say what changed in it and return the exit status."""
    target = options.target()
    old = read_baseline(target) if target.is_file() else Baseline(target.parent)
    files: Files = dict(old.files)
    errors = [update(files, one, old, options) for one in track(options.inputs())]
    tell_errors(errors)
    if all(errors):
        raise click.UsageError(f"没有一份文稿读得出来，基线 {target} 没有写；请先照上面说的办，再运行一次。")
    if options.prune:
        files = {name: found for name, found in files.items() if name == "-" or (old.folder / name).exists()}
    files = {name: found for name, found in files.items() if found}
    save(render_baseline(files), target)
    click.echo(describe(target, old.files, files))
    return 2 if any(errors) else 0


def update(files: Files, one: Input, old: Baseline, options: Options) -> str | None:
    """Put what is found in a report in the place of what a baseline says of it; return why that is impossible."""
    try:
        config = replace(options.config_for(one.folder), baseline=None)
        doc = one.read(config.reader_limits())
        checked = examine(doc, config)
    except ConfigError:
        raise
    except Exception as error:
        return one.failure(error)
    name = old.key(doc.source.path)
    found = sort([*checked.diagnostics, *(waived.diagnostic for waived in checked.waived)])
    new = baseline.accept(doc.text, found, checked.diagnostics, options.reason, options.who)
    known = old.files.get(name, {})
    files[name] = {mark: known.get(mark, new[mark]) for mark in new if mark in known or not options.prune}
    return None


def describe(target: Path, old: Mapping[str, Mapping[str, Accepted]], new: Mapping[str, Mapping[str, Accepted]]) -> str:
    """Say what a baseline holds now, and what it lost."""
    before = {(name, mark) for name, marks in old.items() for mark in marks}
    after = {(name, mark) for name, marks in new.items() for mark in marks}
    return (
        f"基线 {target} 现有 {len(after)} 处问题、{len(new)} 份文稿，"
        f"这次添了 {len(after - before)} 处，去掉 {len(before - after)} 处。"
    )
