"""The settings that hold for each report, and where each of them comes from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli.output import tell_errors, write
from reportlint.config import (
    Config,
    ConfigError,
    effective,
    kebab,
    load_profile,
    profile_name,
    read_config,
    read_ignores,
    read_user_config,
)
from reportlint.model import Severity
from reportlint.nearby import find_config_file, find_ignore_file, find_user_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.cli.inputs import Input
    from reportlint.cli.options import Settings

DEFAULT = "默认"


def show_settings(options: Settings) -> int:
    """Show the settings of each report, each on a line with its origin, and return the exit status.

    Raises:
        ConfigError: A configuration cannot be used.
    """
    errors = []
    for one in options.inputs():
        try:
            write("".join(f"{line}\n" for line in (*describe(one, options), "")))
        except ConfigError:
            raise
        except Exception as error:
            errors.append(one.failure(error))
    tell_errors(errors)
    return 2 if errors else 0


def describe(one: Input, options: Settings) -> Iterator[str]:
    """Yield the lines of one report."""
    config = options.config_for(one.folder)
    doc_type = one.read(config.reader_limits()).doc_type
    name = profile_name(config, doc_type)
    layers = list(find_layers(one.folder, options, name))

    def find_origin(setting: tuple[str, str]) -> str:
        return next((origin for origin, settings in reversed(layers) if setting in settings), DEFAULT)

    yield one.name
    by_type = f"按标题和结构判断为{doc_type}" if doc_type and name == doc_type else DEFAULT
    yield f"  profile = {name or '无'}  ← {find_origin(('profile', name)) if config.profile else by_type}"
    default = Config(fail_on=Severity.WARNING)
    settings = flatten(default.overlay(effective(config, doc_type))) - {("profile", name)}
    for setting in sorted(settings):
        yield f"  {setting[0]} = {setting[1]}  ← {find_origin(setting)}"


def find_layers(folder: Path, options: Settings, profile: str) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Yield the places that settings come from with what they say, each laid over the one before."""
    own_rules = options.config_for(folder).own_rules
    known = flatten(Config(own_rules=own_rules))  # what the last two may name, but do not bring
    if profile:
        yield f"文种配置“{profile}”", flatten(load_profile(profile))
    if not options.no_config:
        yield os.fspath(find_user_file()), flatten(read_user_config())
        path = Path(options.config) if options.config else find_config_file(folder)
        if path:
            yield os.fspath(path), flatten(read_config(path))
        yield os.fspath(find_ignore_file(folder) or ""), flatten(read_ignores(folder, own_rules)) - known
    yield "命令行", flatten(options.own_config(own_rules)) - known


def flatten(config: Config) -> set[tuple[str, str]]:
    """Return the settings of a configuration by name; lists give one for each member."""
    return set(find_settings(config))


def find_settings(config: Config) -> Iterator[tuple[str, str]]:
    """Yield names and values as configuration files write them."""
    for key in ("select", "ignore"):
        yield from ((key, quote(name)) for name in getattr(config, key))
    yield from ((f'severity."{rule}"', quote(severity)) for rule, severity in config.severity.items())
    for rule, options in config.options.items():
        for name, value in options.items():
            members = value if isinstance(value, tuple) else (value,)
            yield from ((f'rules."{rule}".{kebab(name)}', quote(member)) for member in members)
    yield from (("vocab.accept", quote(word)) for word in config.accept)
    yield from (("[[rule]]", quote(rule.id)) for rule in config.own_rules)
    yield from (("[[ignore]]", f"{one.rule} {quote(one.text)} {one.file}".rstrip()) for one in config.waivers)
    yield from ((f"limits.{kebab(name)}", str(bound)) for name, bound in config.limits.items())
    if config.fail_on:
        yield "fail-on", quote(config.fail_on)
    if config.profile:
        yield "profile", config.profile
    if config.baseline:
        yield "baseline", quote(config.baseline)


def quote(value: object) -> str:
    """Return a value as configuration files write it."""
    return json.dumps(value, ensure_ascii=False, default=str)
