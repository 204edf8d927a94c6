"""Formats that LibreOffice turns into .docx: run alone, without macros or network, and killed when it takes too long."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportlint.read.docx import read_docx
from reportlint.read.errors import ReadError

if TYPE_CHECKING:
    from reportlint.model import Source
    from reportlint.read.limits import Limits

NAMES = ("soffice", "libreoffice")
PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
WORD = "docx:MS Word 2007 XML"
MEMORY = 4 * 1024 * 1024 * 1024
# no macro runs whatever the document asks for, and no link is followed
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def find_office() -> str | None:
    """Return the path of LibreOffice; None where it is not installed."""
    named = (shutil.which(name) for name in NAMES)
    return next((path for path in (*named, *PLACES) if path and Path(path).is_file()), None)


def read_through_office(data: bytes, kind: str, name: object, limits: Limits) -> Source:
    """Read a document of a format that LibreOffice knows; it cannot be written back.

    Raises:
        ReadError: LibreOffice is not there or cannot read the document, or what it makes cannot be read.
    """
    source = read_docx(convert(data, f".{kind}", name, limits), name, limits)
    return replace(source, format=kind, raw=b"")


def convert(data: bytes, suffix: str, name: object, limits: Limits) -> bytes:
    """Return a document of another format as .docx.

    Raises:
        ReadError: LibreOffice is not there, cannot read the document, or takes too long.
    """
    office = find_office()
    if office is None:
        raise ReadError(
            name, f"读取 {suffix} 要用 LibreOffice，这台电脑上没有找到，请安装 LibreOffice，或另存为 .docx 再检查。"
        )
    with TemporaryDirectory(prefix="reportlint-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder, f"draft{suffix}")
        draft.write_bytes(data)
        run(office, draft, name, limits)
        made = draft.with_suffix(".docx")
        if not made.is_file():
            raise ReadError(
                name, "LibreOffice 打不开这个文件，可能已损坏或加了密码，请用原来的软件另存为 .docx 再检查。"
            )
        return made.read_bytes()


def run(office: str, draft: Path, name: object, limits: Limits, into: str = WORD) -> None:
    """Let LibreOffice convert a file, with a profile of its own so that no open window is disturbed.

    Args:
        office: The program.
        draft: The file; the new one stands beside it.
        name: What messages call the file.
        limits: How long it may take.
        into: The format, as `--convert-to` takes it.

    Raises:
        ReadError: It cannot be started or takes too long.
    """
    profile = draft.with_name("profile")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    command = [
        *(office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", into, "--outdir", str(draft.parent), str(draft)),
    ]
    try:
        process = subprocess.Popen(  # noqa: S603  # a fixed command and paths of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(name, f"启动 LibreOffice 失败（{error}），请检查它的安装，或另存为 .docx 再检查。") from None
    with process:
        try:
            bound_memory(process.pid)
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            raise ReadError(name, f"LibreOffice 在 {limits.seconds} 秒内没有转换完，请另存为 .docx 再检查。") from None
        finally:
            end(process)


def bound_memory(pid: int) -> None:
    """Bound the memory of a process and its children where the system can."""
    if sys.platform == "linux":
        import resource

        with suppress(ProcessLookupError, PermissionError):
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        subprocess.run(  # noqa: S603  # a fixed command
            [taskkill, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
        )
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
