"""Seccomp: a process of Linux keeps the few system calls that computing needs, for good and in all its threads.

What is not on the list is refused with EPERM, so that a library which asks for more sees an error and goes on. What no
library of ours ever asks for, and somebody who has taken over the process would, kills it. The filter is a program of
classic BPF (https://docs.kernel.org/userspace-api/seccomp_filter.html), handed over by ctypes: the bindings there are
need a C library that few systems have.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass

from aevae_desktop.engine.child.confinement import landlock
from aevae_desktop.engine.child.confinement.calls import AARCH64, X86_64

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of classic BPF
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where things are in what the filter sees
_X32 = 0x40000000  # numbers from here on are of another convention, which our list does not mean
_FILTER, _ALL_THREADS = 1, 1
_PROT_EXEC = 4
_WRITING = 0o1103  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_TABLES = {"x86_64": X86_64, "aarch64": AARCH64}

Instruction = bytes


@dataclass(frozen=True)
class Rules:
    """Names of system calls, as ``calls`` lists them.

    ``reading``: those that open and look at files, for reading only. ``code``: new code may be mapped, as a library is.
    """

    reading: bool = False
    code: bool = False


COMPUTE, READ = Rules(), Rules(reading=True, code=True)


def restrict(rules: Rules) -> bool:
    """Keep only what ``rules`` allow, in every thread there is; returns whether the kernel took it."""
    table = _TABLES.get(platform.machine())
    if table is None or not sys.platform.startswith("linux") or struct.calcsize("P") != 8:
        return False
    code = program(rules, table.architecture, table.numbers, os.getpid())
    library = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(code, len(code))
    given = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    long = ctypes.c_long
    call = (long(table.numbers["seccomp"]), long(_FILTER), long(_ALL_THREADS), given)
    return landlock.no_new_privileges() and library.syscall(*call) == 0


def program(rules: Rules, architecture: int, numbers: dict[str, int], pid: int) -> bytes:
    """The filter: instructions of eight bytes each."""
    code = [_load(_ARCHITECTURE), _jump(_EQUAL, architecture, 1, 0), _give(_KILL), _load(_NUMBER)]
    code += [_jump(_AT_LEAST, _X32, 0, 1), _give(_KILL)]
    for name in ALWAYS + (READING if rules.reading else ()):
        code += _when(numbers.get(name), [_give(_ALLOW)])
    code += _when(numbers.get("clone3"), [_give(_ERRNO | errno.ENOSYS)])  # the C library then asks as it used to
    for name in ("mmap", "mprotect"):
        code += _when(numbers[name], [_give(_ALLOW)] if rules.code else _without(2, _PROT_EXEC))
    code += _when(numbers["tgkill"], _only(0, pid))
    code += _when(numbers["prlimit64"], _only(2, 0))  # limits may be asked for, not set
    if rules.reading:
        code += _when(numbers.get("open"), _without(1, _WRITING))
        code += _when(numbers["openat"], _without(2, _WRITING))
    for name in HOSTILE:
        code += _when(numbers.get(name), [_give(_KILL)])
    return b"".join([*code, _give(_ERRNO | errno.EPERM)])


def _when(number: int | None, then: list[Instruction]) -> list[Instruction]:
    """``then``, which must return, for that call; nothing where this architecture has none of that name."""
    return [] if number is None else [_jump(_EQUAL, number, 0, len(then)), *then]


def _without(argument: int, bits: int) -> list[Instruction]:
    """Allow the call unless ``argument`` has any of ``bits``."""
    refuse = _give(_ERRNO | errno.EPERM)
    return [_load(_ARGUMENTS + 8 * argument), _jump(_ANY_BIT, bits, 1, 0), _give(_ALLOW), refuse]


def _only(argument: int, value: int) -> list[Instruction]:
    """Allow the call where ``argument``, all 64 bits of it, is ``value``."""
    low, high = _load(_ARGUMENTS + 8 * argument), _load(_ARGUMENTS + 8 * argument + 4)
    refuse = _give(_ERRNO | errno.EPERM)
    return [low, _jump(_EQUAL, value, 0, 3), high, _jump(_EQUAL, 0, 0, 1), _give(_ALLOW), refuse]


def _load(offset: int) -> Instruction:
    return struct.pack("HBBI", _LOAD, 0, 0, offset)


def _jump(kind: int, value: int, true: int, false: int) -> Instruction:
    return struct.pack("HBBI", kind, true, false, value)


def _give(what: int) -> Instruction:
    return struct.pack("HBBI", _RETURN, 0, 0, what)


ALWAYS = (
    *("read", "write", "readv", "writev", "close", "lseek", "poll", "ppoll", "select", "pselect6"),
    *("futex", "munmap", "mremap", "madvise", "mincore", "brk", "membarrier", "rseq", "get_robust_list"),
    *("set_robust_list", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times", "getrusage"),
    *("setitimer", "getitimer", "getpid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getrandom"),
    *("uname", "sysinfo", "sched_yield", "sched_getaffinity", "getcpu", "fstat", "exit", "exit_group"),
)
READING = (
    *("stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat"),
    *("getdents64", "getcwd", "fcntl", "ioctl", "statfs", "fstatfs", "pread64", "dup", "fadvise64"),
)
HOSTILE = (
    *("execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "bpf", "userfaultfd"),
    *("perf_event_open", "io_uring_setup", "add_key", "keyctl", "request_key", "mount", "umount2", "unshare", "setns"),
    *("init_module", "finit_module", "kexec_load", "personality"),
)
