"""The matrix as HTML: a table to be put into other pages, and a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportlint import __version__
from reportlint.emit.html import find_hash
from reportlint.emit.html.render import read_asset, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.emit import View
    from reportlint.emit.matrix import Chart, Matrix

STYLE = "matrix.css"


def render_table(matrix: Matrix, *, linked: bool = False) -> Markup:
    """Return the matrix as a table and lists below it; the page around it brings the style sheet `STYLE`.

    Args:
        matrix: What is shown.
        linked: Whether each quote links to its place, `#problems-`, `#causes-` or `#measures-` and its index.
    """
    return render("matrix-table.html", matrix=matrix, linked=linked)


def render_page(charts: Sequence[Chart], view: View) -> bytes:  # noqa: ARG001
    """Return a page with the matrix of each path: UTF-8, complete in itself, without any script."""
    style = read_asset(STYLE)
    page = render(
        "matrix-page.html",
        charts=[(chart, render_table(chart.matrix)) for chart in charts],
        policy=f"default-src 'none'; style-src '{find_hash(style)}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file
        version=__version__,
    )
    return page.encode("utf-8")
