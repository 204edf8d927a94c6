"""SARIF against the official schema, which REPORTLINT_SARIF_SCHEMA names; it is too large to ship."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[1]
SCHEMA = os.environ.get("REPORTLINT_SARIF_SCHEMA")

pytestmark = pytest.mark.skipif(SCHEMA is None, reason="没有 SARIF 的正式模式（REPORTLINT_SARIF_SCHEMA）")


@pytest.fixture(scope="module")
def validator():
    return Draft7Validator(json.loads(Path(SCHEMA).read_text("utf-8-sig")))


def render(*paths):
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", "check", "--no-config", "--output-format", "sarif", *paths],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def test_whole_reports(validator):
    log = render("examples")
    assert log["runs"][0]["results"]
    assert not list(validator.iter_errors(log))


def test_nothing_found_and_nothing_read(validator, tmp_path):
    draft = tmp_path / "空 白.txt"
    draft.write_text("全年办结事项三十件。\n", "utf-8")
    assert not list(validator.iter_errors(render(str(draft), str(tmp_path / "没有.txt"))))


def test_the_schema_refuses_what_is_wrong(validator):
    log = render("examples")
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(log))
