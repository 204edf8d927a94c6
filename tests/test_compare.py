"""Two reports of consecutive years: what is found in the annotated pairs, the rules, the command and its formats."""

import csv
import json
import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import compare as benchmark
from reportlint import Document, Severity, Span, registry
from reportlint.align.coverage import find_coverage, weigh
from reportlint.align.passages import find_passages
from reportlint.cli import main
from reportlint.compare import Pair
from reportlint.config import Config
from reportlint.emit.compare import FORMATS, is_binary
from reportlint.engine import check

FOLDER = Path(__file__).parent / "compare"
CASES = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))["case"]
RULES = {name: rule for name, rule in registry.load().items() if rule.family == "compare"}
PAIRS = benchmark.read_pairs(FOLDER)
MARK = re.compile("[⟦⟧]")
EXAMPLE = re.compile("〔上年〕\n(.*)\n〔今年〕\n(.*)", re.DOTALL)


def places(marked):
    found, opened = [], 0
    for before, mark in enumerate(MARK.finditer(marked)):
        if mark[0] == "⟦":
            opened = mark.start() - before
        else:
            found.append(Span(opened, mark.start() - before))
    return found


def report(rule, last, this):
    pair = Pair(Document(last), MARK.sub("", this))
    return sorted({one.finding.span for one in check(pair, Config(select=(rule,)))})


# --- the annotated pairs


def test_there_are_enough_pairs():
    assert len(PAIRS) >= 6
    for one in PAIRS:
        last, this = one.pair.last.text, one.pair.text
        for promise in one.marks["promises"]:
            assert promise["quote"] in last
            assert all(answer in this for answer in promise["answers"])
            assert bool(promise["answers"]) == (promise["status"] != "none")
        assert all(passage in last and passage in this for passage in one.marks["copied"])
        assert all(mark["last"] in last and mark["this"] in this for mark in one.marks["repeated"])
        assert all(mark in this for name in ("unchanged", "implausible", "stale") for mark in one.marks[name])


def test_what_became_of_promises_is_told():
    result = benchmark.score(PAIRS)
    assert result.accuracy >= 0.9, result.promises.wrong
    assert result.rules["copied"].f1 >= 0.95, result.rules["copied"].wrong
    for name in ("repeated", "unchanged", "implausible", "stale"):
        assert result.rules[name].f1 >= 0.8, result.rules[name].wrong


@pytest.mark.parametrize("one", PAIRS, ids=lambda one: one.name)
def test_promises_are_quoted_with_their_answers(one):
    wanted = {mark["quote"]: mark["answers"] for mark in one.marks["promises"] if mark["answers"]}
    told = {promise.span.of(one.pair.last.text): promise for promise in one.pair.promises}
    right = 0
    for quote, answers in wanted.items():
        found = next((promise for words, promise in told.items() if quote in words or words in quote), None)
        quotes = [answer.of(one.pair.text) for answer in found.answers] if found else []
        right += any(answer in words or words in answer for answer in answers for words in quotes)
    assert right >= 0.8 * len(wanted), one.name
    assert all(
        0 <= promise.score <= 1 and bool(promise.answers) == (promise.status != "none") for promise in told.values()
    )
    assert all(promise.why for promise in told.values() if promise.status == "partly")


def test_the_share_of_copied_text():
    text = "一、主要工作\n调解员把板凳搬进巷口，话说开了，气也就顺了，街坊又成了街坊。"
    assert Pair(Document(text), text).share > 0.8
    assert Pair(Document(text), "一、主要工作\n今年换了新的做法。").share == 0


def test_years():
    last = Document("政府工作报告\n（2023年1月8日）\n一、2022年工作回顾\n修路。")
    assert Pair(last, "工作总结\n一、主要工作\n修桥。").years == (2022, None)


def test_the_benchmark_prints_a_table(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["compare", "--only", "school"])
    benchmark.main()
    assert "承诺的下落" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["compare", "--json", "--only", "school"])
    benchmark.main()
    assert json.loads(capsys.readouterr().out)["pairs"] == 1


# --- rules


def test_check_knows_the_rules_but_never_reports_them():
    text = "一、主要工作\n全年检修配电线路417公里。\n二、下一步打算\n建成冷库2座。"
    assert len(RULES) == 6
    assert not check(Document(text), Config(select=("compare",)))
    for rule in RULES.values():
        assert rule.summary.endswith("。")
        assert rule.reason.endswith("。")
        assert rule.examples
        assert list(rule(Document(text))) == []


@pytest.mark.parametrize("name", RULES)
def test_examples(name):
    for example in RULES[name].examples:
        for text in (example.bad, example.good):
            last, this = EXAMPLE.fullmatch(text).groups()
            assert report(name, last, this) == places(this)
        assert MARK.search(example.bad)
        assert not MARK.search(example.good)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['name']}")
def test_cases(case):
    assert report(case["rule"], case["last"], case["this"]) == places(case["this"])


def test_every_rule_has_more_silent_cases():
    for name in RULES:
        silent = [not places(case["this"]) for case in CASES if case["rule"] == name]
        assert sum(silent) > len(silent) / 2, name


def test_options_and_severities():
    last, this = "一、主要工作\n发放助学金86万元。", "一、主要工作\n发放助学金260万元。"
    pair = Pair(Document(last), this)
    rule = "compare/implausible-change"
    assert not check(pair, Config(select=(rule,)))
    (found,) = check(pair, Config(select=(rule,), options={rule: {"factor": 2.5}}, severity={rule: Severity.ERROR}))
    assert found.severity == "error"
    assert "3.0倍" in found.finding.message


WORDS = "一、主要工作 二、存在的问题 三、下一步打算 建成3个学校 2023年 2024年 ，将 。 ； \n （一） 一是 照抄的一段话说的是上年的事 培训417人次 制度不健全 \ud800"
TEXTS = st.lists(st.sampled_from([*WORDS.split(" "), "\n", "\n"]), max_size=40).map("".join)


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_random_pairs(last, this):
    pair = Pair(Document(last), this)
    for one in check(pair, Config(select=("compare",))):
        assert one.rule in RULES, one.finding.message
        assert 0 <= one.finding.span.start <= one.finding.span.end <= len(this)
        assert re.search("[一-鿿]{2}.*[。！？]$", one.finding.message, re.DOTALL)
    assert all(0 <= promise.span.start < promise.span.end <= len(last) for promise in pair.promises)


@pytest.mark.parametrize(
    "unit", ["中", "，", "（", "第一，", "建成3个，", "\n一、打算\n建成3个。", "\n一、问题\n工作不细。"]
)
def test_hostile_pairs(unit):
    text = unit * (20_000 // len(unit))
    pair = Pair(Document(f"甲{text}"), f"乙{text}")
    assert all(one.rule in RULES for one in check(pair, Config(select=("compare",))))


# --- passages and coverage


def test_passages_are_whole_clauses():
    last = "前面的话。春天的河堤上站满了人，大家等着看龙舟下水，鼓声一响就喊起来。后面的话"
    this = "别的话。春天的河堤上站满了人，大家等着看龙舟下水，鼓声一停就散了。"
    (passage,) = find_passages(this, last)
    assert passage.span.of(this) == passage.source.of(last) == "春天的河堤上站满了人，大家等着看龙舟下水，"
    assert passage.likeness == 1


def test_white_space_does_not_part_a_passage():
    last = "春天的河堤上站满了人，大家等着看龙舟下水。"
    this = "春天的河堤上\n站满了人，　大家等着看龙舟下水。"
    (passage,) = find_passages(this, last)
    assert (passage.span.of(this), passage.likeness) == (this, 1)


def test_a_few_other_characters_do_not_part_a_passage_but_a_number_does():
    last = "春天的河堤上站满了看热闹的人，大家等着看三条龙舟下水，谁也不肯先走。"
    near = last.replace("看热闹的", "凑热闹的")
    (passage,) = find_passages(near, last)
    assert passage.span.of(near) == near
    assert 0.9 < passage.likeness < 1
    other = last.replace("三条", "五条")
    assert [found.span.of(other) for found in find_passages(other, last)] == ["春天的河堤上站满了看热闹的人，"]


def test_passages_in_another_order():
    parts = ["春天的河堤上站满了看热闹的人。", "秋天的晒场上堆满了金黄的稻谷。"]
    found = find_passages("".join(reversed(parts)), "".join(parts))
    assert [one.source.start for one in found] == [len(parts[0]), 0]


def test_coverage():
    ours, theirs = [["修建", "冷库"], ["培训"]], [["冷库", "投产"], ["唱歌"], []]
    shares = find_coverage(ours, theirs, weigh([*ours, *theirs]))
    assert shares[0][0] > 0.4 > shares[0][1]
    assert [row[2] for row in shares] == [0, 0]
    assert find_coverage(ours, [], {}) == [[], []]


# --- the command


@pytest.fixture
def reports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("last", "this"):
        Path(f"{name}.txt").write_text((FOLDER / "school" / f"{name}.txt").read_text("utf-8"), "utf-8")
    return tmp_path


def run(capsysbinary, *arguments):
    status = main(["compare", *arguments])
    out, err = capsysbinary.readouterr()
    return status, out, err.decode()


def test_the_table(reports, capsysbinary):
    status, out, _ = run(capsysbinary, "last.txt", "this.txt")
    page = out.decode()
    assert status == 0
    for words in ("上年的承诺", "✗ 没有下文", "◐ 做到一部分", "目标是2名", "照抄上年的段落", "原样照写", "2640人次"):
        assert words in page
    assert "上年的 9 条承诺：已做到 5 条，做到一部分 3 条，没有下文 1 条" in page


def test_json(reports, capsysbinary):
    _, out, _ = run(capsysbinary, "last.txt", "this.txt", "--output-format", "json")
    found = json.loads(out)
    assert found["schema"] == "reportlint/compare/1"
    assert (found["last"]["year"], found["this"]["year"]) == (2023, 2024)
    assert {one["status"] for one in found["promises"]} == {"kept", "partly", "none"}
    last, this = (Path(f"{name}.txt").read_text("utf-8") for name in ("last", "this"))
    for promise in found["promises"]:
        assert last[promise["start"] : promise["end"]] == promise["text"]
        assert all(this[answer["start"] : answer["end"]] == answer["text"] for answer in promise["answers"])
    assert 0 < found["copied"]["share"] < 0.5
    assert all(one["likeness"] == 1 and one["this"]["text"] in last for one in found["copied"]["passages"])
    assert [one["verbatim"] for one in found["problems"]] == [True]
    assert {one["factor"] for one in found["figures"]} >= {1.0, 8.0}
    assert [one["year"] for one in found["years"]] == [2025]
    assert {one["rule"] for one in found["findings"]} <= set(RULES)
    assert found["summary"]["findings"] == len(found["findings"])


def test_the_page_is_complete_and_its_links_lead_somewhere(reports, capsysbinary):
    Path("this.txt").write_text(Path("this.txt").read_text("utf-8") + "<script>坏</script>", "utf-8")
    _, out, _ = run(capsysbinary, "last.txt", "this.txt", "--output-format", "html")
    page = out.decode()
    assert "<script" not in page
    assert "&lt;script&gt;坏" in page
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(anchors)
    assert not re.search(r'(?:src|href)="(?!#)', page)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "docx"])
def test_every_format(reports, capsysbinary, form):
    if form == "xlsx":
        pytest.importorskip("xlsxwriter")
    status, _, _ = run(capsysbinary, "last.txt", "this.txt", f"--output-file={form}=result")
    assert status == 0
    data = Path("result").read_bytes()
    assert data
    if form == "csv":
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
        assert any("compare/copied-passage" in row for row in rows)
    if form == "sarif":
        assert {one["ruleId"] for one in json.loads(data)["runs"][0]["results"]} <= set(RULES)
    assert is_binary(form) == (form == "xlsx")


def test_a_word_file_gets_comments(reports, capsysbinary):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in Path("this.txt").read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save("this.docx")
    status, _, _ = run(capsysbinary, "last.txt", "this.docx", "--output-file=docx=commented.docx")
    assert status == 0
    assert [one for one in docx.Document("commented.docx").comments if "上年报告" in one.text]


def test_only_rules_about_two_reports_run_and_the_configuration_holds(reports, capsysbinary):
    Path(".reportlint.toml").write_text('select = ["figures"]\nignore = ["compare/copied-passage"]\n', "utf-8")
    _, out, _ = run(capsysbinary, "last.txt", "this.txt", "--output-format", "json")
    rules = {one["rule"] for one in json.loads(out)["findings"]}
    assert "compare/copied-passage" not in rules
    assert "compare/repeated-problem" in rules
    Path("years.toml").write_text('select = ["compare/stale-year"]\n', "utf-8")
    _, out, _ = run(capsysbinary, "last.txt", "this.txt", "--config=years.toml", "--output-format", "json")
    assert {one["rule"] for one in json.loads(out)["findings"]} == {"compare/stale-year"}


def test_two_reports_are_wanted(reports, capsysbinary):
    status, _, err = run(capsysbinary, "last.txt")
    assert status == 2
    assert "要两份文稿" in err
    status, out, err = run(capsysbinary, "last.txt", "nowhere.txt")
    assert (status, out) == (2, b"")
    assert "nowhere.txt" in err


def test_reports_the_wrong_way_round(reports, capsysbinary):
    status, _, err = run(capsysbinary, "this.txt", "last.txt")
    assert status == 0
    assert "放反了" in err


def test_empty_reports(reports, capsysbinary):
    Path("last.txt").write_text("无\n", "utf-8")
    Path("this.txt").write_text("无\n", "utf-8")
    status, out, _ = run(capsysbinary, "last.txt", "this.txt")
    assert status == 0
    assert "没有读出上年的承诺" in out.decode()
