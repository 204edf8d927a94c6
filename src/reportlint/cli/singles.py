"""The formats that make a file of each report, written as soon as a report is checked: no Document is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportlint.cli.options import save
from reportlint.emit import FORMATS, FormatError, render_single
from reportlint.read.files import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportlint.cli.inputs import Input
    from reportlint.config import Config
    from reportlint.document import Document
    from reportlint.model import Diagnostic

STANDARD = "标准输入"


@dataclass(frozen=True, slots=True)
class Singles:
    """What is made of each report.

    Attributes:
        shown: The format for standard output; empty where that shows all reports together.
        targets: The files of each report with their formats.
    """

    shown: str
    targets: Mapping[Input, Sequence[tuple[str, Path]]]

    @classmethod
    def of(cls, shown: str, files: Iterable[tuple[str, str]], inputs: Sequence[Input]) -> Singles:
        """Plan the files.

        Raises:
            click.UsageError: There are several reports but one place for them, or a folder cannot be made.
        """
        shown = shown if FORMATS[shown].single else ""
        if shown and len(inputs) > 1:
            raise click.UsageError(f"{tell_many(shown, inputs)}，请用 --output-file {shown}=文件夹/ 存成文件。")
        planned = [(form, list(name_files(form, file, inputs))) for form, file in files if FORMATS[form].single]
        return cls(shown, {one: [(form, paths[i]) for form, paths in planned] for i, one in enumerate(inputs)})

    def files(self) -> list[tuple[str, Path]]:
        """Return all files with their formats."""
        return [target for targets in self.targets.values() for target in targets]

    def write(
        self, one: Input, doc: Document, diagnostics: Sequence[Diagnostic], config: Config
    ) -> tuple[bytes, tuple[str, ...]]:
        """Write the files of a report; return what standard output shows of it, and what could not be written."""
        page, problems = b"", []
        for form, path in (*self.targets[one], *([(self.shown, None)] if self.shown else [])):
            try:
                data = render_single(form, doc, diagnostics, one.name, config.reader_limits(), config.own_rules)
                if path:
                    save(data, path)
                else:
                    page = data
            except (FormatError, click.UsageError) as error:
                problems.append(str(error))
        return page, tuple(problems)


def tell_many(form: str, inputs: Sequence[Input]) -> str:
    """Return the first half of a sentence about several reports where one place is given."""
    return f"有 {len(inputs)} 份文稿，{form} 每份一个文件"


def name_files(form: str, file: str, inputs: Sequence[Input]) -> Iterator[Path]:
    """Yield a file for each report: the one named, or in a folder one with the name of the report."""
    if file.endswith(("/", os.sep)) or Path(file).is_dir():
        make_folder(Path(file))
        yield from (Path(file, name) for name in name_reports(form, inputs))
    elif len(inputs) > 1:
        raise click.UsageError(f"{tell_many(form, inputs)}，请写成 {form}=文件夹/。")
    else:
        yield Path(file)


def make_folder(path: Path) -> None:
    """Make a folder inside one that is there."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"建不了文件夹 {path}（{reason(error)}），请检查上一级文件夹和权限。") from None


def name_reports(form: str, inputs: Sequence[Input]) -> Iterator[str]:
    """Yield names of files in one folder, no two alike even where capitals do not count."""
    taken: set[str] = set()
    for one in inputs:
        stem = Path(one.name).stem if one.path or one.member else STANDARD
        name, number = f"{stem}.{form}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}.{form}"
        taken.add(name.casefold())
        yield name
