"""What counts as a problem, a cause or a measure: layouts and grammar beyond the plain list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import Document


def said(text: str, layer: str) -> list[str]:
    doc = Document(text)
    return [unit.span.of(text) for unit in getattr(doc, layer)]


def test_segments_behind_an_announcement_each_state_a_problem() -> None:
    text = (
        "二、突出问题\n回头看，工作离群众的期盼还有差别，突出表现在：早市占道经营多发，行人只能走快车道；"
        "背街路灯屡修屡坏，有两条巷子黑了半年；公厕夜间关门，值夜班的人意见不小。\n"
    )
    assert said(text, "problems") == ["早市占道经营多发", "背街路灯屡修屡坏"]


def test_members_of_an_enumeration_are_problems() -> None:
    text = "二、存在问题\n与此同时，农贸市场地面湿滑、车辆乱停乱放、摊位私自扩张等乱象不断出现。\n"
    assert said(text, "problems") == ["农贸市场地面湿滑", "车辆乱停乱放", "摊位私自扩张"]


def test_problems_enumerated_in_an_account_of_the_present_are_found() -> None:
    text = (
        "一、基本情况\n全县建成村级书屋96个。从走访看，还存在书目陈旧落后，管理员不固定，开放时间难保证等问题。\n"
        "二、具体建议\n1.建立图书轮换制度，每季度调换一次。\n"
    )
    assert said(text, "problems") == ["书目陈旧落后", "管理员不固定", "开放时间难保证"]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年排查并督促整改存在电线私拉、通道堵塞等问题的场所18家。",
        "解决了书目陈旧落后、管理员不固定等问题。",
    ],
)
def test_problems_that_were_solved_are_none(sentence: str) -> None:
    assert said(f"一、主要成效\n{sentence}\n二、下一步打算\n开展图书轮换。\n", "problems") == []


def test_short_sentences_name_the_problems_of_a_paragraph() -> None:
    text = (
        "二、存在问题\n书屋离群众的期盼还有差别，主要表现在：书目更新缓慢滞后。最新的一批书是四年前买的，畅销的也没有。"
        "夜间开放不正常。因管理员没有补贴，天一黑就锁门。\n"
    )
    assert said(text, "problems") == ["书目更新缓慢滞后", "夜间开放不正常"]
    assert said(text, "causes") == ["因管理员没有补贴"]


def test_an_account_of_what_is_well_precedes_the_problem() -> None:
    text = "二、存在问题\n书屋建设速度快，群众称赞多。但是，开放时间没有保证，门常常锁着。\n"
    assert said(text, "problems") == ["开放时间没有保证"]


@pytest.mark.parametrize(
    "sentence",
    [
        "据统计，全年接待读者12万人次。",
        "要着力解决好群众反映强烈的停车问题。",
        "由于连日降雨，工期往后推了十天。",
        "这导致部分读者白跑一趟。",
        "产生上述问题的主要原因有以下几点。",
        "我们的工作还有不少薄弱环节。",
    ],
)
def test_what_only_leads_up_to_a_problem_is_none(sentence: str) -> None:
    assert said(f"二、存在问题\n{sentence}\n", "problems") == []


def test_a_list_that_praises_or_plans_holds_no_problems() -> None:
    text = (
        "二、问题分析\n一是政策支持越来越多。各级都有补贴。二是群众热情较好。报名踊跃。三是加强协作。三家单位共建。\n"
    )
    assert said(text, "problems") == []


def test_an_item_that_opens_with_praise_gives_its_problem_later() -> None:
    text = (
        "二、存在问题\n1.近三年通过公开招考和定向培养，先后为各中心书屋补充了一大批受过训练的年轻管理员。但留下来的人手严重缺乏。\n"
        "2.设备老化。电脑已经用了九年。\n"
    )
    assert said(text, "problems") == ["但留下来的人手严重缺乏", "设备老化"]


def test_subsections_behind_an_announcement_state_problems() -> None:
    text = (
        "一、走访了解到的情况\n书屋总体运转平稳，但以下现象值得重视：\n"
        "（一）同一本书反复采购\n各村各买各的，目录从不核对。\n（二）借阅登记靠手写\n年底对不上账。\n"
        "二、具体建议\n1.统一采购目录，由县馆每季度审核一次。\n"
    )
    assert said(text, "problems") == ["同一本书反复采购", "借阅登记靠手写"]


def test_a_subsection_that_only_vows_to_mend_is_no_problem() -> None:
    text = (
        "四、转变作风\n（一）始终把清廉作为底色\n不搞花架子，把问题解决在门口。\n"
        "（二）始终把实干作为本色\n"
        "认准的事一件一件抓到底，带着感情下村入户，围着群众的灶台听真话，把小事当大事办，把好事往实里办，"
        "用一张接一张的答卷回报乡亲们的信任，让大家看得见、摸得着、说得出，年年都有新样子。\n"
    )
    assert said(text, "problems") == []


@pytest.mark.parametrize(
    ("sentence", "causes"),
    [
        ("由于经费有限，书目只能隔年更新。", ["由于经费有限"]),
        ("由于经费有限，人手也紧，书目只能隔年更新。", ["由于经费有限，人手也紧"]),
        ("因补贴迟迟不到账，管理员干几个月就走。", ["因补贴迟迟不到账"]),
        ("受场地条件限制，寒暑假座位不够。", ["受场地条件限制"]),
        ("在没有专人管理的情况下，图书丢失难免。", ["在没有专人管理的情况下"]),
        ("采购权限全在县里是书目陈旧的主要原因。", ["采购权限全在县里"]),
        ("这与多年没有编制有直接关系。", ["这与多年没有编制有直接关系"]),
        ("门常常锁着，主要是钥匙只有一把，管理员又常年在外。", ["钥匙只有一把", "管理员又常年在外"]),
        ("书屋留不住人，一方面是因为待遇低，另一方面是路太远。", ["待遇低", "路太远"]),
        ("因此，书屋常常关门。", []),
        ("因地制宜办好书屋还有差距。", []),
        ("读者的意见来源于三次座谈。", []),
    ],
)
def test_marks_of_a_cause(sentence: str, causes: list[str]) -> None:
    assert said(f"二、存在问题及原因\n（一）书屋管理松散。{sentence}\n", "causes") == causes


def test_what_precedes_its_consequence_explains_a_problem() -> None:
    text = "二、存在问题\n（一）书目陈旧。各村自行采购，没有统一目录，造成重复购书。\n"
    assert said(text, "causes") == ["各村自行采购，没有统一目录"]


def test_a_want_of_means_explains_a_problem() -> None:
    text = "二、存在问题\n（一）开放不正常。村里缺乏必要的考核机制。去年关门37天。\n（二）借阅量低。全年只借出12册。\n"
    assert said(text, "causes") == ["村里缺乏必要的考核机制"]


def test_a_report_that_marks_its_causes_has_no_others() -> None:
    text = (
        "二、存在问题\n（一）开放不正常。村里缺乏必要的考核机制。\n（二）借阅量低。全年只借出12册。\n"
        "三、原因分析\n管理员由村会计兼任，农忙时顾不上。\n"
    )
    assert said(text, "causes") == ["农忙时顾不上"]


def test_an_inner_list_of_causes() -> None:
    text = "二、存在问题\n（一）开放不正常。去年关门37天，原因有二：一是管理员年纪大，二是取暖费没有着落。\n"
    assert said(text, "causes") == ["管理员年纪大", "取暖费没有着落"]


def test_reasons_for_what_went_well_are_no_causes() -> None:
    text = "二、问题分析\n因为有县馆支持，借阅量翻了一番。\n"
    assert said(text, "causes") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "目前，全县书屋由文旅部门负责管理。",
        "由于场地紧张，去年取消了三场讲座。",
        "上级文件明确提出，要办好农家书屋。",
        "书屋是农村文化建设的重要阵地，具有不可替代的作用。",
        "力争2026年借阅量增长一倍以上，群众满意度达到95%。",
        "我们将以更加饱满的干劲，推动各项工作再创佳绩。",
        "为此，提出以下几点建议：",
        "全体干部牢记宗旨，推动书屋事业不断发展。",
        "以上总结，请各位领导审阅。",
        "特此报告，妥否，请批示。",
    ],
)
def test_descriptions_slogans_and_targets_are_no_measures(sentence: str) -> None:
    assert said(f"三、下一步打算\n{sentence}\n", "measures") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "目前应尽快建立统一的采购目录",
        "由于场地紧张，建议把闲置的校舍改为书屋",
        "更换三个书屋的电线和插座",
        "外借图书一律扫码登记，每月核对一次",
    ],
)
def test_actions_are_measures(sentence: str) -> None:
    assert said(f"三、下一步打算\n{sentence}。\n", "measures") == [sentence]


def test_an_item_of_a_list_needs_no_word_of_action() -> None:
    text = "三、下一步打算\n①管理员凭工牌进库，无牌的不放行。\n②图书两月一换，换下的送到邻村。\n"
    assert said(text, "measures") == ["管理员凭工牌进库，无牌的不放行", "图书两月一换，换下的送到邻村"]


def test_the_head_of_an_item_is_no_measure_of_its_own() -> None:
    text = (
        "三、下一步打算\n一是加大投入，让书屋“亮”起来。年内为每个书屋更换电脑两台。二是统一采购目录，每季度审核一次。\n"
    )
    assert said(text, "measures") == ["年内为每个书屋更换电脑两台", "统一采购目录，每季度审核一次"]


@given(st.text(alphabet="但是存在、，。；：\n等问题没有机制由于因受影响在下导致又而一是1.（一）", max_size=150))
def test_units_stay_inside_their_sections(text: str) -> None:
    doc = Document(f"一、基本情况\n{text}\n二、存在问题及原因\n{text}\n三、整改措施\n{text}")
    for layer in (doc.problems, doc.causes, doc.measures):
        for unit in layer:
            section = doc.sections[unit.section].span
            assert section.start <= unit.whole.start <= unit.span.start < unit.span.end <= section.end
