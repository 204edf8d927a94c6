"""What reportlint is made of, and that it speaks to nobody."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DRAFT = "工作总结\n一、成效\n在总结经验的的基础上，完成投资3.5亿元。\n三、打算\n继续抓好落实。\n"
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|Python Software Foundation|PSF|CNRI|MPL", re.IGNORECASE)
# the interpreter tells of every attempt, whichever library makes it
SILENT = """
import sys
def forbid(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(forbid)
from reportlint.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300, **options
    )


def list_dependencies(*arguments: str) -> list[str]:
    done = run(sys.executable, ROOT / "tools" / "list_dependencies.py", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--no-config"),
        ("check", "--no-config", "--diff"),
        ("check", "--no-config", "--output-format", "html"),
        ("check", "--no-config", "--output-format", "sarif"),
        ("extract",),
        ("figures",),
        ("rules",),
        ("explain", "wording/duplicated-word"),
    ],
    ids=" ".join,
)
def test_nothing_is_sent_anywhere(tmp_path, arguments):
    draft = tmp_path / "报告.txt"
    draft.write_text(DRAFT, "utf-8")
    texts = () if arguments[0] in ("rules", "explain") else (draft,)
    done = run(sys.executable, "-c", SILENT, *arguments, *texts, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert "socket" not in done.stderr


def test_every_dependency_has_a_range_a_reason_and_a_permissive_licence():
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in list_dependencies()]
    assert head == ["依赖", "范围", "这里装的", "许可", "用途"]
    for name, wanted, installed, licence, reason in rows:
        assert wanted.startswith(">="), name
        assert installed, name
        assert PERMISSIVE.search(licence), (name, licence)
        assert reason, name


@pytest.mark.parametrize("extras", [(), ("docx", "lsp", "web", "xlsx")], ids=["core", "extras"])
def test_the_lowest_versions_are_constraints_for_pip(extras):
    lines = list_dependencies("--lowest", *extras)
    assert all(re.fullmatch(r"[\w.-]+==\d[\w.]*", line) for line in lines)
    assert ("starlette" in "".join(lines)) is bool(extras)


def build(*arguments: str | Path) -> None:
    """Build with what is installed here: a build needs no network."""
    done = run(
        *(sys.executable, "-m", "build", "--no-isolation", *arguments),
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
    )
    assert done.returncode == 0, done.stderr[-2000:]


def digests(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.whl")}


def test_the_same_sources_make_the_same_wheel_by_way_of_the_same_archive_too(tmp_path):
    # an archive of the sources, and the wheel of that archive; the wheel of the checkout
    for name in ("one", "two"):
        build("--outdir", tmp_path / name, ROOT)
    build("--wheel", "--outdir", tmp_path / "direct", ROOT)
    assert len(digests(tmp_path)) == 1
    archives = {path.read_bytes() for path in tmp_path.rglob("*.tar.gz")}
    assert len(archives) == 1
