"""The benchmarks, on small texts; tools to be compared with are not installed here, or stand-ins that do little."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from lxml import etree

from benchmarks import growth
from benchmarks.passes import Pass

ROOT = Path(__file__).parents[1]


def run(name, *arguments, **environment):
    command = [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)]
    env = {**os.environ, **{key: str(value) for key, value in environment.items()}}
    return subprocess.run(
        command, capture_output=True, cwd=ROOT, check=False, env=env, text=True, encoding="utf-8", timeout=120
    )


def annotate(folder, name, text, **layers):
    """Write an annotated report."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / f"{name}.gold.json").write_text(json.dumps(layers, ensure_ascii=False), "utf-8")


# --- figures


def test_figures(tmp_path):
    figures = [
        {"quote": "40余次", "value": "40", "unit": "次"},
        {"quote": "1.5万元", "value": 15000, "unit": "万元"},
        {"quote": "98%", "in": "率98%", "value": "89", "unit": "%"},
        {"quote": "5个", "value": "5", "unit": "个", "sure": False},
        {"quote": "培训", "value": "1", "unit": ""},
    ]
    annotate(tmp_path, "甲", "2023年培训40余次，投入1.5万元，满意率98%。分设5个组。\n", figures=figures)
    annotate(tmp_path, "乙", "没有标注数字。\n")
    data = json.loads(run("figures", tmp_path, "--json").stdout)
    assert (data["reports"], data["figures"]) == (1, 5)
    ours = data["libraries"][0]
    assert ours["name"] == "reportlint"
    assert (ours["precision"], ours["recall"]) == (1, 0.75)
    assert [round(ours[key], 3) for key in ("exact_span", "value", "unit")] == [1, 0.667, 0.667]
    assert ours["characters_per_second"] > 0
    assert len(data["libraries"]) + len(data["missing"]) == 5
    assert all(one["install"].startswith("pip install") for one in data["missing"])
    assert "reportlint" in run("figures", tmp_path).stdout


def test_figures_without_annotated_reports(tmp_path):
    done = run("figures", tmp_path)
    assert done.returncode == 1
    assert "没有标注了数字的报告" in done.stderr


# --- peers

REPORT = "📌今年开展的的培训40次，覆盖乡镇12个。\n"
PARTIAL = "我们认真学习学习文件。\n"
CLEAN = "全年开展培训40次。\n"
FAKE_AUTOCORRECT = """
import json
spacing = True
def load_config(text):
    global spacing
    spacing = any(json.loads(text)["rules"].values())
def format(text):
    text = text.replace("📌", "")
    return text.replace("40次", "40 次") if spacing else text
"""
FAKE_LINGOTWEAKER = """
class Engine:
    def __init__(self, language, data_dir): pass
    def check(self, text):
        at = text.encode().find("的的".encode())
        return [{"offset": at, "length": 6}] if at >= 0 else []
"""
FAKE_NODE = """
import json, sys
script, folder, name, *rules = sys.argv[1:]
texts = json.load(sys.stdin)["texts"]
def find(text):
    units = text.encode("utf-16-le").find("的的".encode("utf-16-le")) // 2
    return [[units, units + 2]] if units >= 0 else []
if name == "textlint":
    answer = {"missing": rules[0]}
else:
    answer = {"version": "9.9", "seconds": 0.5, "places": [find(text) for text in texts], "read": len(texts), "megabytes": 77}
json.dump(answer, sys.stdout)
"""


def prepare(folder):
    """Write two annotated reports, the first of them completely, and a clean text; return the arguments."""
    defects = [
        {"kind": "duplicated-word", "quote": "的的", "related": "📌"},
        {"kind": "typo", "quote": "乡镇", "sure": False},
        {"kind": "typo", "quote": "覆盖"},
    ]
    reports = folder / "标注"
    annotate(reports, "甲", REPORT, defects=defects)
    annotate(reports, "乙", PARTIAL, defects=[{"kind": "typo", "quote": "文件"}], defect_kinds=["typo"])
    annotate(reports, "丙", "没有标注错误。\n", figures=[])
    clean = folder / "净文"
    clean.mkdir()
    (clean / "丁.txt").write_text(CLEAN, "utf-8")
    return reports, clean


def install_fakes(folder):
    """Put stand-ins of AutoCorrect and node in a folder; return the environment that finds them."""
    about = folder / "autocorrect_py-8.8.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: autocorrect-py\nVersion: 8.8\n")
    (folder / "autocorrect_py.py").write_text(FAKE_AUTOCORRECT, "utf-8")
    about = folder / "lingotweaker-7.7.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lingotweaker\nVersion: 7.7\n")
    (folder / "lingotweaker_data_zh.py").write_text("def data_dir(): return ''", "utf-8")
    (folder / "lt_py.py").write_text(FAKE_LINGOTWEAKER, "utf-8")
    node = folder / "node"
    node.write_text(f"#!{sys.executable}\n{FAKE_NODE}", "utf-8")
    node.chmod(0o755)
    return {"PYTHONPATH": folder, "PATH": folder, "PYTHONUTF8": "1"}


def remove_peers(folder):
    """Return an environment in which nothing is installed but reportlint."""
    for name in ("autocorrect_py", "lt_py", "lingotweaker_data_zh"):
        (folder / f"{name}.py").write_text("raise ImportError('没有装')", "utf-8")
    return {"PYTHONPATH": folder, "PATH": folder}


def test_peers_that_are_not_installed_are_named(tmp_path):
    arguments = prepare(tmp_path)
    environment = remove_peers(tmp_path)
    data = json.loads(run("peers", *arguments, "--json", **environment).stdout)
    assert (data["reports"], data["characters"], data["complete_characters"]) == (2, len(REPORT + PARTIAL), len(REPORT))
    assert (data["defects"], data["kinds"]) == (3, {"duplicated-word": 1, "typo": 2})
    assert (data["clean_texts"], data["clean_characters"]) == (1, len(CLEAN))
    ours = data["peers"][0]
    assert (ours["name"], ours["hits"]["duplicated-word"], ours["relative_speed"]) == ("reportlint", 1, 1)
    assert (ours["false_alarms"], ours["clean_findings"]) == (0, 0)
    assert [one["name"] for one in data["peers"]] == ["reportlint", "reportlint（含提示）", "错词表"]
    assert all(one["install"].startswith(("pip install ", "npm install ")) for one in data["missing"])
    assert {one["reason"] for one in data["missing"]} == {"没有装", "找不到 node 命令"}
    assert {"LingoTweaker", "lint-md"} <= {one["name"] for one in data["missing"]}
    shown = run("peers", *arguments, **environment).stdout.splitlines()
    assert "没有 zhlint（找不到 node 命令），要一起比较请先 npm install zhlint" in shown


def test_peers_that_rewrite_and_peers_that_report(tmp_path):
    arguments = prepare(tmp_path)
    data = json.loads(run("peers", *arguments, "--json", **install_fakes(tmp_path)).stdout)
    peers = {one["name"]: one for one in data["peers"]}
    spacing, plain = peers["AutoCorrect"], peers["AutoCorrect（公文）"]
    # what is deleted touches the related place; the inserted space touches no defect
    assert spacing["version"] == "8.8"
    assert spacing["hits"] == plain["hits"] == {"duplicated-word": 1}
    assert spacing["false_alarms"] == 10_000 / len(REPORT)
    assert spacing["clean_findings"] == 10_000 / len(CLEAN)
    assert (plain["false_alarms"], plain["clean_findings"]) == (0, 0)
    # places that are told in bytes
    tweaker = peers["LingoTweaker"]
    assert (tweaker["version"], tweaker["hits"], tweaker["false_alarms"]) == ("7.7", {"duplicated-word": 1}, 0)
    # places behind a character of two UTF-16 units
    zhlint = peers["zhlint"]
    assert (zhlint["version"], zhlint["hits"], zhlint["false_alarms"]) == ("9.9", {"duplicated-word": 1}, 0)
    assert zhlint["recall"] == 1 / 3
    assert zhlint["characters_per_second"] == 2 * len(REPORT + PARTIAL + CLEAN)
    assert [one["name"] for one in data["missing"]] == ["textlint（通用）"]


def test_peers_table(tmp_path):
    arguments = prepare(tmp_path)
    lines = run("peers", *arguments, **install_fakes(tmp_path)).stdout.splitlines()
    assert lines[0].startswith("2 份标注过的报告，")
    rows = {line.split()[0]: line.split()[1:] for line in lines if line}
    assert rows["AutoCorrect"][:3] == ["8.8", "1", "0.333"]
    assert rows["duplicated-word"] == ["1", "1", "1", "0", "1", "1", "1", "1", "1", "1"]


def test_peers_without_annotated_reports_or_clean_texts(tmp_path):
    done = run("peers", tmp_path, tmp_path)
    assert done.returncode == 1
    assert "没有标注了错误的报告" in done.stderr
    done = run("peers", tmp_path, tmp_path / "没有")
    assert done.returncode == 1
    assert "请检查净文的路径" in done.stderr


# --- speed


def write_draft(folder):
    (folder / "报告.txt").write_text(
        "工作总结\n一、成效\n全年办结事项三十件，满意率98%。\n三、打算\n继续抓好落实。\n", "utf-8"
    )
    return folder


def test_speed_measures_what_is_installed_and_names_what_is_not(tmp_path):
    command = [write_draft(tmp_path), "--megabytes", "0.001", "--seconds", "0.1", "--json"]
    done = run("speed", *command, **install_fakes(tmp_path))
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    passes = {one["name"]: one for one in data["passes"]}
    assert {"词表", "数字、编号、残留、标点、错词", "全部规则", "AutoCorrect", "zhlint", "lint-md"} <= {*passes}
    assert (passes["AutoCorrect"]["version"], passes["zhlint"]["version"]) == ("8.8", "9.9")
    assert passes["zhlint"]["megabytes"] == 77
    assert passes["词表"]["bytes"] >= 1000
    assert all(one["bytes"] >= 100 and one["seconds"] > 0 for one in passes.values())
    starts = {one["name"]: one for one in data["starts"]}
    assert {"解释器", "reportlint --version", "AutoCorrect", "zhlint"} <= {*starts}
    assert all(one["seconds"] > 0 and one["version"] for one in starts.values())
    bare = tmp_path / "没有别的工具"
    bare.mkdir()
    done = run("speed", *command[:-1], **remove_peers(bare))
    assert "没有 zhlint（找不到 node 命令），要一起比较请先 npm install zhlint" in done.stdout
    assert "全部规则" in done.stdout


def test_speed_draws_how_time_and_memory_grow(tmp_path):
    plot = tmp_path / "增长.svg"
    done = run(
        "speed", write_draft(tmp_path), "--megabytes", "0.001", "--seconds", "1", "--sizes", "300,3e3", "--plot", plot,
        **remove_peers(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("列表项")]
    assert [line[1:3] for line in lines] == [["0.3", "kB"], ["3", "kB"]]
    root = etree.fromstring(plot.read_bytes())
    shown = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"秒", "MB 内存", "报告", "层层括号", "10 kB"} <= shown
    paths = [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path")]
    assert "nan" not in "".join(paths)


def test_a_size_that_would_take_too_long_is_left_out(monkeypatch):
    monkeypatch.setattr(
        growth, "measure", lambda _, task: Pass("", len(task.texts[0]), len(task.texts[0]), len(task.texts[0]), 9)
    )
    points = list(growth.measure_growth("abc", (3000, 1000, 2000), seconds=2500))
    assert [one.bytes for one in points if one.text == "报告"] == [1000, 2000]
    assert growth.find_factors(points)["报告"] == 1


# a bare machine has no node, and may not skip a test
if shutil.which("node"):

    def test_npm_packages(tmp_path):
        package = tmp_path / "node_modules" / "zhlint"
        package.mkdir(parents=True)
        (package / "package.json").write_text('{"version": "7.7", "type": "module", "main": "index.js"}')
        (package / "index.js").write_text(
            "export const run = (text, { rules }) => ({ validations: [\n"
            "  { index: text.indexOf('的的'), length: 2, target: 'value' },\n"
            "  { index: text.indexOf('开展'), length: 2, target: 'spaceAfter' },\n"
            "  ...('halfwidthPunctuation' in rules ? [] : [{ index: 0, length: 1, target: 'startValue' }]),\n"
            "].filter(({ index }) => index >= 0) });\n"
        )
        data = json.loads(run("peers", *prepare(tmp_path), "--npm", tmp_path, "--json").stdout)
        peers = {one["name"]: one for one in data["peers"]}
        assert peers["zhlint"]["version"] == "7.7"
        assert peers["zhlint"]["hits"] == {"duplicated-word": 1}
        assert round(peers["zhlint"]["clean_findings"] * len(CLEAN)) == 20_000
        assert round(peers["zhlint（公文）"]["clean_findings"] * len(CLEAN)) == 10_000
        assert "找不到 npm 包 textlint" in {one["reason"] for one in data["missing"]}
