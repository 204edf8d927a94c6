"""Names in the markup of Word: WordprocessingML, markup compatibility, packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# what Word writes for a setting that is off
OFF = {"0", "false", "off", "none"}
WHOLE = re.compile("-?[0-9]{1,9}")


def w(name: str) -> str:
    """Return a name of WordprocessingML as lxml writes it."""
    return f"{{{WORD}}}{name}"


def value(element: _Element | None) -> str | None:
    """Return the `w:val` of an element; None where there is no element or no value."""
    return None if element is None else element.get(VAL)


def number(element: _Element | None) -> int | None:
    """Return the `w:val` of an element as a whole number; None where it is none."""
    return to_int(value(element))


def to_int(text: str | None) -> int | None:
    """Return an attribute as a whole number; None where it is none."""
    return int(text) if text is not None and WHOLE.fullmatch(text) else None


def is_on(element: _Element | None) -> bool:
    """Tell whether a setting such as `w:vanish` stands there and is not switched off."""
    return element is not None and element.get(VAL) not in OFF


VAL = w("val")
