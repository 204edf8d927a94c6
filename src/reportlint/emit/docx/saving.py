"""A package back to bytes: changed parts anew, all others as they are."""

from __future__ import annotations

from io import BytesIO
from shutil import copyfileobj
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportlint.read.archive import BROKEN, FAILURES
from reportlint.read.docx.names import STRICT, WORD
from reportlint.read.docx.package import ROOT, relationships_of
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reportlint.read.docx.package import Package

TYPES = "[Content_Types].xml"
TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_KIND = "/officeDocument"


def save(package: Package) -> bytes:
    """Return the file, with the parts that are marked as changed written from their trees.

    Raises:
        ReadError: A part that was not needed so far is damaged.
    """
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in dict.fromkeys([*package.archive.names, *sorted(package.changed)]):
            if name in package.changed:
                archive.writestr(head(package, name), serialize(package, name))
            else:
                copy(package, name, archive)
    return file.getvalue()


def copy(package: Package, name: str, archive: ZipFile) -> None:
    """Copy a member piece by piece: pictures may unpack to many times their size.

    Raises:
        ReadError: It is damaged.
    """
    try:
        with (
            package.archive.file.open(package.archive.members[name]) as old,
            archive.open(head(package, name), "w") as new,
        ):
            copyfileobj(old, new)
    except FAILURES:
        raise ReadError(package.name, f"里面的 {name} 解不开，{BROKEN}") from None


def head(package: Package, name: str) -> ZipInfo:
    """Return the head of a member, with the time that it had; the earliest that there is for a new one."""
    known = package.archive.members.get(name)
    info = ZipInfo(name, known.date_time) if known else ZipInfo(name)
    info.compress_type = known.compress_type if known else ZIP_DEFLATED
    return info


def serialize(package: Package, name: str) -> bytes:
    """Return a part as XML, in the namespace that it came in."""
    from lxml import etree

    data: bytes = etree.tostring(package.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
    return data.replace(WORD.encode(), STRICT.encode()) if name in package.strict else data


def add_part(package: Package, name: str, kind: str, content_type: str, root: _Element) -> None:
    """Add a part that the document relates to."""
    package.trees[name] = root
    package.changed.add(name)
    if package.main in package.strict:
        package.strict.add(name)
    add_type(package, name, content_type)
    add_relation(package, name, kind)


def add_type(package: Package, name: str, content_type: str) -> None:
    """Say what a new part holds."""
    from lxml import etree

    types = package.parse(TYPES)
    etree.SubElement(types, f"{{{TYPES_SPACE}}}Override", PartName=f"/{name}", ContentType=content_type)
    package.changed.add(TYPES)


def add_relation(package: Package, name: str, kind: str) -> None:
    """Relate the document to a new part, in the words in which the package relates to the document."""
    from lxml import etree

    path = relationships_of(package.main)
    if path not in package.archive.members:
        package.trees[path] = etree.Element(f"{{{RELATIONS_SPACE}}}Relationships", nsmap={None: RELATIONS_SPACE})
    relations = package.parse(path)
    used = {one.get("Id") for one in relations}
    key = next(key for number in range(len(used) + 1) if (key := f"reportlint{number}") not in used)
    types = [one.get("Type", "") for one in package.parse(relationships_of(ROOT))]
    family = next(one for one in types if one.endswith(MAIN_KIND)).removesuffix(MAIN_KIND)
    etree.SubElement(
        relations, f"{{{RELATIONS_SPACE}}}Relationship", Id=key, Type=f"{family}/{kind}", Target=f"/{name}"
    )
    package.changed.add(path)
