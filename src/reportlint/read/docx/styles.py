"""Styles: what a paragraph or a run inherits by name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportlint.read.docx.names import is_on, number, value, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
LONGEST_CHAIN = 20
BODY_LEVEL = 9  # the outline level of what is no heading


class Styles:
    """The styles of a document.

    Args:
        root: The part `styles`; None where a document has none.
    """

    def __init__(self, root: _Element | None) -> None:
        styles = [] if root is None else root.findall(w("style"))
        self.by_id = {style.get(w("styleId")): style for style in styles}
        self.default = next(
            (key for key, one in self.by_id.items() if one.get(w("type")) == "paragraph" and is_default(one)), None
        )
        # what paragraphs and runs share is looked up once
        self.level_of_style = cache(self.find_level)
        self.hides_by_name = cache(self.find_hiding)

    def of(self, paragraph: _Element) -> str | None:
        """Return the id of a paragraph's style."""
        return value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self.default

    def chain(self, style: str | None) -> Iterator[tuple[str | None, _Element]]:
        """Yield a style and those that it is based on, with their ids."""
        seen: set[str | None] = set()
        while style in self.by_id and style not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(style)
            element = self.by_id[style]
            yield style, element
            style = value(element.find(w("basedOn")))

    def level(self, paragraph: _Element) -> int | None:
        """Return the depth of a heading from 1, by its outline level or by its style; None for other paragraphs."""
        own = number(paragraph.find(f"{w('pPr')}/{w('outlineLvl')}"))
        if own is not None:
            return own + 1 if 0 <= own < BODY_LEVEL else None
        return self.level_of_style(self.of(paragraph))

    def find_level(self, style: str | None) -> int | None:
        """Return the depth that a style gives; None for a style of other paragraphs."""
        for _, element in self.chain(style):
            level = number(element.find(f"{w('pPr')}/{w('outlineLvl')}"))
            if level is not None:
                return level + 1 if 0 <= level < BODY_LEVEL else None
            if match := HEADING.fullmatch(value(element.find(w("name"))) or ""):
                return int(match[1])
        return None

    def hides(self, properties: _Element | None) -> bool:
        """Tell whether the properties of a run, or the style that they name, hide its text."""
        if properties is None:
            return False
        own = properties.find(w("vanish"))
        if own is not None:
            return is_on(own)
        return self.hides_by_name(value(properties.find(w("rStyle"))))

    def find_hiding(self, style: str | None) -> bool:
        """Tell whether a style hides text."""
        found = (element.find(f"{w('rPr')}/{w('vanish')}") for _, element in self.chain(style))
        return is_on(next((one for one in found if one is not None), None))


def is_default(style: _Element) -> bool:
    """Tell whether a style is that of what names no style."""
    return style.get(w("default")) in {"1", "true", "on"}
