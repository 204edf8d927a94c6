"""The templates of the page, which escape as those of the report do and may use them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, PackageLoader
from markupsafe import Markup

from reportlint.emit.html.render import environment as report_environment
from reportlint.emit.html.render import read_asset

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """Return the templates of this package and, behind them, those of the report."""
    return report_environment().overlay(
        loader=ChoiceLoader([PackageLoader("reportlint.web"), PackageLoader("reportlint.emit")])
    )


def render(template: str, **values: Any) -> Markup:
    """Return a template with values."""
    return Markup(environment().get_template(template).render(values))  # noqa: S704 - the template has escaped them


@cache
def read_style() -> str:
    """Return the style sheet: that of the report with what the page adds."""
    return read_asset("matrix.css") + read_asset("report.css") + read_own("web.css")


@cache
def read_script() -> str:
    """Return the script: that of the report, on whose page it finds what it works on, with what the page adds."""
    return read_asset("report.js") + read_own("decide.js")


def read_own(name: str) -> str:
    """Return a style sheet, script or picture of this package."""
    return files("reportlint.web").joinpath("templates", name).read_text("utf-8")
