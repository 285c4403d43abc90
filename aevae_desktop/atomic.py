"""Writing files and folders so that a crash, a full disk or Ctrl-C leaves the old one or the new one, never half.

Everything is written under a temporary name on the same file system, flushed to the disk, and renamed. A writer holds
a lock on what it writes; what a killed one left is known by the name and by being held by nobody, and is removed by
the next write into the same folder, or by ``sweep``.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from aevae_desktop import locks

_KEPT = 40  # characters of a name that a temporary one begins with: it must not be too long where the name is not
_END = ".aevae.part"
_TEMPORARY = re.compile(r"\..*\.[a-z0-9_]{8}\.aevae\.part", re.DOTALL)
_LOOKED_AT = 10_000  # entries of a folder: some 10 ms
_SILENT_S = 3600.0  # after which a writer is taken for dead where there are no locks to ask

_visited: set[Path] = set()  # folders that this process has written into
_on_visit: list[Callable[[Path], object]] = []


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace ``path`` by ``data`` in one step. Raises ``OSError``, and then the old file is untouched.

    Without ``durable`` nobody waits for the disk: the file outlives the process, but perhaps not a power cut.
    """
    _visit(path.parent)
    _replace(path, data, durable)


def write_folder(path: Path, contents: Mapping[str, bytes]) -> None:
    """Replace the folder ``path`` by one that holds exactly ``contents`` (plain file name -> bytes).

    Raises ``OSError``, and then the old folder is untouched. POSIX cannot swap two folders portably: a kill
    between the two renames leaves the old one beside as ``.NAME.old``, which ``recover`` puts back.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    recover(path)
    _visit(path.parent)
    with _temporary_folder(path) as part:
        part.chmod(0o755)
        for name, data in contents.items():
            _replace(part / name, data, True)
        _swap(part, path)
    _sync_folder(path.parent)


def recover(path: Path) -> None:
    """Finish what a killed ``write_folder(path, ...)`` left: put the old folder back, or remove it."""
    old = _old(path)
    if old.exists() and path.exists():
        shutil.rmtree(old)
    elif old.exists():
        old.rename(path)


def on_new_folder(listener: Callable[[Path], object]) -> None:
    """Have ``listener`` called with each folder that this process is about to write into for the first time."""
    _on_visit.append(listener)


def sweep(folder: Path, most: int = _LOOKED_AT) -> int:
    """Remove what dead writers left in ``folder``, of its first ``most`` entries; returns how many. Never raises.

    Only names of our own pattern that are plain files or folders, no links, and are held by no living writer.
    """
    try:
        with os.scandir(folder) as entries:
            left = [Path(entry.path) for entry in islice(entries, most) if _TEMPORARY.fullmatch(entry.name)]
    except OSError:
        return 0
    return sum(_remove_if_left(path) for path in left)


# ------------------------------------------------------------ writing


def _visit(folder: Path) -> None:
    """Before the first write into a folder: tell, and clear away what dead writers left there."""
    folder = folder.absolute()
    if folder in _visited:
        return
    _visited.add(folder)
    for listener in _on_visit:
        listener(folder)
    sweep(folder)


def _replace(path: Path, data: bytes, durable: bool) -> None:
    with _temporary_file(path) as (handle, name):
        _pour(handle, data)
        if durable:
            os.fsync(handle)
        name.chmod(0o644)
        if sys.platform == "win32":  # which renames no open file
            os.close(handle)
        name.replace(path)
    if durable:
        _sync_folder(path.parent)


@contextmanager
def _temporary_file(path: Path) -> Iterator[tuple[int, Path]]:
    """An open file beside ``path``, held by this process; what has not been renamed in the end is removed."""
    while True:
        handle, text = tempfile.mkstemp(prefix=f".{path.name[:_KEPT]}.", suffix=_END, dir=path.parent)
        if _held(handle):
            break
        os.close(handle)  # swept between its making and its lock
    name = Path(text)
    try:
        yield handle, name
    except BaseException:
        name.unlink(missing_ok=True)
        raise
    finally:
        with suppress(OSError):  # closed already on Windows
            os.close(handle)


@contextmanager
def _temporary_folder(path: Path) -> Iterator[Path]:
    """A folder beside ``path``, held by this process; removed if it has not been renamed in the end."""
    while True:
        part = Path(tempfile.mkdtemp(prefix=f".{path.name[:_KEPT]}.", suffix=_END, dir=path.parent))
        handle = None if sys.platform == "win32" else os.open(part, os.O_RDONLY | os.O_DIRECTORY)
        if handle is None or (_held(handle) and part.exists()):
            break
        os.close(handle)
    try:
        yield part
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    finally:
        if handle is not None:
            os.close(handle)


def _held(handle: int) -> bool:
    """Lock what was just made; False if it has been swept meanwhile."""
    with suppress(locks.NoLocksError):  # then nobody can tell, and nobody sweeps it
        if not locks.take(handle):
            return False
    return sys.platform == "win32" or os.fstat(handle).st_nlink > 0


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


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder for syncing
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ------------------------------------------------------------ sweeping


def _remove_if_left(path: Path) -> bool:
    """Remove a temporary file or folder if its writer is dead; whether it was removed."""
    try:
        return _remove_if_silent(path) if sys.platform == "win32" else _remove_if_free(path)
    except OSError:  # it went away, or is not ours to remove
        return False


def _remove_if_free(path: Path) -> bool:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)  # no link, and no waiting for a pipe
    try:
        kind = os.fstat(handle).st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)) or not locks.take(handle):
            return False
        _remove(path)
        return True
    finally:
        os.close(handle)


def _remove_if_silent(path: Path) -> bool:
    """On Windows an open file cannot be removed; a folder can, hence the age."""
    if time.time() - path.lstat().st_mtime < _SILENT_S:
        return False
    _remove(path)
    return True


def _remove(path: Path) -> None:
    if stat.S_ISDIR(path.lstat().st_mode):
        shutil.rmtree(path)
    else:
        path.unlink()
