"""The user's own Word document with what was found: as comments, or as tracked changes.

The bytes depend on nothing but the arguments: no date is written, and members keep the times that they had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlint.model import Diagnostic, Source
    from reportlint.read.docx.package import Package
    from reportlint.read.limits import Limits


def render_annotated(source: Source, diagnostics: Sequence[Diagnostic], *, limits: Limits | None = None) -> bytes:
    """Return the document with a comment on the words of each finding.

    Comments that are there stay. Word has none inside notes and text boxes: there they are set on the reference to
    the note, or on the drawing, and cite the words.

    Args:
        source: What the reader made of a .docx.
        diagnostics: What was found in it.
        limits: Those with which it was read.

    Raises:
        ReadError: The file that the source holds is no .docx.
    """
    from reportlint.emit.docx.comments import Commenter
    from reportlint.emit.docx.saving import save

    package = open_package(source, limits)
    Commenter(package).comment(diagnostics)
    return save(package)


def render_tracked(source: Source, text: str, *, limits: Limits | None = None) -> bytes:
    """Return the document with the changes that make `text` of its text, each to be accepted or rejected.

    What cannot be changed as text is left as it is: automatic numbers, formulas, the ends of cells and of notes.

    Args:
        source: What the reader made of a .docx.
        text: What its text shall be.
        limits: Those with which it was read.

    Raises:
        ReadError: The file that the source holds is no .docx.
    """
    from reportlint.emit.docx.changes import find_edits
    from reportlint.emit.docx.saving import save
    from reportlint.emit.docx.tracking import Tracker

    package = open_package(source, limits)
    Tracker(package).track(find_edits(source.text, text))
    return save(package)


def open_package(source: Source, limits: Limits | None) -> Package:
    """Open the file that a source was read from."""
    from reportlint.read.docx.package import Package
    from reportlint.read.limits import DEFAULT

    return Package(source.raw, source.path or "文档", limits or DEFAULT)
