"""Links and gaps: evidence, the joint decision, what is said about it, and the reports that teach it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from reportlint import Document, Span, Unit
from reportlint.align import features, gaps, joint, links, subjects, vectors, weights
from reportlint.align.links import Linear, Scores

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
with_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated reports are not here")

REPORT = (
    "某县图书馆2023年工作总结\n一、主要成效\n全年接待读者12万人次，新增图书8000册。\n二、存在问题及原因\n"
    "（一）夜间开放有名无实。二楼阅览室晚上七点以后就关门，主要是夜班只排了一名馆员。\n"
    "（二）少儿座位紧张。寒暑假孩子只能席地而坐，这与一楼展厅长期闲置有直接关系。\n"
    "（三）古籍保存条件简陋。库房没有恒温设备，部分线装书已经发霉。\n"
    "三、下一步打算\n"
    "（一）调整夜班。自3月起夜班改为两人，阅览室开放到晚上九点。\n"
    "（二）腾出空间。把一楼展厅改为少儿阅览区，新增座位60个。\n"
    "（三）活跃气氛。为职工食堂更换桌椅，组织职工体检和春游。\n"
)


@pytest.fixture(scope="module")
def doc() -> Document:
    return Document(REPORT)


def view(doc: Document) -> features.Report:
    return features.Report(doc.text, doc.sections, doc.items, doc.words_in)


# --- what the evidence is


def test_what_is_said_about_a_unit_ends_where_the_next_begins() -> None:
    text = "存在问题\n窗口少，排队两小时；电话打不通，没人值守。"
    section = Document(text).sections[0]
    assert section.title == "存在问题"
    units = [Unit(Span(5, 8), Span(5, len(text)), 0), Unit(Span(15, 20), Span(5, len(text)), 0)]
    one, other = features.describe(view(Document(text)), units)
    assert (one.text["own"], one.text["wide"]) == ("窗口少", "窗口少，排队两小时；")
    assert (other.text["wide"], other.text["rest"]) == ("电话打不通，没人值守。", "，没人值守。")
    assert "存在" not in one.words["own"]
    assert features.describe(view(Document(text)), []) == []


def test_features_have_one_value_a_pair_and_the_same_names_for_any_report(doc: Document) -> None:
    problems, measures = (features.describe(view(doc), units) for units in (doc.problems, doc.measures))
    found = features.find_features(view(doc), problems, measures, "measure")
    assert {values.shape for values in found.values()} == {(3, 3)}
    assert all(np.isfinite(values).all() for values in found.values())
    alone = features.find_features(view(doc), problems[:1], measures[:1], "measure")
    assert list(alone) == list(found)
    assert all(np.isfinite(values).all() for values in alone.values())
    causes = features.describe(view(doc), doc.causes)
    assert list(features.find_features(view(doc), problems, causes, "problem")) == list(found)


def test_meaning_meets_where_no_character_is_shared() -> None:
    table = vectors.load()
    one, near, far = (table.vectors[table.rows[word]] for word in ("医生", "护士", "石油"))
    assert one @ near > one @ far
    assert np.allclose(np.linalg.norm(table.vectors, axis=1), 1, atol=1e-3)


def test_concepts_are_worded_by_problems_and_by_measures() -> None:
    assert "排队等候" in subjects.find_concepts("取号以后等候两个小时", "problem")
    assert "排队等候" in subjects.find_concepts("高峰增开窗口，提前预约", "measure")
    assert subjects.find_concepts("天气很好", "problem") == {}
    assert subjects.find_concepts("人员少、编制紧", "problem")["人手"] == 2
    assert subjects.find_asides("粉刷外墙，组织职工体检") == {"装饰美化", "职工福利"}


def test_the_best_of_a_row_and_how_far_it_stands_out() -> None:
    values = np.array([[1.0, 2.0, 3.0], [5.0, 5.0, 5.0]])
    assert features.best(values, 1).tolist() == [[0, 0, 1], [1, 1, 1]]
    assert features.standardise(values, 1)[0].round(2).tolist() == [-1.22, 0, 1.22]
    assert features.standardise(values, 1)[1].tolist() == [0, 0, 0]


def test_siblings_speak_for_one_another(doc: Document) -> None:
    problems, measures = (features.describe(view(doc), units) for units in (doc.problems, doc.measures))
    chances = np.array([[0.9, 0.1, 0.1], [0.1, 0.8, 0.1], [0.2, 0.1, 0.1]])
    found = joint.find_company(chances, problems, measures)
    assert {values.shape for values in found.values()} == {(3, 3)}
    assert found["in step"][1, 1] == pytest.approx(0.9 + 0.1)
    assert found["chance best of answers"].sum(axis=1).tolist() == [1, 1, 1]
    lonely = joint.find_loneliness(chances, dict.fromkeys(joint.SHARED, chances))
    assert lonely["best"].argmin() == 2
    assert lonely["better elsewhere"][2] > 0 > joint.log_odds(np.array([0.2]))[0]


# --- the decision


def test_links_and_gaps_are_decided_together() -> None:
    values = np.array([[0.7, 0.2, 0.1], [0.3, 0.35, 0.1], [0.6, 0.1, 0.5]])
    answered = np.array([0.1, 0.1, 0.9]), np.array([0.1, 0.1, 0.7])
    linked = links.decide(values, answered, 0.5)
    assert linked.tolist() == [[True, False, False], [False, True, False], [False, False, False]]
    far = np.array([[0.1, 0.15, 0.1]] * 3)
    assert not links.decide(far, answered, 0.5).any()
    unsure = np.array([0.45, 0.45, 0.45]), np.array([0.45, 0.45, 0.45])
    assert links.decide(values, unsure, 0.5).tolist() == (values >= 0.5).tolist()


def test_a_stage_weighs_what_it_knows() -> None:
    stage = Linear({"a": 1.0, "b": -2.0}, 0.5)
    values = {"a": np.array([[1.5]]), "b": np.array([[1.0]]), "unread": np.array([[9.0]])}
    assert stage.apply(values)[0, 0] == pytest.approx(0.5)


def test_each_problem_finds_its_measure_and_no_welfare_answers_one(doc: Document) -> None:
    measures = {(link.problem, link.measure) for link in doc.links if link.measure is not None}
    assert {(0, 0), (1, 1)} <= measures
    assert not {answer for _, answer in measures} & {2}
    missing = {(gap.layer, gap.index, gap.missing) for gap in doc.gaps}
    assert ("problems", 2, "measure") in missing
    assert ("measures", 2, "problem") in missing


def test_a_gap_says_why_the_nearest_does_not_count(doc: Document) -> None:
    for gap in doc.gaps:
        assert 0 <= gap.score <= 1
        assert gap.nearest is not None
        assert gap.why
        assert all(any("\u4e00" <= c <= "\u9fff" for c in reason) for reason in gap.why)
    welfare = next(gap for gap in doc.gaps if gap.layer == "measures" and gap.index == 2)
    assert "讲的是职工福利" in welfare.why


def test_links_say_what_speaks_for_them(doc: Document) -> None:
    link = next(link for link in doc.links if (link.problem, link.measure) == (1, 1))
    assert "展厅" in link.why
    assert all(0 < link.score <= 1 for link in doc.links)
    cause = next(link for link in doc.links if link.cause is not None)
    assert cause.why[0] == "在同一条里"


def test_everything_is_missing_where_there_are_no_answers() -> None:
    doc = Document("一、存在问题\n（一）车位不够。晚上抢不到。\n（二）路灯损坏。三个月没修。\n")
    assert len(doc.problems) == 2
    assert doc.links == ()
    assert {(gap.missing, gap.nearest, gap.score) for gap in doc.gaps} == {("cause", None, 1.0), ("measure", None, 1.0)}
    assert (Document("").links, Document("").gaps) == ((), ())


def test_too_many_pairs_are_no_report(doc: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_PAIRS", 2)
    many = Document(REPORT)
    assert many.links == ()
    assert many.gaps == ()


def test_the_same_text_gives_the_same_links(doc: Document) -> None:
    again = Document(REPORT)
    assert (again.links, again.gaps) == (doc.links, doc.gaps)


def test_nothing_is_quoted_at_length() -> None:
    side = features.describe(view(Document(REPORT)), Document(REPORT).problems)[0]
    scores = Scores([side], [side], np.array([[0.1]]), (np.ones(1), np.ones(1)), np.zeros((1, 1), bool))
    found = gaps.find_gaps({"causes": scores, "measures": scores})
    assert all(len(reason) < 60 for gap in found for reason in gap.why)


def test_weights_are_small() -> None:
    assert weights.path("links.json").stat().st_size < 300_000
    assert weights.path("vectors.npz").stat().st_size < 2_500_000


@with_shared
def test_a_field_that_nobody_speaks_of_again_is_a_gap() -> None:
    doc = Document((SHARED / "gold" / "seed.txt").read_bytes().decode("utf-8"))
    said = {layer: [unit.span.of(doc.text) for unit in getattr(doc, layer)] for layer in ("problems", "measures")}
    alone = next(n for n, words in enumerate(said["problems"]) if words.startswith("新兴领域"))
    assert {gap.missing for gap in doc.gaps if gap.layer == "problems" and gap.index == alone} == {"cause", "measure"}
    pressed = next(n for n, words in enumerate(said["problems"]) if words.startswith("压力传导不够"))
    answers = {
        said["measures"][link.measure] for link in doc.links if link.problem == pressed and link.measure is not None
    }
    assert any("加强压力传导" in words for words in answers)


# --- the reports that teach


@pytest.fixture(scope="module")
def reading():
    pytest.importorskip("sklearn")
    sys.path.insert(0, str(ROOT))
    from tools import link_reports

    yield link_reports
    sys.path.remove(str(ROOT))


def test_marks_in_braces(reading, tmp_path: Path) -> None:
    marked = "# 说明\n一、存在问题\n（一）{P1 车位不够}。\n二、措施\n（一）{M1>P1 新划车位30个}。{M2 举办棋赛}。\n"
    (tmp_path / "links-1.txt").write_text(marked, "utf-8")
    (report,) = reading.read_marked(tmp_path)
    assert report.doc.text == "一、存在问题\n（一）车位不够。\n二、措施\n（一）新划车位30个。举办棋赛。\n"
    assert report.links == {("P1", "M1")}
    assert [(span.of(report.doc.text), name) for span, name in report.marks["measures"]] == [
        ("新划车位30个", "M1"),
        ("举办棋赛", "M2"),
    ]


def test_our_own_training_reports_are_whole(reading) -> None:
    reports = list(reading.read_marked())
    assert len(reports) >= 30
    for report in reports:
        ids = {name for marks in report.marks.values() for _, name in marks}
        assert "{" not in report.doc.text
        assert all(set(link) <= ids for link in report.links), report.name
        assert report.links


@with_shared
def test_we_count_as_the_annotation_does(reading) -> None:
    sys.path.insert(0, str(SHARED / "score"))
    import gold
    import goldlib

    from tools import link_scoring

    for report in list(reading.read_gold(SHARED / "gold"))[::6]:
        score = gold.Score()
        found = {
            layer: [{"start": u.span.start, "end": u.span.end} for u in getattr(report.doc, layer)]
            for layer in reading.LAYERS
        }
        found["links"] = [
            {"problem": one.problem, "cause": one.cause, "measure": one.measure} for one in report.doc.links
        ]
        score.alignment(goldlib.Gold(report.name, Path(report.name), report.doc.text, report.gold), found)
        names = {
            layer: reading.match(layer, getattr(report.doc, layer), report.marks[layer]) for layer in reading.LAYERS
        }
        pairs = {
            (
                names["problems"][one.problem],
                names["causes"][one.cause] if one.cause is not None else names["measures"][one.measure],
            )
            for one in report.doc.links
        }
        for layer, ours in (
            ("links", link_scoring.count_links(report, pairs)),
            ("gaps", link_scoring.count_gaps(report, names, pairs)),
        ):
            tally = score.tally[layer]
            assert (ours.hits, ours.extra, ours.missed) == (tally.hit, tally.extra, tally.missed), (report.name, layer)


def test_simple_methods_weigh_what_is_rare(reading) -> None:
    from benchmarks import link_methods

    ours, theirs = [["电梯", "故障"], ["路灯"]], [["维修", "电梯"], ["路灯", "更换"], ["会议"]]
    for score in (link_methods.weigh_terms, link_methods.rank_terms):
        values = score(ours, theirs)
        assert values.shape == (2, 3)
        assert values.argmax(axis=1).tolist() == [0, 1]
        assert values[0, 2] == 0


def test_every_feature_is_a_kind_of_evidence(reading, doc: Document) -> None:
    from benchmarks import link_methods

    problems, measures = (features.describe(view(doc), units) for units in (doc.problems, doc.measures))
    known = features.find_features(view(doc), problems, measures, "measure")
    kinds = {name: link_methods.kind_of(name) for name in known}
    assert {*kinds.values()} == {*link_methods.EVIDENCE, "位置"}
    assert kinds["centred wide own among answers"] == "词向量"
    assert kinds["concepts share"] == "主题词表"
    assert kinds["rank"] == kinds["same parent"] == "位置"


def test_the_benchmark_wants_enough_reports(reading, tmp_path: Path) -> None:
    from benchmarks import links as benchmark

    with pytest.raises(SystemExit, match="不到 11 份"):
        benchmark.main(["--gold", str(tmp_path)])
    plot = benchmark.draw([(0.1, 0.2, 5), (0.9, 0.8, 5)])
    assert plot.startswith("<svg")
    assert plot.count("<circle") == 2


def test_learning_tells_pairs_apart(reading, tmp_path: Path) -> None:
    from tools import link_training

    cases = [case for report in list(reading.read_marked())[:8] for case in reading.make_cases(report)]
    measures = [case for case in cases if case.kind == "measures"]
    model = link_training.train(measures)
    decided = link_training.predict(model, measures[0])
    assert decided.linked.shape == measures[0].labels.shape
    assert model == link_training.train(measures)
    right = sum(int((link_training.predict(model, case).linked * case.labels).sum()) for case in measures)
    assert right > 0.6 * sum(int(case.labels.sum()) for case in measures)


def test_stored_weights_read_only_features_that_exist(doc: Document) -> None:
    stored = json.loads(weights.path("links.json").read_text("utf-8"))
    problems, measures = (features.describe(view(doc), units) for units in (doc.problems, doc.measures))
    known = features.find_features(view(doc), problems, measures, "measure")
    for kind in links.KINDS:
        assert {*stored[kind]["first"]["weights"]} == {*known}
        assert {*stored[kind]["second"]["weights"]} > {*known}
