"""Claims: which clauses say that something was done, and what each rests on."""

from __future__ import annotations

import time

import pytest

from reportlint import Document
from reportlint.emit.json import extract_file
from reportlint.extract.statements import find_clauses
from reportlint.model import Source, Span


def claims(text: str) -> list[str]:
    return [claim.span.of(text) for claim in Document(text).claims]


def in_section(title: str, body: str) -> list[str]:
    return claims(f"一、主要成效\n全年举办讲座3场。\n二、{title}\n{body}\n")[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修缮校舍12间，添置课桌400套。", ["修缮校舍12间", "添置课桌400套"]),
        (
            "春季学期，我校制定《食堂管理办法》，师生满意度不断提高。",
            ["我校制定《食堂管理办法》", "师生满意度不断提高"],
        ),
        ("围绕防火重点，深入林区开展巡查；与邻县签订联防协议。", ["深入林区开展巡查", "与邻县签订联防协议"]),
        ("为改善就医环境，新设导诊台2处，为病人就诊提供了方便。", ["新设导诊台2处", "为病人就诊提供了方便"]),
        ("全年未发生火灾，没有出现一起上访。", ["全年未发生火灾", "没有出现一起上访"]),
        ("资产负债率41%；图书馆藏书6万册。", ["资产负债率41%", "图书馆藏书6万册"]),
        ("水质显著改善，村容村貌焕然一新。", ["水质显著改善", "村容村貌焕然一新"]),
        ("群众反映的12个问题，已全部办结。", ["群众反映的12个问题，已全部办结"]),
        ("大家齐心协力修好了水渠，实现村务公开。", ["大家齐心协力修好了水渠", "实现村务公开"]),
        ("课程改革的实施，促进了教师成长。", ["课程改革的实施，促进了教师成长"]),
    ],
)
def test_what_was_done_is_claimed(text: str, expected: list[str]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "坚持以习近平新时代中国特色社会主义思想为指导，始终把安全放在首位。",
        "在县委的坚强领导下，按照年初确定的工作目标，现将一年来的工作报告如下。",
        "迎难而上、真抓实干。",
        "明年我们将新建车库2座，扩建门诊楼。",
        "下一步，完善值班制度，加强队伍建设。",
        "要压实责任，补齐短板。",
        "力争年底前完成搬迁，建成仓库3座。",
        "项目正在招标，尚未开工。",
        "全站现有职工42名，其中党员18名。",
        "党中央作出重大部署。",
        "会议指出，各单位提高了认识，完善了制度。",
        "办公室负责全院的文电处理。",
        "但制度执行不严，管理有所放松。",
        "各位领导、同志们：\n请予审议。",
        "青山镇中心小学",
    ],
)
def test_what_was_not_done_is_no_claim(text: str) -> None:
    assert claims(text) == []


def test_a_comparison_belongs_to_the_claim_before_it() -> None:
    assert claims("接待游客3万人次，同比增长12%，实现收入40万元。") == [
        "接待游客3万人次，同比增长12%",
        "实现收入40万元",
    ]
    assert claims("举办比赛6场，其中篮球2场，其中女子1场。") == ["举办比赛6场，其中篮球2场"]


def test_a_comparison_without_a_claim_is_none() -> None:
    assert claims("将完成供水9万吨，同比增长3%。") == []


def test_what_is_done_already_stands_out_of_a_plan() -> None:
    assert claims("今后继续推广，目前已建成示范点12个。") == []
    assert claims("将在全县推开试点，已建成示范点12个。") == ["已建成示范点12个"]


def test_a_paragraph_that_turns_to_shortcomings_or_plans_stays_there() -> None:
    text = "修建水渠3公里。但也存在一些问题。管护跟不上，部分渠段淤塞。"
    assert claims(text) == ["修建水渠3公里"]
    assert claims("修建水渠3公里。下一步，抓好管护。加固堤坝，清理淤泥。") == ["修建水渠3公里"]


def test_headings_and_the_leads_of_items_claim_nothing() -> None:
    text = "一、主要工作\n（一）加强学习培训。一是健全制度。制定学习计划1份。二是开展轮训，培训干部30人次。\n"
    assert claims(text) == ["制定学习计划1份", "开展轮训", "培训干部30人次"]


def test_the_section_says_what_its_clauses_can_be() -> None:
    assert in_section("下一步工作打算", "加强队伍建设，完善各项制度。") == []
    assert in_section("存在的主要问题", "队伍建设抓得不紧，办法不多。") == []
    assert in_section("存在的主要问题", "虽然开展了一些调研，但成果转化不够。") == ["虽然开展了一些调研"]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("发放补助3.2万元。", "figure"),
        ("考核成绩居全市第三名。", "figure"),
        ("荣获全市五一劳动奖状。", "named"),
        ("印发《信访工作规则》。", "named"),
        ("开展“敲门行动”志愿服务。", "named"),
        ("完成了老城区雨污分流工程。", "named"),
        ("干部作风明显好转。", "none"),
        ("引导职工增强“四个意识”。", "none"),
        ("发挥了“头雁”作用。", "none"),
    ],
)
def test_evidence(text: str, evidence: str) -> None:
    assert [claim.evidence for claim in Document(text).claims] == [evidence]


def test_figures_are_indexes_into_the_layer() -> None:
    doc = Document("全院收治病人900人次，手术60台。护理质量提高，培训护士25名。")
    found = {claim.span.of(doc.text): [doc.figures[n].span.of(doc.text) for n in claim.figures] for claim in doc.claims}
    assert found == {
        "全院收治病人900人次": ["900人次"],
        "手术60台": ["60台"],
        "护理质量提高": [],
        "培训护士25名": ["25名"],
    }


def test_programs_read_them_as_json() -> None:
    file = extract_file("draft.txt", Document("栽植苗木3万株。"))
    assert file["claims"] == [{"start": 0, "end": 7, "text": "栽植苗木3万株", "evidence": "figure", "figures": (0,)}]


def test_the_predicate_is_the_verb() -> None:
    doc = Document("在城东改造工程一线成立突击队2支，全面推行网格管理。")
    assert [claim.predicate.of(doc.text) for claim in doc.claims] == ["成立", "推行"]
    assert all(claim.span.covers(claim.predicate) for claim in doc.claims)


def test_quoted_words_do_not_plan() -> None:
    assert claims("开展“要我安全”到“我要安全”大讨论。") == ["开展“要我安全”到“我要安全”大讨论"]


def test_excluded_places_claim_nothing() -> None:
    text = "完成接口改造3个。\n`新增接口4个`\n"
    start = text.index("`")
    doc = Document(Source(text, excluded=(Span(start, start + 9),)))
    assert [claim.span.of(text) for claim in doc.claims] == ["完成接口改造3个"]


def test_clauses_keep_numbers_and_quotations_whole() -> None:
    text = "一、营收达1,200万元，学习《关于安全，生产的意见》。"
    assert [clause.span.of(text) for clause in find_clauses(text, [Span(0, 2)])] == [
        "营收达1,200万元",
        "学习《关于安全，生产的意见》",
    ]


@pytest.mark.parametrize("unit", ["完成", "（", "“", "的", "将要", "其中1", "，", "以为", "建设", "\ud800", "1,"])
def test_time_is_linear(unit: str) -> None:
    start = time.process_time()
    Document(unit * (200_000 // len(unit))).claims  # noqa: B018
    assert time.process_time() - start < 10
