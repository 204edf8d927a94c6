"""`reportlint receipt`: the check list that goes with a report, and whether one still holds."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportlint.cli.checking import find_status
from reportlint.cli.chinese import Command, parse_day
from reportlint.cli.options import Settings, debug_option, protect, save, settings_options
from reportlint.cli.output import tell_errors
from reportlint.cli.singles import STANDARD
from reportlint.config import ConfigError
from reportlint.emit import FormatError
from reportlint.emit.receipt import FORMATS, find_renderer
from reportlint.engine import examine
from reportlint.read import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportlint.cli.inputs import Input
    from reportlint.emit.receipt.digest import Receipt
    from reportlint.emit.receipt.verify import Verdict
    from reportlint.engine import Checked

log = logging.getLogger(__name__)

KINDS = f"{'、'.join(tuple(FORMATS)[:-1])} 或 {tuple(FORMATS)[-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Settings):
    """The command line of `receipt`."""

    output: tuple[tuple[str, str], ...]
    verify: str | None
    day: date | None

    def report(self) -> Input:
        """Return the one report that the receipt is about."""
        inputs = self.inputs()
        if len(inputs) != 1:
            raise click.UsageError(f"一份检查单只对一份文稿，这里有 {len(inputs)} 份，请逐份出单。")
        return inputs[0]

    def check(self, one: Input) -> tuple[Receipt, Checked]:
        """Check the report and return its receipt with what was found.

        Raises:
            ReadError: It cannot be read.
            ConfigError: The configuration cannot be used.
        """
        from reportlint.emit.receipt.data import make_receipt

        config = self.config_for(one.folder)
        doc = one.read(config.reader_limits())
        checked = examine(doc, config)
        name = Path(one.name).name if one.path or one.member else STANDARD
        return make_receipt(name, doc, checked, config, self.day), checked


def split_outputs(ctx: click.Context, param: click.Parameter, files: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return each file with the format that its name ends in."""
    pairs = [(Path(file).suffix.lower().removeprefix("."), file) for file in files]
    for form, file in pairs:
        if form not in FORMATS:
            raise click.BadParameter(f"“{file}”的扩展名要是 {KINDS}，如 检查单.docx。", ctx, param)
    return tuple(pairs)


@click.command("receipt", cls=Command)
@click.option(
    "--output", multiple=True, callback=split_outputs, metavar="FILE", help=f"存成这个文件，{KINDS}，可重复。"
)
@click.option("--verify", metavar="RECEIPT", help="不出单，核对这份 json、html 或 docx 检查单是否还成立。")
@click.option("--date", "day", callback=parse_day, metavar="DATE", help="写在单上的日期；不写则留给签字的人填。")
@settings_options
@debug_option
def command(**arguments: Any) -> int:
    """为一份文稿出送审检查单，或核对一份检查单。

    单上有文稿和规则的校验和、查出的和已忽略的问题（谁决定、为什么）、对应表、数字台账和签字栏。同样的文稿、配置和版本，
    出的单一字不差。校验和用来发现改动，不是电子签名。核对时每项一句话：都成立以 0 结束，有不成立的以 1 结束。
    """
    options = Options(**arguments)
    if bool(options.output) == bool(options.verify):
        raise click.UsageError("出单请用 --output 写明存到哪里，如 --output 检查单.docx；核对请用 --verify 检查单。")
    try:
        return verify_receipt(options, options.verify) if options.verify else write_receipt(options)
    except FormatError as error:
        raise click.UsageError(str(error)) from None


def write_receipt(options: Options) -> int:
    """Check the report, write its receipt and return the exit status."""
    # a library that is missing is told of before anything is read
    renderers = [(find_renderer(form), Path(file)) for form, file in options.output]
    one = options.report()
    protect([one], options.output)
    try:
        receipt, checked = options.check(one)
    except ConfigError:
        raise
    except Exception as error:
        tell_errors([one.failure(error)])
        return 2
    for render, path in renderers:
        save(render(receipt), path)
    return find_status(checked.diagnostics, failed=False)


def verify_receipt(options: Options, file: str) -> int:
    """Say what of a receipt still holds and return the exit status."""
    one = options.report()
    try:
        verdicts = list(find_verdicts(options, one, Path(file)))
    except ConfigError:
        raise
    except Exception as error:
        tell_errors([one.failure(error)])
        return 2
    for verdict in verdicts:
        click.echo(f"{'✓' if verdict.holds else '✗'} {verdict.message}")
    return int(not all(verdict.holds for verdict in verdicts))


def find_verdicts(options: Options, one: Input, path: Path) -> Iterator[Verdict]:
    """Yield what of the receipt in a file holds.

    Raises:
        ReadError: The receipt or the report cannot be read.
    """
    from reportlint.emit.receipt.carried import find_form, read_receipt
    from reportlint.emit.receipt.verify import FAILURES, judge_looks, verify
    from reportlint.read.files import load_bytes

    limits = options.config_for(one.folder).reader_limits()
    data = load_bytes(path, limits.file_bytes)
    old, form = read_receipt(data, path, limits), find_form(data)
    new, _ = options.check(one)
    try:
        yield from verify(old, new)
        if form != "json":
            yield judge_looks(old, form, data, limits)
    except FAILURES:
        log.debug("核对不了 %s", path, exc_info=True)
        raise ReadError(path, "检查单里的数据残缺或被改坏，无法核对，请重新出单。") from None
