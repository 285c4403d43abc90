"""A job object: on Windows a process takes on limits for good, and ends when the last handle to the job does.

Not run on Windows by us so far: docs/security.md says so.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_EXTENDED = 9  # JobObjectExtendedLimitInformation
_ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_ON_CLOSE = 0x8, 0x100, 0x2000
_DIE_ON_FAULT = 0x400  # no dialog of an error holds a dead process


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("Basic", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def restrict(memory: int, processes: int = 1) -> bool:
    """Put this process into a job of its own: so much memory, so many processes. Whether Windows took it."""
    if sys.platform == "win32":
        return _restrict(ctypes.windll.kernel32, memory, processes)
    return False


def limits(memory: int, processes: int) -> _Extended:
    """The limits as Windows wants to be told."""
    extended = _Extended()
    extended.Basic.LimitFlags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_CLOSE | _DIE_ON_FAULT
    extended.Basic.ActiveProcessLimit, extended.ProcessMemoryLimit = processes, memory
    return extended


def _restrict(kernel: Any, memory: int, processes: int) -> bool:
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)  # its handle is kept until the process ends
    extended = limits(memory, processes)
    size = ctypes.sizeof(extended)
    if not job or not kernel.SetInformationJobObject(ctypes.c_void_p(job), _EXTENDED, ctypes.byref(extended), size):
        return False
    return bool(kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess())))
