"""问题或措施写得太少。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from reportlint import Example, Finding, rule

from ._parts import NAMES, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document, Section

SHORTEST = 300  # characters of a text whose parts can be weighed against each other
ACCOUNT = "今年以来，我带领班组走遍了辖区的每一座泵房，检修水泵四十六台，更换管线三千二百米，处理报修五百一十件，当天办结的占九成。"


@rule(
    "note",
    Example(
        bad=f"李明2024年度述职报告\n一、履职成效\n{ACCOUNT * 6}\n⟦二、存在问题⟧\n学习不够。\n三、下步打算\n"
        "每周集中学习半天，请技术员讲课，年底前全班组考取中级工证书，再把老旧泵房的图纸补齐。",
        good=f"李明2024年度述职报告\n一、履职成效\n{ACCOUNT * 6}\n二、存在问题\n学习不够，新设备的图纸看不懂，遇到故障要等厂家上门。\n"
        "三、下步打算\n每周集中学习半天，请技术员讲课，年底前全班组考取中级工证书，再把老旧泵房的图纸补齐。",
    ),
)
def unbalanced_sections(
    doc: Document,
    *,
    problems: Annotated[float, "问题（连同原因）至少占全文的百分之几"] = 0.0,
    measures: Annotated[float, "措施至少占全文的百分之几"] = 0.0,
) -> Iterator[Finding]:
    """问题或措施在全文里占得太少，成绩写了许多页，问题一笔带过。

    至少占多少由文种配置决定，没有配置就不查；成效、问题、措施不全的和很短的文稿也不查。
    """
    parts: dict[Part, list[Section]] = {part: find_part(doc, part) for part in ("achievements", "problems", "measures")}
    if len(doc.text) < SHORTEST or not all(parts.values()):
        return
    least: tuple[tuple[Part, float], ...] = (("problems", problems), ("measures", measures))
    for part, wanted in least:
        share = 100 * sum(len(section.span) for section in parts[part]) / len(doc.text)
        if share < wanted:
            yield Finding(
                parts[part][0].heading,
                f"{NAMES[part]}只占全文的 {share:.1f}%，{doc.doc_type or '这类文稿'}一般不少于 {wanted:g}%，请写具体、写充分。",
            )


def find_part(doc: Document, part: Part) -> list[Section]:
    """Return the outermost sections about something, in order."""
    found: list[Section] = []
    for section in doc.sections:
        if part in section.roles and not (found and found[-1].span.covers(section.span)):
            found.append(section)
    return found
