"""The child processes of this process, as the system knows them."""

from __future__ import annotations

import os
from pathlib import Path


def alive() -> list[int]:
    """Numbers of the children that run (or are stopped); those that are only waiting to be collected are left out."""
    return [pid for pid, parent, state in _table() if parent == os.getpid() and state not in "ZX"]


def infers(pid: int) -> bool:
    """Whether a child is an inference process, which always has something to answer for."""
    try:
        return b"engine.child.server" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def zombies() -> int:
    """Children that are dead and were not collected."""
    return sum(parent == os.getpid() and state == "Z" for _, parent, state in _table())


def _table() -> list[tuple[int, int, str]]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found.append((int(entry.name), int(fields[1]), fields[0]))
    return found
