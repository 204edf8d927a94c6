"""The documentation says what the program does: its snippets run, its generated parts are whole, its schemas hold."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from reportlint import catalogue, config, custom, registry, vocab
from reportlint.cli import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
# a snippet that needs more than a test machine has is marked as only shown, with the reason
FENCE = re.compile(r"^( *)(<!-- only shown: .+ -->\n *)?```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
# languages whose snippets are only shown: what other programs read, and output
SHOWN = {"text", "lua", "elisp", "console"}
OTHERS = {"case", "language", "language-server"}  # tables of TOML files that are not ours
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
INSTALL = re.compile(r"(?:python -m )?pip (?:install|wheel) (.*)")
ELSEWHERE = {"python -m pytest", "mkdocs build"}  # they have tests of their own
BLOCKING = re.compile(r"reportlint (serve|.*--watch)")


class Desk(NamedTuple):
    """A folder with the reports that the documentation speaks of, and the Python that has reportlint."""

    folder: Path
    python: Path = Path(sys.executable)


class Snippet(NamedTuple):
    language: str
    text: str
    shown: bool


def find_snippets(page):
    """Return the snippets of a page, in order."""
    return [
        Snippet(language, re.sub(f"^{indent}", "", text, flags=re.MULTILINE), bool(shown))
        for indent, shown, language, text in FENCE.findall(page.read_text("utf-8"))
    ]


def load_hook():
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "tools" / "build_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def desk(tmp_path):
    import docx

    examples = ROOT / "examples"
    for name in (path.name for path in examples.iterdir() if path.is_file()):
        for folder in ("examples", "报告", "各单位报送"):
            (tmp_path / folder).mkdir(exist_ok=True)
            shutil.copy(examples / name, tmp_path / folder)
    text = (examples / "述职报告.txt").read_text("utf-8")
    for name in ("报告.txt", "2023年总结.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "2024年总结.txt").write_text(text.replace("2024", "2025").replace("2023", "2024"), "utf-8")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "报告.docx")
    return Desk(tmp_path)


def run(command, desk):
    """Run a program in which nothing of the user's is read or written."""
    return subprocess.run(
        command,
        cwd=desk.folder,
        env=surroundings(desk),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def surroundings(desk):
    home = {name: str(desk.folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA")}
    path = os.pathsep.join((str(desk.python.parent), os.environ["PATH"]))
    return {**os.environ, **home, "PATH": path, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}


# --- snippets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_snippets(page, desk):
    run_snippets(page, desk)


@pytest.mark.network
def test_readme_in_an_environment_of_its_own(desk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("newcomer")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT]
    assert subprocess.run(build, capture_output=True, check=False).returncode == 0
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    wheel = next(folder.glob("*.whl"))
    subprocess.run([python, "-m", "pip", "install", "-q", f"{wheel}[docx,web,xlsx]"], check=True, capture_output=True)
    run_snippets(ROOT / "README.md", Desk(desk.folder, python))


def run_snippets(page, desk):
    for snippet in find_snippets(page):
        if not snippet.shown:
            RUNNERS.get(snippet.language, reject)(snippet.text, desk)
        elif snippet.language == "python":
            compile(snippet.text, page.name, "exec")


def run_shell(text, desk):
    for line in text.splitlines():
        command = line.partition("  #")[0].strip()
        for part in filter(None, command.split(" && ")):
            run_command(part, desk)


def run_command(command, desk):
    if match := INSTALL.fullmatch(command):
        check_extras(match[1])
    elif BLOCKING.match(command):
        start(command, desk)
    elif command not in ELSEWHERE:
        assert command.startswith("reportlint "), command
        done = run(shlex.split(command), desk)
        # 1 says that something was found
        assert done.returncode in (0, 1), f"{command}\n{done.stderr}"
        assert "Traceback" not in done.stderr, command


def check_extras(arguments):
    """Check that what is installed exists."""
    for extras in re.findall(r"\[(.*?)\]", arguments):
        assert set(extras.split(",")) <= set(EXTRAS), arguments
    for folder in re.findall(r"\./\S+", arguments):
        assert (ROOT / folder / "pyproject.toml").is_file(), folder


def start(command, desk):
    """Start a program that runs until somebody ends it, and wait for its first line."""
    process = subprocess.Popen(
        shlex.split(command),
        cwd=desk.folder,
        env=surroundings(desk),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout.readline().strip(), command
        assert process.poll() is None, command
    finally:
        process.kill()
        process.communicate()


def run_python(text, desk):
    done = run([desk.python, "-c", text], desk)
    assert done.returncode == 0, f"{text}\n{done.stderr}"


def use_toml(text, desk):
    """Keep settings for the commands below them; read what is for another program."""
    table = tomllib.loads(text)
    if set(table) <= OTHERS:
        return
    config.parse_config(table, desk.folder)
    (desk.folder / ".reportlint.toml").write_text(text, "utf-8")


def reject(text, desk):
    pytest.fail(f"no way to test this snippet in {desk.folder}:\n{text}")


RUNNERS = {
    "sh": run_shell,
    "python": run_python,
    "toml": use_toml,
    "json": lambda text, _: json.loads(text),
    "yaml": lambda text, _: yaml.safe_load(text),
    **dict.fromkeys(SHOWN, lambda *_: None),
}


# --- generated pages


def test_every_setting_is_explained():
    assert list(catalogue.SETTINGS) == list(config.TYPES)
    assert list(catalogue.WORDS) == list(vocab.KEYS)
    assert catalogue.render_limits().count("\n") == len(config.LIMITS) + 1
    assert all(f"`{key}`" in catalogue.render_own_rule() for key in custom.KEYS)


def test_every_family_has_a_chinese_name():
    assert {rule.family for rule in registry.load().values()} <= set(catalogue.FAMILIES)


def test_every_rule_is_on_the_page_of_its_family():
    hook = load_hook()
    listed = catalogue.render_rules(registry.load().values())
    for family, rules in hook.find_families().items():
        page = catalogue.render_family(family, rules)
        for rule in rules:
            name = catalogue.anchor(rule)
            assert f"{{ #{name} }}" in page
            assert f"[`{rule.id}`]({family}.md#{name})" in listed
            assert rule.reason in page
            assert all(example.good.splitlines()[0] in page for example in rule.examples)
            assert all(option.help in page for option in rule.options)


def test_every_command_is_documented():
    commands = load_hook().render_commands()
    assert all(f"\n## {name}\n" in f"\n{commands}" for name in COMMANDS)


def test_every_profile_is_documented():
    assert all(f"## {name}\n" in catalogue.render_profiles() for name in config.profiles())


def test_examples_say_which_options_they_need():
    rule = registry.load()["terms/rejected-word"]
    assert rule.examples[0].options
    assert '设 `words` = `["' in catalogue.render_help(rule)


def test_tables_keep_bars_in_their_cells():
    assert catalogue.render_table(("甲",), [("一|二",)]) == "| 甲 |\n| --- |\n| 一&#124;二 |"


def test_parts_that_pages_name_exist():
    hook = load_hook()
    named = {name for page in DOCS.rglob("*.md") for name in hook.MARK.findall(page.read_text("utf-8"))}
    assert named == set(hook.PARTS)
    assert all("|" in hook.PARTS[name]() for name in named - {"commands", "profiles"})


def test_results_are_those_of_the_benchmarks():
    names = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    results = {path.stem: json.loads(path.read_text("utf-8")) for path in (DOCS / "results").glob("*.json")}
    assert set(results) <= names
    assert results["figures"]["libraries"][0]["name"] == "reportlint"


def test_site_builds(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = run([*command, "--config-file", ROOT / "mkdocs.yml", "--site-dir", tmp_path / "site"], Desk(tmp_path))
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "rules" / "figures.html").read_text("utf-8")
    assert 'id="wrong-sum"' in page
    for built in (tmp_path / "site").rglob("*.html"):
        # the pages work without a network
        assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?:', built.read_text("utf-8")), built


# --- schemas

SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in (DOCS / "schemas").glob("*.json")}
STORE = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items())
MADE = {
    "check": "check 报告 没有.txt --statistics --output-format json",
    "jsonl": "check 报告 没有.txt --output-format jsonl",
    "extract": "extract 报告",
    "figures": "figures 报告 没有.txt --output-format json",
    "matrix": "matrix 报告 没有.txt --output-format json",
    "compare": "compare 2023年总结.txt 2024年总结.txt --output-format json",
    "rules": "rules --output-format json",
    "receipt": "receipt 报告.txt --output 出.json --date 2024-12-31",
    "baseline": "baseline 报告 --output 出.json --reason 旧稿",
    "corpus": "corpus 报告 --output 出 --jobs 1",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def test_every_schema_is_tested():
    assert {f"{name}-1.json" for name in MADE} == set(SCHEMAS)


@pytest.mark.parametrize("name", MADE)
def test_schemas_hold(name, desk):
    draft = "一、成绩\n<!-- reportlint: ignore typos 引文 -->\n层层传到未端。\n"
    (desk.folder / "报告" / "略.txt").write_text(draft, "utf-8")
    done = run([sys.executable, "-m", "reportlint", *MADE[name].split()], desk)
    written = {"corpus": "出/summary.json"}.get(name, "出.json")
    output = (desk.folder / written).read_text("utf-8") if "--output 出" in MADE[name] else done.stdout
    assert output, done.stderr
    validator = jsonschema.Draft202012Validator(SCHEMAS[f"{name}-1.json"], registry=STORE)
    for one in output.splitlines() if name == "jsonl" else [output]:
        validator.validate(json.loads(one))
    assert name != "check" or any(file["waived"] for file in json.loads(output)["files"])
