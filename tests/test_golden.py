"""Whole reports and what is said of them; `pytest --update-golden` writes the goldens anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.*"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_golden(path: Path, pytestconfig: pytest.Config) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", "check", "--no-config", path.relative_to(ROOT).as_posix()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    assert done.returncode in (0, 1), done.stderr
    golden = Path(__file__).parent / "golden" / f"{path.name}.txt"
    if pytestconfig.getoption("update_golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(done.stdout, "utf-8")
    assert done.stdout == golden.read_text("utf-8")
