"""The built wheel, installed alone, finds what it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.network  # builds and installs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_package_and_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"reportlint"}
    assert {f"reportlint/lexicons/{path.name}" for path in (ROOT / "data" / "lexicons").iterdir()} <= set(names)
    assert {f"reportlint/profiles/{path.name}" for path in (ROOT / "src/reportlint/profiles").glob("*.toml")} <= set(
        names
    )
    assert "reportlint/py.typed" in names


def test_the_wheel_works_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([bin_folder / "python", "-m", "pip", "install", "-q", wheel], check=True, capture_output=True)
    draft = tmp_path / "draft.txt"
    draft.write_text("工作总结\n一、成效\n全年完成任务。\n三、问题\n人手不够的的情况仍然存在。\n", "utf-8")
    done = subprocess.run(
        [bin_folder / "reportlint", "check", "--no-config", "--output-format", "json", draft],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 1, done.stderr
    rules = {finding["rule"] for finding in json.loads(done.stdout)["files"][0]["findings"]}
    assert {"numbering/missing-number", "wording/duplicated-word"} <= rules
