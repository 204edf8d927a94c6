"""What the server keeps to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.config import Config

if TYPE_CHECKING:
    from reportlint.read import Limits

MEGABYTE = 1024 * 1024
# what a report needs at most when nobody says otherwise; a configuration may allow more
OWN_LIMITS = {"file_bytes": 32 * MEGABYTE, "unpacked_bytes": 256 * MEGABYTE, "seconds": 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the page is served, with which rules, and how much it takes.

    Attributes:
        host: The address to listen on.
        port: 0 lets the system choose a free one.
        remote: Whether it may be one that other machines reach.
        config: What is checked and how.
        seconds: For one check, after the time that the reader may take.
        body_seconds: For an upload to arrive.
        memory: Bytes that a process which checks may use, where the system can bound it.
        workers: How many processes check at the same time.
        idle: Seconds without a request after which a session is dropped.
        sessions: How many there may be.
        reports: How many one of them may hold.
        total_bytes: What all files together may hold.
        wait: Seconds that a page is kept waiting for a check before it says that there is one.
    """

    host: str = "127.0.0.1"
    port: int = 0
    remote: bool = False
    config: Config = field(default_factory=Config)
    seconds: float = 120
    body_seconds: float = 120
    memory: int = 3 * 1024 * MEGABYTE
    workers: int = 2
    idle: float = 3600
    sessions: int = 20
    reports: int = 50
    total_bytes: int = 512 * MEGABYTE
    wait: float = 1.5

    @property
    def limits(self) -> Limits:
        """The bounds that readers keep to."""
        return Config(limits=OWN_LIMITS).overlay(self.config).reader_limits()
