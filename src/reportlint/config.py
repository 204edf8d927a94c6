"""Settings: which rules run, how they are graded, and with which options.

Three layers, each laid over the one before: the profile of the kind of report, the configuration file nearest to the
report, the command line. A configuration that names something unknown cannot be made.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from reportlint import registry
from reportlint.model import Severity
from reportlint.read.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_NAME = ".reportlint.toml"
PROFILES = Path(__file__).parent / "profiles"
DEFAULT_PROFILE = "default"

TYPES: dict[str, tuple[Any, str]] = {
    "select": (tuple[str, ...], "规则名的列表"),
    "ignore": (tuple[str, ...], "规则名的列表"),
    "severity": (dict[str, str], "“规则 = 级别”的表"),
    "rules": (dict[str, dict[str, Any]], "按规则名分节的表"),
    "fail-on": (str, "级别"),
    "profile": (str, "字符串"),
    "vocab": (tuple[str, ...], "名称的列表"),
    "limits": (dict[str, int], "“上限 = 整数”的表"),
}
# vocab is the short way to this option
VOCAB = ("terms/wrong-name", "names")
MEGABYTE = 1024 * 1024
# as configuration files write the fields of Limits; sizes in megabytes
LIMITS = {one.name.replace("_bytes", "-megabytes").replace("_", "-"): one.name for one in fields(Limits)}


class ConfigError(Exception):
    """The configuration cannot be used; the message is one sentence that says where and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """What is checked and how.

    Attributes:
        select: Rule ids and families that run; empty = all.
        ignore: Rule ids and families that do not.
        severity: Severities that replace a rule's own, by rule id.
        options: Options of rules: rule id → option name → value.
        fail_on: The lowest severity that makes a check fail; None where nobody has said (warning).
        profile: Name of the profile; empty = by the type of the document.
        limits: Bounds of readers that replace the usual ones, by their names in `Limits`.

    Raises:
        ConfigError: A rule, option or profile is unknown or a value has the wrong type.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    fail_on: Severity | None = None
    profile: str = ""
    limits: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in ("select", "ignore"):
            for name in getattr(self, key):
                check_selector(name, key)
        for name in self.severity:
            known_rule(name, "severity")
        for name, options in self.options.items():
            check_options(known_rule(name, "rules"), options)
        if self.profile and self.profile not in profiles():
            raise ConfigError(f"没有叫“{self.profile}”的文种配置（profile）{nearest(self.profile, profiles())}")

    def overlay(self, over: Config) -> Config:
        """Return these settings with those of `over` laid on top.

        What is ignored below stays ignored, unless `over` selects it, or a rule in it, by name.
        """
        kept = (name for name in self.ignore if not any(f"{chosen}/".startswith(f"{name}/") for chosen in over.select))
        return Config(
            select=over.select or self.select,
            ignore=(*kept, *over.ignore),
            severity={**self.severity, **over.severity},
            options={
                name: {**self.options.get(name, {}), **over.options.get(name, {})}
                for name in {**self.options, **over.options}
            },
            fail_on=over.fail_on or self.fail_on,
            profile=over.profile or self.profile,
            limits={**self.limits, **over.limits},
        )

    def reader_limits(self) -> Limits:
        """Return the bounds that readers keep to."""
        return replace(DEFAULT, **self.limits)

    def runs(self, rule: registry.Rule) -> bool:
        """Tell whether a rule is selected and not ignored."""
        names = {rule.id, rule.family}
        return (not self.select or not names.isdisjoint(self.select)) and names.isdisjoint(self.ignore)


def check_selector(name: str, key: str) -> None:
    """Raise ConfigError unless a name is a rule's or a family's."""
    rules = registry.load()
    names = {*rules, *(rule.family for rule in rules.values())}
    if name not in names:
        raise ConfigError(f"{key} 里的“{name}”既不是规则也不是类别{nearest(name, names)}")


def known_rule(name: str, key: str) -> registry.Rule:
    """Return the rule of a name or raise ConfigError."""
    rules = registry.load()
    if name not in rules:
        raise ConfigError(f"{key} 里的“{name}”不是规则{nearest(name, rules)}")
    return rules[name]


def check_options(rule: registry.Rule, options: Mapping[str, object]) -> None:
    """Raise ConfigError unless a rule has these options and they have its types."""
    known = {option.name: option for option in rule.options}
    for name, value in options.items():
        if name not in known:
            raise ConfigError(f"规则 {rule.id} 没有选项“{kebab(name)}”{nearest(kebab(name), map(kebab, known))}")
        if not fits(value, known[name].type):
            raise ConfigError(
                f"规则 {rule.id} 的选项 {kebab(name)} 写成了 {value!r}，类型不对，"
                f"应当像默认值 {known[name].default!r} 那样写。"
            )


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the second half of a sentence about an unknown name: the one that was probably meant."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else "，请改正或删去。"


def kebab(name: str) -> str:
    """Return an option's name as configuration files write it."""
    return name.replace("_", "-")


def fits(value: object, kind: Any) -> bool:
    """Tell whether a value from TOML has the type of an annotation."""
    origin, of = get_origin(kind), get_args(kind)
    if origin is Literal:
        return value in of
    if origin in (tuple, list, frozenset):
        return isinstance(value, (list, tuple)) and all(fits(one, of[0]) for one in value)
    if origin is dict:
        return isinstance(value, Mapping) and all(fits(one, of[1]) for one in value.values())
    if isinstance(value, bool):
        return kind in (bool, Any)
    return kind is Any or isinstance(value, (int, float) if kind is float else kind)


def parse_config(table: Mapping[str, Any]) -> Config:
    """Make a Config of a TOML table.

    Raises:
        ConfigError: A key, rule, option or profile is unknown or a value has the wrong type.
    """
    for key, value in table.items():
        if key not in TYPES:
            raise ConfigError(f"没有“{key}”这个配置项{nearest(key, TYPES)}")
        kind, wanted = TYPES[key]
        if not fits(value, kind):
            raise ConfigError(f"{key} 应当是{wanted}，写的却是 {value!r}，请改正。")
    return Config(
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        severity={name: parse_severity(value, "severity") for name, value in table.get("severity", {}).items()},
        options=find_options(table),
        fail_on=parse_severity(table["fail-on"], "fail-on") if "fail-on" in table else None,
        profile=table.get("profile", ""),
        limits=dict(parse_limit(name, value) for name, value in table.get("limits", {}).items()),
    )


def parse_severity(value: str, key: str) -> Severity:
    """Return the severity of a name or raise ConfigError."""
    if value not in list(Severity):
        raise ConfigError(f"{key} 里的“{value}”不是级别，级别只有 error、warning、note 三个。")
    return Severity(value)


def parse_limit(name: str, value: int) -> tuple[str, int]:
    """Return the name of a bound in `Limits` and its value, or raise ConfigError."""
    if name not in LIMITS:
        raise ConfigError(f"limits 里没有“{name}”这个上限{nearest(name, LIMITS)}")
    if value < 1:
        raise ConfigError(f"limits 里的 {name} 写成了 {value}，上限至少是 1，请改正。")
    return LIMITS[name], value * MEGABYTE if name.endswith("megabytes") else value


def find_options(table: Mapping[str, Any]) -> dict[str, Mapping[str, object]]:
    """Return the options of rules by rule; the names of `vocab` are those of its rule."""
    found: dict[str, Mapping[str, object]] = {
        name: parse_options(options) for name, options in table.get("rules", {}).items()
    }
    if "vocab" in table:
        rule, option = VOCAB
        found[rule] = {option: tuple(table["vocab"]), **found.get(rule, {})}
    return found


def parse_options(table: Mapping[str, Any]) -> dict[str, object]:
    """Return options by their Python names, lists as tuples."""
    return {name.replace("-", "_"): tuple(value) if isinstance(value, list) else value for name, value in table.items()}


def read_config(path: Path) -> Config:
    """Read a configuration file; of a pyproject.toml its table [tool.reportlint].

    Raises:
        ConfigError: The file cannot be read or used.
    """
    try:
        table = read_table(path)
        return parse_config(table or {})
    except ConfigError as error:
        raise ConfigError(f"{path}：{error}") from None


def read_table(path: Path) -> dict[str, Any] | None:
    """Return the settings of a file; None for a pyproject.toml that has none for reportlint."""
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"读不了配置文件（{error.strerror}），请检查路径和权限。") from None
    except ValueError as error:
        raise ConfigError(f"不是正确的 TOML（{error}），请按 TOML 的写法改正。") from None
    if path.name != "pyproject.toml":
        return table
    tool = table.get("tool", {})
    return tool.get("reportlint") if isinstance(tool, dict) else None


@cache
def find_config(folder: Path) -> Config:
    """Return the configuration nearest to a folder, searched upwards; an empty one where there is none.

    Raises:
        ConfigError: The nearest file cannot be read or used.
    """
    for place in (folder, *folder.parents):
        own, project = place / FILE_NAME, place / "pyproject.toml"
        if own.is_file():
            return read_config(own)
        if project.is_file() and read_table(project) is not None:
            return read_config(project)
    return Config()


@cache
def profiles() -> tuple[str, ...]:
    """Return the names of the profiles that are installed."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.toml")))


@cache
def load_profile(name: str) -> Config:
    """Return the settings of a profile."""
    return read_config(PROFILES / f"{name}.toml")


def effective(config: Config, doc_type: str) -> Config:
    """Lay a configuration over the profile that it names, or over that of the document's type, or over the default."""
    name = config.profile or next((name for name in (doc_type, DEFAULT_PROFILE) if name in profiles()), "")
    return load_profile(name).overlay(config) if name else config
