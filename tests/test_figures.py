from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import lexicon
from reportlint.extract.dates import find_dates
from reportlint.extract.figures import find_figures

if TYPE_CHECKING:
    from reportlint.model import Figure


def figures(text: str, period: str = "2023") -> tuple[Figure, ...]:
    return find_figures(text, find_dates(text, period))


def only(text: str, period: str = "2023") -> Figure:
    (figure,) = figures(text, period)
    return figure


def quotes(text: str) -> list[str]:
    return [figure.span.of(text) for figure in figures(text)]


def measures(text: str) -> list[str]:
    return [figure.measure for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("到位资金1.08亿元。", "1.08亿元", "108000000", "元"),
        ("走访４０余户。", "４０余户", "40", "户"),
        ("装机７０００多万千瓦。", "７０００多万千瓦", "70000000", "千瓦"),
        ("争取资金1亿3000多万元。", "1亿3000多万元", "130000000", "元"),
        ("输电线路80千米", "80千米", "80", "千米"),
        ("收粮三十两", "三十两", "30", "两"),
        ("惠及2.3万人次", "2.3万人次", "23000", "人次"),
        ("储备物资2.4万件（套）。", "2.4万件（套）", "24000", "件（套）"),
        ("劳动生产率58万元/人", "58万元/人", "580000", "元/人"),
        ("事故率0.6人/百亿元", "0.6人/百亿元", "0.6", "人/百亿元"),
        ("节能300吨标准煤", "300吨标准煤", "300", "吨标准煤"),
        ("提高1.6个百分点", "1.6个百分点", "1.6", "个百分点"),
        ("用时5个小时", "5个小时", "5", "小时"),
        ("限10个工作日办完", "10个工作日", "10", "个工作日"),
        ("占百分之二十五点九", "百分之二十五点九", "25.9", "%"),
        ("死亡率14.39‰", "14.39‰", "14.39", "‰"),
        ("占八成以上", "八成", "80", "%"),
        ("占三分之一", "三分之一", "0.333333", ""),
        ("占1/8", "1/8", "0.125", ""),
        ("产值翻番", "翻番", "1", "番"),
        ("产值翻了两番", "翻了两番", "2", "番"),
        ("增长一倍", "一倍", "1", "倍"),
        ("五大河流贯通", "五大", "5", "大"),
        ("贫困人口８５００万。", "８５００万", "85000000", ""),
        ("办了两年半", "两年半", "2.5", "年"),
        ("用了一个半小时", "一个半小时", "1.5", "小时"),
        ("付款50元6角", "50元6角", "50.6", "元"),
        ("人民币壹拾贰万元整", "壹拾贰万元", "120000", "元"),
        ("每箱￥300", "￥300", "300", "元"),
        ("同比增长-2.3%", "-2.3%", "-2.3", "%"),
        ("气温负3度", "负3度", "-3", "度"),
        ("保持“零”事故", "“零”", "0", ""),
        ("受处分0人", "0人", "0", "人"),
        ("办结任务共一项", "一项", "1", "项"),
        ("每季度召开一次例会", "一次", "1", "次"),
    ],
)
def test_span_value_and_unit(text: str, quote: str, value: str, unit: str) -> None:
    figure = only(text)
    assert figure.span.of(text) == quote
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("每户5～10万元", "5～10万元", "50000", "100000"),
        ("增长15～30%", "15～30%", "15", "30"),
        ("增速4.5%-5%", "4.5%-5%", "4.5", "5"),
        ("选派3至5人", "3至5人", "3", "5"),
        ("需两三百人", "两三百人", "200", "300"),
        ("剩三、四个月", "三、四个月", "3", "4"),
        ("增产一到两成", "一到两成", "10", "20"),
    ],
)
def test_a_range_is_one_figure(text: str, quote: str, low: str, high: str) -> None:
    figure = only(text)
    assert figure.span.of(text) == quote
    assert figure.value == (Decimal(low), Decimal(high))


def test_from_one_value_to_another_are_two_figures() -> None:
    assert quotes("普及率由92.2%提高到93.8%") == ["92.2%", "93.8%"]
    assert quotes("从5%到8%") == ["5%", "8%"]


def test_a_list_lends_its_unit() -> None:
    first, second = figures("粮食、蔬菜产量占比分别提高15、22个百分点")
    assert (first.value, first.unit, second.value, second.unit) == (15, "个百分点", 22, "个百分点")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("走访40余户", "more"),
        ("超过3万元", "more"),
        ("突破了3万元", "more"),
        ("超百亿元", "more"),
        ("上千人参加", "more"),
        ("两年多", "more"),
        ("500元以上", "more"),
        ("不低于80%", "more"),
        ("近百公里", "less"),
        ("不足50%", "less"),
        ("接近总数的30%", "less"),
        ("历时近三年", "less"),
        ("500元以内", "less"),
        ("不超过3人", "less"),
        ("约42%", "about"),
        ("5%左右", "about"),
        ("三十来人", "about"),
        ("达到3万元", "exact"),
        ("增至3万元", "exact"),
        ("控制在5%", "exact"),
        ("近三年", "exact"),
        ("10天内办结", "exact"),
        ("节约3万元", "exact"),
        ("签约25亿元", "exact"),
        ("超过计划8%的要求", "exact"),
        ("比上年多了3万元", "exact"),
    ],
)
def test_bound(text: str, bound: str) -> None:
    assert only(text).bound == bound


def test_a_bound_governs_its_list() -> None:
    assert [figure.bound for figure in figures("分别突破1亿元、2亿元")] == ["more", "more"]
    assert [figure.bound for figure in figures("增长3%、4%左右")] == ["about", "about"]
    assert [figure.bound for figure in figures("超过3万元，发展党员2名")] == ["more", "exact"]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算，统一部署，一系列举措，一批项目，进一步提高，没有出现一例",
        "第三名，第十四届，居全国第5位，前十名，百强县，一等奖",
        "第一至四卷，第三、四集",
        "十四届三次全会，市委六届六次、七次全会，县委十次全会",
        "2023年6月9日，上半年，四季度，去年，一年来，星期五，上午10时30分",
        "“三大工程”“四个意识”“一老一小”，十四五规划",
        "坚持四个自信，做到两个维护，落实八项规定",
        "《三年行动方案》，〔2018〕123号，五年发展规划，九年义务教育",
        "5G网络，PM2.5，XXG-2505型，歼-20首飞，A4纸，1+3体系，3·15晚会",
        "万亿级产业，三级医院，每万人口，每三天检查",
        "三台县，三门峡，五台山，七台河",
        "一、工作情况\n（二）成效\n3.体会\n一是学习",
        "数十个，几百家，成千上万",
        "清零，零的突破，实现“零”的突破",
        "比分3:1，拨打12345热线，12.3.1版",
        "**个，xxx万元，XX户",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("招录干部4名。", ["干部"]),
        ("选派5名村干部到村任职", ["村干部"]),
        ("深入16个乡镇开展调研", ["乡镇"]),
        ("办结率达到99.6%", ["办结率"]),
        ("全年实现营业收入8.64亿元，较上年的8亿元增长8%", ["营业收入"] * 3),
        ("漏损率由上年的11.2%降至9.2%，下降两个百分点", ["漏损率"] * 3),
        ("全年召开党组会议24次、专题研讨4次", ["党组会议", "专题研讨"]),
        ("排查隐患120条，其中一季度40条、二季度80条", ["隐患"] * 3),
        ("占营业收入的1.6%", ["占营业收入"]),
        ("修复管网86公里", ["管网"]),
        ("投入3亿元资金", ["资金"]),
        ("巡察反馈的23个问题", ["巡察反馈"]),
        ("先后4次组织召开研讨会", ["研讨会"]),
        ("建成上市公司5家", ["上市公司"]),
        ("绿色电力占比达36%", ["绿色电力占比"]),
        ("五年来，农业年均增长4.1%", ["", "农业年均增长"]),
        ("在岗党建指导员12名", ["在岗党建指导员"]),
    ],
)
def test_measure(text: str, expected: list[str]) -> None:
    assert measures(text) == expected


def test_measures_behind_each() -> None:
    assert measures("事故起数、死亡人数分别下降15.2%、13.3%") == ["事故起数", "死亡人数"]
    assert measures("一至二季度营业收入分别为2亿元和3亿元") == ["营业收入"] * 2
    assert measures("事故9起、死亡6人，与上年的12起、9人相比，分别下降25%和33.3%") == ["事故", "死亡"] * 3
    shared = "城镇和农村居民人均可支配收入"
    assert measures(f"{shared}分别增长4.4%、6.5%") == [shared] * 2


def test_the_sentence_does_not_lend_its_noun_to_the_next() -> None:
    assert measures("招录干部4名。增长8%") == ["干部", ""]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2022年1—11月完成投资5亿元", ["2022-01/2022-11"]),
        ("上半年完成4次，下半年完成7次", ["2023-H1", "2023-H2"]),
        ("今年收入3亿元，较上年的2亿元增长50%", ["2023", "2022", "2023"]),
        ("收入比2020年增长8%", [""]),
        ("截至6月底，建成5座", ["2023-06"]),
        ("去年建成5座。在建3座", ["2022", ""]),
    ],
)
def test_period(text: str, periods: list[str]) -> None:
    assert [figure.period for figure in figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "basis", "direction"),
    [
        ("同比增长8%", "同比", "up"),
        ("环比下降8%", "环比", "down"),
        ("较上年增长了约8%", "较上年", "up"),
        ("比年初压减3万元", "比年初", "down"),
        ("比2020年提高8%", "比2020年", "up"),
        ("比全国高3个百分点", "比全国", "up"),
        ("增长8%", "", "up"),
    ],
)
def test_comparison(text: str, basis: str, direction: str) -> None:
    comparison = only(text).comparison
    assert comparison is not None
    assert (comparison.basis, comparison.direction) == (basis, direction)


@pytest.mark.parametrize("text", ["达到8%", "提高到8%", "新增3家", "至少3家", "不低于8%", "改造提升300个小区"])
def test_a_level_has_no_comparison(text: str) -> None:
    assert only(text).comparison is None


def test_a_list_shares_its_comparison() -> None:
    text = "与上年的12起、9人相比，分别下降25%和33.3%"
    assert [figure.comparison and figure.comparison.direction for figure in figures(text)] == [
        None,
        None,
        "down",
        "down",
    ]


@pytest.mark.parametrize("name", ["units", "measure-words"])
def test_units_say_which_numerals_they_follow(name: str) -> None:
    assert {row["after"] for row in lexicon.rows(name)} <= {"any", "long", "digits", "closed"}
    assert all(row.get("kind", "count") for row in lexicon.rows(name))


HOSTILE = "0123456789一二两三十百千万亿零〇半点分之多余几来个名元%年月日天次家户成折大翻番第前每约近超—-～至到、，。“”《》（）/. \n其中分别增长下降的和"


@given(st.text(alphabet=HOSTILE, max_size=60) | st.text(max_size=60))
def test_figures_lie_in_order_inside_the_text(text: str) -> None:
    found = figures(text)
    assert all(0 <= figure.span.start < figure.span.end <= len(text) for figure in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(not figure.measure or figure.measure in text for figure in found)


@pytest.mark.parametrize(
    "unit",
    ["1", "一", "万", "1个", "人/", "两", "“", "《", "1—", "1、", "1%、", "百分之", "翻番", "分别", "的", "年", "，"],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    began = time.process_time()
    figures(text)
    assert time.process_time() - began < 10  # a quadratic search takes minutes
