from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import Document

REPORT = (
    "某县图书馆2023年工作总结\n一、主要成效\n全年接待读者12万人次，新增图书8000册。\n二、存在问题及原因\n"
    "（一）夜间开放有名无实。二楼阅览室晚上七点以后就关门，主要是夜班只排了一名馆员。\n"
    "（二）少儿座位紧张。寒暑假孩子只能席地而坐，这与一楼展厅长期闲置有直接关系。\n"
    "（三）古籍保存条件简陋。库房没有恒温设备，部分线装书已经发霉。\n"
    "三、下一步打算\n"
    "（一）调整夜班。自3月起夜班改为两人，阅览室开放到晚上九点。\n"
    "（二）腾出空间。把一楼展厅改为少儿阅览区，新增座位60个。\n"
    "（三）办好活动。举办读书节，评选读书之星20名。\n让我们不忘初心，为建设文化强县作出新的更大贡献。\n"
)


@pytest.fixture(scope="module")
def doc() -> Document:
    return Document(REPORT)


def said(doc: Document, layer: str) -> list[str]:
    return [unit.span.of(doc.text) for unit in getattr(doc, layer)]


def test_headings_without_items_are_the_problems(doc: Document) -> None:
    assert said(doc, "problems") == ["夜间开放有名无实", "少儿座位紧张", "古籍保存条件简陋"]


def test_causes_stand_inside_the_problem(doc: Document) -> None:
    assert said(doc, "causes") == ["夜班只排了一名馆员", "这与一楼展厅长期闲置有直接关系"]


def test_measures_are_actions_and_no_pledges(doc: Document) -> None:
    assert said(doc, "measures") == [
        "自3月起夜班改为两人，阅览室开放到晚上九点",
        "把一楼展厅改为少儿阅览区，新增座位60个",
        "举办读书节，评选读书之星20名",
    ]


def test_links_lead_from_problem_to_cause_and_measure(doc: Document) -> None:
    causes = {(link.problem, link.cause) for link in doc.links if link.cause is not None}
    measures = {(link.problem, link.measure) for link in doc.links if link.measure is not None}
    assert causes == {(0, 0), (1, 1)}
    assert {(0, 0), (1, 1)} <= measures
    assert not {problem for problem, _ in measures} & {2}, "没有措施回应古籍"
    assert all(0 < link.score <= 1 and (link.cause is None) != (link.measure is None) for link in doc.links)


def test_a_list_behind_its_causes_is_a_list_of_causes() -> None:
    doc = Document(
        "二、存在问题及原因分析\n（一）责任压得不实。有的支部学习走了过场。\n产生上述问题的原因：一是认识不到位，重业务轻党建。二是督查不经常，一年只查了一次。\n"
    )
    assert said(doc, "problems") == ["责任压得不实"]
    assert said(doc, "causes") == ["认识不到位，重业务轻党建", "督查不经常，一年只查了一次"]


def test_problem_cause_and_measure_repeated_under_each_heading() -> None:
    doc = Document(
        "一、具体问题及整改情况\n（一）低保复核不及时\n问题表现：有3户收入超标仍在领取。\n原因分析：核查靠村里上报，没有比对数据。\n"
        "整改措施：与税务部门接通数据接口，每月比对一次。\n"
        "（二）救助审批太慢\n问题表现：平均要26天才到账。\n原因分析：权限都在县里。\n整改措施：把小额审批权下放到乡镇。\n"
    )
    assert said(doc, "problems") == ["低保复核不及时", "救助审批太慢"]
    assert said(doc, "causes") == ["核查靠村里上报，没有比对数据", "权限都在县里"]
    assert said(doc, "measures") == ["与税务部门接通数据接口，每月比对一次", "把小额审批权下放到乡镇"]


def test_running_text_gives_its_topic_clauses() -> None:
    doc = Document("二、不足之处\n咨询电话难接通，工作日上午常常占线。资料归档拖沓，还有四十卷没有移交。\n")
    assert said(doc, "problems") == ["咨询电话难接通", "资料归档拖沓"]


def test_the_same_text_gives_the_same_links() -> None:
    assert Document(REPORT).links == Document(REPORT).links


@given(st.text(alphabet="一二、（）。，；：\n问题原因措施不足加强建立由于是", max_size=120))
def test_units_and_links_stay_inside_the_text(text: str) -> None:
    doc = Document("一、存在问题及原因\n" + text + "\n二、整改措施\n" + text)
    for layer in ("problems", "causes", "measures"):
        for unit in getattr(doc, layer):
            assert 0 <= unit.whole.start <= unit.span.start < unit.span.end <= len(doc.text)
    for link in doc.links:
        assert 0 <= link.problem < len(doc.problems)
