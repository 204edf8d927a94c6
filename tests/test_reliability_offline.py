"""The tests themselves cannot leave the machine, and the program does not try to."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from offline.sitecustomize import FILE

ABROAD = ("192.0.2.1", 9)  # an address for documentation: nobody answers there
CALL = "import socket; socket.create_connection(('192.0.2.1', 9), 0.1)"


@pytest.fixture
def attempts(tmp_path, monkeypatch):
    """Return the file of attempts, of this test alone."""
    file = tmp_path / "sockets.txt"
    monkeypatch.setenv(FILE, str(file))
    yield file
    file.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: socket.create_connection(ABROAD, 0.1),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.gethostbyname("example.org"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ABROAD),
    ],
    ids=["connect", "getaddrinfo", "gethostbyname", "sendto"],
)
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_no_test_reaches_another_machine(attempts, attempt):
    with pytest.raises(PermissionError, match="tests stay offline"):
        attempt()
    assert attempts.read_text("utf-8").startswith("socket.")
    attempts.unlink()


def test_no_process_below_a_test_does(attempts):
    done = subprocess.run([sys.executable, "-c", CALL], capture_output=True, text=True, check=False)
    assert "tests stay offline" in done.stderr
    assert "192.0.2.1" in attempts.read_text("utf-8")
    attempts.unlink()


def test_this_machine_may_be_spoken_to(attempts):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as one:
        assert one.getpeername() == server.getsockname()
    assert not attempts.exists()


@pytest.mark.network
def test_those_that_install_packages_may_leave():
    assert os.environ[FILE] == ""


def test_the_others_may_not():
    assert os.environ[FILE]
    assert not Path(os.environ[FILE]).exists()
