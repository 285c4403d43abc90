"""A lock on an open file that ends with its process, however that ends: how one process knows that another lives.

A number of a process and its start time would do on one machine; a lock also tells the truth between containers, and
after the number was given to somebody else.
"""

from __future__ import annotations

import os
import sys

_BEYOND = 1 << 30  # the byte that Windows locks: beyond the end, so that the file can be read meanwhile


class NoLocksError(OSError):
    """The file system knows no locks: nothing can be told."""


def take(handle: int) -> bool:
    """Lock the file or, on POSIX, the folder open as ``handle``, without waiting; False if another process holds it.

    The lock goes when ``handle`` is closed. Raises ``NoLocksError``.
    """
    try:
        _lock(handle)
    except BlockingIOError:
        return False
    except OSError as error:
        if sys.platform == "win32" and isinstance(error, PermissionError):
            return False
        raise NoLocksError(error.errno, error.strerror) from error
    return True


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
