"""What a start loads, and what a check costs: counted, never timed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# none of them is needed to check a text, and each costs more than reportlint itself
FORBIDDEN = {
    "spacy",
    "sklearn",
    "scipy",
    "docx",
    "lxml",
    "pypdfium2",
    "jinja2",
    "pandas",
    "duckdb",
    "dask",
    "jieba",
    "starlette",
    "pygls",
}
WORDLESS = {"numpy", "rjieba"}
DRAFT = "工作总结\n一、成效\n全年办结事项三十件，满意率98%。\n三、打算\n继续抓好落实。\n"
# what a text repeats to be as hard as it can
HARD = {
    "a line without end": "各项工作有序推进，",
    "nested brackets": "（",
    "list items": "一是抓落实。\n",
    "repeated sentences": "全年完成投资3.5亿元，同比增长12%。",
    "a wrong word": "布署",
    "doubled words": "评估评估工作，",
    "doubled particles": "的的",
    "digits": "1",
    "headings": "一、\n",
}
COUNT = """
import json, sys
import reportlint
unit, *sizes = json.load(sys.stdin)
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call" or event == "c_call"
reportlint.check(reportlint.Document(unit))
totals = []
for size in sizes:
    calls = 0
    doc = reportlint.Document(unit * (size // len(unit)))
    sys.setprofile(count)
    reportlint.check(doc)
    sys.setprofile(None)
    totals.append(calls)
print(json.dumps(totals))
"""

# function calls for 1,000 characters of the examples, a fifth above what they are: who makes the work dearer raises the
# number on purpose, and who makes it cheaper lowers it
MOST_CALLS = {"all": 75_000, "selected": 33_000}
SELECTED = ("figures", "numbering", "residue", "punctuation", "typos/wrong-word")
COUNT_EXAMPLES = """
import json, sys
import reportlint
*paths, select = json.load(sys.stdin)
texts = [reportlint.read(path).text for path in paths]
config = reportlint.Config(select=select)
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call" or event == "c_call"
def check():
    for doc in map(reportlint.Document, texts):
        reportlint.check(doc, config)
check()
sys.setprofile(count)
check()
sys.setprofile(None)
print(calls / sum(map(len, texts)) * 1000)
"""


def loaded_by(code: str, *arguments: str) -> set[str]:
    """Return the modules that are loaded when some code has run."""
    told = f"{code}\nimport sys\nsys.stderr.write('|'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", told, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return set(done.stderr.rpartition("\n")[2].split("|"))


def test_importing_loads_nothing_heavy():
    assert not loaded_by("import reportlint") & {*FORBIDDEN, *WORDLESS, "rich", "click"}


def test_the_version_needs_no_rule_and_no_library():
    loaded = loaded_by("from reportlint.cli import main\nmain(['--version'])")
    assert not loaded & {*FORBIDDEN, *WORDLESS, "rich", "reportlint.document", "reportlint.registry"}


@pytest.mark.parametrize(
    ("select", "forbidden"),
    [
        ((), {*FORBIDDEN, "rich.console", "rich.table", "rich.progress", "rich.markdown"}),
        (("--select", "numbering,residue"), {*FORBIDDEN, *WORDLESS, "rich.console"}),
    ],
    ids=["all rules", "rules without words"],
)
def test_a_check_loads_only_what_it_needs(tmp_path, select, forbidden):
    draft = tmp_path / "报告.txt"
    draft.write_text(DRAFT, "utf-8")
    code = "import sys\nfrom reportlint.cli import main\nmain(['check', '--no-config', *sys.argv[1:]])"
    assert not loaded_by(code, *select, str(draft)) & forbidden


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD)
def test_work_grows_no_faster_than_the_text(unit):
    done = subprocess.run(
        [sys.executable, "-c", COUNT], input=json.dumps([unit, 2_000, 8_000]),
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    small, large = json.loads(done.stdout)
    # four times the text; what is looked up by bisection may take a little more
    assert large <= 5 * small


@pytest.mark.parametrize(("name", "select"), [("all", ()), ("selected", SELECTED)])
def test_a_check_takes_no_more_work_than_it_did(name, select):
    task = json.dumps([*map(str, sorted((ROOT / "examples").glob("*.txt"))), select])
    done = subprocess.run(
        [sys.executable, "-c", COUNT_EXAMPLES], input=task, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert MOST_CALLS[name] / 2 < float(done.stdout) < MOST_CALLS[name]
