"""How much a reader takes in before it refuses a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that keep a hostile file from filling memory or time.

    Attributes:
        file_bytes: Of the file itself.
        unpacked_bytes: Of all members of an archive together, as they come out of it.
        members: Files in an archive.
        ratio: How many times an archive's member may grow when unpacked (members under 1 MB are free).
        elements: Tags in one part of XML or HTML.
        depth: Nested elements of XML or HTML.
        nesting: Archives in archives.
        pages: Of a PDF or OFD document.
        characters: Set on the pages of a PDF or OFD document.
        seconds: For the pages of a PDF, or for another program that converts the file.
    """

    file_bytes: int = 64 * 1024 * 1024
    unpacked_bytes: int = 512 * 1024 * 1024
    members: int = 10_000
    ratio: int = 200
    elements: int = 4_000_000
    depth: int = 200
    nesting: int = 1
    pages: int = 5_000
    characters: int = 5_000_000
    seconds: int = 120


DEFAULT = Limits()
