"""What findings depend on beside the report: the program with its rules and words, and the configuration."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportlint import __version__, lexicon
from reportlint.align import weights
from reportlint.emit.receipt.digest import find_digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlint.config import Config
    from reportlint.registry import Rule

SETTINGS = ("select", "ignore", "severity", "options", "accept")


def describe_rules(config: Config) -> dict[str, Any]:
    """Return what is said of the rules: their check sum, how many ran, which did not, which were graded otherwise.

    Args:
        config: With the profile below it.
    """
    rules = config.known
    off = [name for name, rule in rules.items() if not config.runs(rule)]
    graded = {name: grade for name, grade in config.severity.items() if grade != rules[name].severity}
    return {"sha256": find_rule_set(rules.values()), "run": len(rules) - len(off), "off": off, "graded": graded}


def find_rule_set(rules: Iterable[Rule]) -> str:
    """Return a check sum of the version, of rules with their options, of the words and of the trained numbers."""
    told = list(map(describe_rule, rules))
    return find_digest({"version": __version__, "rules": told, "data": find_data()})


def describe_rule(rule: Rule) -> tuple[object, ...]:
    """Return what tells a rule from another; one that is written in the configuration is told whole."""
    check = repr(rule.check) if is_dataclass(rule.check) else ""
    return rule.id, rule.severity, [(option.name, option.default) for option in rule.options], check


@cache
def find_data() -> dict[str, str]:
    """Return the check sum of each lexicon and each file of weights, by name."""
    paths = (path for folder in (*lexicon.FOLDERS, *weights.FOLDERS) if folder.is_dir() for path in folder.iterdir())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def find_settings(config: Config) -> str:
    """Return a check sum of all that a configuration says of findings; where its files lie is no part of it.

    Args:
        config: With the profile below it.
    """
    settings: dict[str, object] = {name: getattr(config, name) for name in SETTINGS}
    settings["waivers"] = [{**asdict(waiver), "origin": ""} for waiver in config.waivers]
    settings["baseline"] = sha256(config.baseline.read_bytes()).hexdigest() if config.baseline else ""
    return find_digest(settings)
