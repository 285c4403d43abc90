"""Reading what lies on a disk, as errors of this package: regular files only, and never more bytes than asked for."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

from aevae_desktop.errors import DataError, LabError
from aevae_desktop.reading import regular

REMEDY = "Check its permissions."


def open_regular(path: Path, kind: type[LabError] = DataError, remedy: str = REMEDY) -> BinaryIO:
    """``path`` opened for reading bytes. Raises ``kind``, and does not wait, for a pipe, a device or a folder."""
    try:
        return regular.open_regular(path)
    except OSError as error:
        raise refused(path, error, kind, remedy) from error


def read_regular(path: Path, most: int, kind: type[LabError] = DataError, remedy: str = REMEDY) -> bytes:
    """The bytes of the regular file ``path``, at most ``most``. Raises ``kind``; a larger file is not read at all."""
    try:
        return regular.read_at_most(path, most)
    except OSError as error:
        raise refused(path, error, kind, remedy) from error
    except MemoryError as error:
        raise kind("does not fit into the memory", file=path) from error


def refused(path: Path, error: OSError, kind: type[LabError] = DataError, remedy: str = REMEDY) -> LabError:
    """The error that ``path`` cannot be read, to be raised."""
    if not isinstance(error, regular.RefusedError):
        return kind(f"cannot be read: {error.strerror or error}", file=path, remedy=remedy)
    if path.is_dir():
        return kind(f"cannot be read: {os.strerror(errno.EISDIR)}", file=path, remedy=remedy)
    return kind(error.why, file=path, remedy="Give another file.")
