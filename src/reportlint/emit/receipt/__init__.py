"""送审检查单: what was checked, with what, what was found and what may stand, to be signed and verified later.

All formats are made of one table, the schema reportlint/receipt/1, which html and docx carry inside. The bytes depend
on nothing but the report, the settings and the program: there is no clock in them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlint.emit.receipt.digest import Receipt

FORMATS = {
    "html": ("page", "render_page"),
    "json": ("data", "render_json"),
    "docx": ("word", "render_word"),
    "pdf": ("pdf", "render_pdf"),
}


def find_renderer(form: str) -> Callable[[Receipt], bytes]:
    """Return what renders a receipt in one of `FORMATS`.

    Raises:
        FormatError: A library or program that the format needs is not installed.
    """
    module, function = FORMATS[form]
    renderer: Callable[[Receipt], bytes] = getattr(import_module(f"{__name__}.{module}"), function)
    return renderer
