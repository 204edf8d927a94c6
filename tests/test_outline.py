from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import Document, Source, Span

GOLD = Path(__file__).parents[2] / "shared" / "gold"


def sketch(text: str) -> list[str]:
    """Show an outline, one unit a line: depth, level or ordinal, roles, words."""
    doc = Document(text)
    lines = {}
    for section in doc.sections:
        roles = ",".join(section.roles) or "other"
        depth = 0
        above = section.parent
        while above is not None:
            depth, above = depth + 1, doc.sections[above].parent
        lines[section.span.start] = f"{'  ' * depth}{section.level} {roles} {section.heading.of(text)}"
    for item in doc.items:
        depth = "    " if item.parent is not None else "  "
        lines[item.span.start] = f"{depth}- {item.list}.{item.ordinal} {item.head.of(text)}"
    return [lines[start] for start in sorted(lines)]


CASES = {
    "three levels and inline items": (
        "某镇2023年工作总结\n一、主要成效\n（一）产业发展加快。一是引进企业。全年签约5个。二是盘活厂房。完成改造2处。\n（二）民生不断改善。新建公园3处。\n二、存在问题\n1.人手不够。全镇只有3名执法人员。\n2.资金紧张。欠拨工程款较多。\n三、下一步打算\n把任务落到每个人。",
        [
            "1 achievements 一、主要成效",
            "  2 achievements （一）产业发展加快",
            "  - 2.1 引进企业",
            "  - 2.2 盘活厂房",
            "  2 achievements （二）民生不断改善",
            "1 problems 二、存在问题",
            "  3 problems 1.人手不够",
            "  3 problems 2.资金紧张",
            "1 measures 三、下一步打算",
        ],
    ),
    "all styles nest in the order of the text": (
        "第一章 总体情况\n1. 经营情况\n今年收入平稳，主要指标完成较好。\n（1）收入\n主营业务收入增长。\n（2）成本\n材料成本下降。\n第二章 下一步计划\n1. 控制成本\n压缩开支。",
        [
            "1 achievements 第一章 总体情况",
            "  3 achievements 1. 经营情况",
            "    4 achievements （1）收入",
            "    4 achievements （2）成本",
            "1 measures 第二章 下一步计划",
            "  3 measures 1. 控制成本",
        ],
    ),
    "bracket variants and full-width digits": (
        "一、成效\n〔一〕抓学习。全年学习12次。\n〔二〕抓作风。开展检查3次。\n１．建章立制。印发办法2个。\n２．严格考核。通报单位1家。",
        [
            "1 achievements 一、成效",
            "  2 achievements 〔一〕抓学习",
            "  2 achievements 〔二〕抓作风",
            "    3 achievements １．建章立制",
            "    3 achievements ２．严格考核",
        ],
    ),
    "plain sentences are items even when numbered like headings": (
        "主要做了以下工作。\n1.完成三个片区的管网改造，更换老旧阀门二百余只。\n2.对两座泵站的控制系统进行了升级，实现远程启停。\n3.建立巡查台账。",
        ["  - 0.1 完成三个片区的管网改造", "  - 0.2 对两座泵站的控制系统进行了升级", "  - 0.3 建立巡查台账"],
    ),
    "words count by their place": (
        "一、不足\n首先，力量薄弱。站里只有两个人。其次，经费紧张。再次，设备老化。此外，群众不理解。最后，协同不畅。",
        [
            "1 problems 一、不足",
            *(
                f"  - 1.{n} {w}"
                for n, w in enumerate(["力量薄弱", "经费紧张", "设备老化", "群众不理解", "协同不畅"], 1)
            ),
        ],
    ),
    "a list goes on in later paragraphs": (
        "一、做法\n一是定方案。\n具体分三步走。\n二是抓落实。\n三是促提升。",
        ["1 achievements 一、做法", "  - 1.1 定方案", "  - 1.2 抓落实", "  - 1.3 促提升"],
    ),
    "a list inside a list of the same style goes on after it": (
        "主要问题：一是培训不实，原因有二，一是内容空，二是走过场。二是考核不严。三是奖惩不明。",
        ["  - 0.1 培训不实", "    - 1.1 内容空", "    - 1.2 走过场", "  - 0.2 考核不严", "  - 0.3 奖惩不明"],
    ),
    "labels of a report without line breaks": (
        "关于治理占道停车的建议\n调研情况：城区车辆增长较快。问题分析：一是车位少。二是管理散。具体建议：1、增加车位。利用边角地建设小型停车场。2、统一管理。由一家单位负责收费。",
        [
            "1 other 调研情况：",
            "1 problems 问题分析：",
            "  - 0.1 车位少",
            "  - 0.2 管理散",
            "1 measures 具体建议：",
            "  3 measures 1、增加车位",
            "  3 measures 2、统一管理",
        ],
    ),
    "headings without numbers": (
        "科室年度总结\n主要成绩\n全年收治病人三千余人次，完成手术八百余例。\n短板弱项\n病历质量不够稳定，抽查中发现雷同病历。\n症结剖析\n主要是审核流于形式，上级医师碍于情面。\n改进方向\n成立质控小组，每周抽查。",
        ["1 achievements 主要成绩", "1 problems 短板弱项", "1 causes 症结剖析", "1 measures 改进方向"],
    ),
    "lead sentences behind a dash": (
        "一、工作回顾\n一年来，重点做了以下工作。\n——经济平稳增长。完成税收两亿元。\n——民生持续改善。新建学校一所。\n二、下一步打算\n继续努力。",
        [
            "1 achievements 一、工作回顾",
            "  2 achievements ——经济平稳增长",
            "  2 achievements ——民生持续改善",
            "1 measures 二、下一步打算",
        ],
    ),
    "Markdown depth": (
        "# 季度总结\n\n## 主要工作\n\n本季度完成了两个项目。\n\n### 接口改造\n\n改造了登录接口。\n\n## 下季度计划\n\n完成验收。",
        ["2 achievements 主要工作", "  3 achievements 接口改造", "2 measures 下季度计划"],
    ),
    "numbers that count nothing in the outline": (
        "第一、二、三产业协调发展，“一是一、二是二”地讲。会议第（三）项议程推迟。投入1.5亿元，占比3.2%，见表1、表2。一，二，三，齐步走。",
        [],
    ),
    "quarters and grades are no lists": ("第一季度下降，一、二季度合计持平。一、二级医院均已接入。4.10月份完成。", []),
    "a gap is seen across commas": (
        "要做到一是快，二是准，四是稳。",
        [f"  - 0.{n} {w}" for n, w in ((1, "快"), (2, "准"), (4, "稳"))],
    ),
    "a line goes on with the list of lines": (
        "一、成效\n办了几件事：一、修路。二、架桥。\n二、问题\n资金不足。\n三、打算\n多方筹措。",
        [
            "1 achievements 一、成效",
            "  - 1.1 修路",
            "  - 1.2 架桥",
            "1 problems 二、问题",
            "1 measures 三、打算",
        ],
    ),
    "the work of a later year is a plan": (
        "一、2023年工作回顾\n全年完成税收两亿元，新建学校一所。\n二、2024年主要工作\n建成第二水厂，改造老旧小区。",
        ["1 achievements 一、2023年工作回顾", "1 measures 二、2024年主要工作"],
    ),
    "quoted items stay quoted": ("他反复讲：“一是快，二是准。”大家都记住了。", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_outline(text: str, expected: list[str]) -> None:
    assert sketch(text) == expected


@pytest.mark.parametrize(
    ("text", "doc_type", "period"),
    [
        ("2023年度述职报告\n一年来，我认真履职。", "述职报告", "2023"),
        ("2024年上半年工作总结\n上半年，全站完成任务。", "半年总结", "2024-H1"),
        ("二〇二二年政府工作报告\n各位代表：现在报告工作。", "政府工作报告", "2022"),
        ("关于巡察反馈意见整改情况的报告\n2023年5月，组织开展了整改。", "整改报告", "2023-05"),
        ("安全工作总结2024\n全年没有事故。", "工作总结", "2024"),
        ("安全工作总结\n全年争取资金1亿元，比上年增加2000万元。", "工作总结", ""),
        ("安全工作总结\n值班电话13820051234。全年没有事故。", "工作总结", ""),
        ("今天天气很好。", "", ""),
    ],
)
def test_kind_and_period(text: str, doc_type: str, period: str) -> None:
    doc = Document(text)
    assert (doc.doc_type, doc.period) == (doc_type, period)


def test_title_is_no_section() -> None:
    doc = Document("某局2023年工作总结\n\n一、工作回顾\n全年办结事项30件。")
    assert doc.title is not None
    assert doc.title.of(doc.text) == "某局2023年工作总结"
    assert [section.title for section in doc.sections] == ["工作回顾"]


def test_gap_and_repetition_stay_in_one_list() -> None:
    doc = Document("（一）抓学习。学了。\n（二）抓作风。改了。\n（二）抓落实。做了。\n（四）抓队伍。建了。")
    assert [[marker.ordinal for marker in markers] for markers in doc.lists] == [[1, 2, 2, 4]]


def test_nothing_is_found_in_excluded_places() -> None:
    text = "一、安装\n```\n二、这是代码\n```\n二、使用\n照说明操作。"
    start = text.index("```")
    doc = Document(Source(text, excluded=(Span(start, text.rindex("```") + 3),)))
    assert [section.title for section in doc.sections] == ["安装", "使用"]


def test_sentences_and_paragraphs() -> None:
    text = "  他说：“好。”然后走了！\r\n\r\n下一段没有句号\u3000\n"
    doc = Document(text)
    assert [p.of(text) for p in doc.paragraphs] == ["他说：“好。”然后走了！", "下一段没有句号"]
    assert [s.span.of(text) for s in doc.sentences] == ["他说：“好。”", "然后走了！", "下一段没有句号"]


PIECES = st.sampled_from(
    [
        "一、",
        "二、",
        "（一）",
        "（三）",
        "1.",
        "2、",
        "（1）",
        "①",
        "一是",
        "二是",
        "首先，",
        "其次，",
        "# ",
        "问题",
        "打算：",
        "措施",
        "。",
        "；",
        "\n",
        "\r\n",
        "　",
        "“",
        "”",
        "强",
        "化",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_outline_holds_together(text: str) -> None:
    doc = Document(text)
    for number, section in enumerate(doc.sections):
        assert 0 <= section.span.start == section.heading.start <= section.heading.end <= section.span.end <= len(text)
        assert section.parent is None or section.parent < number
    for number, item in enumerate(doc.items):
        assert 0 <= item.span.start == item.marker.span.start <= item.span.end <= len(text)
        assert item.marker.text == item.marker.span.of(text)
        assert item.parent is None or item.parent < number
    markers = sum(len(markers) for markers in doc.lists)
    assert markers == len(doc.items) + sum(section.marker is not None for section in doc.sections)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated reports are not here")
def test_own_annotated_reports_are_outlined_in_full() -> None:
    for path in sorted(GOLD.glob("[abc]*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        doc = Document(path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8"))
        assert len(doc.sections) == len(gold["sections"]), path.name
        assert [item.ordinal for item in doc.items] == [item["ordinal"] for item in gold["items"]], path.name


def test_denials_of_misconduct_are_no_problems():
    text = (
        "张明2024年度述职述廉报告\n一、存在的不足\n（一）学习不够系统。钻研得不深。\n二、改进措施\n（一）每月精读一篇文献，写出两篇笔记。\n"
        "三、廉洁自律情况\n一年来，没有违规收受礼品礼金，没有插手工程招投标，没有经商办企业，个人有关事项如实填报。\n"
    )
    assert Document(text).sections[-1].roles == ()
