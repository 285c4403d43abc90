"""A lock on the folder of a run: no two processes train in it. The system releases it when its holder ends.

The file holds the process number of its holder, which the error names.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aevae_desktop import locks
from aevae_desktop.errors import ModelError
from training import output

NAME = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Lock the run in ``folder`` for this process; the folder is made, and removed again if it stays empty.

    Raises ``ModelError`` when another process has it, by its number, or when nothing can be written there.
    """
    with output.made(folder, "--out"):
        handle = _acquired(folder)
        try:
            yield
        finally:
            _release(handle, folder / NAME)


def _acquired(folder: Path) -> int:
    path = folder / NAME
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o644)
        except OSError as error:
            raise output.refused(folder, error) from error
        try:
            ours = locks.take(handle)
        except locks.NoLocksError:  # better no lock than no run
            return handle
        if not ours:
            holder = _holder(handle)
            os.close(handle)
            raise _taken(folder, holder)
        if _is_still(path, handle):
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
            return handle
        os.close(handle)  # its holder removed it meanwhile


def _release(handle: int, path: Path) -> None:
    """Remove the lock while it is held, where the system allows that, and drop it."""
    with contextlib.suppress(OSError):
        path.unlink()
    os.close(handle)


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _holder(handle: int) -> str:
    with contextlib.suppress(OSError):
        text = os.read(handle, 20).decode(errors="replace").strip()
        if text.isascii() and text.isdigit():
            return f"process {text}"
    return "another process"


def _taken(folder: Path, holder: str) -> ModelError:
    remedy = "Wait for it or stop it, or choose another folder with --out."
    return ModelError(f"{holder} is training in this folder", file=folder, remedy=remedy)
