"""What all tests share.

Where nothing may be skipped (REPORTLINT_NO_SKIPS), a skipped test fails. No test speaks to another machine, but those that
install packages: they are marked `network`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from offline.sitecustomize import FILE

OFFLINE = Path(__file__).parent / "offline"

settings.register_profile("default", deadline=None, derandomize=True, print_blob=False)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "network: installs packages, and may speak to their registry")
    folder = tempfile.TemporaryDirectory()
    config.add_cleanup(folder.cleanup)
    os.environ[FILE] = str(Path(folder.name) / "sockets.txt")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Let the tests that install packages, with their fixtures, out of the house."""
    file = os.environ[FILE]
    if item.get_closest_marker("network"):
        os.environ[FILE] = ""
    try:
        return (yield)
    finally:
        os.environ[FILE] = file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test that spoke to another machine, even where somebody caught the refusal."""
    result = yield
    tried = Path(os.environ[FILE] or os.devnull)
    if tried.exists() and (attempts := tried.read_text("utf-8")):
        tried.unlink()
        pytest.fail(f"speaks to another machine:\n{attempts}")
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("REPORTLINT_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} 在这里不许跳过：{call.excinfo.value if call.excinfo else ''}"
    return report
