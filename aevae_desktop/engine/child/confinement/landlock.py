"""Landlock: a process of Linux 5.13 or later gives up the file system, and from 6.7 on TCP, for good.

The kernel's own documentation: https://docs.kernel.org/userspace-api/landlock.html. By ctypes: the C library has no
functions for it, and the numbers of its three system calls are the same on every architecture.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls
_VERSION, _PATH_BENEATH = 1, 1  # a flag, and the type of a rule
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_FILES_SINCE = (
    (1, 0x1FFF),
    (2, 1 << 13),
    (3, 1 << 14),
    (5, 1 << 15),
)  # rights over files, by the version that has them
_TCP, _TCP_SINCE = 0b11, 4  # bind and connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets of others, signals to others
_NO_NEW_PRIVILEGES = 38
READ, EXECUTE = _READ_FILE | _READ_DIR, _EXECUTE


def version() -> int:
    """The version of Landlock that this kernel has; 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(_call(_CREATE, None, 0, _VERSION), 0)


def restrict(everywhere: int = 0) -> bool:
    """Give up all rights over files but ``everywhere`` (``READ``, ``EXECUTE``), TCP, and others' sockets and processes.

    For this thread and those it will start; returns whether the kernel took it.
    """
    known = version()
    if not known or not no_new_privileges():
        return False
    attributes = _attributes(known)
    rules = _call(_CREATE, attributes, len(attributes), 0)
    if rules < 0:
        return False
    try:
        allowed = not everywhere or _allow(rules, everywhere)
        return allowed and _call(_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def no_new_privileges() -> bool:
    """Never gain rights by starting a program that has more; Linux wants this before all else."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0)


def _attributes(known: int) -> bytes:
    """What is given up, as the kernel of that version wants to be told."""
    files = sum(rights for since, rights in _FILES_SINCE if known >= since)
    parts = [files]
    if known >= _TCP_SINCE:
        parts.append(_TCP)
    if known >= _SCOPES_SINCE:
        parts.append(_SCOPES)
    return struct.pack(f"={len(parts)}Q", *parts)


def _allow(rules: int, rights: int) -> bool:
    """Keep ``rights`` over everything beneath the root."""
    root = os.open("/", os.O_PATH | os.O_CLOEXEC)
    try:
        return _call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", rights, root), 0) == 0
    finally:
        os.close(root)


def _call(number: int, *arguments: bytes | int | None) -> int:
    given = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *given))
