"""The formats for other programs: each is read back by what reads it in the world, or by its own rules."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import openpyxl
import pytest
from fakes import install

from reportlint.document import Document
from reportlint.emit import FORMATS, Outcome, View, render, render_file
from reportlint.emit.sarif import find_uri
from reportlint.engine import CRASH, check
from reportlint.model import Diagnostic, Edit, Finding, Fix, Piece, Related, Severity, Source, Span

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-part.json").read_text("utf-8"))
# a report that does its worst: marks of every format, bidi, control characters, a lone surrogate, two lines ends
HOSTILE = '=1+1"</failure>]]>::error::%0A,\u202e\x00\x1b\ud800𠮷\r\n疑\u2028错错&amp;{0}[x](y)'
FAILED = Outcome("无.txt", error="无.txt：文件不存在，请检查文件名。")
COMMON = [name for name, form in FORMATS.items() if not form.single]


@pytest.fixture(autouse=True)
def fake_rules(monkeypatch):
    install(monkeypatch)


def outcome(text, path="报告.txt"):
    doc = Document(Source(text, sha256="ab" * 32))
    return Outcome.of(path, doc, check(doc))


def saying(text, message, start=0, end=1, path="报告.txt", **finding):
    diagnostic = Diagnostic("sample/x", Severity.ERROR, Finding(Span(start, end), message, **finding))
    return Outcome(path, text, Document(text).lines, "", (diagnostic,))


def load(name, *outcomes):
    return json.loads(render(name, outcomes, View()))


def parse_xml(text):
    return ET.fromstring(text.encode())  # noqa: S314  # it is our own


@pytest.mark.parametrize("name", COMMON)
def test_the_same_bytes_for_the_same_input(name):
    outcomes = [outcome("错错，疑，注\n疑"), FAILED]
    first, second = (render_file(name, outcomes, View()) for _ in range(2))
    if name == "xlsx":  # a workbook knows when it was made
        first, second = (list(openpyxl.load_workbook(io.BytesIO(one)).active.values) for one in (first, second))
    assert first == second


@pytest.mark.parametrize("name", [name for name in COMMON if not FORMATS[name].binary])
def test_nothing_breaks_the_format(name):
    path = f"a/{HOSTILE}.txt".replace("\ud800", "")  # in names it is escaped where they are read
    found = saying(HOSTILE, f"坏{HOSTILE}", 0, len(HOSTILE), path=path)
    data = render_file(name, [outcome(HOSTILE), found, FAILED], View())
    text = data.decode("utf-8")  # the lone surrogate is escaped
    if name == "junit":
        assert len(parse_xml(text)) == 3
    elif name == "github":
        assert all(re.match("::(error|warning|notice) file=", line) for line in text.splitlines())
        assert len(text.splitlines()) == 4
    elif name == "sarif":
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))
    elif name in ("json", "gitlab", "rdjson"):
        json.loads(text)
    elif name == "jsonl":
        assert [json.loads(line)["path"] for line in text.split("\n")[:-1]][-1] == "无.txt"
    elif name == "csv":
        assert len(list(csv.reader(io.StringIO(text, newline="")))) == 5


# --- JSON lines


def test_jsonl_has_the_findings_of_json_with_their_path():
    found = [outcome("错错，疑", path="甲.txt"), outcome("很好。"), outcome("注", path="乙.txt"), FAILED]
    lines = [json.loads(line) for line in render("jsonl", found, View()).splitlines()]
    whole = load("json", *found)
    assert lines[:-1] == [{"path": file["path"], **one} for file in whole["files"] for one in file["findings"]]
    assert lines[-1] == {"path": "无.txt", "error": FAILED.error}
    assert render("jsonl", [outcome("很好。")], View()) == ""


# --- SARIF


def sarif(*outcomes):
    log = load("sarif", *outcomes)
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    return run


def test_sarif_of_nothing():
    run = sarif(outcome("很好。"))
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert sarif()["artifacts"] == []


def test_sarif_counts_code_points():
    text = "𠮷👍🏽\r\n一、𠮷错错\r疑"
    run = sarif(outcome(text))
    assert run["columnKind"] == "unicodeCodePoints"
    wrong, doubtful = run["results"]
    region = wrong["locations"][0]["physicalLocation"]["region"]
    assert region == {
        "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 6, "charOffset": text.index("错"), "charLength": 2,
        "snippet": {"text": "错错"},
    }  # fmt: skip
    assert doubtful["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    # lines are those of a reader who splits at the sequences that the run names
    lines = re.split("|".join(map(re.escape, run["newlineSequences"])), text)
    assert lines[1][3:5] == "错错"


def test_sarif_rules_have_help_and_results_point_at_them():
    run = sarif(outcome("错错，注，疑"))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["other/noted", "sample/doubtful", "sample/wrong"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert [one["level"] for one in run["results"]] == ["error", "note", "warning"]
    wrong = rules[2]
    assert wrong["shortDescription"]["text"] == "sample/wrong 的摘要。"
    assert wrong["properties"]["tags"] == ["sample"]
    for part in ("sample/wrong 的理由。", "    这里⟦错错⟧了。", "    这里对了。", '- `word` = `"错错"`：要找的词'):
        assert part in wrong["help"]["markdown"].splitlines()


def test_sarif_fix_applied_as_the_standard_says():
    text = "𠮷错错，疑"
    wrong, doubtful = sarif(outcome(text))["results"]
    assert [one["fixes"][0]["properties"]["safe"] for one in (wrong, doubtful)] == [True, False]
    (change,) = wrong["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    start, end = region["charOffset"], region["charOffset"] + region["charLength"]
    assert text[:start] + replacement["insertedContent"]["text"] + text[end:] == "𠮷对，疑"
    assert change["artifactLocation"] == wrong["locations"][0]["physicalLocation"]["artifactLocation"]


def test_sarif_of_a_file_that_is_more_than_text():
    found = replace(outcome("疑\n疑"), format="docx", pieces=(Piece(Span(0, 1), "表1第2行第3列"),))
    first, second = sarif(found)["results"]
    assert first["locations"][0]["logicalLocations"] == [{"name": "表1第2行第3列"}]
    assert "logicalLocations" not in second["locations"][0]
    # offsets of the extracted text are none of the file's: no program may apply them there
    assert "fixes" not in first
    assert "encoding" not in sarif(found)["artifacts"][0]


def test_sarif_related_places():
    first, second = sarif(outcome("疑，疑"))["results"]
    assert "relatedLocations" not in first
    (place,) = second["relatedLocations"]
    assert (place["id"], place["message"]["text"]) == (1, "第一处在这里")
    assert place["physicalLocation"]["region"]["charOffset"] == 0


def test_sarif_fingerprints_do_not_move():
    before, after = (sarif(outcome(text))["results"] for text in ("甲\n错错", "新写的一段\n\n甲\n错错"))
    assert before[0]["partialFingerprints"] == after[0]["partialFingerprints"]


def test_sarif_files_and_failures():
    run = sarif(outcome("很好。", path="报 告/a#1.txt"), replace(outcome("好。"), encoding="utf-16-le"), FAILED)
    first, second, third = run["artifacts"]
    assert first == {
        "location": {"uri": "%E6%8A%A5%20%E5%91%8A/a%231.txt"}, "roles": ["analysisTarget"],
        "hashes": {"sha-256": "ab" * 32}, "encoding": "UTF-8",
    }  # fmt: skip
    assert second["encoding"] == "UTF-16-LE"
    assert third == {"location": {"uri": "%E6%97%A0.txt"}, "roles": ["analysisTarget"]}
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert (notification["level"], notification["message"]["text"]) == ("error", FAILED.error)
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 2


def test_sarif_knows_rules_of_no_catalogue():
    rule = sarif(outcome("崩了。"))["tool"]["driver"]["rules"][0]
    assert (rule["id"], rule["defaultConfiguration"]) == (CRASH, {"level": "error"})
    assert "不是文稿的问题" in rule["help"]["text"]


def test_uri_of_an_absolute_path(tmp_path):
    assert find_uri(str(tmp_path / "甲.txt")) == (tmp_path / "甲.txt").as_uri()


# --- JUnit


def test_junit():
    root = parse_xml(render("junit", [outcome("错错，注"), outcome("很好。", path="好.txt"), FAILED], View()))
    found, clean, failed = root
    assert [suite.attrib for suite in root] == [
        {"name": name, "tests": tests, "failures": failures, "errors": errors, "skipped": "0"}
        for name, tests, failures, errors in (
            ("报告.txt", "2", "1", "0"), ("好.txt", "1", "0", "0"), ("无.txt", "1", "0", "1"),
        )
    ]  # fmt: skip
    wrong, noted = found
    assert wrong.attrib == {"classname": "报告.txt", "name": "sample/wrong 1:1", "file": "报告.txt", "line": "1"}
    assert wrong.find("failure").attrib == {"message": "“错错”写错了，请改正。", "type": "error"}
    assert wrong.find("failure").text == "报告.txt:1:1 必错 “错错”写错了，请改正。\n错错"
    assert noted.find("failure") is None
    assert "请留意" in noted.find("system-out").text
    assert list(clean[0]) == []
    assert failed[0].find("error").get("message") == FAILED.error


# --- annotations of hosts


def test_github():
    found = saying("第一行\n第二行错", "100%，\n请改：", 1, 2, path="a,b:c.txt")
    over = saying("第一行\n第二行错", "改。", 1, 5)
    assert render("github", [found, over, outcome("注疑"), FAILED], View()).splitlines() == [
        r"::error file=a%2Cb%3Ac.txt,line=1,endLine=1,col=2,endColumn=3,title=sample/x 必错::100%25，\n请改：",
        "::error file=报告.txt,line=1,endLine=2,title=sample/x 必错::改。",
        "::notice file=报告.txt,line=1,endLine=1,col=1,endColumn=2,title=other/noted 提示::这里值得一看，请留意。",
        "::warning file=报告.txt,line=1,endLine=1,col=2,endColumn=3,title=sample/doubtful 疑似::这里有疑点，请核对。",
        "::error file=无.txt,title=没能检查::无.txt：文件不存在，请检查文件名。",
    ]
    assert render("github", [outcome("很好。")], View()) == ""


def test_gitlab():
    issues = load("gitlab", outcome("错错\n疑错错", path="./甲.txt"), outcome("错错", path="乙.txt"), FAILED)
    assert [(one["check_name"], one["severity"], one["location"]) for one in issues] == [
        ("sample/wrong", "major", {"path": "甲.txt", "lines": {"begin": 1}}),
        ("sample/doubtful", "minor", {"path": "甲.txt", "lines": {"begin": 2}}),
        ("sample/wrong", "major", {"path": "甲.txt", "lines": {"begin": 2}}),
        ("sample/wrong", "major", {"path": "乙.txt", "lines": {"begin": 1}}),
        ("internal/unreadable", "blocker", {"path": "无.txt", "lines": {"begin": 1}}),
    ]
    assert issues[0]["description"] == "“错错”写错了，请改正。"
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    assert load("gitlab", outcome("很好。")) == []


def test_rdjson_counts_bytes():
    text = "𠮷é\n一，错错\n疑，疑"
    result = load("rdjson", outcome(text), FAILED)
    wrong, first, second, failed = result["diagnostics"]
    place = {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 13}}
    assert wrong == {
        "message": "“错错”写错了，请改正。",
        "location": {"path": "报告.txt", "range": place},
        "severity": "ERROR",
        "code": {"value": "sample/wrong"},
        "suggestions": [{"range": place, "text": "对"}],
    }
    line = text.split("\n")[1].encode()
    assert line[7 - 1 : 13 - 1].decode() == "错错"
    assert second["relatedLocations"][0]["location"]["range"]["start"] == {"line": 3, "column": 1}
    assert first["severity"] == "WARNING"
    assert failed == {"message": FAILED.error, "location": {"path": "无.txt"}, "severity": "ERROR"}
    (entry,) = load("rdjson", replace(outcome("错错"), format="pdf"))["diagnostics"]
    assert "suggestions" not in entry


def test_rdjson_of_a_place_over_lines():
    found = saying(
        "甲\n乙\n丙", "改。", 1, 4, related=(Related(Span(5, 5), "尾"),), fix=Fix("改", (Edit(Span(2, 2), "x"),))
    )
    (entry,) = load("rdjson", found)["diagnostics"]
    assert entry["location"]["range"] == {"start": {"line": 1, "column": 4}, "end": {"line": 3, "column": 1}}
    assert entry["relatedLocations"][0]["location"]["range"]["start"] == {"line": 3, "column": 4}


# --- tables


def test_csv():
    found = replace(outcome("错错\n疑"), pieces=(Piece(Span(0, 3), "第2页"),))
    data = render_file("csv", [found, FAILED], View())
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == ["文件", "行", "列", "位置", "级别", "规则", "说明", "原文", "修正", "修正方式"]
    assert rows == [
        [
            "报告.txt",
            "1",
            "1",
            "第2页",
            "必错",
            "sample/wrong",
            "“错错”写错了，请改正。",
            "错错",
            "改为“对”",
            "可自动修正",
        ],
        ["报告.txt", "2", "1", "", "疑似", "sample/doubtful", "这里有疑点，请核对。", "疑", "删去“疑”", "核对后修正"],
        ["无.txt", "", "", "", "没能检查", "", FAILED.error, "", "", ""],
    ]


@pytest.mark.parametrize("words", ["=SUM(A1)", "+86", "-1+2", "@cmd", "＝1", "\t=1", '=HYPERLINK("x")\n'])
def test_no_cell_of_a_table_is_a_formula(words):
    found = saying(words, f"{words}不对，请改。", 0, len(words))
    data = render_file("csv", [found], View()).decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(data, newline="")))[1:]
    assert all(not cell or cell[0] not in "=+-@＝＋－＠\t\r" for cell in row)
    sheet = openpyxl.load_workbook(io.BytesIO(render_file("xlsx", [found], View()))).active
    assert all(cell.data_type in ("s", "n") for line in sheet.iter_rows(min_row=2) for cell in line)


def test_xlsx():
    book = openpyxl.load_workbook(io.BytesIO(render_file("xlsx", [outcome("错错，注"), FAILED], View())))
    sheet = book["检查结果"]
    rows = list(sheet.values)
    assert rows[1] == (
        "报告.txt", 1, 1, None, "必错", "sample/wrong", "“错错”写错了，请改正。", "错错", "改为“对”", "可自动修正",
    )  # fmt: skip
    assert rows[3][4:7] == ("没能检查", None, FAILED.error)
    assert sheet.auto_filter.ref == "A1:J4"
    (header,) = openpyxl.load_workbook(io.BytesIO(render_file("xlsx", [], View()))).active.values
    assert header[0] == "文件"
