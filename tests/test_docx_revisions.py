"""What the rule says of tracked changes and comments in a Word document."""

from __future__ import annotations

from docx_files import change, make, p, source

from reportlint import Config, Document, Finding, check

MARKS = (
    '<w:commentRangeStart w:id="7"/>',
    '<w:commentRangeEnd w:id="7"/>',
    '<w:r><w:commentReference w:id="7"/></w:r>',
)


def findings(data: bytes) -> list[Finding]:
    return [one.finding for one in check(Document(source(data)), Config(select=("residue/tracked-change",)))]


def test_changes_are_told_once() -> None:
    body = p("已", change("del", "该"), "经", change("ins", "整"), "改") + p("完", change("ins", "毕", author="李四"))
    (found,) = findings(make(body))
    assert found.message == "文稿里还有 3 处修订没有处理（最先的是张三删去了“该”），请逐一接受或拒绝后再提交。"
    assert [related.span.of("已经整改\n完毕") for related in found.related] == ["整", "毕"]


def test_comments() -> None:
    said = f'<w:comment w:id="7" w:author="赵六">{p("请核实")}</w:comment>'
    (found,) = findings(make(p(MARKS[0], "投资", *MARKS[1:], "12亿元"), comments=said))
    assert found.message == "文稿里还有 1 条批注没有处理（最先的是赵六写了批注“请核实”），请逐一处理并删去后再提交。"
    assert found.span.of("投资12亿元") == "投资"


def test_a_clean_document() -> None:
    assert findings(make(p("全年完成投资12亿元。"))) == []
