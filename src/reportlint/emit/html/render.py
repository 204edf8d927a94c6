"""Templates that escape whatever they are given, and in which no character stays unseen or turns the direction."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


@cache
def environment() -> Environment:
    """Return the templates of this package."""
    made = Environment(
        loader=PackageLoader("reportlint.emit"),
        autoescape=True,
        finalize=clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = render_words
    return made


def render(template: str, **values: Any) -> Markup:
    """Return a template of this package with values."""
    return Markup(environment().get_template(template).render(values))  # noqa: S704 - the template has escaped them


def read_asset(name: str) -> str:
    """Return a style sheet or script of this package; its lines end in LF, as browsers hash them."""
    return files("reportlint.emit").joinpath("templates", name).read_text("utf-8")


def clean(value: object) -> object:
    """Return a text with what is unseen as [U+202E]; markup and numbers as they are."""
    return label(value, "[{}]") if isinstance(value, str) and not isinstance(value, Markup) else value


def render_words(text: str) -> Markup:
    """Return words of the report escaped, what is unseen as a label."""
    return Markup(label(str(escape(text)), '<span class="unseen">{}</span>'))  # noqa: S704 - escaped here


def label(text: str, form: str) -> str:
    """Return a text in which the name of its code point, in some form, stands for what is unseen."""
    if text.isprintable():
        return text
    return "".join(form.format(f"U+{ord(one):04X}") if is_unseen(one) else one for one in text)


def is_unseen(one: str) -> bool:
    """Tell controls, formats, surrogates and line separators from what has a shape or is a plain space."""
    return not one.isprintable() and one not in "\t\n" and unicodedata.category(one) != "Zs"
