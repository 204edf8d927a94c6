"""Settings: which rules run, how they are graded, and with which options.

Three layers, each laid over the one before: the profile of the kind of report, the configuration file nearest to the
report, the command line. A configuration that names something unknown cannot be made.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint import registry
from reportlint.custom import parse_rules
from reportlint.model import Severity
from reportlint.nearby import find_config_file, find_ignore_file, find_user_file, read_waivers, read_words
from reportlint.read.limits import DEFAULT, Limits
from reportlint.suppress import INTERNAL, UNREASONED, UNUSED
from reportlint.tables import ConfigError, fits, kebab, nearest, read_table
from reportlint.vocab import find_options, join_options, parse_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlint.suppress import Waiver

__all__ = [
    "Config",
    "ConfigError",
    "effective",
    "find_config",
    "kebab",
    "load_profile",
    "nearest",
    "parse_config",
    "profiles",
    "read_config",
    "with_surroundings",
]

PROFILES = Path(__file__).parent / "profiles"
DEFAULT_PROFILE = "default"

TYPES: dict[str, tuple[Any, str]] = {
    "select": (tuple[str, ...], "规则名的列表"),
    "ignore": (tuple[str, ...], "规则名的列表"),
    "severity": (dict[str, str], "“规则 = 级别”的表"),
    "rules": (dict[str, dict[str, Any]], "按规则名分节的表"),
    "fail-on": (str, "级别"),
    "profile": (str, "字符串"),
    "vocab": (Any, "名称的列表"),
    "baseline": (str, "文件名"),
    "limits": (dict[str, int], "“上限 = 整数”的表"),
    "rule": (list[dict[str, Any]], "[[rule]] 各条"),
}
MEGABYTE = 1024 * 1024
# as configuration files write the fields of Limits; sizes in megabytes
LIMITS = {one.name.replace("_bytes", "-megabytes").replace("_", "-"): one.name for one in fields(Limits)}


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
        accept: Words that are right whatever a rule says.
        waivers: Findings that may stand: entries of an ignore file.
        baseline: The file with the findings that were there at the beginning; None for none.
        own_rules: Rules that are written in the configuration, or that are not installed.

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
    accept: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: Path | None = None
    own_rules: tuple[registry.Rule, ...] = ()

    def __post_init__(self) -> None:
        rules = self.known
        for key in ("select", "ignore"):
            for name in getattr(self, key):
                check_selector(name, key, rules)
        for name in self.severity:
            known_rule(name, "severity", rules)
        for name, options in self.options.items():
            check_options(known_rule(name, "rules", rules), options)
        if self.profile and self.profile not in profiles():
            raise ConfigError(f"没有叫“{self.profile}”的文种配置（profile）{nearest(self.profile, profiles())}")
        for waiver in self.waivers:
            check_selector(waiver.rule, waiver.origin, rules)

    @property
    def known(self) -> dict[str, registry.Rule]:
        """All rules by id: the installed ones and the configuration's own."""
        own = {rule.id: rule for rule in self.own_rules}
        return dict(sorted({**registry.load(), **own}.items())) if own else registry.load()

    def overlay(self, over: Config) -> Config:
        """Return these settings with those of `over` laid on top.

        What is ignored below stays ignored, unless `over` selects it, or a rule in it, by name.
        """
        kept = (name for name in self.ignore if not any(f"{chosen}/".startswith(f"{name}/") for chosen in over.select))
        return Config(
            select=over.select or self.select,
            ignore=(*kept, *over.ignore),
            severity={**self.severity, **over.severity},
            options=join_options(self.options, over.options),
            fail_on=over.fail_on or self.fail_on,
            profile=over.profile or self.profile,
            limits={**self.limits, **over.limits},
            accept=(*self.accept, *over.accept),
            waivers=(*self.waivers, *over.waivers),
            baseline=over.baseline or self.baseline,
            own_rules=tuple({rule.id: rule for rule in (*self.own_rules, *over.own_rules)}.values()),
        )

    def reader_limits(self) -> Limits:
        """Return the bounds that readers keep to."""
        return replace(DEFAULT, **self.limits)

    def runs(self, rule: registry.Rule) -> bool:
        """Tell whether a rule is selected and not ignored."""
        return (not self.select or not {rule.id, rule.family}.isdisjoint(self.select)) and self.allows(rule.id)

    def allows(self, name: str) -> bool:
        """Tell whether neither a rule nor its family is ignored."""
        return {name, name.partition("/")[0]}.isdisjoint(self.ignore)


def check_selector(name: str, key: str, rules: Mapping[str, registry.Rule]) -> None:
    """Raise ConfigError unless a name is a rule's or a family's."""
    names = {*rules, *(rule.family for rule in rules.values()), INTERNAL.rstrip("/"), UNUSED, UNREASONED}
    if name not in names:
        raise ConfigError(f"{key} 里的“{name}”既不是规则也不是类别{nearest(name, names)}")


def known_rule(name: str, key: str, rules: Mapping[str, registry.Rule]) -> registry.Rule:
    """Return the rule of a name or raise ConfigError."""
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


def parse_config(table: Mapping[str, Any], folder: Path = Path()) -> Config:
    """Make a Config of a TOML table.

    Args:
        table: The settings.
        folder: Where a path in them begins.

    Raises:
        ConfigError: A key, rule, option or profile is unknown or a value has the wrong type.
    """
    for key, value in table.items():
        if key not in TYPES:
            raise ConfigError(f"没有“{key}”这个配置项{nearest(key, TYPES)}")
        kind, wanted = TYPES[key]
        if not fits(value, kind):
            raise ConfigError(f"{key} 应当是{wanted}，写的却是 {value!r}，请改正。")
    vocabulary = parse_vocabulary(table.get("vocab", {}))
    own = {name: parse_options(options) for name, options in table.get("rules", {}).items()}
    return Config(
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        severity={name: parse_severity(value, "severity") for name, value in table.get("severity", {}).items()},
        options=join_options(find_options(vocabulary), own),
        fail_on=parse_severity(table["fail-on"], "fail-on") if "fail-on" in table else None,
        profile=table.get("profile", ""),
        limits=dict(parse_limit(name, value) for name, value in table.get("limits", {}).items()),
        accept=vocabulary["accept"],
        baseline=folder / table["baseline"] if "baseline" in table else None,
        own_rules=parse_rules(table.get("rule", ()), folder),
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


def parse_options(table: Mapping[str, Any]) -> dict[str, object]:
    """Return options by their Python names, lists as tuples."""
    return {name.replace("-", "_"): tuple(value) if isinstance(value, list) else value for name, value in table.items()}


def read_config(path: Path) -> Config:
    """Read a configuration file; of a pyproject.toml its table [tool.reportlint].

    Raises:
        ConfigError: The file cannot be read or used.
    """
    try:
        return parse_config(read_table(path) or {}, path.parent)
    except ConfigError as error:
        raise ConfigError(f"{path}：{error}") from None


@cache
def find_config(folder: Path) -> Config:
    """Return the configuration nearest to a folder, searched upwards, with the user's words and the waivers there.

    Raises:
        ConfigError: A file cannot be read or used.
    """
    path = find_config_file(folder)
    return with_surroundings(read_config(path) if path else Config(), folder)


def with_surroundings(config: Config, folder: Path) -> Config:
    """Return a configuration with the words of the user and the entries of the ignore file nearest to a folder.

    Raises:
        ConfigError: A file cannot be read or used.
    """
    return read_user_config().overlay(config).overlay(read_ignores(folder, config.own_rules))


def read_user_config() -> Config:
    """Return what the user's own vocabulary says."""
    words = read_words(find_user_file())
    return Config(options=find_options(words), accept=words["accept"])


def read_ignores(folder: Path, own_rules: tuple[registry.Rule, ...] = ()) -> Config:
    """Return the entries of the ignore file nearest to a folder, which may name these rules of a configuration."""
    path = find_ignore_file(folder)
    return Config(waivers=read_waivers(path), own_rules=own_rules) if path else Config()


@cache
def profiles() -> tuple[str, ...]:
    """Return the names of the profiles that are installed."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.toml")))


@cache
def load_profile(name: str) -> Config:
    """Return the settings of a profile."""
    return read_config(PROFILES / f"{name}.toml")


def profile_name(config: Config, doc_type: str) -> str:
    """Return the profile that holds: the one named, or that of the document's type, or the default; empty for none."""
    return config.profile or next((name for name in (doc_type, DEFAULT_PROFILE) if name in profiles()), "")


def effective(config: Config, doc_type: str) -> Config:
    """Lay a configuration over the profile that holds for a type of document."""
    name = profile_name(config, doc_type)
    return load_profile(name).overlay(config) if name else config
