"""Whatever runs below the tests speaks to this machine alone: what else is tried is refused and written down.

The interpreter imports this module by its name when it starts, in every process that inherits PYTHONPATH, and tells the
hook of every attempt, whichever library makes it. The file to write to is in the environment; without it all is allowed.
"""

import os
import sys

FILE = "REPORTLINT_SOCKETS"
# the place of the address among the arguments of an event
EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


def forbid(event, arguments):
    """Refuse what leaves the machine."""
    if event in EVENTS and os.environ.get(FILE):
        address = arguments[EVENTS[event]]
        host = address[0] if isinstance(address, tuple) else address if event.startswith("socket.get") else None
        if not is_here(host):
            with open(os.environ[FILE], "a", encoding="utf-8") as file:  # noqa: PTH123  # pathlib would load at every start
                file.write(f"{event} {address!r}\n")
            raise PermissionError(f"tests stay offline: {event} {address!r}")


def is_here(host):
    """Tell whether a host is this machine; a socket with a path instead of a host is."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return (
        not host
        or host in ("localhost", "::1", os.uname().nodename if hasattr(os, "uname") else "")
        or host.startswith("127.")
    )


sys.addaudithook(forbid)
