"""XML of files that come from anywhere: no entities, no network, bounded in size and depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reportlint.read.limits import Limits


def parse_xml(data: bytes, name: object, limits: Limits) -> _Element:
    """Return the root element; comments and processing instructions are left out.

    Raises:
        ReadError: It is no XML, defines a document type (and so perhaps entities), or is too large or too deep.
    """
    from lxml import etree

    check_elements(data, name, limits)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise ReadError(name, "里面的 XML 不合语法或嵌套过深，请用原来的软件打开后另存。") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(name, "里面的 XML 定义了文档类型和实体，正常的文稿没有这些，没有打开，请核对文件来源。")
    check_depth(root, name, limits)
    return root


def check_elements(data: bytes, name: object, limits: Limits) -> None:
    """Refuse XML or HTML whose tree would fill the memory.

    Raises:
        ReadError: There are more opening tags than `limits.elements`.
    """
    if data.count(b"<") - data.count(b"</") > limits.elements:
        raise ReadError(name, f"里面的标记超过 {limits.elements} 个，请拆成几个文件再检查。")


def check_depth(root: _Element, name: object, limits: Limits) -> None:
    """Refuse a tree that is too deep for those who walk it.

    Raises:
        ReadError: An element stands deeper than `limits.depth`.
    """
    if root.xpath(f"boolean(/{'/'.join('*' * (limits.depth + 1))})"):
        raise ReadError(name, f"里面的标记嵌套超过 {limits.depth} 层，没有打开，请用原来的软件打开后另存。")
