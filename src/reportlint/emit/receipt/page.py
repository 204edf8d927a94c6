"""The receipt as one HTML page, complete in itself, with its data inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportlint.emit.html import find_hash
from reportlint.emit.html.render import read_asset, render
from reportlint.emit.receipt import sheet
from reportlint.emit.receipt.carried import carry_in_html

if TYPE_CHECKING:
    from reportlint.emit.receipt.digest import Receipt


def render_page(receipt: Receipt) -> bytes:
    """Return a receipt as HTML: UTF-8, without anything that runs."""
    style = read_asset("receipt.css")
    page = render(
        "receipt.html",
        title=sheet.TITLE,
        name=receipt["document"]["name"],
        version=receipt["version"],
        policy=f"default-src 'none'; style-src '{find_hash(style)}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file
        facts=list(sheet.find_facts(receipt)),
        parts=sheet.find_parts(receipt),
        signatures=sheet.SIGNATURES,
        digest=sheet.tell_digest(receipt),
        data=Markup(carry_in_html(receipt)),  # noqa: S704 - < is escaped there
    )
    return page.encode("utf-8")
