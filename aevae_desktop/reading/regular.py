"""Regular files, opened without waiting and read up to a bound; links may be kept from leading out of a folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from aevae_desktop.errors import LabError

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


class RefusedError(OSError):
    """The file is there, but it is none that may be read; ``why`` says so in a few words."""

    def __init__(self, why: str, path: Path) -> None:
        self.why = why
        super().__init__(errno.EINVAL, why, str(path))


@contextmanager
def errors_as(
    kind: type[LabError], path: Path, other: str = "Give another file.", allow: str = "Check its permissions."
) -> Iterator[None]:
    """In its block, what keeps ``path`` from being read is raised as a ``kind``, a line for a person.

    It ends with what to do: ``other`` where nothing is there that may be read, ``allow`` where the system refuses.
    """
    try:
        yield
    except RefusedError as error:
        raise kind(error.why, file=path, remedy=other) from error
    except FileNotFoundError as error:
        raise kind("missing", file=path, remedy=other) from error
    except OSError as error:
        raise kind(f"cannot be read: {error.strerror or error}", file=path, remedy=allow) from error
    except MemoryError as error:
        raise kind("does not fit into memory", file=path) from error


def is_folder(path: Path) -> bool:
    """Whether there is a folder at ``path``. Never raises, as ``Path.is_dir`` may: what cannot be looked at is none."""
    return os.path.isdir(path)  # noqa: PTH112


def is_file(path: Path) -> bool:
    """Whether there is a regular file at ``path``; never raises."""
    return os.path.isfile(path)  # noqa: PTH113


def without_links(path: Path) -> Path:
    """The absolute place of ``path``, links followed as far as they lead anywhere; never raises.

    One that leads to itself, or a name that no file can have, stays: it cannot be read later.
    """
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def open_regular(path: Path, inside: Path | None = None) -> BinaryIO:
    """The regular file at ``path``, opened for reading; a pipe, a device or a folder is neither opened nor waited for.

    With ``inside``, links may not lead out of that folder (which may itself be a link). Raises ``OSError``, of which
    ``RefusedError`` means that the file is of a kind, or in a place, that is not read.
    """
    try:
        target, info = (path, os.stat(path)) if inside is None else _looked_at(path, inside)  # noqa: PTH116
        _check_kind(info.st_mode, path)  # before it is opened: to open a device may do something
        handle = os.open(target, _FLAGS | (_NO_LINK if inside is not None else 0))
    except ValueError as error:  # a NUL or half a surrogate pair in the name
        raise RefusedError("a name that no file can have", path) from error
    try:
        _check_kind(os.fstat(handle).st_mode, path)  # what was opened is what is read
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def size_of(path: Path, inside: Path | None = None) -> int:
    """Bytes in the regular file at ``path``. Raises ``OSError`` as ``open_regular`` does."""
    try:
        info = os.stat(path) if inside is None else _looked_at(path, inside)[1]  # noqa: PTH116
    except ValueError as error:
        raise RefusedError("a name that no file can have", path) from error
    _check_kind(info.st_mode, path)
    return info.st_size


def read_at_most(path: Path, most: int, inside: Path | None = None) -> bytes:
    """The bytes of the regular file at ``path``, which are ``most`` or fewer. Raises ``OSError`` as ``open_regular``.

    Its size is compared before a byte is read, and no more memory is taken than that; a file that grows is refused.
    """
    with open_regular(path, inside) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > most:
            raise RefusedError(f"{size:,} bytes, and at most {most:,} are read", path)
        data = stream.read(size + 1)
    if len(data) > size:
        raise RefusedError(f"it grew beyond {size:,} bytes while it was read", path)
    return data


def _looked_at(path: Path, inside: Path) -> tuple[Path, os.stat_result]:
    """``path``, or what it links to, which must lie in the folder ``inside``; and what is there."""
    info = os.lstat(path)
    if not stat.S_ISLNK(info.st_mode):
        return path, info
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(inside)):
        raise RefusedError("a link that leads out of the folder", path)
    return target, os.stat(target)  # noqa: PTH116


def _check_kind(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        raise RefusedError("not a regular file", path)
