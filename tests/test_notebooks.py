"""The notebooks run, their two forms say the same, and plots find a Chinese font."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import jupytext
import matplotlib.pyplot as plt
import pytest
from matplotlib import font_manager

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def find_cells(path):
    return [(cell.cell_type, cell.source) for cell in jupytext.read(path).cells]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_both_forms_say_the_same(path):
    assert find_cells(path) == find_cells(path.with_suffix(".py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_kept(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_notebooks_run():
    # without our configuration, whose strictness is not meant for notebooks, and without other plug-ins, which know none
    alone = ["-c", os.devnull, "--rootdir", FOLDER, "-p", "no:cacheprovider", "-p", "nbmake.pytest_plugin"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *alone, "--nbmake", "--nbmake-timeout=120", *NOTEBOOKS],
        cwd=FOLDER,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
    assert f"{len(NOTEBOOKS)} passed" in done.stdout


# --- the font


@pytest.fixture
def plots():
    spec = importlib.util.spec_from_file_location("plots", FOLDER / "plots.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with plt.rc_context():
        yield module


def test_installed_fonts_are_preferred(plots, monkeypatch):
    known = font_manager.FontEntry(name="SimHei")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [known])
    assert plots.use_chinese_font() == "SimHei"
    assert "SimHei" in plt.rcParams["font.family"]


def test_the_extra_brings_a_font(plots, monkeypatch, tmp_path):
    monkeypatch.setattr(plots, "INSTALLED", ())
    assert "CJK" in plots.use_chinese_font()
    # a character that is not in the font would warn, and a warning is an error
    plt.figure(figsize=(1, 1)).text(0, 0, "问题、原因、措施").figure.savefig(tmp_path / "字.png")
    plt.close("all")


def test_without_any_font_a_sentence_tells_what_to_do(plots, monkeypatch, capsys):
    monkeypatch.setattr(plots, "INSTALLED", ())
    monkeypatch.setattr(plots, "SHIPPED", "没有这个包")
    assert plots.use_chinese_font() == ""
    assert "pip install 'reportlint[notebooks]'" in capsys.readouterr().out
