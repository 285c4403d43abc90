"""Writing files and folders so that a crash, a full disk or Ctrl-C leaves the old one or the new one, never half.

Everything is written under a temporary name on the same file system, flushed to the disk, and renamed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_KEPT = 40  # characters of a name that a temporary one begins with: it must not be too long where the name is not


def write_file(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` in one step. Raises ``OSError``, and then the old file is untouched."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:_KEPT]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            _pour(stream.fileno(), data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_folder(path: Path, contents: Mapping[str, bytes]) -> None:
    """Replace the folder ``path`` by one that holds exactly ``contents`` (plain file name -> bytes).

    Raises ``OSError``, and then the old folder is untouched. POSIX cannot swap two folders portably: a kill
    between the two renames leaves the old one beside as ``.NAME.old``, which ``recover`` puts back.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    recover(path)
    part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        part.chmod(0o755)
        for name, data in contents.items():
            write_file(part / name, data)
        _swap(part, path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _sync_folder(path.parent)


def recover(path: Path) -> None:
    """Finish what a killed ``write_folder(path, ...)`` left: put the old folder back, or remove it."""
    old = _old(path)
    if old.exists() and path.exists():
        shutil.rmtree(old)
    elif old.exists():
        old.rename(path)


def _swap(part: Path, path: Path) -> None:
    old = _old(path)
    if path.exists():
        path.rename(old)
    try:
        part.rename(path)
    except BaseException:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _old(path: Path) -> Path:
    return path.parent / f".{path.name}.old"


def _pour(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder for syncing
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
