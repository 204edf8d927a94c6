"""The user's own words: names that must be spelt right, words that are right, words that are not wanted."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from reportlint.tables import ConfigError, fits

KEYS = {"names": "本单位的名称", "accept": "认可的词", "reject": "不用的词"}
# the options of rules that two of the lists are
OPTIONS = {
    "names": (
        ("terms/wrong-name", "names"),
        ("typos/likely-typo", "names"),
        ("typos/extra-character", "names"),
        ("typos/missing-character", "names"),
    ),
    "reject": (("terms/rejected-word", "words"),),
}


def parse_vocabulary(value: object) -> dict[str, tuple[str, ...]]:
    """Return the lists of a vocabulary; one list alone holds names.

    Raises:
        ConfigError: It is not written as it should be.
    """
    table: Mapping[str, Any] = value if isinstance(value, Mapping) else {"names": value}
    for key, words in table.items():
        if key not in KEYS:
            raise ConfigError(f"vocab 里没有“{key}”这一项，可以写的是 {'、'.join(KEYS)}。")
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise ConfigError(f"vocab 里的 {key} 应当是{KEYS[key]}的列表，写的却是 {words!r}，请改正。")
    return {key: tuple(table.get(key, ())) for key in KEYS}


def find_options(vocabulary: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, object]]:
    """Return the options of rules that a vocabulary stands for."""
    return {
        rule: {option: vocabulary[key]} for key, places in OPTIONS.items() if vocabulary[key] for rule, option in places
    }


def join_options(
    below: Mapping[str, Mapping[str, object]], above: Mapping[str, Mapping[str, object]]
) -> dict[str, Mapping[str, object]]:
    """Return options of rules with others laid on top; the words of vocabularies add up."""
    found = {name: {**below.get(name, {}), **above.get(name, {})} for name in {**below, **above}}
    for rule, option in chain.from_iterable(OPTIONS.values()):
        lists: list[Any] = [side[rule][option] for side in (below, above) if option in side.get(rule, {})]
        # what is no list of words is left for the check of options to refuse
        if lists and all(fits(words, tuple[str, ...]) for words in lists):
            found[rule][option] = tuple(dict.fromkeys(word for words in lists for word in words))
    return dict(found)
